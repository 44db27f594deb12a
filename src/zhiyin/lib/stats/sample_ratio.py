"""Did the arms of an experiment get the customers they were meant to get? χ² with arms of weight 0 left out."""

from __future__ import annotations

from collections.abc import Sequence

#: below this p the results of an experiment must not be read
MISMATCH_BELOW = 0.001


def sample_ratio(counts: Sequence[int], weights: Sequence[float] | None = None) -> float:
    """p of the counts under the planned weights (equal by default); degrees of freedom are arms with weight > 0 less one.

    A customer in an arm of weight 0 is impossible under the plan: p = 0. Nobody yet, or a single arm: p = 1.

    >>> round(sample_ratio([5000, 5200]), 5)
    0.04767
    """
    from scipy import special

    weights = [1.0] * len(counts) if weights is None else weights
    if len(weights) != len(counts) or min(weights, default=0) < 0:
        raise ValueError("one weight, not negative, for each arm")
    if any(count and not weight for count, weight in zip(counts, weights, strict=True)):
        return 0.0
    planned = [(count, weight) for count, weight in zip(counts, weights, strict=True) if weight]
    n, total = sum(count for count, _ in planned), sum(weight for _, weight in planned)
    if n == 0 or len(planned) < 2:
        return 1.0
    statistic = sum((count - n * weight / total) ** 2 / (n * weight / total) for count, weight in planned)
    return float(special.chdtrc(len(planned) - 1, statistic))
