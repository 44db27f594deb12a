"""Verbs about orders: place one, cancel one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.orders.events import OrderCancelled, OrderPlaced
from zhiyin.listen.orders.models import Line, Order


@dataclass(frozen=True, slots=True)
class Item:
    """One line as the shop tells it; the price is that of one piece, in minor units of the order's currency."""

    product: str
    quantity: int
    unit_price_minor: int
    name: str = ""


@transaction.atomic
def place_order(
    customer_id: UUID,
    *,
    source: str,
    external_id: str,
    currency: str,
    items: Sequence[Item] = (),
    amount_minor: int | None = None,
    unit_id: UUID | None = None,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Order:
    """Take in an order. The same (source, external id) again gives the row that is there and announces nothing.

    `amount_minor` may differ from the sum of the items (discounts, freight); left out, it is that sum. Raises
    `ValidationError` when there is neither.
    """
    at = at or timezone.now()
    if amount_minor is None:
        if not items:
            raise ValidationError(_("An order needs lines, or an amount."))
        amount_minor = sum(item.quantity * item.unit_price_minor for item in items)
    if len(currency) != 3 or not currency.isalpha():
        raise ValidationError(_("A currency has three letters, like CNY."))
    row = Order(
        id=new_id(),
        customer_id=customer_id,
        source=source[:60],
        external_id=external_id,
        unit_id=unit_id,
        placed_at=at,
        amount_minor=amount_minor,
        currency=currency.upper(),
    )
    Order.objects.bulk_create([row], ignore_conflicts=True)
    kept = Order.objects.get(source=row.source, external_id=external_id)
    if kept.id != row.id:
        return kept
    Line.objects.bulk_create(
        Line(
            order=row,
            position=position,
            product=item.product,
            name=item.name,
            quantity=item.quantity,
            unit_price_minor=item.unit_price_minor,
        )
        for position, item in enumerate(items, start=1)
    )
    announce(
        OrderPlaced(row.id, row.amount_minor, row.currency),
        by=by,
        because=because,
        customer_id=customer_id,
        unit_id=unit_id,
        at=at,
    )
    return row


@transaction.atomic
def cancel_order(order_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> Order:
    """Call an order off. A cancelled one stays as it is."""
    at = at or timezone.now()
    order = Order.objects.select_for_update().get(id=order_id)
    if order.state == Order.State.PLACED:
        order.state = Order.State.CANCELLED
        order.save(update_fields=["state"])
        announce(
            OrderCancelled(order.id),
            by=by,
            because=because,
            customer_id=order.customer_id,
            unit_id=order.unit_id,
            at=at,
        )
    return order
