"""A report of danger, sealed: the database refuses to change or delete it; who is called, and who answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun


class SafetyReport(Noun):
    """A message speaks of danger to people: with which words of the list. Never changed, one a message."""

    message_id = models.UUIDField(unique=True)
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    words = models.JSONField()
    list_version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-at", "-id"], name="safety_report_by_time"),
            models.Index(fields=["case", "-at"], name="safety_report_of_case"),
        ]


class Seal(Noun):
    """The SHA-256 of a piece of evidence as it was when the danger was told of. Never changed.

    It names the piece by its id alone, so that an erasure of the piece leaves nothing personal behind.
    """

    class Of(models.TextChoices):
        MESSAGE = "message", pgettext_lazy("seal", "the message")
        ARRIVAL = "arrival", pgettext_lazy("seal", "what arrived, byte for byte")
        ATTACHMENT = "attachment", pgettext_lazy("seal", "a file")

    report = models.ForeignKey(SafetyReport, on_delete=models.PROTECT, related_name="seals")
    of = models.CharField(max_length=10, choices=Of)
    object_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "object_id"], name="sealed_once")]


class Alarm(Noun):
    """Somebody is called to a report of danger by a mail of ours, outside of every queue."""

    report = models.ForeignKey(SafetyReport, on_delete=models.PROTECT, related_name="alarms")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "person"], name="alarm_once_per_person")]


class SafetyAnswer(Noun):
    """Somebody has taken a report of danger on: is it one, and what was done at once."""

    report = models.OneToOneField(SafetyReport, on_delete=models.PROTECT, related_name="answer")
    danger = models.BooleanField()
    words = models.TextField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
