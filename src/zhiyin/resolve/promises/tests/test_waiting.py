"""What a chat may tell of waiting: whether anybody is there, the place in the queue, and measured waits or nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels.actions import Incoming, make_channel, receive
from zhiyin.listen.channels.chat.waiting import ENOUGH, hours_of, place_of, wait_at
from zhiyin.listen.channels.models import Channel, Message

pytestmark = pytest.mark.django_db
BY = system("test")
THURSDAY_TEN = datetime(2026, 4, 16, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai


@pytest.fixture
def chat(db: None) -> Channel:
    unit = Unit.objects.create(name="上海店", name_en="Shanghai")
    return make_channel("chat", "Chat", unit.id, key="chat", by=BY)


def said(chat: Channel, thread: str, at: datetime) -> Message:
    return receive(
        chat, Incoming(f"{thread} {at}", "visitor", thread, "你好", thread=thread), by=BY, because=None, at=at
    )


def answered(question: Message, at: datetime, *, automatic: bool = False) -> None:
    Message.objects.create(
        customer_id=question.customer_id, channel=question.channel, direction="out", text="马上",
        at=at, external_id=f"out {question.id} {at}", thread=question.thread, automatic=automatic,
    )  # fmt: skip


def test_a_chat_is_open_while_the_clock_of_its_first_replies_runs(chat: Channel) -> None:
    assert hours_of(chat, THURSDAY_TEN).open
    night = hours_of(chat, THURSDAY_TEN + timedelta(hours=12))
    assert (night.open, night.opens_at) == (False, THURSDAY_TEN + timedelta(hours=23))


def test_the_place_in_the_queue_counts_those_who_wait_longer(chat: Channel) -> None:
    for n, thread in enumerate(("a", "b", "c")):
        said(chat, thread, THURSDAY_TEN + timedelta(minutes=n))
    assert [place_of(chat, thread) for thread in ("a", "b", "c", "nobody")] == [1, 2, 3, None]


def test_a_wait_is_told_as_measured_and_only_of_enough_conversations_at_this_time_of_day(chat: Channel) -> None:
    now = THURSDAY_TEN
    for n in range(1, ENOUGH):
        at = now - timedelta(days=1, minutes=n)
        answered(said(chat, f"t{n}", at), at + timedelta(seconds=1), automatic=True)  # a machine ends no wait
        answered(Message.objects.get(thread=f"t{n}", direction="in"), at + timedelta(minutes=n))
    assert wait_at(chat, now) is None  # nineteen are too few
    said_last = said(chat, "t20", now - timedelta(days=2))
    answered(said_last, said_last.at + timedelta(minutes=20))
    far = said(chat, "at night", now - timedelta(hours=10))
    answered(far, far.at + timedelta(hours=5))
    wait = wait_at(chat, now + timedelta(minutes=5))  # five minutes later it is counted anew
    assert wait is not None
    # 1, 2, … 20 minutes: the median is 10.5, nine in ten waited at most 18.1
    assert (wait.usual, wait.longest, wait.n) == (11, 19, 20)
