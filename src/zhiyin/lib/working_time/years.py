"""A calendar counted once: each year as two sorted lists that a bisection answers from, made when first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from zhiyin.lib.working_time.calendar import HORIZON_YEARS, Calendar, NoWorkingTime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Year(NamedTuple):
    """The working spans of one local year, in microseconds.

    `starts` are instants since 1970, ascending; `before[i]` is the working time of the year before span `i`, and the last
    of `before`, one longer, that of the whole year.
    """

    starts: list[int]
    before: list[int]


def counted(calendar: Calendar, number: int) -> Year:
    """One year of a calendar. Kept with the calendar; two threads that ask at once count it twice, no harm."""
    year: Year | None = calendar.years.get(number)
    if year is None:
        year = calendar.years[number] = _count(calendar, number)
    return year


def _count(calendar: Calendar, number: int) -> Year:
    starts, before, total = [], [0], 0
    for ordinal in range(date(number, 1, 1).toordinal(), date(number + 1, 1, 1).toordinal()):
        for begin, end in calendar.spans_on(date.fromordinal(ordinal)):
            starts.append((begin - _EPOCH) // _MICROSECOND)
            total += (end - begin) // _MICROSECOND
            before.append(total)
    return Year(starts, before)


def local_year(calendar: Calendar, instant: datetime) -> int:
    """The year that an instant falls into where the calendar holds."""
    return instant.astimezone(calendar.zone).year


def worked(calendar: Calendar, instant: datetime, since: int) -> int:
    """The working microseconds from the beginning of the year `since` to an instant that is not before it."""
    number = local_year(calendar, instant)
    _within_sight(calendar, since, number)
    starts, before = counted(calendar, number)
    at = (instant - _EPOCH) // _MICROSECOND
    span = bisect_right(starts, at) - 1
    total = 0 if span < 0 else min(before[span] + at - starts[span], before[span + 1])
    for earlier in range(since, number):
        total += counted(calendar, earlier).before[-1]
    return total


def reached(calendar: Calendar, total: int, since: int) -> datetime:
    """The first instant (UTC) at which `total` > 0 working microseconds have passed since the beginning of `since`."""
    number = since
    while True:
        starts, before = counted(calendar, number)
        if total <= before[-1]:
            span = bisect_left(before, total) - 1
            return _EPOCH + timedelta(microseconds=starts[span] + total - before[span])
        total -= before[-1]
        number += 1
        _within_sight(calendar, since, number)


def _within_sight(calendar: Calendar, since: int, number: int) -> None:
    if number - since > HORIZON_YEARS or number > 9998:
        raise NoWorkingTime(f"looked for working time in {calendar.time_zone} from {since} to {number}: it is not due")
