"""Questions about value and risk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from zhiyin.kernel.customers.reads import trait_of, traits_of_many
from zhiyin.understand.value.models import Bounds
from zhiyin.understand.value.policy import in_words
from zhiyin.understand.value.returning import Returns, returns_between

__all__ = [
    "AtRisk",
    "Returns",
    "Value",
    "bounds_of",
    "reasons_in_words",
    "returns_between",
    "risk_of",
    "risks_of",
    "value_of",
    "values_of",
]


@dataclass(frozen=True, slots=True)
class Value:
    """What a customer is worth: band low, middle or high by what they spent (minor units) in how many orders."""

    band: str
    amount_minor: int
    orders: int
    currency: str


@dataclass(frozen=True, slots=True)
class AtRisk:
    """How likely a customer is to leave: low, middle or high, and the reasons in the reader's words."""

    level: str
    reasons: tuple[str, ...]


def value_of(customer_id: UUID) -> Value | None:
    """What a customer is worth; None for who never bought."""
    return _value(trait_of(customer_id, "value"))


def values_of(customer_ids: Iterable[UUID]) -> dict[UUID, Value]:
    """What these customers are worth, in one statement."""
    return {id: value for id, one in traits_of_many(customer_ids, "value").items() if (value := _value(one))}


def risk_of(customer_id: UUID) -> AtRisk | None:
    """The risk that a customer leaves; None without a sign of it."""
    trait = trait_of(customer_id, "risk")
    return AtRisk(trait["level"], tuple(reasons_in_words(trait["reasons"]))) if trait else None


def risks_of(customer_ids: Iterable[UUID]) -> dict[UUID, AtRisk]:
    """The risks of these customers, in one statement."""
    traits = traits_of_many(customer_ids, "risk")
    return {id: AtRisk(one["level"], tuple(reasons_in_words(one["reasons"]))) for id, one in traits.items()}


def reasons_in_words(reasons: Iterable[dict[str, Any] | str]) -> list[str]:
    """The reasons of the trait "risk" in the reader's language."""
    return [in_words(reason) for reason in reasons]


def bounds_of(currency: str) -> Bounds | None:
    """Where the bands of a currency lay at the last count."""
    return Bounds.objects.filter(currency=currency).order_by("-at").first()


def _value(trait: Any) -> Value | None:
    return Value(trait["band"], trait["amount_minor"], trait["orders"], trait["currency"]) if trait else None
