"""Shares: Wilson's interval for one, Newcombe's for the difference of two.

Sources: Wilson 1927; Newcombe 1998, "Interval estimation for the difference between independent proportions", method 10.
"""

from __future__ import annotations

from math import sqrt

from zhiyin.lib.stats.interval import Difference, Interval, NoData, two_sided, z_for


def wilson(successes: float, n: float, confidence: float = 0.95) -> Interval:
    """Wilson's score interval of a share. With n = 0 nothing is known: 0 … 1. Error: `ValueError` if successes ∉ 0 … n.

    >>> low, high = wilson(83, 100)
    >>> round(low, 6), round(high, 6)
    (0.74452, 0.891064)
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")
    if n == 0:
        return Interval(0.0, 1.0)
    z = z_for(confidence)
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At the ends the two terms are equal and only rounding keeps them apart.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Interval(low, high)


def newcombe(s1: float, n1: float, s2: float, n2: float, confidence: float = 0.95) -> Difference:
    """Difference of two shares, first minus second; interval by Newcombe's hybrid score, p by the pooled score test.

    Error: `NoData` if a group is empty.
    """
    if not n1 or not n2:
        raise NoData("a group is empty")
    one, two = wilson(s1, n1, confidence), wilson(s2, n2, confidence)
    p1, p2 = s1 / n1, s2 / n2
    estimate = p1 - p2
    low = estimate - sqrt((p1 - one.low) ** 2 + (two.high - p2) ** 2)
    high = estimate + sqrt((one.high - p1) ** 2 + (p2 - two.low) ** 2)
    pooled = (s1 + s2) / (n1 + n2)
    error = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return Difference(estimate, low, high, two_sided(estimate / error) if error else 1.0)
