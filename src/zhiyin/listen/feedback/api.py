"""Feedback over the API: bring it in, read it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.face.problems import Problem
from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.reads import units_seen_by
from zhiyin.listen.feedback.actions import LONGEST_TEXT, take_in
from zhiyin.listen.feedback.models import Feedback
from zhiyin.listen.feedback.reads import feedback_seen_by, feedback_written_by

router = Router(tags=["feedback"])


class Speaker(Schema):
    """Who said it, as far as known: the first given one names the customer."""

    external: str | None = Field(None, min_length=1, max_length=300, description="Their number in your system")
    email: str | None = Field(None, min_length=3, max_length=320)
    phone: str | None = Field(None, min_length=3, max_length=40)
    name: str = Field("", max_length=200)


class FeedbackIn(Schema):
    """One feedback. The same `source` and `external_id` again change nothing and give the first answer back."""

    source: str = Field(min_length=1, max_length=60, description="Where it was said: a shop, a review site")
    external_id: str = Field(min_length=1, max_length=200)
    text: str = Field("", max_length=LONGEST_TEXT, description="May be left out where there is a rating")
    rating: int | None = Field(None, ge=1, le=5)
    product: str = Field("", max_length=200)
    place: str = Field(
        "", max_length=200, description="Where it was given: the counter, the branch, the page of a site"
    )
    customer: Speaker | None = None
    unit_id: UUID | None = Field(None, description="The unit it concerns; that of the key when left out")
    at: datetime | None = Field(None, description="When it was said; not in the future. Now when left out")


class FeedbackOut(Schema):
    """A feedback as it was said."""

    id: UUID
    source: str
    external_id: str
    customer_id: UUID | None
    unit_id: UUID | None
    product: str
    place: str
    text: str
    rating: int | None
    language: str
    at: datetime


class Wanted(Schema):
    """What to list."""

    source: str | None = Field(None, max_length=60)
    product: str | None = Field(None, max_length=200)
    place: str | None = Field(None, max_length=200)
    customer_id: UUID | None = None


@router.post("", response={201: FeedbackOut, 200: FeedbackOut}, summary="Bring feedback in")
@scope("feedback.write")
def post_feedback(request: HttpRequest, body: FeedbackIn) -> Status[Feedback]:
    """201: taken in. 200: known already."""
    row, new = _taken(request.actor, body)  # type: ignore[attr-defined]
    return Status(201 if new else 200, row)


class Batch(Schema):
    """Up to 200 at once, as a counter's device or an import from a review site brings them."""

    feedback: list[FeedbackIn] = Field(min_length=1, max_length=200)


class BatchTaken(Schema):
    """What became of a batch, in the order in which it was sent."""

    new: int
    known: int
    ids: list[UUID]


@router.post("/batch", response=BatchTaken, summary="Bring several feedbacks in")
@scope("feedback.write")
def post_batch(request: HttpRequest, body: Batch) -> dict[str, Any]:
    """All are taken in or none is; those known already change nothing, so that a batch may be sent again."""
    with transaction.atomic():
        taken = [_taken(request.actor, one) for one in body.feedback]  # type: ignore[attr-defined]
    new = sum(is_new for _row, is_new in taken)
    return {"new": new, "known": len(taken) - new, "ids": [row.id for row, _is_new in taken]}


def _taken(actor: Actor, body: FeedbackIn) -> tuple[Feedback, bool]:
    known = feedback_written_by(actor).filter(source=body.source, external_id=body.external_id).first()
    if known is not None:
        return known, False
    now = timezone.now()
    at = min(body.at, now) if body.at and timezone.is_aware(body.at) else now
    row = take_in(
        body.text,
        source=body.source,
        external_id=body.external_id,
        customer_id=_customer_of(body.customer, at, actor),
        unit_id=_unit_of(actor, body.unit_id),
        product=body.product,
        place=body.place,
        rating=body.rating,
        by=actor,
        at=at,
    )
    return row, True


def _customer_of(speaker: Speaker | None, at: datetime, actor: Actor) -> UUID | None:
    for kind in ("external", "email", "phone"):
        value = getattr(speaker, kind) if speaker else None
        if speaker and value:
            return identify(kind, value, name=speaker.name, at=at, by=actor).id
    return None


def _unit_of(actor: Actor, asked: UUID | None) -> UUID | None:
    """The unit that a body names, if the actor sees it; else the actor's own when it has just one."""
    if asked is not None:
        if not units_seen_by(actor).filter(id=asked).exists():
            message = _("There is no such unit, or the key does not see it.")
            raise Problem(422, message, [{"field": "body.unit_id", "message": message}])
        return asked
    return next(iter(actor.units)) if actor.units is not None and len(actor.units) == 1 else None


@router.get("", response=Listing[FeedbackOut], summary="Feedback, newest first")
@scope("feedback.read")
def get_feedback(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """The feedback of the units that the key may see."""
    found = feedback_seen_by(request.actor)  # type: ignore[attr-defined]
    for name, value in wanted.dict(exclude_none=True).items():
        found = found.filter(**{name: value})
    return listing(found, paging, order=("-at", "-id"))
