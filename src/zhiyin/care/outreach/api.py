"""Outreach over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from zhiyin.care.outreach.models import Outreach
from zhiyin.care.outreach.reads import outreach_seen_by
from zhiyin.care.outreach.wording import in_words
from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing

router = Router(tags=["outreach"])


class OutreachOut(Schema):
    """Somebody to reach out to; `reasons` in the language of the request."""

    id: UUID
    customer_id: UUID
    case_id: UUID | None
    reasons: list[str]
    state: Literal["asked", "taken", "made"]
    assigned_id: UUID | None
    asked_at: datetime
    due_at: datetime
    made_at: datetime | None
    outcome: str

    @staticmethod
    def resolve_reasons(row: Outreach) -> list[str]:
        return in_words(row.reasons)


class Wanted(Schema):
    """Which outreach to list."""

    state: Literal["asked", "taken", "made"] | None = None
    customer_id: UUID | None = None


@router.get("", response=Listing[OutreachOut], summary="Outreach, the soonest due first")
@scope("outreach.read")
def get_outreach(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """The outreach of the units that the key may see."""
    found = outreach_seen_by(request.actor)  # type: ignore[attr-defined]
    return listing(found.filter(**wanted.dict(exclude_none=True)), paging, order=("due_at", "id"))
