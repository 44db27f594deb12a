"""Which message a mail answers: proven by our token or known by its Message-ID, never guessed by subject."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core import mail as outbox
from django.db import connections
from django.utils import timezone

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import deliver, process, send, store_mail
from zhiyin.listen.channels.email.reading import believed
from zhiyin.listen.channels.email.tokens import message_of, reply_address, split_reply_address, token_for
from zhiyin.listen.channels.models import Arrival, Channel, Delivery, Message

pytestmark = pytest.mark.django_db
BY = system("test")
#: when customers may be written to unasked
BY_DAY = datetime(2026, 3, 4, 2, tzinfo=UTC)


def come_in(
    channel: Channel, text: str = "我的订单还没有发货", *, sender: str = "李娜 <li.na@example.com>", **headers: str
) -> Message:
    lines = {
        "From": sender,
        "To": channel.address,
        "Subject": "订单",
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    raw = "\r\n".join([*(f"{name}: {value}" for name, value in lines.items()), "", text]).encode()
    message = process(store_mail(channel.id, raw).id)
    assert message is not None
    return message


def answer(message: Message, text: str = "马上为您查询") -> Message:
    sent = send(
        customer_id=message.customer_id,
        channel_id=None,
        text=text,
        answers_id=message.id,
        person_id=None,
        by=BY,
        because=None,
    )
    assert deliver(sent.id) == "sent"
    return sent


def test_a_reply_to_our_mail_joins_its_thread_by_the_token_in_in_reply_to(mailbox: Channel) -> None:
    first = come_in(mailbox, Message_ID="<one@example.com>")
    ours = answer(first)
    reply = come_in(mailbox, "好的，谢谢", Message_ID="<two@example.com>", In_Reply_To=f"<{ours.external_id}>")
    assert (reply.thread, reply.answers_id) == (first.thread, ours.id)


def test_a_reply_without_reference_headers_joins_by_the_token_in_its_address(mailbox: Channel) -> None:
    first = come_in(mailbox, Message_ID="<one@example.com>")
    ours = answer(first)
    marked = reply_address(ours.id, mailbox.address)
    reply = come_in(mailbox, "好的", Message_ID="<two@example.com>", To=marked.upper())
    assert reply.answers_id == ours.id


def test_a_forged_token_proves_nothing(mailbox: Channel) -> None:
    first = come_in(mailbox, Message_ID="<one@example.com>")
    ours = answer(first)
    token = token_for(ours.id)
    forged = token[:-1] + ("a" if token[-1] != "a" else "b")
    assert message_of(forged) is None
    assert split_reply_address(f"care+{forged}@zhiyin.example") == ("care@zhiyin.example", None)
    reply = come_in(mailbox, "x", Message_ID="<two@example.com>", In_Reply_To=f"<{forged}@zhiyin.example>")
    assert reply.answers_id is None
    assert reply.thread != first.thread


def test_the_same_subject_joins_nothing(mailbox: Channel) -> None:
    first = come_in(mailbox, Message_ID="<one@example.com>", Subject="Re: 订单")
    second = come_in(mailbox, Message_ID="<two@example.com>", Subject="Re: 订单")
    assert first.thread != second.thread


def test_a_reference_to_a_message_of_another_channel_is_not_followed(mailbox: Channel) -> None:
    other = Channel.objects.create(
        name="other",
        key="other",
        kind="email",
        unit=mailbox.unit,
        address="other@zhiyin.example",
        made_at=timezone.now(),
    )
    first = come_in(mailbox, Message_ID="<one@example.com>")
    second = come_in(other, Message_ID="<two@example.com>", In_Reply_To="<one@example.com>")
    assert second.answers_id is None
    assert first.id != second.id


def test_an_answer_that_comes_before_what_it_answers_is_in_the_same_thread(mailbox: Channel) -> None:
    late = come_in(
        mailbox, Message_ID="<two@example.com>", References="<one@example.com>", In_Reply_To="<one@example.com>"
    )
    first = come_in(mailbox, Message_ID="<one@example.com>")
    assert late.thread == first.thread == "one@example.com"


def test_an_agents_name_in_a_header_makes_no_agent(mailbox: Channel) -> None:
    message = come_in(mailbox, sender="客服 <care@zhiyin.example>", Message_ID="<loop@zhiyin.example>")
    assert message.by_person_id is None
    assert message.direction == "in"
    assert message.automatic, "mail from our own address is a loop"


def test_what_leaves_carries_what_a_reply_needs(mailbox: Channel) -> None:
    first = come_in(mailbox, Message_ID="<one@example.com>", Subject="退款")
    ours = answer(first)
    (written,) = outbox.outbox
    sent = written.message()
    assert sent["Message-ID"] == f"<{ours.external_id}>"
    assert sent["In-Reply-To"] == "<one@example.com>"
    assert "<one@example.com>" in sent["References"]
    assert split_reply_address(sent["Reply-To"]) == ("care@zhiyin.example", ours.id)
    assert (written.to, written.subject) == (["li.na@example.com"], "Re: 退款")
    assert "Auto-Submitted" not in sent


def test_a_machines_mail_says_that_it_is_one(mailbox: Channel) -> None:
    first = come_in(mailbox, Message_ID="<one@example.com>")
    sent = send(
        customer_id=first.customer_id,
        channel_id=mailbox.id,
        text="收到",
        subject="收到",
        automatic=True,
        by=BY,
        because=None,
        at=BY_DAY,
    )
    deliver(sent.id, now=BY_DAY)
    assert outbox.outbox[0].message()["Auto-Submitted"] == "auto-generated"


def test_a_bounce_of_our_mail_fails_its_delivery_and_belongs_to_the_customer(mailbox: Channel) -> None:
    first = come_in(mailbox, Message_ID="<one@example.com>")
    ours = answer(first)
    raw = (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nMessage-ID: <b@mx.example>\r\n"
        "Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n\r\nNo such user\r\n--x\r\n"
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nAction: failed\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n"
        f"Message-ID: <{ours.external_id}>\r\nSubject: x\r\n\r\nbody\r\n--x--\r\n"
    )
    bounce = process(store_mail(mailbox.id, raw.encode()).id)
    assert bounce is not None
    assert bounce.automatic
    assert (bounce.customer_id, bounce.answers_id) == (first.customer_id, ours.id)
    delivery = Delivery.objects.get(message=ours)
    assert delivery.state == "failed"
    assert "550 5.1.1 no such user" in delivery.error
    assert Entry.objects.filter(event="MessageFailed", subject_id=ours.id).count() == 1


def test_two_mails_with_one_message_id_are_both_kept(mailbox: Channel) -> None:
    first = come_in(mailbox, "one", Message_ID="<same@example.com>")
    second = come_in(mailbox, "two", Message_ID="<same@example.com>")
    again = come_in(mailbox, "two", Message_ID="<same@example.com>", Received="from elsewhere")
    assert first.text != second.text
    assert again == second


def test_a_date_that_cannot_be_true_is_not_believed() -> None:
    now = timezone.now()
    assert believed(now - timedelta(hours=2), now) == now - timedelta(hours=2)
    assert believed(now - timedelta(days=400), now) == now
    assert believed(now + timedelta(hours=1), now) == now
    assert believed(None, now) == now


@pytest.fixture
def sales(mailbox: Channel) -> Channel:
    return Channel.objects.create(
        name="sales",
        key="sales",
        kind="email",
        unit=mailbox.unit,
        address="sales@zhiyin.example",
        made_at=timezone.now(),
    )


_TO_BOTH = {"Message_ID": "<both@example.com>", "To": "care@zhiyin.example, sales@zhiyin.example"}


def test_one_mail_to_several_of_our_addresses_is_one_message(mailbox: Channel, sales: Channel) -> None:
    one = come_in(mailbox, **_TO_BOTH, Delivered_To="care@zhiyin.example")
    other = come_in(sales, **_TO_BOTH, Delivered_To="sales@zhiyin.example")
    assert one == other
    assert Message.objects.count() == 1
    assert Arrival.objects.filter(message=one, state="processed").count() == 2, "both arrivals are kept"
    assert Entry.objects.filter(event="MessageReceived").count() == 1, "so one case is opened"


def test_it_does_not_matter_which_of_the_two_is_read_first(mailbox: Channel, sales: Channel) -> None:
    raw = b"From: li.na@example.com\r\nMessage-ID: <both@example.com>\r\n\r\nhello"
    first, second = store_mail(mailbox.id, raw), store_mail(sales.id, b"Received: from x\r\n" + raw)
    message = process(second.id)
    assert message is not None
    assert process(first.id) == message


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("named_first", ["care", "sales"])
def test_it_belongs_to_the_mailbox_that_the_writer_named_first(
    mailbox: Channel, sales: Channel, first: int, named_first: str
) -> None:
    to = ["sales@zhiyin.example", "Care <CARE@zhiyin.example>"]
    to = to[::-1] if named_first == "care" else to
    raw = f"From: li.na@example.com\r\nTo: a@b.example, {to[0]}\r\nCc: {to[1]}\r\nMessage-ID: <both@x>\r\n\r\nhello"
    arrivals = [store_mail(channel.id, raw.encode()).id for channel in (mailbox, sales)]
    messages = {process(one) for one in (arrivals[first], arrivals[1 - first])}
    assert [one and one.channel.address for one in messages] == [f"{named_first}@zhiyin.example"]


def test_what_goes_on_stays_where_it_is_whoever_is_named_first(mailbox: Channel, sales: Channel) -> None:
    ours = answer(come_in(mailbox, Message_ID="<begin@x>"))
    raw = (
        "From: li.na@example.com\r\nTo: sales@zhiyin.example\r\nCc: care@zhiyin.example\r\n"
        f"In-Reply-To: <{ours.external_id}>\r\nMessage-ID: <on@x>\r\n\r\nhello"
    ).encode()
    arrivals = [store_mail(channel.id, raw) for channel in (sales, mailbox)]
    message = process(arrivals[0].id)
    assert message is not None
    assert (message.channel, message.answers_id) == (mailbox, ours.id)
    assert process(arrivals[1].id) == message


def test_another_mail_with_the_same_message_id_is_another_message(mailbox: Channel, sales: Channel) -> None:
    one = come_in(mailbox, "one", **_TO_BOTH)
    other = come_in(sales, "two", **_TO_BOTH)
    assert one != other


@pytest.mark.django_db(transaction=True)
def test_two_that_are_read_at_the_same_time_are_one_message_too(mailbox: Channel, sales: Channel) -> None:
    raw = b"From: li.na@example.com\r\nMessage-ID: <both@example.com>\r\n\r\nhello"
    arrivals = [store_mail(channel.id, raw).id for channel in (mailbox, sales)]
    begin = threading.Barrier(2)

    def read(arrival_id: UUID) -> UUID | None:
        begin.wait()
        try:
            message = process(arrival_id)
            return message.id if message else None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(read, arrivals))
    assert found[0] is not None
    assert found[0] == found[1]
    assert Message.objects.count() == 1
