"""Windows, and how counted units become a figure. Pure. (definitions.md B0)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from zhiyin.lib.stats import median_interval, nps, wilson
from zhiyin.understand.metrics.register import Aggregation

#: below this many units a value is shown greyed, with its interval
THIN_BELOW = 30


class Window(NamedTuple):
    """A half-open stretch of time [from, to)."""

    from_at: datetime
    to_at: datetime


def last_days(now: datetime, days: int, zone: ZoneInfo) -> Window:
    """The last `days` whole days of a time zone, today among them."""
    today = now.astimezone(zone).date()
    return Window(_midnight(today - timedelta(days=days - 1), zone), _midnight(today + timedelta(days=1), zone))


def weeks(window: Window, zone: ZoneInfo, at_least: int) -> list[Window]:
    """The weeks (Monday to Sunday) up to the window's end, oldest first: those that it touches, and at least so many."""
    last_day = (window.to_at - timedelta(microseconds=1)).astimezone(zone).date()
    last_monday = last_day - timedelta(days=last_day.weekday())
    first_day = window.from_at.astimezone(zone).date()
    first_monday = first_day - timedelta(days=first_day.weekday())
    count = max(at_least, (last_monday - first_monday).days // 7 + 1)
    mondays = [last_monday - timedelta(weeks=back) for back in range(count - 1, -2, -1)]
    edges = [_midnight(monday, zone) for monday in mondays]
    return [Window(start, end) for start, end in pairwise(edges)]


def _midnight(day: Any, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's number over a window with its 95 % interval. `value`, `low` and `high` are None without data (n = 0).

    Shares are 0 … 1, recommendation −100 … 100 points, times minutes.
    """

    key: str
    version: int
    value: float | None
    low: float | None
    high: float | None
    n: int
    window: Window

    @property
    def thin(self) -> bool:
        """Too few units to lean on."""
        return self.n < THIN_BELOW

    @property
    def identity(self) -> str:
        return f"{self.key}@{self.version}"


class Counted(NamedTuple):
    """What the database counted over the unit rows of a window: as much as any aggregation needs.

    `numerator` and `denominator` are sums; `above`, `level`, `below` count numerators over, at and under zero; `values`
    are the numerators themselves, for a median only.
    """

    n: int
    numerator: float
    denominator: float
    above: int
    level: int
    below: int
    values: list[float] | None


NOTHING = Counted(0, 0.0, 0.0, 0, 0, 0, None)


def summary(aggregation: Aggregation, counted: Counted) -> tuple[float | None, float | None, float | None, int]:
    """Value, low, high and n: Wilson for a share, adjusted Wald for the NPS, order statistics for a median."""
    if not counted.n or not counted.denominator:
        return None, None, None, 0
    if aggregation == "share":
        n = round(counted.denominator)
        low, high = wilson(counted.numerator, n)
        return counted.numerator / n, low, high, n
    if aggregation == "nps":
        score = nps(counted.above, counted.level, counted.below)
        return score.value, score.low, score.high, counted.n
    median = median_interval(counted.values or ())
    return median.value, median.low, median.high, counted.n
