"""Hotspots and what people decided about them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun, NumberField


class Hotspot(Noun):
    """A topic about which more customers complain than before.

    `count` of `exposure` customers in the window [window_from, window_to) wrote about the topic other than happily;
    `baseline_count` of `baseline_exposure` in the weeks before, a customer counted once a week. `ratio` compares the two
    rates with its 95 % interval (`high` null: unbounded), `p` its two-sided p value, `p_adjusted` after
    Benjamini–Hochberg over all topics looked at. `pain` is minutes of work spent on customers left unsatisfied. `evidence`
    lists the newest labels, `unit` is set where four in five of the customers wrote to one unit.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("hotspot", "open")
        COOLED = "cooled", pgettext_lazy("hotspot", "cooled down")
        HANDLED = "handled", pgettext_lazy("hotspot", "dealt with")
        DISMISSED = "dismissed", pgettext_lazy("hotspot", "dismissed")

    number = NumberField()
    topic = models.CharField(max_length=40)
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.SET_NULL, related_name="+")
    window_from = models.DateTimeField()
    window_to = models.DateTimeField()
    baseline_from = models.DateTimeField()
    count = models.PositiveIntegerField()
    exposure = models.PositiveIntegerField()
    baseline_count = models.PositiveIntegerField()
    baseline_exposure = models.PositiveIntegerField()
    ratio = models.FloatField()
    low = models.FloatField()
    high = models.FloatField(null=True)
    p = models.FloatField()
    p_adjusted = models.FloatField()
    pain = models.FloatField()
    handle_minutes = models.FloatField()
    satisfied_share = models.FloatField()
    satisfied_n = models.PositiveIntegerField()
    evidence = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    found_at = models.DateTimeField()
    looked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic"], condition=Q(state="open"), name="one_open_hotspot_per_topic"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | ~Q(state="open") & Q(ended_at__isnull=False),
                name="hotspot_ended_at_says_state",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-found_at", "-id"], name="hotspot_by_time")]

    def __str__(self) -> str:
        return f"#{self.number} {self.topic}"


class Decision(Noun):
    """Somebody ended a hotspot, and said why."""

    class Kind(models.TextChoices):
        HANDLED = "handled", _("We dealt with it")
        DISMISSED = "dismissed", _("It is none")

    hotspot = models.OneToOneField(Hotspot, on_delete=models.CASCADE, related_name="decision")
    kind = models.CharField(_("decision"), max_length=10, choices=Kind)
    reason = models.CharField(_("reason"), max_length=500)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
