"""Who decides in whose name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.reads import actor_of
from zhiyin.recover.compensation.models import Deputy


@dataclass(frozen=True, slots=True)
class Power:
    """An authority that somebody may use: their own, or that of a person in whose name they decide."""

    actor: Actor
    in_name_of: UUID | None = None


def deputies_at(at: datetime) -> QuerySet[Deputy]:
    """Who is a deputy at a time."""
    return Deputy.objects.filter(from_at__lte=at, until_at__gt=at, ended_at=None).select_related("person", "deputy")


def powers_of(actor: Actor, at: datetime) -> list[Power]:
    """The authorities that somebody may use at a time, their own first."""
    own = [Power(actor)]
    if actor.kind != "person" or actor.id is None:
        return own
    named = deputies_at(at).filter(deputy=actor.id, person__is_active=True).order_by("from_at", "id")
    return own + [Power(actor_of(one.person), one.person_id) for one in named]
