"""Compensation over the API: what was given, what waits, the decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.face.problems import Problem
from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.models import Approval, Award
from zhiyin.recover.compensation.reads import (
    approval_for,
    approvals_seen_by,
    approvals_waiting_for,
    award_for,
    awards_seen_by,
)

router = Router(tags=["compensation"])


class AwardOut(Schema):
    """What a customer was given. `amount_minor` in minor units of `currency`; points have none smaller than themselves."""

    id: UUID
    customer_id: UUID
    case_id: UUID | None
    breach_id: UUID | None
    kind: str
    amount_minor: int
    currency: str
    state: Literal["waiting", "granted", "refused", "reversed"]
    priority: int
    policy_version: int | None
    policy_row: int | None
    role: str
    reason: str
    made_at: datetime
    granted_at: datetime | None


class ApprovalOut(Schema):
    """What waits for a decision, or was decided."""

    id: UUID
    award: AwardOut
    why: Literal["limit", "cap", "range", "budget", "two_people"]
    needed_minor: int
    limit_minor: int
    role: str
    asked_at: datetime
    due_at: datetime | None
    level: int
    decided_at: datetime | None
    granted: bool | None
    reason: str


class AwardsWanted(Schema):
    """Which awards to list."""

    case_id: UUID | None = None
    customer_id: UUID | None = None
    state: Literal["waiting", "granted", "refused", "reversed"] | None = None


class DecisionIn(Schema):
    """Granted or refused; a refusal needs a reason."""

    granted: bool
    reason: str = Field("", max_length=300)


@router.get("/awards", response=Listing[AwardOut], summary="Awards, newest first")
@scope("award.read")
def get_awards(request: HttpRequest, paging: Query[Paging], wanted: Query[AwardsWanted]) -> dict[str, Any]:
    """The awards of the units that the key may see."""
    conditions = wanted.dict(exclude_none=True)
    return listing(awards_seen_by(_actor(request)).filter(**conditions), paging, order=("-made_at", "-id"))


@router.get("/awards/{uuid:award_id}", response=AwardOut, summary="One award")
@scope("award.read")
def get_award(request: HttpRequest, award_id: UUID) -> Award:
    """One award of a unit that the key may see."""
    return award_for(_actor(request), award_id)


@router.get("/approvals", response=Listing[ApprovalOut], summary="What waits for a decision, longest first")
@scope("compensation.approve")
def get_approvals(request: HttpRequest, paging: Query[Paging], decided: bool = False) -> dict[str, Any]:
    """What waits, or with `decided` what was decided, newest first."""
    actor = _actor(request)
    if decided:
        found = approvals_seen_by(actor).filter(decided_at__isnull=False)
        return listing(found, paging, order=("-decided_at", "-id"))
    return listing(approvals_waiting_for(actor), paging, order=("asked_at", "id"))


@router.post("/approvals/{uuid:approval_id}/decision", response=ApprovalOut, summary="Grant or refuse")
@scope("compensation.approve")
def post_decision(request: HttpRequest, approval_id: UUID, body: DecisionIn) -> Approval:
    """Only people have authority: 403 for a key. 409 once it is decided; 422 beyond one's authority."""
    actor = _actor(request)
    approval = approval_for(actor, approval_id)
    try:
        actions.decide(approval.id, body.granted, body.reason, by=actor)
    except actions.AlreadyDecided as error:
        raise Problem(409, " ".join(error.messages)) from error
    return approval_for(actor, approval_id)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
