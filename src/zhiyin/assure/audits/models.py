"""Checks of the ledger."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhiyin.kernel.identifiers import Noun


class LedgerCheck(Noun):
    """The ledger's chain was walked from its first booking: what was found, and the hash it ended on.

    A head that was noted one day and no longer stands in the chain on another would show that history was rewritten.
    """

    ok = models.BooleanField()
    checked = models.PositiveBigIntegerField()
    broken_at = models.BigIntegerField(null=True)
    message = models.CharField(max_length=300)
    head = models.CharField(max_length=64)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-at", "-id"], name="ledger_check_by_time")]
