"""Webhooks, their secrets, the deliveries to them, and why one is out of use."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.identifiers import Noun


class Webhook(Noun):
    """A receiver's address, and what it hears: `events` by name (none: every event), of `unit` and below (none: all).

    `failing_since` and `failures` (in a row, attempts) begin with the first failure after a success; `resting_until` is
    when a receiver that asked us to slow down may be asked again.
    """

    name = models.CharField(max_length=120)
    url = models.CharField(max_length=2000)
    events = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    unit = models.ForeignKey("people.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    resting_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Secret(Noun):
    """What deliveries are signed with, sealed. One that was replaced still signs until `until_at`."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="secrets")
    sealed = models.TextField()
    made_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook"], condition=Q(until_at=None), name="one_lasting_secret")
        ]


class Disabling(Noun):
    """A webhook is out of use: since when, why, in whose words. Taken away when it is enabled again."""

    class Reason(models.TextChoices):
        PERSON = "person", _("switched off by a person")
        GONE = "gone", _("the receiver said that it is gone (410)")
        FAILING = "failing", _("nothing but failures for days")

    webhook = models.OneToOneField(Webhook, on_delete=models.CASCADE, related_name="disabling")
    reason = models.CharField(max_length=10, choices=Reason)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, blank=True)


class Delivery(Noun):
    """One entry for one webhook. Its id is the `webhook-id`, the same at every attempt.

    Rows are written by a trigger of the timeline (migration 0002). While an attempt is under way, `next_at` is when its
    claim ends: a sender that died in between is followed by another.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("failed")

    OPEN: ClassVar = [State.WAITING, State.SENDING]

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, db_index=False, related_name="deliveries")
    entry = models.ForeignKey("timeline.Entry", on_delete=models.CASCADE, related_name="+")
    event = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook", "entry"], name="one_delivery_of_an_entry"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending"], next_at__isnull=False)
                | Q(state__in=["delivered", "failed"], next_at=None),
                name="open_deliveries_have_a_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["webhook", "next_at"], condition=Q(next_at__isnull=False), name="deliveries_due"),
            models.Index(fields=["webhook"], condition=Q(state="sending"), name="deliveries_under_way"),
            models.Index(fields=["webhook", "-made_at", "-id"], name="deliveries_of_webhook"),
            models.Index(fields=["made_at"], name="deliveries_by_age"),
        ]


class Attempt(Noun):
    """One try: what was answered (status, the first bytes), or why there was no answer."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, db_index=False, related_name="attempts")
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["delivery", "id"], name="attempts_of_delivery")]
