"""The SQL of metric definitions, compiled once and kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhiyin.kernel.identifiers import Noun


class Compiled(Noun):
    """A metric's unit rows as SQL. `fingerprint` is that of the definitions and the compiler: a change compiles anew."""

    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    sql = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "version", "fingerprint"], name="compiled_metric_once")
        ]

    def __str__(self) -> str:
        return f"{self.key}@{self.version}"
