"""Going through the past with a playbook: what it would have done. Pure: what was recorded comes in, a tally goes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.playbooks.policy import failing, kind_of, place_after
from zhiyin.kernel.playbooks.register import About, Outcome, Situation
from zhiyin.kernel.playbooks.values import Duration, Price

#: when an event of a trigger came about a row, from one instant until another; None: it did not
Came = Callable[[str, UUID, datetime, datetime], datetime | None]
SAMPLES = 12
_BY = system("playbooks")


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened and would begin a run."""

    at: datetime
    about: About
    facts: Mapping[str, Any]
    customer_id: UUID | None
    unit_id: UUID | None


@dataclass(slots=True)
class Walk:
    """What one run would have come to: the steps it reaches, whether each contacts, what each spends, what was unknown."""

    steps: list[tuple[int, bool, Price | None]] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)


def walk(content: Mapping[str, Any], past: Past, came: Came, memory: dict[str, Any]) -> Walk:
    """Go through the steps. People are taken to do what they are asked; a fact that nobody recorded, to be as wished."""
    found, position, at = Walk(), 0, past.at
    while position < len(content["steps"]):
        told = content["steps"][position]
        given, kind = told.get("with") or {}, kind_of(content, position)
        to = ""
        outcome = Outcome()
        if kind.name == "decide":
            found.unknown |= {name for name in given["when"] if name not in past.facts}
            if failing({name: one for name, one in given["when"].items() if name in past.facts}, past.facts):
                to = given["otherwise"]
        elif kind.name == "wait":
            at += Duration.read(given["time"]).span
        elif kind.name == "wait_for":
            at, to = _after_wait(given, past, came, at)
        elif kind.name == "person":
            to = given.get("then") or ""
        else:
            outcome = kind.would(_situation(told, past, at, memory))
            to = outcome.to
        found.steps.append((position, outcome.contacted, outcome.spent))
        position = place_after(content, position, to)
    return found


def _after_wait(given: Mapping[str, Any], past: Past, came: Came, at: datetime) -> tuple[datetime, str]:
    until = at + Duration.read(given["at_most"]).span
    moments = [one for id in past.about.values() if (one := came(given["event"], id, past.at, until)) is not None]
    if moments:
        return max(at, min(moments)), given.get("then") or ""
    return until, given.get("otherwise") or ""


def _situation(told: Mapping[str, Any], past: Past, at: datetime, memory: dict[str, Any]) -> Situation:
    return Situation(
        about=past.about,
        customer_id=past.customer_id,
        unit_id=past.unit_id,
        facts=past.facts,
        given=told.get("with") or {},
        at=at,
        begun_at=past.at,
        run_id=None,
        step_id=None,
        name=told.get("name") or {},
        by=_BY,
        because=None,
        simulated=True,
        memory=memory,
    )


def empty_tally() -> dict[str, Any]:
    """A tally of nothing, as JSON."""
    return {
        "seen": 0,
        "begun": 0,
        "guarded": {},
        "held": {},
        "stuck": {},
        "contacts": 0,
        "customers": {},
        "spent": {},
        "steps": {},
        "unknown": [],
        "samples": [],
        "days": {},
        "last": {},
    }


def add(
    tally: dict[str, Any], content: Mapping[str, Any], past: Past, came: Came, memory: dict[str, Any], zone: tzinfo
) -> None:
    """Add one thing that happened to the tally. In the order of time: caps count what came before."""
    tally["seen"] += 1
    if fails := failing(content.get("guards") or {}, past.facts):
        _count(tally["guarded"], fails[0])
        return
    caps, day = content.get("caps") or {}, str(past.at.astimezone(zone).date())
    if cap := _held_by(tally, caps, past, day):
        _count(tally["held"], cap)
        return
    tally["begun"] += 1
    _count(tally["days"].setdefault(day, {}), "")
    customer = str(past.customer_id or "")
    tally["last"].setdefault(customer, []).append(past.at.isoformat())
    found = walk(content, past, came, memory)
    contacts, spent = 0, dict[str, int]()
    for position, contacted, price in found.steps:
        if price is not None and price.minor and (cap := _beyond(tally, caps, price, spent, day)):
            _count(tally["stuck"], cap)
            break
        one = tally["steps"].setdefault(str(position), {"reached": 0, "contacts": 0, "spent": {}})
        one["reached"] += 1
        if contacted:
            contacts += 1
            one["contacts"] += 1
        if price is not None and price.minor:
            for sums in (spent, tally["spent"], one["spent"], tally["days"][day]):
                _count(sums, price.currency, price.minor)
    tally["contacts"] += contacts
    tally["unknown"] = sorted({*tally["unknown"], *found.unknown})
    if contacts:
        _count(tally["customers"], customer, contacts)
    if len(tally["samples"]) < SAMPLES:
        tally["samples"].append(
            {
                "customer": customer,
                "at": past.at.isoformat(),
                "contacts": contacts,
                "spent": spent,
                "steps": len(found.steps),
            }
        )


def _count(sums: dict[str, int], name: str, more: int = 1) -> None:
    sums[name] = sums.get(name, 0) + more


def _held_by(tally: Mapping[str, Any], caps: Mapping[str, Any], past: Past, day: str) -> str:
    if "runs_a_day" in caps and tally["days"].get(day, {}).get("", 0) >= caps["runs_a_day"]:
        return "runs_a_day"
    if "runs_a_customer" in caps and past.customer_id is not None:
        since = past.at - timedelta(days=caps.get("customer_days", 30))
        before = tally["last"].get(str(past.customer_id), [])
        if sum(datetime.fromisoformat(at) > since for at in before) >= caps["runs_a_customer"]:
            return "runs_a_customer"
    return ""


def _beyond(tally: Mapping[str, Any], caps: Mapping[str, Any], price: Price, spent: Mapping[str, int], day: str) -> str:
    used = {"spend_a_run": spent, "spend_a_day": tally["days"][day]}
    for name, sums in used.items():
        cap = Price.read(caps[name]) if name in caps else None
        if cap and cap.currency == price.currency and sums.get(cap.currency, 0) + price.minor > cap.minor:
            return name
    return ""
