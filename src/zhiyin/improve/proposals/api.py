"""Proposals over the API: read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.improve.proposals.models import Proposal
from zhiyin.improve.proposals.reads import proposal_for, proposals_seen_by, reviews_of, score_now

router = Router(tags=["proposals"])


class ProposalOut(Schema):
    """A proposal. `title` and `problem` are blank when a hotspot drafted it: its evidence speaks."""

    id: UUID
    number: int
    title: str
    problem: str
    idea: str
    topic: str
    state: str
    policy_key: str
    metric_key: str
    drafted_at: datetime


class ReviewOut(Schema):
    """One person's scores, 1–5 by criterion."""

    reviewer: str
    scores: dict[str, int]
    comment: str
    at: datetime


class ProposalDetailOut(ProposalOut):
    """A proposal with its evidence, suggested rows, reviews and weighted score."""

    evidence: dict[str, Any]
    suggested_rows: list[dict[str, Any]] | None
    score: float | None
    reviews: list[ReviewOut]


@router.get("", response=Listing[ProposalOut], summary="Proposals, newest first")
@scope("proposal.read")
def list_proposals(request: HttpRequest, paging: Query[Paging], state: str | None = None) -> dict[str, Any]:
    found = proposals_seen_by(request.actor)  # type: ignore[attr-defined]
    if state is not None:
        found = found.filter(state=state)
    return listing(found, paging, order=("-drafted_at", "-id"))


@router.get("/{int:number}", response=ProposalDetailOut, summary="One proposal")
@scope("proposal.read")
def get_proposal(request: HttpRequest, number: int) -> dict[str, Any]:
    found: Proposal = proposal_for(request.actor, number)  # type: ignore[attr-defined]
    reviews = reviews_of(found)
    score, _needed = score_now(reviews)
    return {
        **{name: getattr(found, name) for name in ProposalOut.model_fields},
        "evidence": found.evidence,
        "suggested_rows": found.suggested_rows,
        "score": score.value if score else None,
        "reviews": [
            {"reviewer": one.reviewer.name, "scores": one.scores, "comment": one.comment, "at": one.at}
            for one in reviews
        ],
    }
