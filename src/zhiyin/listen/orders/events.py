"""What orders announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class OrderPlaced(Event):
    """A customer placed an order; the amount is in minor units."""

    order_id: UUID
    amount_minor: int
    currency: str

    subject: ClassVar = "orders.Order"
    sentence: ClassVar = _("An order was placed")
    icon: ClassVar = "shopping-bag"


@dataclass(frozen=True, slots=True)
class OrderCancelled(Event):
    """An order was called off."""

    order_id: UUID

    subject: ClassVar = "orders.Order"
    sentence: ClassVar = _("An order was cancelled")
    icon: ClassVar = "x-circle"
