"""Events that other programs told us of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zhiyin.kernel.identifiers import Noun


class OutsideEvent(Noun):
    """A CloudEvent as it came: `raw` is its structured JSON, byte for byte where it came alone.

    `external_id` is the sender's `id`, unique with `source`: the same pair again is the same event.
    """

    source = models.CharField(max_length=500)
    external_id = models.CharField(max_length=300)
    type = models.CharField(max_length=200)
    subject = models.CharField(max_length=300, blank=True)
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.SET_NULL, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    raw = models.BinaryField()
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_event_per_source_and_id")
        ]
        indexes: ClassVar = [
            models.Index(fields=["-received_at", "-id"], name="outside_by_arrival"),
            models.Index(fields=["type", "-happened_at"], name="outside_by_type"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.source}"
