"""Experiments, who met which arm, and what was concluded."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiyin.improve.experiments import policy
from zhiyin.kernel.identifiers import Noun, NumberField


class Experiment(Noun):
    """A design and its state. From the start on the design is frozen.

    `arms` is a list of {"name", "weight", "rows"}; the first is the control, with the rows in force at the design.
    `baseline` is {"customers", "mean", "deviation", "binary", "from_at", "to_at"}: one value a customer, before the start.
    `minimum_effect` and `guardrail_margin` are in the metric's own unit (a share: 0.05 is five points); `planned_n` counts
    the customers with an outcome in all arms together.
    """

    class State(models.TextChoices):
        DESIGNED = policy.DESIGNED, _("designed")
        RUNNING = policy.RUNNING, _("running")
        ENDED = policy.ENDED, _("ended")
        WITHDRAWN = policy.WITHDRAWN, _("withdrawn")

    number = NumberField()
    hypothesis = models.TextField()
    proposal = models.ForeignKey(
        "proposals.Proposal", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    policy_key = models.CharField(max_length=60)
    arms = models.JSONField()
    salt = models.CharField(max_length=64)
    metric_key = models.CharField(max_length=60)
    metric_version = models.PositiveIntegerField(default=1)
    guardrail_key = models.CharField(max_length=60, blank=True)
    guardrail_margin = models.FloatField(default=0.05)
    baseline = models.JSONField(default=dict)
    minimum_effect = models.FloatField()
    planned_n = models.PositiveIntegerField()
    minimum_days = models.PositiveSmallIntegerField(default=policy.FULL_WEEK_DAYS)
    state = models.CharField(max_length=10, choices=State, default=State.DESIGNED)
    designed_by_name = models.CharField(max_length=120)
    designed_by_id = models.UUIDField(null=True)
    designed_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-designed_at", "-id"], name="experiment_by_time")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["policy_key"], condition=Q(state=policy.RUNNING), name="one_experiment_a_policy"
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy_key} {self.number}"

    @property
    def control(self) -> str:
        return str(self.arms[0]["name"])

    @property
    def challengers(self) -> list[str]:
        return [str(arm["name"]) for arm in self.arms[1:]]

    @property
    def weights(self) -> dict[str, int]:
        return {arm["name"]: int(arm["weight"]) for arm in self.arms}


class Exposure(Noun):
    """A customer met an arm for the first time: from then on what happens to them counts."""

    experiment = models.ForeignKey(Experiment, on_delete=models.CASCADE, related_name="exposures")
    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    arm = models.CharField(max_length=60)
    because = models.ForeignKey("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["experiment", "customer"], name="one_exposure_a_customer")
        ]
        indexes: ClassVar = [models.Index(fields=["experiment", "arm"], name="exposure_of_arm")]


class Conclusion(Noun):
    """How an experiment ended: the arm put in force (None: none), who said so, why, and the reading it rests on.

    `verdict` is what the numbers advised at that time; `result` is the reading as JSON, kept as it was.
    """

    experiment = models.OneToOneField(Experiment, on_delete=models.CASCADE, related_name="conclusion")
    winner = models.CharField(max_length=60, null=True, blank=True)  # noqa: DJ001  null says: no arm won
    verdict = models.CharField(max_length=20)
    reason = models.TextField()
    result = models.JSONField(default=dict)
    policy_version_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()
