"""Means: Student's interval for one, Welch's for the difference of two; from values or from (n, mean, deviation)."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, sqrt
from typing import NamedTuple

from zhiyin.lib.stats.interval import Difference, NoData


class Sample(NamedTuple):
    """What a mean needs to know of its values: how many, their mean, their sample standard deviation."""

    n: int
    mean: float
    deviation: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Sample:
        """From the values themselves. Error: `NoData` without any."""
        import numpy as np

        array = np.fromiter(values, dtype=float)
        if array.size == 0:
            raise NoData("no values")
        return cls(array.size, float(array.mean()), float(array.std(ddof=1)) if array.size > 1 else 0.0)

    @classmethod
    def of_sums(cls, n: int, total: float, squares: float) -> Sample:
        """From the count, the sum and the sum of squares, as a database gives them."""
        if n == 0:
            raise NoData("no values")
        mean = total / n
        return cls(n, mean, sqrt(max(0.0, squares - n * mean * mean) / (n - 1)) if n > 1 else 0.0)

    @classmethod
    def of_weighted(cls, groups: Iterable[tuple[float, int, float, float]]) -> Sample:
        """From groups of (weight of each value, count, sum, sum of squares). Error: `NoData` without any.

        `n` is Kish's effective size, rounded down: uneven weights say less than their number.
        """
        told = list(groups)
        weight = sum(w * n for w, n, _total, _squares in told)
        if weight <= 0:
            raise NoData("no values")
        n = int(weight * weight / sum(w * w * n for w, n, _total, _squares in told) + 1e-9)
        mean = sum(w * total for w, _n, total, _squares in told) / weight
        variance = max(0.0, sum(w * squares for w, _n, _total, squares in told) / weight - mean * mean)
        return cls(n, mean, sqrt(variance * n / (n - 1)) if n > 1 else 0.0)


class Mean(NamedTuple):
    """A mean with its interval; one value alone has an infinite one."""

    value: float
    low: float
    high: float
    n: int


class WelchDifference(NamedTuple):
    """First mean minus second, with standard error and Welch–Satterthwaite degrees of freedom."""

    estimate: float
    low: float
    high: float
    p: float
    error: float
    freedom: float

    @property
    def difference(self) -> Difference:
        """The same without its inner numbers."""
        return Difference(self.estimate, self.low, self.high, self.p)


def _sample(values: Sample | Iterable[float]) -> Sample:
    return values if isinstance(values, Sample) else Sample.of(values)


def mean_interval(values: Sample | Iterable[float], confidence: float = 0.95) -> Mean:
    """Mean with Student's t interval. Error: `NoData` without values.

    >>> mean = mean_interval([7, 6, 5, 4, 2, 7, 6, 1, 5, 3])
    >>> mean.value, mean.n
    (4.6, 10)
    """
    from scipy import special

    n, mean, deviation = _sample(values)
    if n < 2:
        return Mean(mean, -inf, inf, n)
    half = float(special.stdtrit(n - 1, 0.5 + confidence / 2)) * deviation / sqrt(n)
    return Mean(mean, mean - half, mean + half, n)


def welch(
    first: Sample | Iterable[float], second: Sample | Iterable[float], confidence: float = 0.95
) -> WelchDifference:
    """Difference of two means without assuming equal variances. Error: `NoData` unless both have two values or more."""
    from scipy import special

    (n1, m1, d1), (n2, m2, d2) = _sample(first), _sample(second)
    if n1 < 2 or n2 < 2:
        raise NoData("Welch's interval needs two values in each group")
    v1, v2 = d1 * d1 / n1, d2 * d2 / n2
    estimate, error = m1 - m2, sqrt(v1 + v2)
    if error == 0:
        return WelchDifference(estimate, estimate, estimate, 1.0 if estimate == 0 else 0.0, 0.0, float(n1 + n2 - 2))
    freedom = (v1 + v2) ** 2 / (v1 * v1 / (n1 - 1) + v2 * v2 / (n2 - 1))
    half = float(special.stdtrit(freedom, 0.5 + confidence / 2)) * error
    p = float(2 * special.stdtr(freedom, -abs(estimate) / error))
    return WelchDifference(estimate, estimate - half, estimate + half, p, error, freedom)
