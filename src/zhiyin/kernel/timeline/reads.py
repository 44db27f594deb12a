"""Questions about what happened: a customer's line, the entries of a row, and *why*."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry

_CHAIN = """
WITH RECURSIVE chain AS (
    SELECT e.*, 0 AS depth FROM timeline_entry e WHERE e.id = %s
    UNION ALL
    SELECT e.*, c.depth + 1 FROM timeline_entry e JOIN chain c ON e.id = c.because_id WHERE c.depth < 200
)
SELECT * FROM chain ORDER BY depth
"""


def entries_seen_by(actor: Actor) -> QuerySet[Entry]:
    """The entries of the units that the actor may see."""
    entries = Entry.objects.all()
    if actor.kind == "system" or actor.units is None:
        return entries
    return entries.filter(Q(unit_id=None) | Q(unit_id__in=actor.units))


def line_of(customer_ids: Iterable[UUID], actor: Actor) -> QuerySet[Entry]:
    """The line of a customer (all parts of the whole), newest first."""
    return entries_seen_by(actor).filter(customer_id__in=list(customer_ids)).order_by("-happened_at", "-id")


def entry_of(id: UUID) -> Entry | None:
    """The entry with this id, or the entry that first told of the row with this id."""
    return Entry.objects.filter(id=id).first() or Entry.objects.filter(subject_id=id).order_by("id").first()


def last_entry_of(subject_id: UUID, event: str | None = None) -> Entry | None:
    """The newest entry about a row, of one event if named: what an action gives as `because`."""
    entries = Entry.objects.filter(subject_id=subject_id)
    if event is not None:
        entries = entries.filter(event=event)
    return entries.order_by("-id").first()


def why(entry: Entry) -> list[Entry]:
    """The chain of *because*, from this entry back to the first. One statement."""
    return list(Entry.objects.raw(_CHAIN, [entry.id]))


def consequences_of(root_id: UUID) -> QuerySet[Entry]:
    """All that came of a first entry, in order."""
    return Entry.objects.filter(root_id=root_id).order_by("id")
