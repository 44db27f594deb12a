"""Questions about the talk in a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from zhiyin.kernel.people.actor import Actor
from zhiyin.resolve.conversations.models import Draft, Note

#: how long after its last change a draft still means that its writer is at it
WRITING_FOR = timedelta(minutes=5)


def notes_of(case_id: UUID) -> QuerySet[Note]:
    """The notes of a case, oldest first."""
    return Note.objects.filter(case_id=case_id).order_by("at", "id")


def draft_of(case_id: UUID, actor: Actor, face: str) -> Draft | None:
    """What the actor has begun to write in a case."""
    return Draft.objects.filter(Q(person_id=actor.id), case_id=case_id, face=face).first()


def drafts_around(case_id: UUID, actor: Actor, now: datetime) -> list[Draft]:
    """The actor's own drafts of a case, and the fresh ones of others (they are writing), with their writers."""
    fresh = Q(person=actor.id) | Q(changed_at__gt=now - WRITING_FOR)
    return list(Draft.objects.filter(fresh, case_id=case_id).select_related("person"))
