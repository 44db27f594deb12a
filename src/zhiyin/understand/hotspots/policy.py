"""Which topics grew beyond chance, and how much each hurts. Pure. (definitions.md B25)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from zhiyin.lib.stats import benjamini_hochberg, rate_ratio

#: topics of which more is no pain
HAPPY_TOPICS = frozenset({"praise"})
#: a share of satisfied answers is drawn towards that of all, as if so many answers stood behind it
SHRINK = 20
#: a hotspot cools when its p is above this, or it is no longer raised by a tenth
COOL_P, COOL_RATIO = 0.2, 1.1
#: what people dismissed stays quiet for so many days
QUIET_DAYS = 14


def edges(now: datetime, window_days: int, baseline_weeks: int) -> list[datetime]:
    """The instants between the windows, oldest first: the weeks before, then the days looked at. All of one length."""
    length = timedelta(days=window_days)
    before = max(1, round(baseline_weeks * 7 / window_days))
    return [now - length * back for back in range(before + 1, -1, -1)]


@dataclass(frozen=True, slots=True)
class Counts:
    """Customers who wrote about a topic, and all who wrote: in the window, and over the weeks before (once a week)."""

    topic: str
    count: int
    exposure: int
    baseline_count: int
    baseline_exposure: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A topic's comparison: rate ratio with 95 % interval (`high` None: unbounded), p, and p adjusted for all topics."""

    counts: Counts
    ratio: float
    low: float
    high: float | None
    p: float
    p_adjusted: float

    def is_hotspot(self, *, least_customers: int, least_ratio: float, false_share: float) -> bool:
        return self.counts.count >= least_customers and self.ratio >= least_ratio and self.p_adjusted <= false_share

    @property
    def has_cooled(self) -> bool:
        return self.p_adjusted > COOL_P or self.ratio < COOL_RATIO


#: stands for "no baseline at all", where a ratio would be infinite
UNBOUNDED = 99.0


def compare(counts: Sequence[Counts]) -> list[Finding]:
    """Each topic's last days against the weeks before, with p adjusted over all of them (Benjamini–Hochberg).

    The p values are two-sided while only rises are ever reported, so at most half of `false_share` is used up by chance.
    Topics that nobody ever wrote about are left out.
    """
    some = [one for one in counts if one.exposure and one.baseline_exposure and one.count + one.baseline_count]
    ratios = [rate_ratio(one.count, one.exposure, one.baseline_count, one.baseline_exposure) for one in some]
    adjusted = benjamini_hochberg([ratio.p for ratio in ratios])
    return [
        Finding(
            one,
            min(ratio.ratio, UNBOUNDED),
            min(ratio.low, UNBOUNDED),
            None if ratio.high == inf else ratio.high,
            ratio.p,
            p_adjusted,
        )
        for one, ratio, p_adjusted in zip(some, ratios, adjusted, strict=True)
    ]


def shrunk_share(satisfied: float, n: int, overall: float) -> float:
    """A share of satisfied answers drawn towards the share of all answers: few answers weigh little."""
    return (satisfied + SHRINK * overall) / (n + SHRINK)


def pain(contacts: int, handle_minutes: float, satisfied_share: float) -> float:
    """Minutes of work spent on customers who were left unsatisfied: contacts × minutes × (1 − satisfied share)."""
    return contacts * handle_minutes * (1 - satisfied_share)
