"""Questions about value and risk.

Both are found over all units, and the band and the level are everybody's: the house decides by them. What they were found
from (amounts, reasons) is for readers of all those units.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from zhiyin.kernel.customers.reads import traits_of_many
from zhiyin.kernel.people.actor import Actor
from zhiyin.understand.value.models import Bounds
from zhiyin.understand.value.paradox import Contrast, Paradox, Response, paradox_between, response_between
from zhiyin.understand.value.policy import in_words
from zhiyin.understand.value.returning import Returns, returns_between

__all__ = [
    "AtRisk",
    "Contrast",
    "Paradox",
    "Response",
    "Returns",
    "Value",
    "bounds_of",
    "paradox_between",
    "reasons_in_words",
    "response_between",
    "returns_between",
    "risk_of",
    "risks_of",
    "value_of",
    "values_and_risks",
    "values_of",
]


@dataclass(frozen=True, slots=True)
class Value:
    """What a customer is worth: band low, middle or high by what they spent (minor units) in how many orders.

    Amount and orders are None for a reader who does not see all units that know the customer.
    """

    band: str
    amount_minor: int | None
    orders: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class AtRisk:
    """How likely a customer is to leave: low, middle or high, and the reasons in the reader's words.

    The reasons are None for a reader who does not see all units that know the customer.
    """

    level: str
    reasons: tuple[str, ...] | None


_KNOWN_ELSEWHERE = """
SELECT asked.id FROM customers_customer asked
JOIN customers_customer part
  ON part.id = coalesce(asked.whole_id, asked.id) OR part.whole_id = coalesce(asked.whole_id, asked.id)
WHERE asked.id = ANY(%(ids)s) AND (
  EXISTS (SELECT FROM timeline_entry e WHERE e.customer_id = part.id AND e.unit_id <> ALL(%(units)s))
  OR EXISTS (SELECT FROM orders_order o WHERE o.customer_id = part.id AND o.unit_id <> ALL(%(units)s)))
"""


def value_of(customer_id: UUID, actor: Actor) -> Value | None:
    """What a customer is worth; None for who never bought."""
    return values_of([customer_id], actor).get(customer_id)


def values_of(customer_ids: Iterable[UUID], actor: Actor) -> dict[UUID, Value]:
    """What these customers are worth, in at most two statements."""
    return values_and_risks(customer_ids, actor)[0]


def risk_of(customer_id: UUID, actor: Actor) -> AtRisk | None:
    """The risk that a customer leaves; None without a sign of it."""
    return risks_of([customer_id], actor).get(customer_id)


def risks_of(customer_ids: Iterable[UUID], actor: Actor) -> dict[UUID, AtRisk]:
    """The risks of these customers, in at most two statements."""
    return values_and_risks(customer_ids, actor)[1]


def values_and_risks(customer_ids: Iterable[UUID], actor: Actor) -> tuple[dict[UUID, Value], dict[UUID, AtRisk]]:
    """Both of these customers, in at most three statements; nothing without `value.read`."""
    ids = list(customer_ids) if actor.may("value.read") else []
    values, risks = traits_of_many(ids, "value"), traits_of_many(ids, "risk")
    hidden = _known_elsewhere([*values.keys(), *risks.keys()], actor)
    return (
        {
            id: Value(one["band"], None, None, one["currency"])
            if id in hidden
            else Value(one["band"], one["amount_minor"], one["orders"], one["currency"])
            for id, one in values.items()
        },
        {
            id: AtRisk(one["level"], None if id in hidden else tuple(reasons_in_words(one["reasons"])))
            for id, one in risks.items()
        },
    )


def _known_elsewhere(ids: list[UUID], actor: Actor) -> set[UUID]:
    """Those customers whom a unit knows that the actor does not see."""
    if not ids or actor.kind == "system" or actor.units is None:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN_ELSEWHERE, {"ids": ids, "units": list(actor.units)})
        return {id for (id,) in cursor.fetchall()}


def reasons_in_words(reasons: Iterable[dict[str, Any] | str]) -> list[str]:
    """The reasons of the trait "risk" in the reader's language."""
    return [in_words(reason) for reason in reasons]


def bounds_of(currency: str) -> Bounds | None:
    """Where the bands of a currency lay at the last count."""
    return Bounds.objects.filter(currency=currency).order_by("-at").first()
