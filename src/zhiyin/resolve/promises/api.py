"""Promises over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.resolve.promises.models import Promise
from zhiyin.resolve.promises.reads import promise_for, promises_seen_by

router = Router(tags=["promises"])


class StepOut(Schema):
    """One stretch of the count: what it was, from when to when, how much of it counted."""

    kind: Literal["work", "extra_workday", "break", "closed", "day_off", "holiday", "pause"]
    start: datetime
    end: datetime
    counted_seconds: int


class PromiseOut(Schema):
    """A promise and the count behind its time."""

    id: UUID
    name: str
    case_id: UUID | None
    customer_id: UUID
    state: Literal["pending", "warned", "paused", "met", "breached", "breached_by_change", "cancelled", "void"]
    started_at: datetime
    due_at: datetime
    answered_at: datetime | None
    duration_seconds: int
    calendar: str
    policy_version: int
    policy_row: int | None
    trial_id: UUID | None
    arm: str | None
    arithmetic: list[StepOut]


class Wanted(Schema):
    """What to list: promises due from `due_from` (included) to `due_before` (excluded)."""

    case_id: UUID | None = None
    customer_id: UUID | None = None
    state: (
        Literal["pending", "warned", "paused", "met", "breached", "breached_by_change", "cancelled", "void"] | None
    ) = None
    due_from: datetime | None = None
    due_before: datetime | None = None


@router.get("", response=Listing[PromiseOut], summary="Promises, the soonest first")
@scope("promise.read")
def get_promises(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """The promises of the units that the key may see."""
    found = promises_seen_by(request.actor)  # type: ignore[attr-defined]
    conditions = {
        "case_id": wanted.case_id,
        "customer_id": wanted.customer_id,
        "state": wanted.state,
        "due_at__gte": wanted.due_from,
        "due_at__lt": wanted.due_before,
    }
    found = found.filter(**{name: value for name, value in conditions.items() if value is not None})
    return listing(found, paging, order=("due_at", "id"))


@router.get("/{uuid:promise_id}", response=PromiseOut, summary="One promise")
@scope("promise.read")
def get_promise(request: HttpRequest, promise_id: UUID) -> Promise:
    """One promise of a unit that the key may see."""
    return promise_for(request.actor, promise_id)  # type: ignore[attr-defined]
