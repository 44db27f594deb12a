"""Entitlement promises: within a window, under stated conditions, whoever asks gets it; or is told why not. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What the promise does not cover: a key that a claim may carry, and its name in both languages."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Entitled:
    """Whether a claim is covered; if not, whether it came after `ends_at` and which exclusions apply."""

    covered: bool
    ends_at: datetime
    late: bool
    excluded: tuple[Exclusion, ...] = ()


def window_end(received_at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The end of a window of days: 23:59:59 local of day `days` after the day of receipt, which does not count. UTC.

    >>> window_end(datetime(2025, 11, 3, 1, 0, tzinfo=UTC), 7, ZoneInfo("Asia/Shanghai")).isoformat()
    '2025-11-10T15:59:59+00:00'
    """
    if received_at.tzinfo is None:
        raise ValueError(f"{received_at} has no time zone")
    day = received_at.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(23, 59, 59), zone).astimezone(UTC)


def entitled(
    received_at: datetime,
    asked_at: datetime,
    days: int,
    zone: ZoneInfo,
    exclusions: Sequence[Exclusion] = (),
    marks: Iterable[str] = (),
) -> Entitled:
    """Whether somebody who asks at `asked_at` is entitled; `marks` are the keys of exclusions that hold for the claim.

    The whole last second counts.
    """
    ends_at = window_end(received_at, days, zone)
    late = asked_at >= ends_at + timedelta(seconds=1)
    held = set(marks)
    excluded = tuple(one for one in exclusions if one.key in held)
    return Entitled(not late and not excluded, ends_at, late, excluded)


def fault_of_exclusions(value: Any) -> str:
    """Why a list of exclusions must not come into force, in the reader's language; "" when it may."""
    if not isinstance(value, list):
        return _("Exclusions are a list in square brackets, each with key, zh and en.")
    for one in value:
        if not isinstance(one, dict) or not all(isinstance(one.get(k), str) and one[k] for k in ("key", "zh", "en")):
            return _("Each exclusion needs a key and its name in both languages: zh and en.")
    if len({one["key"] for one in value}) < len(value):
        return _("Two exclusions have one key.")
    return ""
