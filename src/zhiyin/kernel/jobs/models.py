"""The clock's last tick: what tells an operator that time still passes."""

from __future__ import annotations

from django.db import models


class ClockState(models.Model):
    """One row: when the clock ticked last, and how many rows each tick handled then."""

    at = models.DateTimeField()
    handled = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S}"
