"""Which of several measures moves an outcome most: the shares of the explained variance (Lindeman, Merenda and Gold 1980).

Measures that customers give together go up and down together; a regression's coefficients then say little. So each is given
the average of what it adds to R² over all orders in which the measures can be taken in (Shapley's value of R²). The
intervals come from resampling the rows (percentile bootstrap).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any, NamedTuple

from zhiyin.lib.stats.interval import NoData

if TYPE_CHECKING:
    import numpy as np


class Driver(NamedTuple):
    """One measure by its place: its share of the explained variance (0 … 1) with its interval."""

    place: int
    share: float
    low: float
    high: float


class Drivers(NamedTuple):
    """The measures, the strongest first. `clear`: the first is ahead of the second beyond chance.

    `explained` is R², of how far all of them together explain the outcome.
    """

    n: int
    explained: float
    ranked: tuple[Driver, ...]
    clear: bool


def drivers(
    measures: Sequence[Sequence[float]], outcome: Sequence[float], *, draws: int = 500, seed: int = 7
) -> Drivers:
    """The measures (one sequence each, row by row as the outcome) ranked by what they explain of it.

    Error: `NoData` with fewer than ten rows, or when the outcome or a measure never changes.
    """
    import numpy as np

    table = np.column_stack([*(np.asarray(one, dtype=float) for one in measures), np.asarray(outcome, dtype=float)])
    n, width = table.shape
    if n < 10 or width < 3 or (table.std(axis=0) == 0).any():
        raise NoData("a ranking needs two measures or more, ten rows, and something that changes")
    parts = _parts(np.corrcoef(table, rowvar=False))
    random = np.random.default_rng(seed)
    drawn = []
    for _ in range(draws):
        again = table[random.integers(0, n, n)]
        if (again.std(axis=0) > 0).all():
            one = _parts(np.corrcoef(again, rowvar=False))
            drawn.append(one / one.sum() if one.sum() > 0 else one)
    explained = float(parts.sum())
    shares = parts / explained if explained > 0 else parts
    resampled = np.array(drawn)
    low, high = np.percentile(resampled, [2.5, 97.5], axis=0)
    order = np.argsort(-shares, kind="stable")
    lead = np.percentile(resampled[:, order[0]] - resampled[:, order[1]], 2.5)
    ranked = tuple(Driver(int(i), float(shares[i]), float(low[i]), float(high[i])) for i in order)
    return Drivers(n, explained, ranked, bool(lead > 0))


def _parts(correlations: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """What each measure adds to R², averaged over all orders; the last column is the outcome."""
    import numpy as np

    count = len(correlations) - 1
    between, to_outcome = correlations[:count, :count], correlations[:count, count]

    def explained(taken: tuple[int, ...]) -> float:
        if not taken:
            return 0.0
        ways = to_outcome[list(taken)]
        weights = np.linalg.lstsq(between[np.ix_(taken, taken)], ways, rcond=None)[0]
        return float(ways @ weights)

    known = {taken: explained(taken) for size in range(count + 1) for taken in combinations(range(count), size)}
    parts = np.zeros(count)
    for one in range(count):
        for taken, so_far in known.items():
            if one not in taken:
                added = known[tuple(sorted((*taken, one)))] - so_far
                parts[one] += added / (count * comb(count - 1, len(taken)))
    return np.clip(parts, 0.0, None)
