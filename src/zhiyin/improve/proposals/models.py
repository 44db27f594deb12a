"""Proposals, their reviews, and the decision about each."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiyin.improve.proposals import policy
from zhiyin.kernel.identifiers import Noun, NumberField


class Proposal(Noun):
    """A suggested improvement with its evidence.

    `evidence` is {"topic", "window_from", "window_to", "count", "exposure", "baseline_count", "baseline_exposure",
    "ratio", "low", "high", "p_adjusted", "labels": [ids]} when a hotspot drafted it, else {}. `suggested_rows` are rows for
    the policy `policy_key`, null if no policy is touched; `change` says what differs, as facts that the page puts into
    words. `author` is null when the house drafted it.
    """

    class State(models.TextChoices):
        DRAFT = policy.DRAFT, _("draft")
        IN_REVIEW = policy.IN_REVIEW, _("in review")
        ACCEPTED = policy.ACCEPTED, _("accepted")
        REFUSED = policy.REFUSED, _("refused")

    number = NumberField()
    title = models.CharField(_("title"), max_length=200, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    idea = models.TextField(_("idea"), blank=True)
    unit = models.ForeignKey("people.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    hotspot_id = models.UUIDField(null=True, unique=True)
    topic = models.CharField(max_length=60, blank=True)
    evidence = models.JSONField(default=dict)
    policy_key = models.CharField(max_length=60, blank=True)
    suggested_rows = models.JSONField(null=True)
    change = models.JSONField(default=dict)
    metric_key = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    author = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    because = models.OneToOneField("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-drafted_at", "-id"], name="proposal_by_time"),
            models.Index(fields=["state", "-drafted_at"], name="proposal_by_state"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in (policy.DRAFT, policy.IN_REVIEW)


class Review(Noun):
    """What one person thinks of a proposal: 1–5 for each criterion, and a comment. One a person, theirs to mend."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    scores = models.JSONField()
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "reviewer"], name="one_review_a_person"),
        ]


class Decision(Noun):
    """A proposal was accepted or refused: by whom, when, why, and with which score at that time."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="decision")
    accepted = models.BooleanField()
    reason = models.TextField()
    by_name = models.CharField(max_length=120)
    by_person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    score = models.FloatField(null=True)
    reviews = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
