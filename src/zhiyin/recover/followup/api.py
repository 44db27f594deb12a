"""Call backs and follow-ups over the API."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.recover.followup.actions import note_call, note_follow_up
from zhiyin.recover.followup.justice import felt
from zhiyin.recover.followup.models import CallBack, FollowUp
from zhiyin.recover.followup.reads import (
    call_back_for,
    call_backs_seen_by,
    follow_up_for,
    follow_ups_seen_by,
    rebounds_seen_by,
)

router = Router(tags=["call backs"])


class CallBackOut(Schema):
    """A customer to be called back: for which answer, by when; `made_at` once they were reached and told."""

    id: UUID
    customer_id: UUID
    case_id: UUID | None
    kind: Literal["csat", "nps", "ces"]
    score: int
    asked_at: datetime
    due_at: datetime
    made_at: datetime | None
    note: str


class Wanted(Schema):
    """Which call backs to list."""

    made: bool = False


class AttemptIn(Schema):
    """A call: a reached customer needs a note of what was said."""

    outcome: Literal["reached", "not_reached"]
    note: str = Field("", max_length=4000)


@router.get("/call-backs", response=Listing[CallBackOut], summary="Call backs, the soonest due first")
@scope("callback.read")
def get_call_backs(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """The call backs of the units that the key may see: those to make, or with `made` those made, by due time."""
    found = call_backs_seen_by(_actor(request)).filter(made_at__isnull=not wanted.made)
    return listing(found, paging, order=("due_at", "id"))


@router.post("/call-backs/{uuid:call_back_id}/attempts", response=CallBackOut, summary="Note a call")
@scope("callback.make")
def post_attempt(request: HttpRequest, call_back_id: UUID, body: AttemptIn) -> CallBack:
    """Note a call; `reached` closes the loop."""
    actor = _actor(request)
    found = call_back_for(actor, call_back_id)
    note_call(found.id, body.outcome, body.note, by=actor)
    return call_back_for(actor, call_back_id)


class FollowUpOut(Schema):
    """A resolved case whose customer is asked between `from_at` and `due_at` whether it is solved; `outcome` once known."""

    id: UUID
    customer_id: UUID
    case_id: UUID
    resolved_at: datetime
    from_at: datetime
    due_at: datetime
    missed_at: datetime | None
    outcome: Literal["", "solved", "not_solved", "unreached", "void"]
    how: Literal["", "call", "survey", "reopened"]
    note: str
    done_at: datetime | None


class OutcomeIn(Schema):
    """What the customer said: what is not solved needs a note."""

    outcome: Literal["solved", "not_solved", "unreached"]
    note: str = Field("", max_length=4000)


@router.get("/follow-ups", response=Listing[FollowUpOut], summary="Follow-ups, the soonest due first")
@scope("callback.read")
def get_follow_ups(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """The follow-ups of the units that the key may see: those to make, or with `made` those made, by due time."""
    found = follow_ups_seen_by(_actor(request)).filter(done_at__isnull=not wanted.made)
    return listing(found, paging, order=("due_at", "id"))


@router.post("/follow-ups/{uuid:follow_up_id}/outcome", response=FollowUpOut, summary="Note what came of a follow-up")
@scope("callback.make")
def post_outcome(request: HttpRequest, follow_up_id: UUID, body: OutcomeIn) -> FollowUp:
    """Note what the customer said; `not_solved` opens the case again."""
    actor = _actor(request)
    found = follow_up_for(actor, follow_up_id)
    note_follow_up(found.id, body.outcome, body.note, by=actor)
    return follow_up_for(actor, follow_up_id)


class ReboundOut(Schema):
    """A customer who was let down: satisfaction before and since (1 to 5), `back_at` once it is as before."""

    id: UUID
    customer_id: UUID
    case_id: UUID | None
    failed_at: datetime
    level_before: float | None
    n_before: int
    level_after: float | None
    n_after: int
    replan_at: datetime
    back_at: datetime | None


class WantedBack(Schema):
    """Which to list."""

    back: bool = False


@router.get("/rebounds", response=Listing[ReboundOut], summary="Customers not back at their former satisfaction")
@scope("callback.read")
def get_rebounds(request: HttpRequest, paging: Query[Paging], wanted: Query[WantedBack]) -> dict[str, Any]:
    """Whose next plan is due first; or with `back` those who are back."""
    found = rebounds_seen_by(_actor(request)).filter(back_at__isnull=not wanted.back)
    return listing(found, paging, order=("replan_at", "id"))


class Window(Schema):
    """Over how many of the last days."""

    days: int = Field(90, ge=1, le=366)


class JusticeOut(Schema):
    """One of the three that fairness is made of: the mean of 1 to 7 with its interval; the share of what is explained."""

    key: Literal["outcome", "process", "treatment"]
    mean: float | None
    low: float | None
    high: float | None
    n: int
    share: float | None
    share_low: float | None
    share_high: float | None


class FairnessOut(Schema):
    """How fair recoveries felt. Shares are null below 100 complete answers; `clear` is whether the first leads for sure."""

    days: int
    complete: int
    clear: bool | None
    parts: list[JusticeOut]


@router.get("/felt-fairness", response=FairnessOut, summary="How fair recoveries felt")
@scope("survey.read")
def get_felt_fairness(request: HttpRequest, wanted: Query[Window]) -> dict[str, Any]:
    """The three parts of fairness in the last days, and which of them moves satisfaction most."""
    now = timezone.now()
    found = felt(_actor(request), now - timedelta(days=wanted.days), now)
    return {
        "days": wanted.days,
        "complete": found.complete,
        "clear": None if found.drivers is None else found.drivers.clear,
        "parts": [
            {
                "key": one.key,
                "mean": None if one.mean is None else one.mean.value,
                "low": None if one.mean is None or one.mean.n < 2 else one.mean.low,
                "high": None if one.mean is None or one.mean.n < 2 else one.mean.high,
                "n": 0 if one.mean is None else one.mean.n,
                "share": None if one.driver is None else one.driver.share,
                "share_low": None if one.driver is None else one.driver.low,
                "share_high": None if one.driver is None else one.driver.high,
            }
            for one in found.parts
        ],
    }


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
