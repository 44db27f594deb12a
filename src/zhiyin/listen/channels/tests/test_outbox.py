"""What goes out: states, waiting times, holding, caps; one message leaves once."""

from __future__ import annotations

import smtplib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import Incoming, arm_replies, deliver, delivering, receive, release, send
from zhiyin.listen.channels.actions.delivering import due
from zhiyin.listen.channels.models import Channel, Delivery, Message
from zhiyin.listen.channels.policy import BACK_OFF, CLAIM_LASTS, wait_after
from zhiyin.listen.channels.provider import PROVIDERS

pytestmark = pytest.mark.django_db
BY = system("test")


@pytest.fixture
def li_na(db: None) -> Customer:
    return identify("email", "li.na@example.com", name="李娜", by=BY)


def write(channel: Channel, customer: Customer, **given: Any) -> Message:
    given = {"text": "您好", "subject": "你好", "by": BY, "because": None, **given}
    return send(customer_id=customer.id, channel_id=channel.id, **given)


def state(message: Message) -> str:
    return Delivery.objects.get(message=message).state


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(delivery: Delivery) -> None:
        raise error

    monkeypatch.setitem(PROVIDERS, "email", replace(PROVIDERS["email"], hand_over=fail))


def test_waiting_times_grow_and_end() -> None:
    assert [wait_after(n, 0.5) for n in range(1, len(BACK_OFF) + 1)] == list(BACK_OFF)
    assert wait_after(len(BACK_OFF) + 1, 0.5) is None
    assert wait_after(1, 0) == BACK_OFF[0] * 0.8


def test_a_message_is_sent_once_and_announced(mailbox: Channel, li_na: Customer) -> None:
    message = write(mailbox, li_na)
    assert state(message) == "queued"
    assert [deliver(message.id), deliver(message.id)] == ["sent", "sent"]
    assert len(outbox.outbox) == 1
    entry = Entry.objects.get(event="MessageSent")
    assert (entry.subject_id, entry.customer_id, entry.unit_id) == (message.id, li_na.id, mailbox.unit_id)


def test_a_channel_that_is_not_armed_holds_until_someone_releases(mailbox: Channel, li_na: Customer) -> None:
    arm_replies(mailbox, False, by=BY)
    message = write(mailbox, li_na)
    later = timezone.now() + timedelta(days=1)
    assert (state(message), deliver(message.id, now=later), due(later)) == ("held", "held", [])
    delivery = Delivery.objects.get(message=message)
    assert not release(delivery, by=BY), "not while replies are not armed"
    arm_replies(mailbox, True, by=BY)
    assert deliver(message.id, now=later) == "held", "arming alone sends no old message"
    assert release(delivery, by=BY)
    assert deliver(message.id, now=later) == "sent"


def test_disarming_stops_what_is_queued(mailbox: Channel, li_na: Customer) -> None:
    message = write(mailbox, li_na)
    arm_replies(mailbox, False, by=BY)
    assert deliver(message.id) == "held"
    assert outbox.outbox == []


def test_a_temporary_fault_is_tried_again_and_at_last_fails_in_the_providers_words(
    mailbox: Channel, li_na: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, ConnectionError("450 4.2.1 mailbox busy"))
    message = write(mailbox, li_na)
    now = timezone.now()
    for tries in range(1, len(BACK_OFF) + 1):
        assert deliver(message.id, now=now) == "queued"
        delivery = Delivery.objects.get(message=message)
        assert (delivery.tries, delivery.error) == (tries, "ConnectionError: 450 4.2.1 mailbox busy")
        assert delivery.next_at is not None
        assert now < delivery.next_at
        assert deliver(message.id, now=now) == "queued", "not before its time"
        now = delivery.next_at
        assert due(now) == [message.id]
    assert deliver(message.id, now=now) == "failed"
    assert due(now + timedelta(days=9)) == []
    assert Entry.objects.get(event="MessageFailed").facts["reason"].endswith("mailbox busy")


def test_a_refusal_for_good_fails_at_once(mailbox: Channel, li_na: Customer, monkeypatch: pytest.MonkeyPatch) -> None:
    message = write(mailbox, li_na)

    def refused(*_: Any, **__: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({"li.na@example.com": (550, b"5.1.1 no such user")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
    assert deliver(message.id) == "failed"
    assert Delivery.objects.get(message=message).error == "550 5.1.1 no such user"


def test_a_greylisting_is_no_refusal(mailbox: Channel, li_na: Customer, monkeypatch: pytest.MonkeyPatch) -> None:
    message = write(mailbox, li_na)

    def refused(*_: Any, **__: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({"li.na@example.com": (451, b"4.7.1 greylisted")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
    assert deliver(message.id) == "queued"


def test_a_claim_of_a_lost_worker_expires(mailbox: Channel, li_na: Customer) -> None:
    message = write(mailbox, li_na)
    now = timezone.now()
    assert delivering._claim(message.id, now) is not None
    assert delivering._claim(message.id, now) is None, "one worker only"
    assert deliver(message.id, now=now + CLAIM_LASTS / 2) == "sending"
    later = now + CLAIM_LASTS + timedelta(seconds=1)
    assert due(later) == [message.id]
    assert deliver(message.id, now=later) == "sent"


def test_automatic_mail_to_one_address_is_capped_by_the_hour_and_people_are_not(
    mailbox: Channel, li_na: Customer
) -> None:
    mailbox.settings = {"automatic_per_hour": 2}
    mailbox.save()
    asked = receive(mailbox, Incoming("q@example.com", "email", "li.na@example.com", "?"), by=BY, because=None)
    automatic = [write(mailbox, li_na, automatic=True, answers_id=asked.id) for _ in range(3)]
    person = write(mailbox, li_na)
    assert [deliver(one.id) for one in automatic] == ["sent", "sent", "held"]
    assert deliver(person.id) == "sent"
    next_at = Delivery.objects.get(message=automatic[2]).next_at
    assert next_at is not None
    assert timedelta(minutes=50) < next_at - timezone.now() <= timedelta(hours=1)
    assert due(next_at) == [automatic[2].id]
    assert deliver(automatic[2].id, now=next_at + timedelta(seconds=1)) == "sent"


def test_chat_is_there_at_once(chat: Channel) -> None:
    visitor = identify("visitor", "abc", by=BY)
    message = write(chat, visitor)
    assert state(message) == "sent"
    assert Entry.objects.filter(event="MessageSent", subject_id=message.id).exists()


def test_mail_to_someone_without_an_address_is_refused_with_a_reason(mailbox: Channel) -> None:
    with pytest.raises(ValidationError):
        write(mailbox, identify("phone", "13800138000", by=BY))


def test_no_line_end_in_a_subject_or_name_makes_a_header(mailbox: Channel, li_na: Customer) -> None:
    message = write(mailbox, li_na, subject="Hello\r\nBcc: x@evil.example")
    assert deliver(message.id) == "sent"
    assert outbox.outbox[0].message()["Bcc"] is None
