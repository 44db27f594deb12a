"""What every method here gives back, and the normal quantile they share."""

from __future__ import annotations

from typing import NamedTuple

#: two-sided 95 % quantile of the normal distribution
Z95 = 1.959963984540054


class NoData(ValueError):
    """There is nothing to compute from: say "no data", never 0."""


class Interval(NamedTuple):
    """A confidence interval, ends included."""

    low: float
    high: float


class Difference(NamedTuple):
    """First minus second with its interval and two-sided p value."""

    estimate: float
    low: float
    high: float
    p: float


class Ratio(NamedTuple):
    """First over second with its interval and two-sided p value; `high` may be infinite."""

    ratio: float
    low: float
    high: float
    p: float


def z_for(confidence: float) -> float:
    """The two-sided normal quantile of a confidence level (0.95 → 1.959964)."""
    from scipy import special

    return Z95 if confidence == 0.95 else float(special.ndtri(0.5 + confidence / 2))


def two_sided(z: float) -> float:
    """The two-sided p value of a normal statistic."""
    from scipy import special

    return float(2 * special.ndtr(-abs(z)))
