"""Versions of a policy, and trials that give some units other rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from zhiyin.kernel.identifiers import Noun


class Version(Noun):
    """The rows of a policy from `from_at` on, until a later version. Never changed, never deleted."""

    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    rows = models.JSONField()
    note = models.CharField(max_length=500)
    by_kind = models.CharField(max_length=10)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    from_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "number"], name="policy_version_once")]

    def __str__(self) -> str:
        return f"{self.key}@{self.number}"


class Trial(Noun):
    """Other rows for some units while it runs. `arms` is a list of {"name", "weight", "rows" or null: what is in force}.

    Its id is given by the room that runs it.
    """

    key = models.CharField(max_length=60)
    salt = models.CharField(max_length=64)
    arms = models.JSONField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], condition=Q(until_at=None), name="one_trial_a_policy")
        ]
