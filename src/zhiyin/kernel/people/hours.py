"""When somebody is on shift: pure. Hours of the week, other hours of single days, and a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

Window = Sequence[str]
_DAY = timedelta(days=1)
#: how many days ahead the next shift is looked for
AHEAD = 15


class HoursUnreadable(ValueError):
    """What somebody typed as hours cannot be read."""


class Shift(NamedTuple):
    """Until when somebody is on shift, None when they are not; and when the next shift begins, as far as known."""

    until: datetime | None
    next_at: datetime | None


def shift_at(
    moment: datetime, weekly: Mapping[str, Sequence[Window]], other: Mapping[date, Sequence[Window]], zone: ZoneInfo
) -> Shift:
    """The shift at a moment. Windows that meet (or cross midnight) are one shift."""
    today = moment.astimezone(zone).date()
    until, next_at = None, None
    for begin, end in _shifts(today, weekly, other, zone):
        if begin <= moment < end:
            until = end
        elif begin > moment:
            next_at = begin
            break
    return Shift(until, next_at)


def _shifts(
    today: date, weekly: Mapping[str, Sequence[Window]], other: Mapping[date, Sequence[Window]], zone: ZoneInfo
) -> list[tuple[datetime, datetime]]:
    spans = []
    for offset in range(-1, AHEAD):
        day = today + offset * _DAY
        for opens, closes in other.get(day, weekly.get(str(day.weekday()), ())):
            begin, end = _wall(opens), _wall(closes)
            last = day + _DAY if end <= begin else day
            spans.append((_instant(day, begin, zone), _instant(last, end, zone)))
    merged: list[tuple[datetime, datetime]] = []
    for span_begin, span_end in sorted(spans):
        if merged and span_begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(span_end, merged[-1][1]))
        else:
            merged.append((span_begin, span_end))
    return merged


def _instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, wall, zone).astimezone(UTC)


def _wall(text: str) -> time:
    return time(0) if text == "24:00" else time.fromisoformat(text)


def windows_from(text: str) -> list[list[str]]:
    """Windows as people type them: `09:00-12:00, 13:30-18:00`; nothing is a day off. Raises `HoursUnreadable`."""
    found = []
    for part in text.replace("，", ",").replace("、", ",").replace("：", ":").split(","):
        if not part.strip():
            continue
        ends = [one.strip() for one in part.replace("–", "-").replace("—", "-").replace("~", "-").split("-")]
        try:
            opens, closes = ends
            window = [_wall(opens).strftime("%H:%M"), closes if closes == "24:00" else _wall(closes).strftime("%H:%M")]
        except ValueError as fault:
            raise HoursUnreadable(part.strip()) from fault
        found.append(window)
    return sorted(found)


def windows_in_words(windows: Sequence[Window]) -> str:
    """Windows as `windows_from` reads them back."""
    return ", ".join(f"{opens}-{closes}" for opens, closes in windows)
