"""What keeps a message from leaving: the customer's wish and hours, limits, two machines talking."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify, note_consent
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import Incoming, deliver, receive, release, send
from zhiyin.listen.channels.models import Channel, Delivery, Message
from zhiyin.listen.channels.policy import answer_each_other, contact_hours, may_write_from

BY = system("test")
#: in Shanghai: Wednesday 10:00 and 23:00
DAY, NIGHT = datetime(2026, 3, 4, 2, tzinfo=UTC), datetime(2026, 3, 4, 15, tzinfo=UTC)


@pytest.fixture
def li_na(db: None) -> Customer:
    return identify("email", "li.na@example.com", name="李娜", by=BY)


def write(channel: Channel, customer: Customer, **given: Any) -> Message:
    given = {"text": "您好", "subject": "你好", "by": BY, "because": None, "automatic": True, "at": DAY, **given}
    return send(customer_id=customer.id, channel_id=channel.id, **given)


def row(message: Message) -> Delivery:
    return Delivery.objects.get(message=message)


def hours_in_force(**then: Any) -> None:
    usual = {"begin": "08:00", "end": "21:00", "time_zone": "Asia/Shanghai", "weekdays_only": False}
    rows = [{"when": {}, "then": {**usual, "most_in_30_days": 2, **then}}]
    put_in_force("contact_hours", rows, "ours", by=BY, because=None, at=DAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("now", "begin", "end", "zone", "weekdays_only", "opens"),
    [
        (DAY, "08:00", "21:00", "Asia/Shanghai", False, DAY),
        (NIGHT, "08:00", "21:00", "Asia/Shanghai", False, datetime(2026, 3, 5, 0, tzinfo=UTC)),
        (NIGHT, "08:00", "21:00", "Europe/Berlin", False, NIGHT),
        (NIGHT, "08:00", "08:00", "Asia/Shanghai", False, NIGHT),
        (NIGHT, "22:00", "02:00", "Asia/Shanghai", False, NIGHT),
        (DAY, "22:00", "02:00", "Asia/Shanghai", False, datetime(2026, 3, 4, 14, tzinfo=UTC)),
        (DAY + timedelta(days=3), "08:00", "21:00", "Asia/Shanghai", True, datetime(2026, 3, 9, 0, tzinfo=UTC)),
    ],
)
def test_hours_in_which_customers_are_written_to(
    now: datetime, begin: str, end: str, zone: str, weekdays_only: bool, opens: datetime
) -> None:
    hours = contact_hours(time.fromisoformat(begin), time.fromisoformat(end), zone, weekdays_only=weekdays_only)
    assert may_write_from(now, hours) == opens


def test_two_machines_need_two_sides() -> None:
    assert [answer_each_other(sent, received, 4) for sent, received in ((4, 4), (9, 3), (3, 9))] == [True, False, False]


@pytest.mark.django_db
def test_at_night_only_answers_and_people_write(mailbox: Channel, li_na: Customer) -> None:
    question = receive(
        mailbox, Incoming("q@example.com", "email", "li.na@example.com", "?"), by=BY, because=None, at=NIGHT
    )
    unasked = write(mailbox, li_na, at=NIGHT)
    answer = write(mailbox, li_na, at=NIGHT, answers_id=question.id)
    person = write(mailbox, li_na, at=NIGHT, automatic=False)
    assert [deliver(one.id, now=NIGHT) for one in (unasked, answer, person)] == ["held", "sent", "sent"]
    morning = datetime(2026, 3, 5, 0, tzinfo=UTC)
    assert (row(unasked).reason, row(unasked).next_at) == ("hours", morning)
    assert deliver(unasked.id, now=morning) == "sent"


@pytest.mark.django_db
def test_a_person_may_let_it_go_at_night(mailbox: Channel, li_na: Customer) -> None:
    unasked = write(mailbox, li_na, at=NIGHT)
    deliver(unasked.id, now=NIGHT)
    assert release(row(unasked), by=BY, at=NIGHT)
    assert deliver(unasked.id, now=NIGHT) == "sent"


@pytest.mark.django_db
def test_what_the_customer_refused_does_not_leave_and_says_why(mailbox: Channel, li_na: Customer) -> None:
    note_consent(li_na.id, "survey", False, "by phone", at=DAY, by=BY)
    survey, service = write(mailbox, li_na, purpose="survey"), write(mailbox, li_na)
    assert [deliver(survey.id, now=DAY), deliver(service.id, now=DAY)] == ["withdrawn", "sent"]
    assert row(survey).reason == "consent"
    assert Entry.objects.get(event="MessageWithdrawn").facts["reason"] == "consent"


@pytest.mark.django_db
def test_messages_nobody_asked_for_are_counted_over_30_days(mailbox: Channel, li_na: Customer) -> None:
    hours_in_force()
    three = [write(mailbox, li_na, purpose="survey") for _ in range(3)]
    assert [deliver(one.id, now=timezone.now().replace(hour=4)) for one in three] == ["sent", "sent", "withdrawn"]
    assert row(three[2]).reason == "fatigue"
    Delivery.objects.update(sent_at=DAY - timedelta(days=31))
    assert deliver(write(mailbox, li_na, purpose="survey").id, now=DAY) == "sent"


@pytest.mark.django_db
def test_limits_hold_where_the_customers_page_fetches_too(chat: Channel) -> None:
    chat.settings = {"automatic_per_hour": 2}
    chat.save()
    visitor = identify("visitor", "abc", by=BY)
    states = [row(write(chat, visitor, at=timezone.now())).state for _ in range(3)]
    assert states == ["sent", "sent", "held"]
    assert row(write(chat, visitor, at=timezone.now(), automatic=False)).state == "sent"


@pytest.mark.django_db
def test_two_machines_that_answer_each_other_are_stopped(mailbox: Channel, li_na: Customer) -> None:
    now, states = timezone.now(), []
    for turn in range(6):
        heard = Incoming(f"{turn}@example.com", "email", "li.na@example.com", "auto", thread="t", automatic=False)
        question = receive(mailbox, heard, by=BY, because=None, at=now)
        states.append(deliver(write(mailbox, li_na, answers_id=question.id, thread="t", at=now).id))
    assert states == ["sent"] * 4 + ["held"] * 2
    assert {one.reason for one in Delivery.objects.filter(state="held")} == {"loop"}
    assert deliver(Message.objects.filter(direction="out").latest("id").id, now=now + timedelta(days=9)) == "held"
    person = write(mailbox, li_na, answers_id=question.id, thread="t", automatic=False, at=now)
    assert deliver(person.id) == "sent", "people are not machines"
