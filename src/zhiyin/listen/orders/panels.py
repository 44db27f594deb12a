"""What orders offer to pages: what the customer bought, beside a case and on the customer's page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.customers.reads import whole_ids
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.orders.models import Order
from zhiyin.listen.orders.reads import orders_seen_by, totals_of

NEWEST = 4


@panel("customer.context", order=30, permission="order.read")
def bought_by_the_customer(actor: Actor, customer: Customer) -> Panel | None:
    """The newest orders of the whole customer, and what they come to."""
    return _panel(actor, whole_ids(customer))


@panel("case.context", order=40, permission="order.read")
def bought_by_the_customer_of_the_case(actor: Actor, case: Any) -> Panel | None:
    """The newest orders of the case's customer, and what they come to."""
    return _panel(actor, whole_ids(case.customer))


def _panel(actor: Actor, ids: list[UUID]) -> Panel | None:
    newest = list(orders_seen_by(actor).filter(customer__in=ids).order_by("-placed_at", "-id")[:NEWEST])
    if not newest:
        return None
    totals = totals_of(ids, actor)
    context = {"orders": newest, "totals": totals, "cancelled": Order.State.CANCELLED}
    return Panel("orders/bought.html", context, title=_("Orders"))
