"""How long somebody who writes now will wait: as measured, never as wished. And whether anybody is there.

What only later rooms know (the calendar that promises are counted by, the place in the queue) they offer here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from zhiyin.listen.channels.models import Channel

#: how far back, how near in the time of day, and how many conversations it takes to say anything at all
WINDOW, NEAR_HOURS, ENOUGH = timedelta(days=14), 2, 20

#: of a busy chat so many messages say enough, and are counted in a moment
MOST_MESSAGES = 20_000

# A wait begins with what a customer says first, or first after we spoke; it ends with the next that a person of ours says.
# The time of day is taken round the clock: 23 and 1 are two hours apart.
_WAITS = """
WITH lately AS (
    SELECT m.id, m.thread, m.direction, m.at
    FROM channels_message m
    WHERE m.channel_id = %(channel)s AND m.at > %(since)s AND m.at <= %(now)s AND NOT m.automatic
    ORDER BY m.at DESC LIMIT %(most)s
), said AS (
    SELECT at, direction, lag(direction) OVER line AS before,
           min(at) FILTER (WHERE direction = 'out') OVER (line ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS answered
    FROM lately WINDOW line AS (PARTITION BY thread ORDER BY at, id)
), waits AS (
    SELECT extract(epoch FROM answered - at) / 60 AS minutes,
           abs(extract(hour FROM at AT TIME ZONE %(zone)s) - %(hour)s) AS apart
    FROM said WHERE direction = 'in' AND before IS DISTINCT FROM 'in'
)
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes), percentile_cont(0.9) WITHIN GROUP (ORDER BY minutes), count(*)
FROM waits WHERE minutes IS NOT NULL AND least(apart, 24 - apart) <= %(near)s
"""


@dataclass(frozen=True, slots=True)
class Wait:
    """What half and what nine in ten of those who wrote at this time of day waited at most, in minutes, of `n` measured."""

    usual: int
    longest: int
    n: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Whether somebody is there now, and if not, when again (None: not known)."""

    open: bool
    opens_at: datetime | None = None


OPEN = Hours(True)
_HOURS: list[Callable[[Channel, datetime], Hours]] = []
_PLACES: list[Callable[[Channel, str], int | None]] = []


def offer_hours(hours: Callable[[Channel, datetime], Hours]) -> Callable[[Channel, datetime], Hours]:
    """A later room says when the people of a channel are there."""
    _HOURS.append(hours)
    return hours


def offer_place(place: Callable[[Channel, str], int | None]) -> Callable[[Channel, str], int | None]:
    """A later room says at which place of the queue a chat stands (1 is next); None when it waits for nothing."""
    _PLACES.append(place)
    return place


def hours_of(channel: Channel, now: datetime) -> Hours:
    """Whether somebody is there for this channel; open when nobody knows better."""
    return next((found for hours in _HOURS if not (found := hours(channel, now)).open), OPEN)


def place_of(channel: Channel, thread: str) -> int | None:
    """The place of this chat in the queue, if anybody knows it."""
    return next((found for place in _PLACES if (found := place(channel, thread)) is not None), None)


def wait_at(channel: Channel, now: datetime) -> Wait | None:
    """What those who write at this time of day usually wait; None while too little is known to say it."""
    return _wait(channel.id, int(now.timestamp()) // 300)


@lru_cache(maxsize=256)
def _wait(channel_id: UUID, five_minutes: int) -> Wait | None:
    now = datetime.fromtimestamp(five_minutes * 300, tz=timezone.get_default_timezone())
    with connection.cursor() as cursor:
        cursor.execute(
            _WAITS,
            {
                "channel": channel_id,
                "since": now - WINDOW,
                "now": now,
                "most": MOST_MESSAGES,
                "zone": settings.TIME_ZONE,
                "hour": now.hour,
                "near": NEAR_HOURS,
            },
        )
        usual, longest, n = cursor.fetchone()
    if n < ENOUGH:
        return None
    return Wait(max(1, ceil(usual)), max(1, ceil(longest)), n)
