"""Questions about feedback."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.feedback.models import Feedback


def feedback_seen_by(actor: Actor) -> QuerySet[Feedback]:
    """The feedback of the units that the actor may see, newest first; none without `feedback.read`."""
    if not actor.may("feedback.read"):
        return Feedback.objects.none()
    found = Feedback.objects.order_by("-at", "-id")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(unit=None) | Q(unit__in=actor.units))


def feedback_written_by(actor: Actor) -> QuerySet[Feedback]:
    """The feedback that an actor with `feedback.write` recognises when it sends it again."""
    if not actor.may("feedback.write"):
        return Feedback.objects.none()
    if actor.kind == "system" or actor.units is None:
        return Feedback.objects.all()
    return Feedback.objects.filter(Q(unit=None) | Q(unit__in=actor.units))


def feedback(id: UUID) -> Feedback | None:
    """One feedback."""
    return Feedback.objects.filter(id=id).first()


def texts(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The texts of these, in one statement."""
    return dict(Feedback.objects.filter(id__in=list(ids)).values_list("id", "text"))


def feedback_of(customer_ids: Iterable[UUID]) -> QuerySet[Feedback]:
    """What these customers said, newest first."""
    return Feedback.objects.filter(customer__in=list(customer_ids)).order_by("-at", "-id")


def feedback_between(from_at: datetime, to_at: datetime) -> QuerySet[Feedback]:
    """What was said in [from, to), oldest first."""
    return Feedback.objects.filter(at__gte=from_at, at__lt=to_at).order_by("at", "id")


def feedback_after(id: UUID | None, limit: int) -> list[Feedback]:
    """The next rows in the order of their identifiers: how a batch job walks through all of them."""
    rows = Feedback.objects.order_by("id")
    return list((rows.filter(id__gt=id) if id else rows)[:limit])
