"""Guarantees over the API: what stands, the evidence, returns. Events are told at `/api/v1/events` (CloudEvents)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.recover.guarantees import actions
from zhiyin.recover.guarantees.models import Return
from zhiyin.recover.guarantees.reads import evidence_seen_by, guarantees_seen_by, order_for, returns_seen_by
from zhiyin.recover.guarantees.showing import ShownReturn, shown_all

router = Router(tags=["guarantees"])


class VersionOut(Schema):
    """One version of a guarantee. `amount_minor` in minor units of `currency`; `channels` without any: all."""

    id: UUID
    number: int
    from_at: datetime
    active: bool
    audience: Literal["public", "contract", "internal"]
    text_zh: str
    text_en: str
    trigger: Literal["breach", "evidence", "right"]
    name: str
    channels: list[str]
    fact: str
    at_least: int
    kind: str
    amount_minor: int
    currency: str


class GuaranteeOut(Schema):
    """A guarantee with its versions, newest first, and what it paid in 90 days. `kept` of `n`; null where not counted."""

    key: str
    in_force: UUID | None
    paid: int
    kept: int | None
    n: int | None
    versions: list[VersionOut]


class EvidenceOut(Schema):
    """What another program told that a guarantee answers to; `award_id` is what it brought."""

    id: UUID
    source: str
    external_id: str
    type: str
    customer_id: UUID | None
    about: str
    told: dict[str, Any]
    award_id: UUID | None
    happened_at: datetime
    received_at: datetime


class ReturnIn(Schema):
    """Which order of which shop, perhaps one product of it, and which exclusions hold (their keys)."""

    source: str = Field(max_length=60)
    order: str = Field(max_length=200)
    product: str = Field("", max_length=100)
    marks: list[str] = Field(default_factory=list, max_length=20)


class ReturnOut(Schema):
    """What was decided, and why in words. `ends_at`: the end of the window, null while nobody told of the receipt."""

    id: UUID
    order_id: UUID
    product: str
    verdict: Literal["covered", "late", "excluded", "unknown"]
    why: str
    received_at: datetime | None
    ends_at: datetime | None
    asked_at: datetime


@router.get("", response=list[GuaranteeOut], summary="All guarantees")
@scope("guarantee.read")
def get_guarantees(request: HttpRequest) -> list[dict[str, Any]]:
    """By key; there are few."""
    return [
        {
            "key": one.guarantee.key,
            "in_force": one.current.id if one.current else None,
            "paid": one.paid.n,
            "kept": one.rate.met if one.rate else None,
            "n": one.rate.n if one.rate else None,
            "versions": one.versions,
        }
        for one in shown_all(guarantees_seen_by(_actor(request)), timezone.now())
    ]


@router.get("/evidence", response=Listing[EvidenceOut], summary="Evidence, the newest first")
@scope("guarantee.read")
def get_evidence(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The evidence of the units that the key may see."""
    return listing(evidence_seen_by(_actor(request)), paging, order=("-received_at", "-id"))


@router.get("/returns", response=Listing[ReturnOut], summary="Returns, the newest first")
@scope("guarantee.read")
def get_returns(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The returns of the units that the key may see."""
    return listing(returns_seen_by(_actor(request)), paging, order=("-asked_at", "-id"), show=_shown)


@router.post("/returns", response={201: ReturnOut}, summary="Ask to return something")
@scope("return.ask")
def post_return(request: HttpRequest, body: ReturnIn) -> Status[dict[str, Any]]:
    """Decided at once. What was accepted stays accepted: asking again gives the same."""
    actor = _actor(request)
    order = order_for(actor, body.source, body.order)
    return Status(201, _shown(actions.ask_to_return(order.id, body.product, body.marks, by=actor)))


def _shown(row: Return) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ReturnOut.model_fields if name != "why"} | {
        "why": ShownReturn(row).why
    }


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
