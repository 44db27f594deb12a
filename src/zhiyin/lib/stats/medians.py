"""The median with an interval of order statistics: no assumption about the shape of what is measured."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from zhiyin.lib.stats.interval import NoData


class Median(NamedTuple):
    """A median; the interval runs between two observed values and covers with probability `coverage` or more.

    Below six values even smallest … largest covers less than 95 %; `coverage` then says how much.
    """

    value: float
    low: float
    high: float
    n: int
    coverage: float


def median_interval(values: Iterable[float], confidence: float = 0.95) -> Median:
    """Median and the narrowest symmetric pair of order statistics that covers it. Error: `NoData` without values.

    >>> median_interval(range(1, 11))[:4]
    (5.5, 2.0, 9.0, 10)
    """
    import numpy as np
    from scipy import special

    ordered = np.sort(np.fromiter(values, dtype=float))
    n = int(ordered.size)
    if n == 0:
        raise NoData("no values")
    ranks = np.arange((n - 1) // 2 + 1)
    tails = special.bdtr(ranks, n, 0.5)
    fitting = np.flatnonzero(tails <= (1 - confidence) / 2)
    rank = int(fitting[-1]) if fitting.size else 0
    return Median(
        float(np.median(ordered)),
        float(ordered[rank]),
        float(ordered[n - 1 - rank]),
        n,
        float(1 - 2 * tails[rank]) if n > 1 else 0.0,
    )
