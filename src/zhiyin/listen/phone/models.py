"""Calls, and the steps of the script that were kept to."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun


class Call(Noun):
    """One call, as its telephone system told of it. Its events may come in any order; each time is set once.

    `call_id` is the telephone system's own name for it. `number` is the customer's in E.164, blank when withheld.
    `message` is what was logged when it ended.
    """

    class Direction(models.TextChoices):
        IN = "in", pgettext_lazy("call", "incoming")
        OUT = "out", pgettext_lazy("call", "outgoing")

    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="+")
    call_id = models.CharField(max_length=200)
    direction = models.CharField(max_length=3, choices=Direction, default=Direction.IN)
    number = models.CharField(max_length=40, blank=True)
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    queue = models.CharField(max_length=80, blank=True)
    topic = models.CharField(max_length=80, blank=True)
    began_at = models.DateTimeField()
    rang_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    recording_url = models.URLField(max_length=500, blank=True)
    transcript = models.TextField(blank=True)
    message = models.ForeignKey("channels.Message", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "call_id"], name="call_once_per_channel"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-began_at", "-id"], name="call_by_time"),
            models.Index(fields=["customer", "-began_at"], name="call_of_customer"),
            models.Index(fields=["began_at"], condition=models.Q(ended_at=None), name="call_going_on"),
        ]

    def __str__(self) -> str:
        return self.number or self.call_id

    @property
    def seconds(self) -> float | None:
        """How long was spoken."""
        if self.answered_at is None or self.ended_at is None:
            return None
        return max(0.0, (self.ended_at - self.answered_at).total_seconds())

    @property
    def missed(self) -> bool:
        return self.ended_at is not None and self.answered_at is None


class ScriptStep(Noun):
    """A step of the script that was kept to in a call: who ticked it, and when."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="steps")
    words = models.CharField(max_length=200)
    by_person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "words"], name="step_once_per_call")]

    def __str__(self) -> str:
        return self.words
