"""Counting working time: when something is due, how much has passed, and the arithmetic that explains it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

from zhiyin.lib.working_time.calendar import Calendar
from zhiyin.lib.working_time.years import local_year, reached, worked

_ZERO = timedelta(0)
_DAY = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)
#: the end of time, for an open pause
_NEVER = datetime(9999, 12, 30, tzinfo=UTC)

Kind = Literal["work", "extra_workday", "break", "closed", "day_off", "holiday", "pause"]


class StillPaused(ValueError):
    """The clock stands in a pause that has no end yet: nothing can be said about when it is due."""


class Pause(NamedTuple):
    """The clock stands still from `start` to `end` (both aware); `end` None: it still stands."""

    start: datetime
    end: datetime | None = None


class Step(NamedTuple):
    """One stretch between start and due: what it was and how much of it counted.

    `kind`: work · extra_workday (make-up day, counted) · break (between two windows of a day) · closed (before the first
    or after the last window) · day_off (a weekday without windows) · holiday · pause (within a window).
    """

    kind: Kind
    start: datetime
    end: datetime
    counted: timedelta


def deadline(start: datetime, duration: timedelta, calendar: Calendar | None, pauses: Iterable[Pause] = ()) -> datetime:
    """The first instant (UTC) at which `duration` of working time has passed since `start`.

    No calendar means round the clock. Errors: `ValueError` for a naive start or a negative duration; `StillPaused` if an
    open pause stands in between; `NoWorkingTime` if a hundred years are not enough.
    """
    start = _aware(start)
    if duration < _ZERO:
        raise ValueError(f"a duration cannot be negative: {duration}")
    if duration == _ZERO:
        return start
    stopped = [pause for pause in _merged(pauses) if pause.end is None or pause.end > start] if pauses else ()
    if calendar is None:
        return _round_the_clock(start, duration, stopped)
    since = local_year(calendar, start)
    total = worked(calendar, start, since) + duration // _MICROSECOND
    for pause in stopped:
        before = worked(calendar, max(pause.start, start), since)
        if before >= total:
            break
        if pause.end is None:
            raise StillPaused(f"the clock is paused with {timedelta(microseconds=total - before)} left")
        total += worked(calendar, pause.end, since) - before
    return reached(calendar, total, since)


def _round_the_clock(start: datetime, left: timedelta, stopped: Iterable[Pause]) -> datetime:
    for pause in stopped:
        begin = max(pause.start, start)
        if begin - start >= left:
            break
        left -= begin - start
        if pause.end is None:
            raise StillPaused(f"the clock is paused with {left} left")
        start = pause.end
    return start + left


def elapsed(start: datetime, end: datetime, calendar: Calendar | None, pauses: Iterable[Pause] = ()) -> timedelta:
    """The working time between two instants; zero if `end` is not after `start`."""
    start, end = _aware(start), _aware(end)
    if end <= start:
        return _ZERO
    total = _passed(start, end, calendar)
    for pause in _merged(pauses):
        begin, until = max(pause.start, start), end if pause.end is None else min(pause.end, end)
        if begin < until:
            total -= _passed(begin, until, calendar)
    return total


def _passed(start: datetime, end: datetime, calendar: Calendar | None) -> timedelta:
    if calendar is None:
        return end - start
    since = local_year(calendar, start)
    return timedelta(microseconds=worked(calendar, end, since) - worked(calendar, start, since))


def arithmetic(
    start: datetime, duration: timedelta, calendar: Calendar | None, pauses: Iterable[Pause] = ()
) -> tuple[Step, ...]:
    """Every stretch from `start` to the deadline, without a gap; what they count sums to `duration`.

    Neighbours of one kind are one step unless they count, so eight days of holiday are one line. Errors as `deadline`.
    """
    start, pauses = _aware(start), _merged(pauses)
    due = deadline(start, duration, calendar, pauses)
    steps: list[Step] = []
    for kind, begin, end in _stretches(start, due, calendar, pauses):
        counted = end - begin if kind in ("work", "extra_workday") else _ZERO
        if steps and steps[-1].kind == kind and not counted:
            steps[-1] = steps[-1]._replace(end=end)
        else:
            steps.append(Step(kind, begin, end, counted))
    return tuple(steps)


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone")
    return instant.astimezone(UTC)


def _merged(pauses: Iterable[Pause]) -> list[Pause]:
    """The pauses in UTC, in order, without overlap; empty ones left out, and what still stands without an end."""
    merged: list[tuple[datetime, datetime]] = []
    for pause in sorted((_aware(one[0]), _NEVER if one[1] is None else _aware(one[1])) for one in pauses):
        if pause[1] <= pause[0]:
            continue
        if merged and pause[0] <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], pause[1]))
        else:
            merged.append(pause)
    return [Pause(begin, None if end == _NEVER else end) for begin, end in merged]


def _stretches(
    start: datetime, due: datetime, calendar: Calendar | None, pauses: list[Pause]
) -> Iterator[tuple[Kind, datetime, datetime]]:
    """All stretches from `start` to `due`, the working ones cut by the pauses."""
    for kind, begin, end in _days(start, due, calendar):
        begin, end = max(begin, start), min(end, due)
        if begin >= end:
            continue
        if kind not in ("work", "extra_workday"):
            yield kind, begin, end
            continue
        for pause in pauses:
            pause_end = pause.end or _NEVER
            if pause_end <= begin or pause.start >= end:
                continue
            if pause.start > begin:
                yield kind, begin, pause.start
            yield "pause", max(begin, pause.start), min(end, pause_end)
            begin = min(end, pause_end)
        if begin < end:
            yield kind, begin, end


def _days(start: datetime, due: datetime, calendar: Calendar | None) -> Iterator[tuple[Kind, datetime, datetime]]:
    """Windows and what lies between them, day by day, without a gap."""
    if calendar is None:
        yield "work", start, due
        return
    day = start.astimezone(calendar.zone).date()
    at = calendar.instant(day, time(0))
    while at < due:
        midnight = calendar.instant(day + _DAY, time(0))
        windows = calendar.windows_on(day)
        for position, (opens, closes) in enumerate(windows):
            begin = max(calendar.instant(day, opens), at)
            end = midnight if closes == time(0) else calendar.instant(day, closes)
            if at < begin:
                yield ("closed" if position == 0 else "break"), at, begin
            if begin < end:
                yield ("extra_workday" if day in calendar.extra_workdays else "work"), begin, end
            at = max(begin, end)
        if at < midnight:
            yield _idle(day, calendar, bool(windows)), at, midnight
        at = midnight
        day += _DAY


def _idle(day: date, calendar: Calendar, has_windows: bool) -> Kind:
    if has_windows:
        return "closed"
    return "holiday" if day in calendar.holidays else "day_off"
