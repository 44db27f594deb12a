"""Durations and amounts as people write them in a playbook: "90 minutes", "3 days", "50.00 CNY". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar

from babel.numbers import get_currency_precision


@dataclass(frozen=True, slots=True)
class Duration:
    """So many minutes, hours or days.

    >>> Duration.read("2 days").span
    datetime.timedelta(days=2)
    """

    count: int
    unit: str

    UNITS: ClassVar = {"minutes": 1, "hours": 60, "days": 1440}

    @classmethod
    def read(cls, text: object) -> Duration:
        """Raises `ValueError` for anything else, and for more than a year."""
        found = re.fullmatch(r"(\d{1,6}) (minute|hour|day)s?", text) if isinstance(text, str) else None
        if found is None:
            raise ValueError("not a duration")
        one = cls(int(found[1]), f"{found[2]}s")
        if not timedelta(0) < one.span <= timedelta(days=366):
            raise ValueError("not a duration of up to a year")
        return one

    @property
    def span(self) -> timedelta:
        return timedelta(minutes=self.count * self.UNITS[self.unit])

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"


@dataclass(frozen=True, slots=True)
class Price:
    """An amount in minor units of a currency.

    >>> Price.read("50.00 CNY")
    Price(minor=5000, currency='CNY')
    """

    minor: int
    currency: str

    @classmethod
    def read(cls, text: object) -> Price:
        """Raises `ValueError` for anything else, and for more digits than the currency has."""
        found = re.fullmatch(r"(\d{1,12}(?:\.\d{1,4})?) ([A-Z]{3})", text) if isinstance(text, str) else None
        if found is None:
            raise ValueError("not an amount")
        minor = Decimal(found[1]) * 10 ** get_currency_precision(found[2])
        if minor != int(minor):
            raise ValueError("more digits than the currency has")
        return cls(int(minor), found[2])

    def __str__(self) -> str:
        digits = get_currency_precision(self.currency)
        return f"{Decimal(self.minor).scaleb(-digits):.{digits}f} {self.currency}"
