"""Amounts of money: integer minor units and a currency, never a float.

Rounding is half to even unless said otherwise, and happens once, at the end of a calculation. A sum that is split keeps its
total: the rest goes, unit by unit, to the largest remainders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import total_ordering

from babel.numbers import format_currency, get_currency_precision, is_currency


class CurrenciesDiffer(ValueError):
    """Two amounts in different currencies cannot be added or compared."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """`minor` minor units (fen, cents) of `currency` (ISO 4217).

    >>> Money(1999, "CNY") + Money(1, "CNY")
    Money(minor=2000, currency='CNY')
    >>> Money.of("12.345", "CNY").major
    Decimal('12.34')
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"minor units are whole: {self.minor!r}")
        if not is_currency(self.currency):
            raise ValueError(f"no such currency: {self.currency!r}")

    @classmethod
    def of(cls, major: Decimal | int | str, currency: str, rounding: str = ROUND_HALF_EVEN) -> Money:
        """An amount given in major units (yuan, dollars); what is finer than a minor unit is rounded."""
        if isinstance(major, float):
            raise TypeError("money is never a float")
        scaled = Decimal(major).scaleb(get_currency_precision(currency))
        return cls(int(scaled.to_integral_value(rounding)), currency)

    @property
    def major(self) -> Decimal:
        """The amount in major units, with as many decimals as the currency has."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._alike(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._alike(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._alike(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def times(self, factor: Decimal | int | Fraction, rounding: str = ROUND_HALF_EVEN) -> Money:
        """The amount times a factor, rounded once to whole minor units.

        >>> Money(250, "CNY").times(Decimal("0.5")), Money(25, "CNY").times(Decimal("0.1"))
        (Money(minor=125, currency='CNY'), Money(minor=2, currency='CNY'))
        """
        if isinstance(factor, float):
            raise TypeError("money is never multiplied by a float")
        product = self.minor * Fraction(factor)
        exact = Decimal(product.numerator) / Decimal(product.denominator)
        return Money(int(exact.to_integral_value(rounding)), self.currency)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Parts in proportion to `weights` (not negative, not all zero) that sum to the whole.

        >>> [part.minor for part in Money(100, "CNY").split([1, 1, 1])]
        [34, 33, 33]
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights must not be negative and not all zero")
        parts = [abs(self.minor) * weight // total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(abs(self.minor) * weights[i] % total), i))
        for i in by_remainder[: abs(self.minor) - sum(parts)]:
            parts[i] += 1
        sign = -1 if self.minor < 0 else 1
        return [Money(sign * part, self.currency) for part in parts]

    def format(self, locale: str = "zh_Hans_CN") -> str:
        """The amount as a reader of `locale` writes it; Django's `zh-hans` and Babel's `zh_Hans_CN` both work.

        >>> Money(123456, "CNY").format("zh-hans"), Money(-500, "JPY").format("en")
        ('¥1,234.56', '-¥500')
        """
        return format_currency(self.major, self.currency, locale=_babel_locale(locale))

    def _alike(self, other: Money) -> int:
        if self.currency != other.currency:
            raise CurrenciesDiffer(f"{self.currency} and {other.currency}")
        return other.minor


def _babel_locale(locale: str) -> str:
    language, *rest = locale.replace("-", "_").split("_")
    return "_".join([language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])
