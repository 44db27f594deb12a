"""Playbooks in use, their versions and switchings, runs with their steps, what a day used, and simulations."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun, NumberField


class Playbook(Noun):
    """A playbook that somebody changed or switched on. `version` None: as it was shipped, and follows new releases.

    `next_at` is when the calendar begins it next.
    """

    class Mode(models.TextChoices):
        OFF = "off", pgettext_lazy("playbook", "off")
        DRILL = "drill", pgettext_lazy("playbook", "drill")
        LIVE = "live", pgettext_lazy("playbook", "live")
        STOPPED = "stopped", pgettext_lazy("playbook", "stopped")

    key = models.CharField(max_length=40, unique=True)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.OFF)
    version = models.ForeignKey("playbooks.Version", null=True, on_delete=models.PROTECT, related_name="+")
    next_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="playbook_next")]

    def __str__(self) -> str:
        return self.key


class Version(Noun):
    """The content of a playbook. Never changed. Number 0 is as shipped, kept once a run needs it: one a digest."""

    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    by_kind = models.CharField(max_length=10)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "number", "digest"], name="playbook_version_once"),
            models.UniqueConstraint(fields=["key", "number"], condition=Q(number__gt=0), name="playbook_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key}@{self.number}"


class Switching(Noun):
    """Somebody switched a playbook: to which mode, why. `ended` runs were stopped by it."""

    playbook = models.ForeignKey(Playbook, on_delete=models.PROTECT, related_name="switchings")
    mode = models.CharField(max_length=8, choices=Playbook.Mode)
    reason = models.CharField(max_length=300, blank=True)
    ended = models.PositiveIntegerField(default=0)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["playbook", "-at"], name="switching_of_playbook")]


class Run(Noun):
    """A playbook runs about something, once for what began it (`once`), in the version it began with.

    `position` is the step that comes next, counted from 0. While it waits, `wakes_at` is when its time is up, and
    `awaits` the trigger whose event about `awaits_id` ends the wait. `held_by` names the cap that let it not begin.
    """

    class Mode(models.TextChoices):
        LIVE = "live", pgettext_lazy("playbook", "live")
        DRILL = "drill", pgettext_lazy("playbook", "drill")

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("run", "running")
        WAITING = "waiting", pgettext_lazy("run", "waiting")
        STUCK = "stuck", pgettext_lazy("run", "needs somebody")
        DONE = "done", pgettext_lazy("run", "done")
        STOPPED = "stopped", pgettext_lazy("run", "stopped")
        HELD = "held", pgettext_lazy("run", "held back by a cap")

    OPEN: ClassVar = (State.RUNNING, State.WAITING, State.STUCK)

    number = NumberField()
    playbook = models.ForeignKey(Playbook, on_delete=models.PROTECT, related_name="runs")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=6, choices=Mode)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    position = models.PositiveSmallIntegerField(default=0)
    once = models.CharField(max_length=100)
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.SET_NULL, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    subject_id = models.UUIDField(null=True)
    about = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    because = models.ForeignKey("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    begun_at = models.DateTimeField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    wakes_at = models.DateTimeField(null=True)
    awaits = models.CharField(max_length=60, blank=True)
    awaits_id = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    held_by = models.CharField(max_length=20, blank=True)
    by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["playbook", "once"], name="one_run_of_what_began_it"),
            models.CheckConstraint(
                condition=Q(state__in=["running", "waiting", "stuck"], ended_at=None)
                | Q(state__in=["done", "stopped", "held"], ended_at__isnull=False),
                name="run_ended_at_says_state",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(wakes_at=None, awaits="", awaits_id=None), name="only_who_waits_awaits"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["playbook", "-started_at", "-id"], name="run_of_playbook"),
            models.Index(fields=["-started_at", "-id"], name="run_by_time"),
            models.Index(fields=["wakes_at"], condition=Q(wakes_at__isnull=False), name="run_wakes"),
            models.Index(fields=["awaits_id"], condition=Q(awaits_id__isnull=False), name="run_awaits"),
            models.Index(fields=["subject_id", "-started_at"], name="run_about"),
            models.Index(fields=["playbook", "customer", "-started_at"], name="run_of_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.playbook_id}#{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Step(Noun):
    """One step of a run: when, who, what, and what came of it. Written in the transaction of its effect."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("step", "waiting")
        DONE = "done", pgettext_lazy("step", "done")
        WOULD = "would", pgettext_lazy("step", "would have")
        SKIPPED = "skipped", pgettext_lazy("step", "skipped")
        FAILED = "failed", pgettext_lazy("step", "failed")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=State)
    said = models.CharField(max_length=300, blank=True)
    values = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    spent_minor = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=10, blank=True)
    contacted = models.BooleanField(default=False)
    by_hand = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "position"], name="each_step_once"),
            models.CheckConstraint(condition=Q(position__lt=30), name="at_most_thirty_steps"),
            models.CheckConstraint(condition=~Q(state="skipped", reason="", said=""), name="skipped_step_has_a_reason"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["began_at", "id"], condition=Q(state="waiting", by_hand=True), name="step_to_do")
        ]


class Day(Noun):
    """What a playbook used of its caps on a day: runs (`currency` blank), or money of a currency in minor units."""

    playbook = models.ForeignKey(Playbook, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    currency = models.CharField(max_length=10, blank=True)
    used = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["playbook", "on", "currency"], name="one_day_of_a_playbook")
        ]


class Simulation(Noun):
    """A playbook gone through on what was recorded from `from_at` to `to_at`: nothing is done. `result` when it is done."""

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("simulation", "running")
        DONE = "done", pgettext_lazy("simulation", "done")
        FAILED = "failed", pgettext_lazy("simulation", "failed")

    key = models.CharField(max_length=40)
    content = models.JSONField()
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    seen = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    result: models.JSONField[Any, Any] = models.JSONField(default=dict)
    units = models.JSONField(null=True)
    asked_by_id = models.UUIDField(null=True)
    asked_by_name = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key", "-asked_at"], name="simulation_of_playbook")]
