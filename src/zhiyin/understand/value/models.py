"""The bounds of the value bands as they were counted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhiyin.kernel.identifiers import Noun


class Bounds(Noun):
    """Where the bands of a currency lie, counted at `at` over `n` customers: middle above one amount, high above the other.

    Amounts are minor units spent within `window_days`. A customer whose order comes in before the next count is banded by
    these.
    """

    currency = models.CharField(max_length=3)
    middle_above = models.BigIntegerField()
    high_above = models.BigIntegerField()
    n = models.PositiveIntegerField()
    window_days = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["currency", "-at"], name="bounds_of_currency")]

    def __str__(self) -> str:
        return f"{self.currency} {self.at:%Y-%m-%d}"
