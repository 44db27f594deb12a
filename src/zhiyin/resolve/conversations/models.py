"""Notes and drafts. Replies are messages of channels that stand in a case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun


class Note(Noun):
    """Words for colleagues about a case; the customer never sees them. `by_id` and `by_name` say who wrote."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    by_id = models.UUIDField(null=True, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "at"], name="note_of_case")]


class Draft(Noun):
    """What a person has begun to write in a case, for the customer or for colleagues.

    `seen_message_id` is the newest message that the writer had before them: if another has come since, sending asks first.
    """

    class Face(models.TextChoices):
        REPLY = "reply", _("Reply")
        NOTE = "note", pgettext_lazy("desk", "Note")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    face = models.CharField(max_length=5, choices=Face)
    text = models.TextField()
    seen_message_id = models.UUIDField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "person", "face"], name="one_draft_a_face")]
