"""Queues over the API: what waits, who has how much, why somebody was given a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.resolve.cases.reads import case_for
from zhiyin.resolve.routing.reads import Row, board_of, placement_of, unit_for, waits_by_class, waits_seen_by

PLACE = "queues"
router = Router(tags=["queues"])


class WaitOut(Schema):
    """A case that waits in a queue. `fault`: the first thing that nobody fulfils; blank: not looked at yet."""

    id: UUID
    case_id: UUID
    unit_id: UUID
    acuity: int = Field(description="The class: 1 goes first")
    arrived_at: datetime
    given: bool = Field(description="Whether it is given out by itself")
    fault: Literal["", "skill", "expired", "language", "shift", "away", "gave_back", "full", "nobody"]
    skill: str
    until_at: datetime | None = Field(description="When somebody's shift begins who could take it")


class Wanted(Schema):
    """What to list."""

    unit_id: UUID | None = None


class PersonOut(Schema):
    """A person of a unit's board. `load` in cases; those that wait for the customer count less than one."""

    person_id: UUID
    name: str
    there: bool
    on_shift_until: datetime | None
    next_shift_at: datetime | None
    away_since: datetime | None
    load: float
    capacity: int
    working: int
    waiting: int
    given_at: datetime | None
    languages: list[str]
    skills: dict[str, int] = Field(description="Levels of skills that have not expired")


class HonestOut(Schema):
    """What half and what nine in ten waited at most for a first reply, of `n` measured."""

    acuity: int
    usual_seconds: float
    longest_seconds: float
    n: int


class OtherOut(Schema):
    """Somebody else, and what kept them from it (blank: nothing)."""

    id: UUID
    fault: str
    load: int = Field(description="In hundredths of a case")
    capacity: int


class PlacementOut(Schema):
    """Why somebody was given a case."""

    case_id: UUID
    person_id: UUID
    rule: Literal["known", "only", "load", "idle", "batch"]
    at: datetime
    ended_at: datetime | None
    needs: dict[str, int]
    language: str
    load: int = Field(description="In hundredths of a case, before it")
    capacity: int
    alternatives: list[OtherOut]


@router.get("", response=Listing[WaitOut], summary="What waits, in the order of the queue")
@scope("queue.read")
def get_waits(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """What waits in the units that the key may see."""
    found = waits_seen_by(request.actor)  # type: ignore[attr-defined]
    if wanted.unit_id is not None:
        found = found.filter(unit_id=wanted.unit_id)
    return listing(found, paging, order=("acuity", "arrived_at", "id"))


@router.get("/people", response=list[PersonOut], summary="Who is there, with how much")
@scope("queue.read")
def get_people(request: HttpRequest, unit_id: UUID) -> list[dict[str, Any]]:
    """Who may answer in a unit, those who are there first."""
    now = timezone.now()
    return [_shown(row, now) for row in board_of(unit_for(request.actor, unit_id), now)]  # type: ignore[attr-defined]


@router.get("/waits", response=list[HonestOut], summary="How long one waits")
@scope("queue.read")
def get_honest_waits(request: HttpRequest, unit_id: UUID) -> list[dict[str, Any]]:
    """By class, where enough was measured to say it."""
    unit = unit_for(request.actor, unit_id)  # type: ignore[attr-defined]
    return [
        {"acuity": acuity, "usual_seconds": one.usual, "longest_seconds": one.longest, "n": one.n}
        for acuity, one in waits_by_class(unit.id, timezone.now()).items()
    ]


@router.get("/placements/{int:number}", response=PlacementOut, summary="Why this person")
@scope("queue.read")
def get_placement(request: HttpRequest, number: int) -> dict[str, Any]:
    """How a case was last given to somebody by itself; 404 if it never was."""
    placement = placement_of(case_for(request.actor, number).id)  # type: ignore[attr-defined]
    if placement is None:
        raise Http404
    return {
        "case_id": placement.case_id,
        "person_id": placement.person_id,
        "rule": placement.rule,
        "at": placement.at,
        "ended_at": placement.ended_at,
        **{name: placement.facts[name] for name in ("needs", "language", "load", "capacity", "alternatives")},
    }


def _shown(row: Row, now: datetime) -> dict[str, Any]:
    staff = row.staff
    return {
        "person_id": staff.id,
        "name": staff.person.name,
        "there": staff.is_there,
        "on_shift_until": staff.shift.until,
        "next_shift_at": staff.shift.next_at,
        "away_since": staff.away_since,
        "load": row.cases,
        "capacity": staff.capacity,
        "working": row.load.working,
        "waiting": row.load.waiting,
        "given_at": row.given_at,
        "languages": sorted(staff.languages),
        "skills": {key: level for key, (level, until) in sorted(staff.skills.items()) if now.date() < until},
    }
