"""Guarantees and the versions of their rules, what others told us that they answer to, and returns that were asked for.

The database refuses to change or delete a version or a piece of evidence.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.identifiers import Noun
from zhiyin.recover.compensation.register import kind_choices
from zhiyin.recover.guarantees import policy


class Guarantee(Noun):
    """A public promise with a remedy. What it promises is in its versions; `key` names it in addresses."""

    key = models.SlugField(max_length=40, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Version(Noun):
    """The rule of a guarantee from `from_at` on, until the next one. Never changed.

    `trigger` and `name` say what it answers to: a broken promise called `name` on one of `channels` (none: on any), an
    event of type `name` that tells at least `at_least` of `fact`, or the right `name` of the policy "entitlements". The
    remedy is `amount_minor` of `currency` as `kind`; 0 for a right: what is returned decides. `tells_all`: the other
    program also tells when nothing went wrong, so that a kept rate can be counted.
    """

    class Trigger(models.TextChoices):
        BREACH = policy.BREACH, _("a promise is broken")
        EVIDENCE = policy.EVIDENCE, _("another program tells an event")
        RIGHT = policy.RIGHT, _("a customer asks for a right")

    class Audience(models.TextChoices):
        PUBLIC = policy.PUBLIC, pgettext_lazy("audience", "public")
        CONTRACT = policy.CONTRACT, pgettext_lazy("audience", "by contract")
        INTERNAL = policy.INTERNAL, pgettext_lazy("audience", "internal")

    guarantee = models.ForeignKey(Guarantee, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    from_at = models.DateTimeField()
    active = models.BooleanField(default=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    text_zh = models.CharField(max_length=200)
    text_en = models.CharField(max_length=300)
    trigger = models.CharField(max_length=10, choices=Trigger)
    name = models.CharField(max_length=200)
    channels = models.JSONField(default=list)
    fact = models.CharField(max_length=40, blank=True)
    at_least = models.IntegerField(default=0)
    tells_all = models.BooleanField(default=False)
    kind = models.CharField(max_length=20, choices=kind_choices)
    amount_minor = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=10, default="CNY")
    reason = models.CharField(max_length=300)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["guarantee", "number"], name="guarantee_version_once"),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0) | Q(trigger=policy.RIGHT) | Q(active=False),
                name="guarantee_has_a_remedy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guarantee_id} {self.number}"


class Evidence(Noun):
    """An event that a guarantee answers to, as another program told it, once. Never changed.

    `told` holds its numbers and marks alone, no personal data; `about` names what it is about in that program (an order).
    `award_id` is the award that it brought.
    """

    source = models.CharField(max_length=500)
    external_id = models.CharField(max_length=300)
    type = models.CharField(max_length=200)
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=300, blank=True)
    told = models.JSONField(default=dict)
    award_id = models.UUIDField(null=True, unique=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "external_id"], name="evidence_once_per_source_and_id")
        ]
        indexes: ClassVar = [
            models.Index(fields=["-received_at", "-id"], name="evidence_by_arrival"),
            models.Index(fields=["type", "happened_at"], name="evidence_by_type"),
            models.Index(fields=["type", "about", "-happened_at"], name="evidence_about"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.external_id}"


class Letter(Noun):
    """A customer was told what a piece of evidence brought them, once; without a message where we have no address."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="letter")
    message_id = models.UUIDField(null=True)
    at = models.DateTimeField()


class Return(Noun):
    """A customer asked to return (a product of) an order, and what was decided by the right in force.

    `right_version` is the version of the policy "entitlements" (0: as it came with the house). `excluded` names in both
    languages what is not covered and applied here. `ends_at` is the end of the window, None while nobody told us when it
    was received.
    """

    class Verdict(models.TextChoices):
        COVERED = policy.COVERED, pgettext_lazy("return", "accepted")
        LATE = policy.LATE, pgettext_lazy("return", "too late")
        EXCLUDED = policy.EXCLUDED, pgettext_lazy("return", "not covered")
        UNKNOWN = policy.UNKNOWN, pgettext_lazy("return", "somebody looks into it")

    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey("orders.Order", on_delete=models.CASCADE, related_name="+")
    product = models.CharField(max_length=100, blank=True)
    received_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=10, choices=Verdict)
    excluded = models.JSONField(default=list)
    days = models.PositiveIntegerField()
    right_version = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    by_kind = models.CharField(max_length=10)
    by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["order", "product"], condition=Q(verdict=policy.COVERED), name="returned_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["customer", "-asked_at"], name="return_of_customer"),
            models.Index(fields=["-asked_at", "-id"], name="return_by_time"),
        ]
