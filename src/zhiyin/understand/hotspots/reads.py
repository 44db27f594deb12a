"""Questions about hotspots."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from zhiyin.kernel.people.actor import Actor
from zhiyin.understand.hotspots.counting import Weekly, customers_by_window
from zhiyin.understand.hotspots.models import Hotspot
from zhiyin.understand.hotspots.policy import edges

WEEKS_SHOWN = 12


def hotspots_seen_by(actor: Actor) -> QuerySet[Hotspot]:
    """The hotspots of the actor's units and those of the whole house; none without `hotspot.read`."""
    if not actor.may("hotspot.read"):
        return Hotspot.objects.none()
    rows = Hotspot.objects.select_related("unit")
    if actor.kind == "system" or actor.units is None:
        return rows
    return rows.filter(Q(unit=None) | Q(unit__in=actor.units))


def hotspot_for(actor: Actor, number: int) -> Hotspot:
    """The hotspot with this number, if the actor may see it; else `Http404`."""
    hotspot = hotspots_seen_by(actor).select_related("decision").filter(number=number).first()
    if hotspot is None:
        raise Http404
    return hotspot


def hotspot(id: UUID) -> Hotspot | None:
    """One hotspot."""
    return Hotspot.objects.select_related("unit").filter(id=id).first()


def evidence_of(hotspot: Hotspot) -> list[UUID]:
    """The ids of the labels behind a hotspot, newest first."""
    return [UUID(one) for one in hotspot.evidence]


def weeks_around(hotspots: Sequence[Hotspot]) -> dict[UUID, Weekly]:
    """The customers by topic in the twelve windows up to each hotspot's last look. One statement a different end."""
    by_end: dict[tuple[object, object], Weekly] = {}
    found: dict[UUID, Weekly] = {}
    for one in hotspots:
        key = (one.window_from, one.window_to)
        if key not in by_end:
            days = max(1, (one.window_to - one.window_from).days)
            by_end[key] = customers_by_window(edges(one.window_to, days, WEEKS_SHOWN - 1))
        found[one.id] = by_end[key]
    return found
