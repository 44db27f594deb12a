"""Hotspots over the API: read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.understand.hotspots.models import Hotspot
from zhiyin.understand.hotspots.reads import hotspot_for, hotspots_seen_by

router = Router(tags=["hotspots"])


class HotspotOut(Schema):
    """A topic about which more customers complain than before. `high` null: the interval has no upper end."""

    id: UUID
    number: int
    topic: str
    unit_id: UUID | None
    state: str
    window_from: datetime
    window_to: datetime
    count: int
    exposure: int
    baseline_count: int
    baseline_exposure: int
    ratio: float
    low: float
    high: float | None
    p: float
    p_adjusted: float
    pain: float
    evidence: list[UUID]
    found_at: datetime
    ended_at: datetime | None


@router.get("", response=Listing[HotspotOut], summary="Hotspots, newest first")
@scope("hotspot.read")
def list_hotspots(request: HttpRequest, paging: Query[Paging], state: str | None = None) -> dict[str, Any]:
    found = hotspots_seen_by(request.actor)  # type: ignore[attr-defined]
    if state is not None:
        found = found.filter(state=state)
    return listing(found, paging, order=("-found_at", "-id"))


@router.get("/{number}", response=HotspotOut, summary="One hotspot")
@scope("hotspot.read")
def one_hotspot(request: HttpRequest, number: int) -> Hotspot:
    return hotspot_for(request.actor, number)  # type: ignore[attr-defined]
