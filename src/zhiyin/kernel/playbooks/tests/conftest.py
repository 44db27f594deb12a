"""A small house of lamps: a lamp breaks, is lit again, costs money; all of it real rows of the kernel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import transaction

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.registry import JOBS
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.playbooks import hearing, register
from zhiyin.kernel.playbooks.actions import keep_version, switch
from zhiyin.kernel.playbooks.models import Run
from zhiyin.kernel.playbooks.register import (
    Facts,
    Found,
    Kind,
    Member,
    Noun,
    Outcome,
    Parameter,
    Population,
    Situation,
    Trigger,
)
from zhiyin.kernel.playbooks.values import Price
from zhiyin.kernel.policies.register import Fact
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.events import EVENTS, Event
from zhiyin.kernel.timeline.models import Entry

BY = system("test")
LEAD = Actor(
    "person",
    UUID(int=7),
    "陈静",
    frozenset({"playbook.read", "playbook.run", "playbook.change"}),
    None,
    frozenset({"lead"}),
)


@dataclass(frozen=True, slots=True)
class LampBroke(Event):
    """A lamp broke."""

    lamp_id: UUID
    watts: int

    subject: ClassVar = "lamps.Lamp"


@dataclass(frozen=True, slots=True)
class LanternLit(Event):
    """A lamp was lit."""

    lamp_id: UUID

    subject: ClassVar = "lamps.Lamp"


def light(now: Situation) -> Outcome:
    unit = Unit.objects.create(name=str(now.about["lamp"]), name_en=now.given.get("colour", ""))
    return Outcome("Lit in %(colour)s.", {"colour": now.given.get("colour")}, rows=(("people.Unit", unit.id),))


def would_light(now: Situation) -> Outcome:
    return Outcome("Would be lit in %(colour)s.", {"colour": now.given.get("colour")}, contacted=True)


def pay(now: Situation) -> Outcome:
    Unit.objects.create(name=f"paid {now.about['lamp']}")
    return Outcome("Paid.", spent=now.price("amount"))


def would_pay(now: Situation) -> Outcome:
    return Outcome("Would pay.", spent=now.price("amount"))


def naughty(now: Situation) -> Outcome:
    return light(now)


def watts_of(abouts: Any) -> list[dict[str, Any]]:
    broken = {
        one.subject_id: one.facts["watts"]
        for one in Entry.objects.filter(event="LampBroke", subject_id__in=[about["lamp"] for about in abouts])
    }
    return [{"watts": broken.get(about["lamp"])} for about in abouts]


def customers(at: datetime, after: UUID | None, limit: int) -> list[Member]:
    rows = Customer.objects.order_by("id")
    return [Member(one.id, None, {"lamp": one.id}) for one in (rows.filter(id__gt=after) if after else rows)[:limit]]


# The register of events is the whole house's: ours stand in it only while a test of this folder runs.
OURS = {name: EVENTS.pop(name) for name in ("LampBroke", "LanternLit")}


@pytest.fixture(autouse=True)
def lamps(monkeypatch: pytest.MonkeyPatch) -> None:
    put = monkeypatch.setitem
    for name, event in OURS.items():
        put(EVENTS, name, event)
    put(register.NOUNS, "lamp", Noun("lamp", "Lamp", "lamps.Lamp", lambda actor, text: Found(UUID(text), None, None)))
    for name, event in (("lamp_broke", LampBroke), ("lamp_lit", LanternLit)):
        put(register.TRIGGERS, name, Trigger(name, event, name, ("lamp",), lambda one: {"lamp": one.lamp_id}))
    put(register.POPULATIONS, "lamps", Population("lamps", "Lamps", ("lamp",), customers))
    monkeypatch.setattr(
        register, "FACTS", [*register.FACTS, Facts((Fact("watts", "Watts", "number"),), ("lamp",), watts_of)]
    )
    colour = (Parameter("colour", "Colour", required=False),)
    amount = (Parameter("amount", "Amount", "money"),)
    for kind in (
        Kind("light", "do", "Light", light, would_light, needs=("lamp",), parameters=colour),
        Kind("pay", "spend", "Pay", pay, would_pay, needs=("lamp",), parameters=amount),
        Kind("naughty", "do", "Naughty", naughty, naughty, needs=("lamp",), parameters=colour),
    ):
        put(register.KINDS, kind.name, kind)


def told(key: str, do: str, **given: Any) -> dict[str, Any]:
    return {"step": key, "name": {"zh": key, "en": key}, "do": do, **({"with": given} if given else {})}


def playbook(*steps: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {
        "playbook": "lamps",
        "name": {"zh": "灯", "en": "Lamps"},
        "trigger": {"event": "lamp_broke"},
        **parts,
        "steps": list(steps),
    }


PERSON = told("see", "person", task={"zh": "去看看", "en": "Go and see"})


@pytest.fixture
def use(db: None) -> Callable[..., None]:
    """Keep a playbook and switch it."""

    def keep(*steps: dict[str, Any], mode: str = "live", **parts: Any) -> None:
        keep_version(playbook(*steps, **parts), "for the test", by=LEAD, because=None)
        switch("lamps", mode, "for the test", by=LEAD, because=None)

    return keep


@pytest.fixture
def customer(db: None) -> Customer:
    return Customer.objects.create(name="王芳", made_at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def breaks(customer: Customer) -> Callable[..., Entry]:
    """A lamp breaks, and it is heard."""

    def broke(watts: int = 40, lamp: UUID | None = None, at: datetime | None = None) -> Entry:
        return happen(LampBroke(lamp or new_id(), watts), customer, at)

    return broke


def happen(event: Event, customer: Customer, at: datetime | None = None) -> Entry:
    with transaction.atomic():
        entry = announce(event, by=BY, because=None, customer_id=customer.id, at=at)
        hearing.hear(entry)
    return entry


def go_on(run: Run | None = None) -> Run:
    """Do what the worker would: go on with a run (the newest) until it waits or ends."""
    run = run or Run.objects.latest("started_at")
    JOBS["playbooks.go_on"](str(run.id))
    run.refresh_from_db()
    return run


def states(run: Run) -> list[str]:
    return list(run.steps.order_by("position").values_list("state", flat=True))


def lit() -> int:
    return Unit.objects.count()


__all__ = [
    "LEAD",
    "LampBroke",
    "LanternLit",
    "Price",
    "go_on",
    "happen",
    "lit",
    "playbook",
    "states",
    "timedelta",
    "told",
]
