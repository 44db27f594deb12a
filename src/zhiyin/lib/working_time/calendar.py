"""When work is done: a time zone, windows of each weekday, holidays and extra working days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Window = tuple[time, time]

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_MIDNIGHT = time(0)


#: how many years ahead of its start a deadline is looked for; what is not due by then never is
HORIZON_YEARS = 100


class NoWorkingTime(ValueError):
    """No working window, in any week or for a hundred years: nothing would ever be due."""


@dataclass(frozen=True)
class Calendar:
    """Working windows of the week in one time zone.

    `windows` maps a weekday (0 = Monday) to its windows of local wall time, `(start, end)`, half-open; an end of 00:00 is
    the midnight at which the day ends, so a window never crosses midnight. A holiday has no windows. An extra working day
    (调休 make-up day) has the windows of an ordinary working day — the first weekday that has any — whatever weekday it
    falls on, and wins over a holiday on the same date.

    Errors: `NoWorkingTime` without any window; `ValueError` for windows that overlap or end before they start;
    `ZoneInfoNotFoundError` for an unknown time zone.
    """

    time_zone: str
    windows: Mapping[int, Sequence[Window]]
    holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()
    zone: ZoneInfo = field(init=False, repr=False, compare=False)
    _week: tuple[tuple[Window, ...], ...] = field(init=False, repr=False, compare=False)
    _workday: tuple[Window, ...] = field(init=False, repr=False, compare=False)
    #: years that were counted already, see `counted.py`; they live and die with the calendar
    years: dict[int, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        if not set(self.windows) <= set(range(7)):
            raise ValueError(f"weekdays are 0 (Monday) to 6 (Sunday), not {sorted(self.windows)}")
        week = tuple(_in_order(self.windows.get(weekday, ())) for weekday in range(7))
        if not any(week):
            raise NoWorkingTime(f"the calendar in {self.time_zone} has no working window in any week")
        object.__setattr__(self, "zone", ZoneInfo(self.time_zone))
        object.__setattr__(self, "holidays", frozenset(self.holidays))
        object.__setattr__(self, "extra_workdays", frozenset(self.extra_workdays))
        object.__setattr__(self, "_week", week)
        object.__setattr__(self, "_workday", next(day for day in week if day))

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """The windows of one date, in wall time; empty on holidays and days off."""
        if day in self.extra_workdays:
            return self._workday
        if day in self.holidays:
            return ()
        return self._week[day.weekday()]

    def spans_on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The working spans of one date in UTC, in order, without overlap."""
        for opens, closes in self.windows_on(day):
            begin = self.instant(day, opens)
            end = self.instant(day, closes) if closes != _MIDNIGHT else self.instant(day + _DAY, _MIDNIGHT)
            if begin < end:
                yield begin, end

    def spans_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The working spans from the local day of `start` on, in UTC, in order, without overlap.

        Raises `NoWorkingTime` after a hundred years.
        """
        day = start.astimezone(self.zone).date()
        for _day in range(HORIZON_YEARS * 366):
            yield from self.spans_on(day)
            day += _DAY
        raise NoWorkingTime(f"looked for working time in {self.time_zone} for {HORIZON_YEARS} years from {start}")

    def instant(self, day: date, wall: time) -> datetime:
        """The first instant (UTC) at which the clock on the wall shows this time of this date, or a later one.

        So a time that is skipped when clocks are put forward is the instant of the change, and of a time that comes twice
        the first one counts: in this order no two windows can overlap.
        """
        wanted = datetime.combine(day, wall)
        late = wanted.replace(tzinfo=self.zone).astimezone(UTC)
        if late.astimezone(self.zone).replace(tzinfo=None) == wanted:
            return late
        early = wanted.replace(tzinfo=self.zone, fold=1).astimezone(UTC)  # skipped: the change lies in between
        while late - early > _SECOND:
            middle = early + (late - early) // _SECOND // 2 * _SECOND
            if middle.astimezone(self.zone).replace(tzinfo=None) < wanted:
                early = middle
            else:
                late = middle
        return late

    def as_json(self) -> dict[str, Any]:
        """JSON values that `Calendar.from_json` reads back."""
        return {
            "time_zone": self.time_zone,
            "windows": {
                str(weekday): [[opens.isoformat("minutes"), closes.isoformat("minutes")] for opens, closes in day]
                for weekday, day in enumerate(self._week)
                if day
            },
            "holidays": sorted(day.isoformat() for day in self.holidays),
            "extra_workdays": sorted(day.isoformat() for day in self.extra_workdays),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Calendar:
        """A calendar from `{"time_zone", "windows": {"0": [["09:00", "12:00"], …]}, "holidays", "extra_workdays"}`.

        "24:00" may stand for the midnight that ends a day. Errors: `KeyError`, `ValueError` for what cannot be read.
        """
        return cls(
            time_zone=value["time_zone"],
            windows={
                int(weekday): tuple((_wall(opens), _wall(closes)) for opens, closes in day)
                for weekday, day in value["windows"].items()
            },
            holidays=frozenset(map(date.fromisoformat, value.get("holidays", ()))),
            extra_workdays=frozenset(map(date.fromisoformat, value.get("extra_workdays", ()))),
        )


def _wall(text: str) -> time:
    return _MIDNIGHT if text == "24:00" else time.fromisoformat(text)


def _in_order(day: Sequence[Window]) -> tuple[Window, ...]:
    windows = tuple(sorted(day))
    last = _MIDNIGHT
    for position, (opens, closes) in enumerate(windows):
        ends_the_day = closes == _MIDNIGHT
        if opens < last or not (opens < closes or ends_the_day) or (ends_the_day and position < len(windows) - 1):
            raise ValueError(f"working windows overlap or end before they start: {opens:%H:%M}–{closes:%H:%M}")
        last = closes
    return windows
