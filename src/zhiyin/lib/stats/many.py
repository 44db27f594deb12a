"""Several tests at once: Holm (no false finding at all) and Benjamini–Hochberg (few among the findings)."""

from __future__ import annotations

from collections.abc import Sequence


def holm(ps: Sequence[float]) -> list[float]:
    """Holm's adjusted p values, in the order given.

    >>> [round(p, 3) for p in holm([0.001, 0.012, 0.03, 0.04, 0.2])]
    [0.005, 0.048, 0.09, 0.09, 0.2]
    """
    adjusted = [0.0] * len(ps)
    highest = 0.0
    for position, i in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        highest = max(highest, min(1.0, (len(ps) - position) * ps[i]))
        adjusted[i] = highest
    return adjusted


def benjamini_hochberg(ps: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg's adjusted p values (1995), in the order given.

    >>> [round(p, 3) for p in benjamini_hochberg([0.001, 0.012, 0.03, 0.04, 0.2])]
    [0.005, 0.03, 0.05, 0.05, 0.2]
    """
    adjusted = [0.0] * len(ps)
    lowest = 1.0
    for rank, i in sorted(enumerate(sorted(range(len(ps)), key=ps.__getitem__), start=1), reverse=True):
        lowest = min(lowest, ps[i] * len(ps) / rank)
        adjusted[i] = lowest
    return adjusted
