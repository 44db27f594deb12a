"""Customers, identities, merges, consents and traits."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.identifiers import Noun, NumberField


class Customer(Noun):
    """A party that is served: a person or an organisation.

    `whole_id` is the customer that this one has been merged into, itself while it stands alone; rows of other rooms keep
    pointing at the customer they came from, and a view of the whole reads all customers with the same `whole_id`.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")

    number = NumberField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(db_index=True)
    whole = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")

    def __str__(self) -> str:
        return self.name or f"#{self.number}"

    @property
    def whole_or_self_id(self) -> UUID:
        return self.whole_id or self.id


class Identity(Noun):
    """An address or number by which a customer is known. A verified one belongs to exactly one customer."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("phone")
        WECHAT = "wechat", _("WeChat")
        TELEGRAM = "telegram", _("Telegram")
        VISITOR = "visitor", _("web visitor")
        EXTERNAL = "external", _("number in another system")

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=12, choices=Kind)
    value = models.CharField(max_length=320)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_how = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "value"], condition=Q(verified_at__isnull=False), name="verified_identity_once"
            ),
            models.UniqueConstraint(fields=["customer", "kind", "value"], name="identity_once_per_customer"),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "value"])]


class Merge(Noun):
    """One customer was found to be another. Undone by `undone_at`; `moved` lists the customers whose whole it changed."""

    source = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merges_away")
    target = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merges_in")
    moved = models.JSONField(default=list)
    reason = models.CharField(max_length=300)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="merge_joins_two"),
            models.UniqueConstraint(fields=["source"], condition=Q(undone_at=None), name="merged_into_one_only"),
        ]


class Consent(Noun):
    """What a customer allowed or refused for one purpose, and how we know. The newest for a purpose is in force."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=40)
    given = models.BooleanField()
    source = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["customer", "purpose", "-at"])]


class Trait(Noun):
    """What a later stage found out about a customer, pinned up for every stage to read: value, risk, a mark.

    `name` is the trait's name, `value` JSON; `pinned_by` the room; the row without `until_at` is in force.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="traits")
    name = models.CharField(max_length=60)
    value = models.JSONField()
    pinned_by = models.CharField(max_length=60)
    because = models.ForeignKey("timeline.Entry", null=True, on_delete=models.SET_NULL, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["customer", "name"], condition=Q(until_at=None), name="one_trait_in_force")
        ]
