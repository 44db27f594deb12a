"""A problem: what keeps happening, what was changed about it, and whether that is proven to have helped."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun, NumberField
from zhiyin.recover.complaints import policy


class Problem(Noun):
    """The same cause of the same matter again and again. At most one is open for them.

    `matter` is the product, else the kind of complaint; `cause` "" while unknown. `counts`: the numbers that opened it.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("problem", "open")
        ACTING = "acting", pgettext_lazy("problem", "change in effect")
        PREVENTED = "prevented", pgettext_lazy("problem", "prevented, proven")
        ENDED = "ended", pgettext_lazy("problem", "ended without proof")

    class Found(models.TextChoices):
        REPEATS = "repeats", _("three alike within 30 days")
        RATE = "rate", _("more often than before, beyond chance")

    OPEN_STATES: ClassVar = ("open", "acting")

    number = NumberField()
    matter = models.CharField(max_length=100)
    cause = models.CharField(max_length=13, blank=True, choices=[(one, one) for one in policy.CAUSE_CLASSES])
    unit = models.ForeignKey("people.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    found = models.CharField(max_length=8, choices=Found)
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by")
    because = models.ForeignKey("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["matter", "cause"], condition=Q(state__in=("open", "acting")), name="one_open_problem_per_cause"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "acting"), ended_at=None)
                | (~Q(state__in=("open", "acting")) & Q(ended_at__isnull=False)),
                name="problem_ended_at_says_state",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-opened_at", "-id"], name="problem_by_opening"),
            models.Index(fields=["matter", "-opened_at"], name="problem_of_matter"),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN_STATES


class Correction(Noun):
    """What was changed about a problem, in effect from a moment on: before and after are compared there."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="corrections")
    words = models.TextField()
    in_effect_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["problem", "-in_effect_at"], name="correction_of_problem")]


class Proof(Noun):
    """A test whether a correction prevented the problem: complaints per case before and after it, and the verdict.

    `ratio` is the rate after over the rate before, with its exact interval (None: unbounded), wider at each `look`.
    `passed` only if the whole interval lies below 1 over at least 30 days.
    """

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="proofs")
    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="proofs")
    look = models.PositiveSmallIntegerField(default=1)
    days = models.PositiveIntegerField()
    before_count = models.PositiveIntegerField()
    before_exposure = models.PositiveIntegerField()
    after_count = models.PositiveIntegerField()
    after_exposure = models.PositiveIntegerField()
    ratio = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    passed = models.BooleanField()
    why = models.CharField(max_length=12, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(passed=False) | Q(high__lt=1, days__gte=30), name="prevention_only_when_proven"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["problem", "-at"], name="proof_of_problem")]
