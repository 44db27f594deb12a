"""Two groups compared within like cells and summed over them: the ratio is not distorted by a different mix of cells.

Sources: Mantel and Haenszel 1959; variances by Greenland and Robins 1985. For amounts the same weights n₁n₂/(n₁+n₂) are
put on the cell means, with the delta method for the variance.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, inf, log, sqrt
from typing import Literal, NamedTuple

from zhiyin.lib.stats.interval import NoData, two_sided, z_for
from zhiyin.lib.stats.means import Sample


class Cell(NamedTuple):
    """Like cases of two groups: how often the outcome came, and among how many (or in how much exposure)."""

    first: float
    first_n: float
    second: float
    second_n: float


class RateRatio(NamedTuple):
    """First group over second across all cells; `cells` is how many held both groups and so counted."""

    ratio: float
    low: float
    high: float
    p: float
    cells: int


def mantel_haenszel(
    cells: Iterable[Cell | tuple[float, float, float, float]],
    *,
    of: Literal["shares", "rates"] = "shares",
    confidence: float = 0.95,
) -> RateRatio:
    """Ratio of shares (outcome at most once a case) or of rates (events per exposure) over cells.

    Cells with one group only say nothing and are left out. No outcome in one group: ratio 0 or ∞ and an interval 0 … ∞,
    because the log has no variance then. Error: `NoData` if no cell holds both groups.

    >>> round(mantel_haenszel([(32, 100, 45, 100)]).ratio, 3)
    0.711
    """
    above = below = spread = 0.0
    used = 0
    for a, n1, b, n2 in cells:
        if n1 <= 0 or n2 <= 0:
            continue
        used += 1
        n = n1 + n2
        above += a * n2 / n
        below += b * n1 / n
        spread += (a + b) * n1 * n2 / (n * n) - (a * b / n if of == "shares" else 0.0)
    if not used:
        raise NoData("no cell holds both groups")
    if not above or not below:
        ratio = 1.0 if above == below else inf if above else 0.0
        return RateRatio(ratio, 0.0, inf, 1.0, used)
    return _on_the_log(above, below, spread / (above * below), used, confidence)


def mean_ratio(cells: Iterable[tuple[Sample, Sample]], confidence: float = 0.95) -> RateRatio:
    """Ratio of mean amounts (≥ 0) of the first group over the second, weighted over cells like Mantel–Haenszel.

    Cells in which a group has fewer than two values are left out: they have no variance. Errors: `NoData` if none remain.
    """
    above = below = above_variance = below_variance = 0.0
    used = 0
    for one, two in cells:
        if one.n < 2 or two.n < 2:
            continue
        used += 1
        weight = one.n * two.n / (one.n + two.n)
        above += weight * one.mean
        below += weight * two.mean
        above_variance += weight * weight * one.deviation**2 / one.n
        below_variance += weight * weight * two.deviation**2 / two.n
    if not used:
        raise NoData("no cell holds two values of both groups")
    if not above or not below:
        ratio = 1.0 if above == below else inf if above else 0.0
        return RateRatio(ratio, 0.0, inf, 1.0, used)
    variance = above_variance / above**2 + below_variance / below**2
    return _on_the_log(above, below, variance, used, confidence)


def _on_the_log(above: float, below: float, variance: float, used: int, confidence: float) -> RateRatio:
    ratio, error = above / below, sqrt(max(0.0, variance))
    if error == 0:
        return RateRatio(ratio, ratio, ratio, 1.0 if ratio == 1 else 0.0, used)
    z = z_for(confidence)
    return RateRatio(ratio, ratio * exp(-z * error), ratio * exp(z * error), two_sided(log(ratio) / error), used)
