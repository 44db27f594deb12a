"""Import runs and the rows they could not take."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.identifiers import Noun


class Run(Noun):
    """One run of an import. `position` is how many rows of the file are behind it, committed together with their data.

    `digest` is the SHA-256 of the file; together with `target` and `mapping` it says what can be taken up again.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("under way")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    target = models.CharField(max_length=60)
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=60)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    position = models.PositiveBigIntegerField(default=0)
    good = models.PositiveBigIntegerField(default=0)
    bad = models.PositiveBigIntegerField(default=0)
    made = models.JSONField(default=dict)
    rehearsal = models.BooleanField(default=False)
    by_name = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-started_at", "-id"], name="import_run_by_time")]


class BadRow(models.Model):
    """A row that was not taken: its line in the file, why (a reason and its words), and the row itself.

    There may be very many of them, and nothing refers to one: they are simply counted.
    """

    # Rows are only ever written by their run: a check of each at commit would cost more than the row.
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="bad_rows", db_index=False, db_constraint=False)
    line = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=60)
    words = models.JSONField(default=dict)
    row = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "line"], name="bad_row_of_run")]
