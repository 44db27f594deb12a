"""The entry: one event on the line of one customer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhiyin.kernel.identifiers import Noun


class Entry(Noun):
    """An event as it happened: what, to whom, about which row, by whom, because of what.

    `subject_id` is the row that the event is about; its kind follows from `event`. `facts` holds references and small
    numbers, never personal data that an erasure could not reach. `root` is the entry at which the chain of because begins.
    """

    event = models.CharField(max_length=80)
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.SET_NULL, related_name="+")
    unit_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    by_kind = models.CharField(max_length=10)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    because = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="consequences")
    root_id = models.UUIDField(null=True)
    happened_at = models.DateTimeField()
    noted_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["customer", "-happened_at"], name="entry_of_customer"),
            models.Index(fields=["subject_id"], name="entry_of_subject"),
            models.Index(fields=["event", "-happened_at"], name="entry_of_event"),
            models.Index(fields=["root_id"], name="entry_of_root"),
            models.Index(fields=["-happened_at"], name="entry_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.happened_at:%Y-%m-%d %H:%M}"
