"""When complaints repeat themselves, and whether a correction prevented that. Pure. (M91, M92; definitions B25)"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isinf

from zhiyin.lib.stats import benjamini_hochberg, rate_ratio

#: so many alike within so many days are a problem, whatever their rate
LEAST_ALIKE, WINDOW = 3, timedelta(days=30)
#: the weeks before, with which the rate of the window is compared; whole weeks, so that weekdays weigh alike
BASELINE = timedelta(weeks=12)
#: of all matters found by their rate, so large a share may be chance
FALSE_SHARE = 0.05
#: a prevention is tested over at least so many days after the correction, and as many before
LEAST_DAYS = 30


def matter_of(kind: str, product: str) -> str:
    """What like is put with like by: the product that was named, however it was typed, else the kind of complaint.

    >>> matter_of("product", " Kettle  X1"), matter_of("staff", "")
    ('kettle x1', 'staff')
    """
    return " ".join(product.lower().split()) or kind


def most_within_window(times: Iterable[datetime]) -> int:
    """How many of these moments at most lie within 30 days of each other."""
    ordered, most, first = sorted(times), 0, 0
    for last, at in enumerate(ordered):
        while at - ordered[first] > WINDOW:
            first += 1
        most = max(most, last - first + 1)
    return most


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a matter was complained of, per case: in the window and before it."""

    matter: str
    count: int
    exposure: int
    before: int
    before_exposure: int


def risen(rates: list[Rate]) -> dict[str, float]:
    """The matters that are complained of more often than before, beyond chance: matter to p, adjusted for all of them.

    Fewer than three complaints are never a problem of their own.
    """
    some = [one for one in rates if one.exposure and one.before_exposure and one.count]
    ratios = [rate_ratio(one.count, one.exposure, one.before, one.before_exposure) for one in some]
    adjusted = benjamini_hochberg([one.p for one in ratios])
    return {
        one.matter: p
        for one, ratio, p in zip(some, ratios, adjusted, strict=True)
        if one.count >= LEAST_ALIKE and ratio.ratio > 1 and p <= FALSE_SHARE
    }


@dataclass(frozen=True, slots=True)
class Verdict:
    """Complaints per case after a correction over those before it, with the exact 95 % interval (None: unbounded).

    `passed` only if the whole interval lies below 1; else `why` says what stands against it: days, data, interval.
    """

    days: int
    ratio: float | None
    low: float | None
    high: float | None
    passed: bool
    why: str = ""


def windows(in_effect_at: datetime, now: datetime) -> tuple[datetime, datetime, datetime]:
    """Where the comparison begins, turns and ends: equal spans before and after, of whole weeks once there are any.

    Whole weeks let weekdays weigh alike; rates per case, not per day, take out how many guests a season brings.
    """
    days = max(0, (now - in_effect_at).days)
    if days >= LEAST_DAYS + 5:  # 35 days are five weeks
        days -= days % 7
    span = timedelta(days=days)
    return in_effect_at - span, in_effect_at, in_effect_at + span


def verdict(days: int, after: int, after_exposure: int, before: int, before_exposure: int, look: int = 1) -> Verdict:
    """Whether a correction prevented a problem: counts of complaints, exposures in cases, the how-manieth look this is.

    Who looks again and again finds something by chance at last. So the first look asks the exact 95 % interval, and each
    further one leaves half the chance of the look before: all together claim falsely in less than 5 of 100 cases.

    >>> verdict(30, 2, 1000, 20, 1000).passed, verdict(29, 2, 1000, 20, 1000).why, verdict(30, 8, 1000, 12, 1000).why
    (True, 'days', 'interval')
    """
    if not after_exposure or not before_exposure or not after + before:
        return Verdict(days, None, None, None, False, "days" if days < LEAST_DAYS else "data")
    found = rate_ratio(after, after_exposure, before, before_exposure, 1 - 0.05 / 2 ** (look - 1))
    ratio, high = (None if isinf(one) else one for one in (found.ratio, found.high))
    if days < LEAST_DAYS:
        return Verdict(days, ratio, found.low, high, False, "days")
    passed = high is not None and high < 1
    return Verdict(days, ratio, found.low, high, passed, "" if passed else "interval")
