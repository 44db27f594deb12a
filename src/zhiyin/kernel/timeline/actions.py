"""`announce`: write the entry, run the reactions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.utils import timezone

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.events import Event, event_of
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import REACTIONS, Reaction, reactions_to

log = structlog.get_logger()


def announce(
    event: Event,
    *,
    by: Actor,
    because: Entry | None,
    customer_id: UUID | None = None,
    unit_id: UUID | None = None,
    at: datetime | None = None,
) -> Entry:
    """Write `event` on the timeline and run its reactions, in the caller's transaction.

    `customer_id` and `unit_id` default to those of `because`; `at` is when it happened (now by default). A reaction that
    raises is undone to its savepoint and deferred as a job with retries: a fault in one room loses nothing of another's.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("announce() needs the transaction of the change it tells of: call it inside atomic()")
    now = timezone.now()
    entry_id = new_id()
    entry = Entry(
        id=entry_id,
        event=type(event).__name__,
        customer_id=customer_id or (because.customer_id if because else None),
        unit_id=unit_id or (because.unit_id if because else None),
        subject_id=event.subject_id,
        facts=event.facts(),
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        because=because,
        root_id=(because.root_id or because.id) if because else entry_id,
        happened_at=at or now,
        noted_at=now,
    )
    entry.save(force_insert=True)
    for reaction in reactions_to(entry.event):
        if reaction.later:
            _defer(reaction, entry)
        else:
            _react_at_once(reaction, event, entry)
    return entry


def _react_at_once(reaction: Reaction, event: Event, entry: Entry) -> None:
    try:
        with transaction.atomic():
            reaction.run(event, entry)
    except Exception:
        log.exception("reaction_failed", reaction=reaction.name, entry=str(entry.id))
        _defer(reaction, entry)


def _defer(reaction: Reaction, entry: Entry) -> None:
    defer("timeline.react", queue=reaction.queue, reaction=reaction.name, entry_id=str(entry.id))


def react(reaction_name: str, entry_id: UUID) -> None:
    """Run one deferred reaction. Reactions are idempotent, so a retry after a crash is safe."""
    entry = Entry.objects.get(id=entry_id)
    with transaction.atomic():
        REACTIONS[reaction_name].run(event_of(entry), entry)
