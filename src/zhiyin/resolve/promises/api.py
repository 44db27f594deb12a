"""Promises over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.resolve.cases.reads import case_for
from zhiyin.resolve.promises import actions
from zhiyin.resolve.promises.models import Promise
from zhiyin.resolve.promises.reads import (
    Entitlement,
    KeepRate,
    entitlements,
    keep_rates,
    promise_for,
    promises_seen_by,
    ratio_promises,
    time_used_by,
)

router = Router(tags=["promises"])

State = Literal["pending", "warned", "noticed", "paused", "met", "breached", "breached_by_change", "cancelled", "void"]
Audience = Literal["public", "contract", "internal", "statutory"]


class StepOut(Schema):
    """One stretch of the count: what it was, from when to when, how much of it counted."""

    kind: Literal["work", "extra_workday", "break", "closed", "day_off", "holiday", "pause"]
    start: datetime
    end: datetime
    counted_seconds: int


class RuleOut(Schema):
    """A rule that applied where several did; the first of them binds."""

    policy: str
    row: int
    version: int
    audience: Audience
    minutes: int
    calendar: str
    basis: str
    due_at: datetime


class PromiseOut(Schema):
    """A promise and the count behind its time."""

    id: UUID
    name: str
    case_id: UUID | None
    customer_id: UUID
    audience: Audience
    about: str
    state: State
    started_at: datetime
    due_at: datetime
    locked_due_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    duration_seconds: int
    calendar: str
    policy_key: str
    policy_version: int
    policy_row: int | None
    trial_id: UUID | None
    arm: str | None
    arithmetic: list[StepOut]
    considered: list[RuleOut]


class UsedOut(Schema):
    """So much of a promise's working time was somebody's."""

    whose: Literal["us", "customer", "department", "vendor", "other"]
    name: str
    seconds: int


class PromiseWhole(PromiseOut):
    """One promise, and whose working time it used so far."""

    time_used: list[UsedOut]


class DateIn(Schema):
    """What is promised to the customer of a case by when; `tell` writes it to them."""

    case_number: int
    name: Literal["told_date", "follow_up"] = "told_date"
    about: str = Field(min_length=1, max_length=300)
    due_at: datetime
    tell: bool = False


class NoticeIn(Schema):
    """What the customer is told before a promise is broken."""

    text: str = Field(min_length=1, max_length=4000)


class ReasonIn(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=300)


class RateOut(Schema):
    """Promises of one name due in a window: kept, broken, and broken after the customer was told early."""

    name: str
    met: int
    breached: int
    managed: int
    n: int
    value: float | None
    low: float
    high: float
    told_early: float | None


class RatioOut(Schema):
    """A promise of a share and how it stands in its window."""

    key: str
    version: int
    text: str
    promise: str
    channel: str
    target: float
    window: Literal["month", "quarter", "year"]
    audience: Audience
    from_at: datetime
    until_at: datetime
    state: Literal["met", "missed", "open"]
    rate: RateOut


class ExclusionOut(Schema):
    """What a right does not cover."""

    key: str
    zh: str
    en: str


class EntitlementOut(Schema):
    """A right in force for everybody: until 23:59:59 of day `days` after the day of receipt."""

    key: str
    version: int
    text: str
    days: int
    audience: Audience
    exclusions: list[ExclusionOut]


class Window(Schema):
    """From `due_from` (included) to `due_before` (excluded)."""

    due_from: datetime
    due_before: datetime


class Wanted(Schema):
    """What to list: promises due from `due_from` (included) to `due_before` (excluded)."""

    case_id: UUID | None = None
    customer_id: UUID | None = None
    state: State | None = None
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


@router.post("", response={201: PromiseOut}, summary="Promise a customer a date")
@scope("promise.keep")
def post_promise(request: HttpRequest, body: DateIn) -> Status[Promise]:
    """Refused with 422 for a time that is over, or a case that is resolved."""
    actor = request.actor  # type: ignore[attr-defined]
    case = case_for(actor, body.case_number)
    made = actions.promise_date(
        case.id,
        body.about,
        body.due_at,
        name=body.name,
        tell=body.tell,
        by=actor,
        because=last_entry_of(case.id),
    )
    return Status(201, made)


@router.get("/rates", response=list[RateOut], summary="How many promises were kept, by name")
@scope("promise.read")
def get_rates(request: HttpRequest, window: Query[Window]) -> list[dict[str, Any]]:
    """Of promises due in the window; open and called-off ones count nowhere. Intervals are Wilson's, 95 %."""
    actor = request.actor  # type: ignore[attr-defined]
    return [_rate(one) for one in keep_rates(window.due_from, window.due_before, actor)]


