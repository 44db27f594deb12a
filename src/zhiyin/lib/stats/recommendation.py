"""Net Promoter Score with the adjusted Wald interval (Rocks 2016): 3 added to n, ¾ each to promoters and detractors."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from zhiyin.lib.stats.interval import Difference, NoData, two_sided, z_for


class Score(NamedTuple):
    """A score −100 … 100 with interval. `value` is the raw score; the interval is centred on `centre`, not on it."""

    value: float
    low: float
    high: float
    n: int
    centre: float


def _adjusted(promoters: int, passives: int, detractors: int) -> tuple[float, float]:
    n = promoters + passives + detractors
    if n == 0:
        raise NoData("nobody answered")
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    return p - d, sqrt((p + d - (p - d) ** 2) / (n + 3))


def nps(promoters: int, passives: int, detractors: int, confidence: float = 0.95) -> Score:
    """The score of answers 9–10, 7–8, 0–6. Error: `NoData` without answers.

    >>> round(nps(60, 25, 15).low, 3)
    29.343
    """
    centre, error = _adjusted(promoters, passives, detractors)
    n = promoters + passives + detractors
    half = z_for(confidence) * error
    return Score(
        100 * (promoters - detractors) / n,
        max(-100.0, 100 * (centre - half)),
        min(100.0, 100 * (centre + half)),
        n,
        100 * centre,
    )


def nps_difference(first: tuple[int, int, int], second: tuple[int, int, int], confidence: float = 0.95) -> Difference:
    """First minus second score in points, on the adjusted scale, from (promoters, passives, detractors) of each."""
    (e1, s1), (e2, s2) = _adjusted(*first), _adjusted(*second)
    error = sqrt(s1 * s1 + s2 * s2)
    half = z_for(confidence) * error
    gap = e1 - e2
    return Difference(100 * gap, 100 * (gap - half), 100 * (gap + half), two_sided(gap / error) if error else 1.0)
