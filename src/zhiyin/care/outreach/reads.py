"""Questions about outreach: what waits, whose, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from zhiyin.care.outreach.models import Outreach
from zhiyin.kernel.people.actor import Actor


def outreach_seen_by(actor: Actor) -> QuerySet[Outreach]:
    """The outreach of the units that the actor may see; none without `outreach.read`."""
    if not actor.may("outreach.read"):
        return Outreach.objects.none()
    found = Outreach.objects.select_related("customer", "case", "assigned")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(unit=None) | Q(unit__in=actor.units))


def outreach_for(actor: Actor, id: UUID) -> Outreach:
    """The outreach with this id, if the actor may see it; else `Http404`."""
    found = outreach_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def outreach_of(customer_ids: Iterable[UUID]) -> QuerySet[Outreach]:
    """The outreach to these customers (the parts of a whole), newest first."""
    return Outreach.objects.filter(customer__in=list(customer_ids)).select_related("assigned").order_by("-asked_at")


def outreach_between(from_at: datetime, to_at: datetime) -> QuerySet[Outreach]:
    """The outreach asked for from `from_at` (included) to `to_at` (excluded)."""
    return Outreach.objects.filter(asked_at__gte=from_at, asked_at__lt=to_at).order_by("asked_at", "id")
