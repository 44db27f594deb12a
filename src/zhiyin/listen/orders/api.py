"""Orders over the API: bring them in, read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from babel.numbers import is_currency
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.face.problems import Problem
from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.reads import units_seen_by
from zhiyin.listen.orders.actions import Item, cancel_order, place_order
from zhiyin.listen.orders.models import Order
from zhiyin.listen.orders.reads import orders_seen_by, orders_written_by

router = Router(tags=["orders"])
LARGEST = 10**15


class Buyer(Schema):
    """Who bought. At least one of `external`, `email` and `phone`; the first given one names the customer."""

    external: str | None = Field(None, min_length=1, max_length=300, description="Their number in your system")
    email: str | None = Field(None, min_length=3, max_length=320)
    phone: str | None = Field(None, min_length=3, max_length=40)
    name: str = Field("", max_length=200)
    language: str = Field("", max_length=10)


class LineIn(Schema):
    """One line; the price is that of one piece, in minor units."""

    product: str = Field(min_length=1, max_length=100)
    name: str = Field("", max_length=300)
    quantity: int = Field(ge=-1_000_000, le=1_000_000)
    unit_price_minor: int = Field(ge=-LARGEST, le=LARGEST)


class OrderIn(Schema):
    """One order. The same `source` and `external_id` again change nothing and give the first answer back."""

    source: str = Field(min_length=1, max_length=60, description="The shop")
    external_id: str = Field(min_length=1, max_length=200, description="The order's number there")
    customer: Buyer
    currency: str = Field(pattern="^[A-Z]{3}$")
    lines: list[LineIn] = Field([], max_length=1000)
    amount_minor: int | None = Field(None, ge=-LARGEST, le=LARGEST, description="The sum of the lines when left out")
    unit_id: UUID | None = Field(None, description="The unit that sold; that of the key when left out")
    placed_at: datetime | None = Field(None, description="Not in the future. Now when left out")


class LineOut(Schema):
    """One line of an order."""

    product: str
    name: str
    quantity: int
    unit_price_minor: int


class OrderOut(Schema):
    """An order without its lines."""

    id: UUID
    source: str
    external_id: str
    customer_id: UUID
    unit_id: UUID | None
    placed_at: datetime
    amount_minor: int
    currency: str
    state: str


class Wanted(Schema):
    """What to list."""

    source: str | None = Field(None, max_length=60)
    customer_id: UUID | None = None


@router.post("", response={201: OrderOut, 200: OrderOut}, summary="Bring an order in")
@scope("order.write")
def post_order(request: HttpRequest, body: OrderIn) -> Status[Order]:
    """201: taken in. 200: known already."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    known = orders_written_by(actor).filter(source=body.source, external_id=body.external_id).first()
    if known is not None:
        return Status(200, known)
    _check(body)
    now = timezone.now()
    at = min(body.placed_at, now) if body.placed_at and timezone.is_aware(body.placed_at) else now
    kind, value = next(
        (kind, value) for kind in ("external", "email", "phone") if (value := getattr(body.customer, kind))
    )
    customer = identify(kind, value, name=body.customer.name, language=body.customer.language, at=at, by=actor)
    order = place_order(
        customer.id,
        source=body.source,
        external_id=body.external_id,
        currency=body.currency,
        items=[Item(one.product, one.quantity, one.unit_price_minor, one.name) for one in body.lines],
        amount_minor=body.amount_minor,
        unit_id=_unit_of(actor, body.unit_id),
        by=actor,
        at=at,
    )
    return Status(201, order)


def _check(body: OrderIn) -> None:
    faults = []
    if not any((body.customer.external, body.customer.email, body.customer.phone)):
        faults.append(
            ("body.customer", _("Say who bought: an e-mail address, a phone number or a number in your system."))
        )
    if not body.lines and body.amount_minor is None:
        faults.append(("body.lines", _("An order needs lines, or an amount.")))
    if not is_currency(body.currency):
        faults.append(("body.currency", _("There is no such currency.")))
    if faults:
        raise Problem(422, faults[0][1], [{"field": field, "message": message} for field, message in faults])


def _unit_of(actor: Actor, asked: UUID | None) -> UUID | None:
    if asked is not None:
        if not units_seen_by(actor).filter(id=asked).exists():
            message = _("There is no such unit, or the key does not see it.")
            raise Problem(422, message, [{"field": "body.unit_id", "message": message}])
        return asked
    return next(iter(actor.units)) if actor.units is not None and len(actor.units) == 1 else None


@router.get("", response=Listing[OrderOut], summary="Orders, newest first")
@scope("order.read")
def get_orders(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """The orders of the units that the key may see."""
    found = orders_seen_by(request.actor)  # type: ignore[attr-defined]
    for name, value in wanted.dict(exclude_none=True).items():
        found = found.filter(**{name: value})
    return listing(found, paging, order=("-placed_at", "-id"))


@router.get("/{id}/lines", response=list[LineOut], summary="The lines of an order")
@scope("order.read")
def get_lines(request: HttpRequest, id: UUID) -> Any:
    """All lines, in their order."""
    return _order_for(request.actor, id).lines.order_by("position")  # type: ignore[attr-defined]


@router.post("/{id}/cancellation", response=OrderOut, summary="Call an order off")
@scope("order.write")
def post_cancellation(request: HttpRequest, id: UUID) -> Order:
    """A cancelled order stays as it is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    order = orders_written_by(actor).filter(id=id).first()
    if order is None:
        raise Problem(404, _("There is no such order, or the key does not see it."))
    return cancel_order(order.id, by=actor)


def _order_for(actor: Actor, id: UUID) -> Order:
    order = orders_seen_by(actor).filter(id=id).first()
    if order is None:
        raise Problem(404, _("There is no such order, or the key does not see it."))
    return order
