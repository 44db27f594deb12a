"""Orders and their lines."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.identifiers import Noun


class Order(Noun):
    """What a customer bought at once. `source` and `external_id` name it in the shop; money is in minor units.

    A cancelled order may be a credit note of its own (then `amount_minor` is negative) or an order that was called off.
    """

    class State(models.TextChoices):
        PLACED = "placed", _("placed")
        CANCELLED = "cancelled", _("cancelled")

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+", db_index=False)
    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=200)
    unit = models.ForeignKey("people.Unit", null=True, on_delete=models.SET_NULL, related_name="+")
    placed_at = models.DateTimeField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State, default=State.PLACED)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "external_id"], name="order_once_per_source")
        ]
        indexes: ClassVar = [
            models.Index(fields=["customer", "-placed_at"], name="order_of_customer"),
            models.Index(fields=["placed_at"], name="order_by_time"),
        ]


class Line(Noun):
    """One line of an order: a product, how many, at what price each (minor units of the order's currency)."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveIntegerField()
    product = models.CharField(max_length=100)
    name = models.CharField(max_length=300, blank=True)
    quantity = models.IntegerField()
    unit_price_minor = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["order", "position"], name="line_once_per_order")]
