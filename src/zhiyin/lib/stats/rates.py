"""Two rates of events compared exactly: given the total, the first count is binomial (Przyborowski and Wilenski 1940)."""

from __future__ import annotations

from math import inf

from zhiyin.lib.stats.interval import NoData, Ratio


def rate_ratio(c1: int, e1: float, c2: int, e2: float, confidence: float = 0.95) -> Ratio:
    """Rate c1/e1 over rate c2/e2 with exact (Clopper–Pearson) interval and twice the smaller tail as p.

    `e` are exposures (contacts, days, orders) > 0. No event at all: ratio 1, interval 0 … ∞, p 1; events only in the
    first: ratio ∞. Error: `NoData` without exposure.

    >>> ratio = rate_ratio(30, 1000, 15, 1000)
    >>> ratio.ratio, round(ratio.p, 4)
    (2.0, 0.0357)
    """
    from scipy import special

    if e1 <= 0 or e2 <= 0:
        raise NoData("a rate needs exposure")
    n = c1 + c2
    if n == 0:
        return Ratio(1.0, 0.0, inf, 1.0)
    share = e1 / (e1 + e2)
    lower_tail = float(special.bdtr(c1, n, share))
    upper_tail = float(special.bdtrc(c1 - 1, n, share)) if c1 else 1.0
    tail = (1 - confidence) / 2
    low = float(special.betaincinv(c1, c2 + 1, tail)) if c1 else 0.0
    high = float(special.betaincinv(c1 + 1, c2, 1 - tail)) if c2 else 1.0
    odds = e2 / e1
    return Ratio(
        c1 / c2 * odds if c2 else inf,
        low / (1 - low) * odds if low < 1 else inf,
        high / (1 - high) * odds if high < 1 else inf,
        min(1.0, 2 * min(lower_tail, upper_tail)),
    )
