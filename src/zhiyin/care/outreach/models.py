"""Reaching out to customers who may be about to leave."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.identifiers import Noun


class Outreach(Noun):
    """Somebody is to reach out to a customer by `due_at`, for `reasons`: a list of {"key", …numbers}, weightiest first.

    The words of a reason are made when it is shown, in the reader's language. `because` is the entry that caused it, once.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("to do")
        TAKEN = "taken", _("taken on")
        MADE = "made", _("done")

    class Outcome(models.TextChoices):
        STAYS = "stays", _("The customer is reconciled")
        UNDECIDED = "undecided", _("Still undecided")
        LEAVES = "leaves", _("The customer leaves")
        NOT_REACHED = "not_reached", _("Not reached")

    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    assigned = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    note = models.TextField(blank=True)
    because = models.OneToOneField("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name_plural = _("outreach")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["customer"], condition=~Q(state="made"), name="one_open_outreach_per_customer"
            ),
            models.CheckConstraint(
                condition=Q(state="made", made_at__isnull=False) | (~Q(state="made") & Q(made_at=None)),
                name="outreach_made_at_says_state",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=~Q(state="made"), name="outreach_waiting"),
            models.Index(fields=["-made_at", "-id"], condition=Q(state="made"), name="outreach_made"),
            models.Index(fields=["customer", "-asked_at"], name="outreach_of_customer"),
        ]
