"""Who is there: a person goes away for a while, and comes back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.events import PersonCameBack, PersonWentAway
from zhiyin.kernel.people.models import Absence, Person
from zhiyin.kernel.timeline.actions import announce

if TYPE_CHECKING:
    from zhiyin.kernel.timeline.models import Entry


@transaction.atomic
def go_away(
    person_id: UUID, reason: str = "", *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Absence:
    """A person is away from now on: they say so themselves, or who plans their work does. Again changes nothing."""
    at = _allowed(person_id, by, at)
    known = Absence.objects.filter(person_id=person_id, until_at=None).first()
    if known is not None:
        return known
    made = Absence.objects.create(person_id=person_id, from_at=at, reason=reason.strip()[:200])
    announce(PersonWentAway(made.id, person_id), by=by, because=because, at=at)
    return made


@transaction.atomic
def come_back(
    person_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Absence | None:
    """A person is there again; None if they were not away."""
    at = _allowed(person_id, by, at)
    known = Absence.objects.filter(person_id=person_id, until_at=None).first()
    if known is None:
        return None
    known.until_at = max(at, known.from_at)
    known.save(update_fields=["until_at"])
    announce(PersonCameBack(known.id, person_id), by=by, because=because, at=at)
    return known


def _allowed(person_id: UUID, by: Actor, at: datetime | None) -> datetime:
    """Also lets two who say so at once queue up behind each other."""
    if by.id != person_id:
        by.require("people.plan")
    Person.objects.select_for_update(no_key=True).get(id=person_id)
    return at or timezone.now()
