"""CUPED (Deng and others 2013): what was known before an experiment takes away noise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zhiyin.lib.stats.interval import NoData


class Adjusted(NamedTuple):
    """Outcomes less what the covariate explains; `variance_ratio` is what remains of their variance."""

    values: list[float]
    theta: float
    variance_ratio: float


def cuped(outcomes: Sequence[float], before: Sequence[float]) -> Adjusted:
    """Adjust outcomes (all arms together) by a covariate from before the assignment. Error: `NoData` below two rows.

    >>> adjusted = cuped([12, 15, 9, 20, 14, 11], [10, 14, 8, 18, 12, 9])
    >>> round(adjusted.theta, 6), round(adjusted.variance_ratio, 7)
    (1.024213, 0.0175915)
    """
    import numpy as np

    y, x = np.asarray(outcomes, dtype=float), np.asarray(before, dtype=float)
    if len(y) < 2:
        raise NoData("CUPED needs two rows or more")
    both = np.cov(y, x)
    if both[1, 1] == 0 or both[0, 0] == 0:
        return Adjusted(y.tolist(), 0.0, 1.0)
    theta = both[0, 1] / both[1, 1]
    return Adjusted(
        (y - theta * (x - x.mean())).tolist(), float(theta), float(1 - both[0, 1] ** 2 / (both[0, 0] * both[1, 1]))
    )