@router.get("/ratios", response=list[RatioOut], summary="Promises of a share, and how they stand")
@scope("promise.read")
def get_ratios(request: HttpRequest) -> list[dict[str, Any]]:
    """Each in its window of now; met and missed are said when the interval says so."""
    found = ratio_promises(timezone.now(), request.actor)  # type: ignore[attr-defined]
    return [
        {name: getattr(one, name) for name in RatioOut.model_fields if name != "rate"} | {"rate": _rate(one.rate)}
        for one in found
    ]


@router.get("/entitlements", response=list[EntitlementOut], summary="Rights in force for everybody")
@scope("promise.read")
def get_entitlements(request: HttpRequest) -> list[Entitlement]:
    """With what they do not cover."""
    return entitlements()


@router.get("/{uuid:promise_id}", response=PromiseWhole, summary="One promise")
@scope("promise.read")
def get_promise(request: HttpRequest, promise_id: UUID) -> Promise:
    """One promise of a unit that the key may see, with whose time it used."""
    found = promise_for(request.actor, promise_id)  # type: ignore[attr-defined]
    used = time_used_by([found])[found.id]
    found.time_used = [  # type: ignore[attr-defined]
        {"whose": one.whose, "name": one.name, "seconds": int(one.time.total_seconds())} for one in used
    ]
    return found


@router.post("/{uuid:promise_id}/fulfilment", response={201: PromiseOut}, summary="What was promised was done")
@scope("promise.keep")
def post_fulfilment(request: HttpRequest, promise_id: UUID) -> Status[Promise]:
    """Of promises that a person gave. Refused with 422 when it is not owed any more."""
    actor = request.actor  # type: ignore[attr-defined]
    found = promise_for(actor, promise_id)
    return Status(201, actions.keep(found.id, by=actor, because=last_entry_of(found.id)))


@router.post("/{uuid:promise_id}/notice", response={201: PromiseOut}, summary="Tell the customer before it is broken")
@scope("promise.keep")
def post_notice(request: HttpRequest, promise_id: UUID, body: NoticeIn) -> Status[Promise]:
    """Sends the text. Refused with 422 once the time is over, or when they were told already."""
    actor = request.actor  # type: ignore[attr-defined]
    found = promise_for(actor, promise_id)
    actions.give_notice(found.id, body.text, by=actor, because=last_entry_of(found.id))
    return Status(201, promise_for(actor, promise_id))


@router.post("/{uuid:promise_id}/cancellation", response={201: PromiseOut}, summary="The customer needs it no more")
@scope("promise.keep")
def post_cancellation(request: HttpRequest, promise_id: UUID, body: ReasonIn) -> Status[Promise]:
    """Refused with 422 for what the law demands, and for what runs no more."""
    actor = request.actor  # type: ignore[attr-defined]
    found = promise_for(actor, promise_id)
    return Status(201, actions.cancel(found.id, body.reason, by=actor, because=last_entry_of(found.id)))


@router.post("/{uuid:promise_id}/voiding", response={201: PromiseOut}, summary="The promise was a mistake")
@scope("promise.void")
def post_voiding(request: HttpRequest, promise_id: UUID, body: ReasonIn) -> Status[Promise]:
    """Refused with 422 for what the law demands, and for what runs no more."""
    actor = request.actor  # type: ignore[attr-defined]
    found = promise_for(actor, promise_id)
    return Status(201, actions.void(found.id, body.reason, by=actor, because=last_entry_of(found.id)))


def _rate(one: KeepRate) -> dict[str, Any]:
    low, high = one.interval
    return {
        "name": one.name,
        "met": one.met,
        "breached": one.breached,
        "managed": one.managed,
        "n": one.n,
        "value": one.value,
        "low": low,
        "high": high,
        "told_early": one.told_early,
    }
