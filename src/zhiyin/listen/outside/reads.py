"""Questions about events from outside."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.outside.models import OutsideEvent


def outside_events_seen_by(actor: Actor) -> QuerySet[OutsideEvent]:
    """The events of the units that the actor may see, newest first; none without `event.read`."""
    if not actor.may("event.read"):
        return OutsideEvent.objects.none()
    found = OutsideEvent.objects.order_by("-received_at", "-id")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(unit=None) | Q(unit__in=actor.units))


def outside_event(id: UUID) -> OutsideEvent:
    """The event with this id."""
    return OutsideEvent.objects.get(id=id)


def outside_events_between(type: str, from_at: datetime, to_at: datetime) -> QuerySet[OutsideEvent]:
    """The events of one type that happened in [from, to), oldest first."""
    found = OutsideEvent.objects.filter(type=type, happened_at__gte=from_at, happened_at__lt=to_at)
    return found.order_by("happened_at", "id")
