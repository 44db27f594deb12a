"""Form versions, invitations, answers and their history; invitations held back; links refused."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.identifiers import Noun


class FormVersion(Noun):
    """The content of a form as it was asked: an invitation keeps the version it was sent with.

    `content` is what `forms.parse` reads; `digest` its SHA-256, so that the same content is one version.
    """

    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "digest"], name="form_content_once"),
            models.UniqueConstraint(fields=["key", "number"], name="form_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class Invitation(Noun):
    """A customer is asked to fill a form, about a row of another room (`about_id`) and perhaps within a case.

    Its story in times: invited, delivered or failed (told by the outbox), opened, first answered, finished.
    """

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.SET_NULL, related_name="+")
    form_key = models.CharField(max_length=60)
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="invitations")
    about_id = models.UUIDField(null=True, db_index=True)
    case_id = models.UUIDField(null=True, db_index=True)
    language = models.CharField(max_length=10)
    counts = models.BooleanField(default=True)  # towards the gap between invitations of all forms
    message = models.OneToOneField("channels.Message", null=True, on_delete=models.SET_NULL, related_name="+")
    because = models.ForeignKey("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["because", "form_key"], condition=Q(because__isnull=False), name="invited_once_because"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["customer", "-invited_at"], name="invitation_of_customer"),
            models.Index(fields=["-invited_at", "-id"], name="invitation_by_time"),
        ]

    def expired(self, at: datetime) -> bool:
        return at >= self.expires_at


class Withheld(Noun):
    """An invitation that was not sent, and why: asked too recently, or no address."""

    class Reason(models.TextChoices):
        GAP = "gap", _("asked too recently")
        FORM_GAP = "form_gap", _("asked this form too recently")
        UNREACHABLE = "unreachable", _("no address to send to")
        REFUSED = "refused", _("the customer does not want to be asked")

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.SET_NULL, related_name="+")
    form_key = models.CharField(max_length=60)
    reason = models.CharField(max_length=12, choices=Reason)
    about_id = models.UUIDField(null=True)
    because = models.ForeignKey("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["because", "form_key"], condition=Q(because__isnull=False), name="withheld_once_because"
            )
        ]


class Answer(Noun):
    """The answer to one question of one invitation: one row, whatever is changed later (see `Change`).

    `option` is the option's id, the same in every language; `score` its number where the question has one.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    option = models.CharField(max_length=60, blank=True)
    score = models.SmallIntegerField(null=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    first_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["invitation", "question"], name="one_answer_per_question")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "at"], name="answer_by_kind_and_time")]


class Change(Noun):
    """What an answer was before it was changed."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="changes")
    option = models.CharField(max_length=60, blank=True)
    score = models.SmallIntegerField(null=True)
    text = models.TextField(blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()


class RefusedLink(Noun):
    """The trace of links that could not be opened, counted a day: forged or unknown ones together, expired ones each."""

    class Reason(models.TextChoices):
        FORGED = "forged", _("forged")
        UNKNOWN = "unknown", _("no longer known")
        EXPIRED = "expired", _("expired")

    reason = models.CharField(max_length=10, choices=Reason)
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.CASCADE, related_name="refused_links")
    on = models.DateField()
    times = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["on", "reason", "invitation"], nulls_distinct=False, name="refused_link_counted_a_day"
            )
        ]
