"""Questions about orders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.orders.models import Line, Order


@dataclass(frozen=True, slots=True)
class Total:
    """What a customer bought in one currency: how much (minor units), in how many orders, first and last when."""

    customer_id: UUID
    currency: str
    amount_minor: int
    orders: int
    first_at: datetime
    last_at: datetime


def orders_seen_by(actor: Actor) -> QuerySet[Order]:
    """The orders of the units that the actor may see; none without `order.read`."""
    if not actor.may("order.read"):
        return Order.objects.none()
    if actor.kind == "system" or actor.units is None:
        return Order.objects.all()
    return Order.objects.filter(Q(unit=None) | Q(unit__in=actor.units))


def orders_written_by(actor: Actor) -> QuerySet[Order]:
    """The orders that an actor with `order.write` may change, and recognises when it sends them again."""
    if not actor.may("order.write"):
        return Order.objects.none()
    if actor.kind == "system" or actor.units is None:
        return Order.objects.all()
    return Order.objects.filter(Q(unit=None) | Q(unit__in=actor.units))


def order(id: UUID) -> Order:
    """The order with this id, with its unit and customer."""
    return Order.objects.select_related("unit", "customer").get(id=id)


def lines_of(order_id: UUID) -> list[Line]:
    """The lines of an order, in its order."""
    return list(Line.objects.filter(order=order_id).order_by("position"))


def orders_of(customer_ids: Iterable[UUID]) -> QuerySet[Order]:
    """The orders of these customers (all parts of a whole), newest first, cancelled ones among them."""
    return Order.objects.filter(customer__in=list(customer_ids)).order_by("-placed_at", "-id")


def totals_by_customer(since: datetime | None = None, until: datetime | None = None) -> list[Total]:
    """What each customer bought in [since, until) and did not cancel: one total a customer and currency, one statement."""
    placed = Order.objects.filter(state=Order.State.PLACED)
    if since is not None:
        placed = placed.filter(placed_at__gte=since)
    if until is not None:
        placed = placed.filter(placed_at__lt=until)
    rows = (
        placed.order_by()
        .values_list("customer_id", "currency")
        .annotate(Sum("amount_minor"), Count("id"), Min("placed_at"), Max("placed_at"))
    )
    return [Total(*row) for row in rows]


def totals_of(customer_ids: Iterable[UUID], actor: Actor | None = None) -> list[Total]:
    """What these customers, parts of one whole, bought and did not cancel: one total a currency, largest first.

    With an actor only what that actor may see. `customer_id` is the first of the ids.
    """
    ids = list(customer_ids)
    orders = Order.objects.all() if actor is None else orders_seen_by(actor)
    rows = (
        orders.filter(customer__in=ids, state=Order.State.PLACED)
        .order_by()
        .values_list("currency")
        .annotate(Sum("amount_minor"), Count("id"), Min("placed_at"), Max("placed_at"))
    )
    return sorted((Total(ids[0], *row) for row in rows), key=lambda total: -total.amount_minor)
