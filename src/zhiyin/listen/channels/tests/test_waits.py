"""What the chat says of waiting is what those who read it then wait: asked again for days that are known to the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.people.actor import system
from zhiyin.listen.channels.chat.waiting import wait_at
from zhiyin.listen.channels.models import Channel, Message

THURSDAY_NINE = datetime(2026, 4, 16, 1, 0, tzinfo=UTC)  # 9:00 in Shanghai
DAYS, LAST_DAYS, A_DAY = 20, 6, 40


def days(chat: Channel, random: Random) -> Iterator[tuple[datetime, float]]:
    """When each customer wrote and how many minutes they waited: half three minutes, nine in ten up to nine."""
    customer = identify("visitor", "v", by=system("test"))
    said = []
    for day in range(DAYS):
        for n in range(A_DAY):
            at = THURSDAY_NINE + timedelta(days=day, hours=8 * n / A_DAY)
            minutes = random.lognormvariate(1.1, 0.857)
            for direction, moment in (("in", at), ("out", at + timedelta(minutes=minutes))):
                name = f"{day} {n} {direction}"
                said.append(
                    Message(
                        customer=customer,
                        channel=chat,
                        direction=direction,
                        text=name,
                        at=moment,
                        external_id=name,
                        thread=f"{day} {n}",
                    )
                )
            yield at, minutes
    Message.objects.bulk_create(said)


@pytest.mark.django_db
def test_nine_in_ten_wait_no_longer_than_it_says_and_half_no_longer_than_usual(chat: Channel) -> None:
    waits = list(days(chat, Random(49)))
    usual = longest = 0
    last = waits[-LAST_DAYS * A_DAY :]
    for at, minutes in last:
        told = wait_at(chat, at)
        assert told is not None
        usual += minutes <= told.usual
        longest += minutes <= told.longest
    assert 0.88 <= longest / len(last) <= 0.92
    assert 0.45 <= usual / len(last) <= 0.65, "it is rounded up to whole minutes"
