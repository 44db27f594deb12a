"""Looking early without paying for it: the asymptotic confidence sequence (Waudby-Smith and others 2021)."""

from __future__ import annotations

from math import log, sqrt


def early_look(n: float, planned_n: float, alpha: float = 0.05) -> float:
    """By how much to multiply the standard error after n customers so that the interval holds at every look.

    `planned_n` is where the sequence is tightest.

    >>> [round(early_look(n, 5000), 4) for n in (500, 1000, 5000, 20000)]
    [3.8551, 3.3639, 3.0352, 3.1271]
    """
    square = (-2 * log(alpha) + log(-2 * log(alpha) + 1)) / planned_n
    return sqrt(n) * sqrt(2 * (n * square + 1) / (n * n * square) * log(sqrt(n * square + 1) / alpha))
