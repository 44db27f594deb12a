"""What later rooms tell of a case that promises are decided by, and what a broken promise would have cost.

A type of cases is offered by the room that knows which cases are of it:

    @type_of_cases("complaint", _("Complaint"))
    def complaints_among(case_ids: Sequence[UUID]) -> set[UUID]: ...

It is asked whenever a case's promises are counted anew: whoever makes a case be of a type calls `recount_case`. What a
breach would pay by rules of its own is offered once:

    @pays
    def would_pay(broken: Sequence[WouldBreak]) -> list[Amount]: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

Among = Callable[[Sequence[UUID]], set[UUID]]


@dataclass(frozen=True, slots=True)
class TypeOfCases:
    """A type, its translatable name, and which of some cases are of it."""

    key: str
    label: Any
    among: Among


TYPES: dict[str, TypeOfCases] = {}


def type_of_cases(key: str, label: Any) -> Callable[[Among], Among]:
    """Offer a type of cases that tables of promises may ask about."""

    def offer(among: Among) -> Among:
        if key in TYPES:
            raise TypeError(f"two types of cases are called {key}")
        TYPES[key] = TypeOfCases(key, label, among)
        return among

    return offer


def types_of(case_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The type of each case that has one; of several the one offered first. One question a type."""
    found: dict[UUID, str] = {}
    for one in TYPES.values():
        for case_id in one.among(case_ids):
            found.setdefault(case_id, one.key)
    return found


class TypesOfCases(Iterable[tuple[str, Any]]):
    """The types as choices, read when they are shown: rooms offer theirs after the tables are declared."""

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter([(one.key, one.label) for one in TYPES.values()])


@dataclass(frozen=True, slots=True)
class WouldBreak:
    """A promise that would be broken: of which name, for a case with these facts."""

    name: str
    customer_id: UUID
    priority: int
    value_band: str


@dataclass(frozen=True, slots=True)
class Amount:
    """So much would be paid, in minor units of a currency."""

    amount_minor: int
    currency: str


Pays = Callable[[Sequence[WouldBreak]], Sequence[Amount]]
_PAYS: list[Pays] = []


def pays(would_pay: Pays) -> Pays:
    """Offer what broken promises would pay, by the rule in force, for many at once."""
    _PAYS.append(would_pay)
    return would_pay


def amounts_for(broken: Sequence[WouldBreak]) -> dict[str, int] | None:
    """What these breaches would pay together, by currency; None while no room knows."""
    if not _PAYS:
        return None
    total: dict[str, int] = {}
    for would_pay in _PAYS:
        for one in would_pay(broken):
            total[one.currency] = total.get(one.currency, 0) + one.amount_minor
    return total
