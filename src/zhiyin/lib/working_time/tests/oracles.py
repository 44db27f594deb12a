"""Two other ways to count working time, slow and plain, that the quick one must agree with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from zhiyin.lib.working_time import Calendar, Pause

MINUTE = timedelta(minutes=1)
_MIDNIGHT = time(0)


class Minutes:
    """Working time minute by minute: whether each minute of a stretch of days is in a window.

    A clock that is put back waits here until the time goes on, as the rule about times that come twice says.
    """

    def __init__(self, calendar: Calendar, begin: datetime, days: int) -> None:
        self.begin = begin
        self.counts: NDArray[np.bool_] = np.zeros(days * 1440, dtype=bool)
        shown = begin.astimezone(calendar.zone).replace(tzinfo=None) - timedelta(days=1)
        instant = begin - timedelta(days=1)
        for minute in range(-1440, days * 1440):  # a day before, for a clock that was put back just now
            shown = max(shown, instant.astimezone(calendar.zone).replace(tzinfo=None))
            if minute >= 0:
                self.counts[minute] = self._open(calendar, shown)
            instant += MINUTE

    @staticmethod
    def _open(calendar: Calendar, shown: datetime) -> bool:
        day, now = shown.date(), shown.time()
        if day in calendar.extra_workdays:
            windows = next(calendar.windows[weekday] for weekday in range(7) if calendar.windows.get(weekday))
        elif day in calendar.holidays:
            return False
        else:
            windows = calendar.windows.get(day.weekday(), ())
        return any(opens <= now and (now < closes or closes == _MIDNIGHT) for opens, closes in windows)

    def _minute(self, instant: datetime) -> int:
        return (instant - self.begin) // MINUTE

    def _with(self, pauses: Sequence[Pause]) -> NDArray[np.bool_]:
        counts = self.counts.copy()
        for begin, end in pauses:
            last = len(counts) if end is None else self._minute(end)
            counts[max(0, self._minute(begin)) : max(0, last)] = False
        return counts

    def deadline(self, start: datetime, minutes: int, pauses: Sequence[Pause]) -> datetime | None:
        """When so many minutes have counted; None if not within the stretch."""
        if not minutes:
            return start
        counted = np.flatnonzero(self._with(pauses)[self._minute(start) :])
        return start + (int(counted[minutes - 1]) + 1) * MINUTE if len(counted) >= minutes else None

    def elapsed(self, start: datetime, end: datetime, pauses: Sequence[Pause]) -> int:
        """How many minutes have counted between two instants."""
        return int(self._with(pauses)[self._minute(start) : self._minute(end)].sum())


def walked_deadline(start: datetime, duration: timedelta, calendar: Calendar, pauses: Sequence[Pause] = ()) -> datetime:
    """The deadline found by walking from window to window."""
    start = start.astimezone(UTC)
    if not duration:
        return start
    for begin, end in _spans(start, calendar, pauses):
        if end - begin >= duration:
            return begin + duration
        duration -= end - begin
    raise AssertionError("the walk ended")


def _spans(start: datetime, calendar: Calendar, pauses: Sequence[Pause]) -> Iterator[tuple[datetime, datetime]]:
    stopped = sorted((begin, end) for begin, end in pauses if end is not None and begin < end)
    for begin, end in calendar.spans_from(start):
        begin = max(begin, start)
        for pause_begin, pause_end in stopped:
            if pause_end <= begin:
                continue
            if pause_begin >= end or begin >= end:
                break
            if begin < pause_begin:
                yield begin, pause_begin
            begin = pause_end
        if begin < end:
            yield begin, end
