"""Waits in a queue, placements with their reason, alarms and whom they told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun


class Wait(Noun):
    """A case that nobody owns stands in the queue of its unit: by class, then by arrival.

    `fault`, `skill` and `until_at` say why nobody took it when it was last looked at (blank: not looked at). `given` says
    whether it is given out by itself; else people take it. `alarm_at`: when it will have stood there too long.
    `without_id`: who gave it back.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    acuity = models.PositiveSmallIntegerField()
    arrived_at = models.DateTimeField()
    given = models.BooleanField(default=False)
    without_id = models.UUIDField(null=True, blank=True)
    fault = models.CharField(max_length=10, blank=True)
    skill = models.CharField(max_length=40, blank=True)
    until_at = models.DateTimeField(null=True, blank=True)
    alarm_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="one_open_wait_per_case")
        ]
        # What stands in queues now is little; what has ended weighs on none of these.
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "acuity", "arrived_at", "id"], condition=Q(ended_at=None), name="wait_in_queue"
            ),
            models.Index(
                fields=["until_at"], condition=Q(ended_at=None, until_at__isnull=False), name="wait_to_look_again"
            ),
            models.Index(fields=["alarm_at"], condition=Q(ended_at=None, alarm_at__isnull=False), name="wait_to_alarm"),
        ]


class Placement(Noun):
    """It was decided who takes a case. `facts` hold why: loads, needs, and everybody else with what kept them from it.

    `look_at` is when the person's shift ends, while they may not have begun. It ends when the case has another owner, is
    done, goes back to the queue, or when they began.
    """

    class Rule(models.TextChoices):
        KNOWN = "known", _("served this customer last")
        ONLY = "only", _("the only one who may take it now")
        LOAD = "load", _("has the least load for their capacity")
        IDLE = "idle", _("of equal load, has waited longest for a case")
        BATCH = "batch", _("best for all cases that waited")

    class End(models.TextChoices):
        BEGUN = "begun", _("begun")
        DONE = "done", _("done")
        HANDED_ON = "handed_on", _("handed on")
        RETURNED = "returned", _("back in the queue")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    wait = models.OneToOneField(Wait, on_delete=models.CASCADE, related_name="placement")
    rule = models.CharField(max_length=10, choices=Rule)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    look_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=End, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="one_open_placement_per_case")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-at"], name="placement_of_person"),
            models.Index(fields=["case", "-at"], name="placement_of_case"),
            models.Index(
                fields=["look_at"], condition=Q(ended_at=None, look_at__isnull=False), name="placement_to_look_at"
            ),
        ]


class Alarm(Noun):
    """People were told that a case needs them, once for each kind and what it is about (a promise, a wait, a case)."""

    class Kind(models.TextChoices):
        WARNED = "warned", _("a promise runs out")
        BREACHED = "breached", _("a promise is broken")
        OVERRUN = "overrun", _("a broken promise is half its time over")
        UNOWNED = "unowned", _("nobody owns the case")
        BOUNCED = "bounced", _("handed on too often")
        RETURNED = "returned", pgettext_lazy("alarm", "went back to the queue")

    kind = models.CharField(max_length=10, choices=Kind)
    about_id = models.UUIDField()
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, related_name="+")
    handed_to = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "about_id"], name="alarm_raised_once")]
        indexes: ClassVar = [
            models.Index(fields=["-at", "-id"], name="alarm_by_time"),
            models.Index(fields=["unit", "-at", "-id"], name="alarm_of_unit"),
            models.Index(fields=["case", "-at"], name="alarm_of_case"),
        ]


class Telling(Noun):
    """A person was told of an alarm; `seen_at` once they said that they know."""

    alarm = models.ForeignKey(Alarm, on_delete=models.CASCADE, related_name="tellings")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["alarm", "person"], name="told_once_of_an_alarm")]
        indexes: ClassVar = [
            models.Index(fields=["person", "-at", "-id"], condition=Q(seen_at=None), name="telling_unseen")
        ]


class Overrun(Noun):
    """A broken promise that is still owed will be half its time over at `at`; `rung_at` once that was looked at."""

    promise = models.OneToOneField("promises.Promise", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    rung_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], condition=Q(rung_at=None), name="overrun_to_ring")]
