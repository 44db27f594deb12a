"""`announce`: write the entry, run the reactions."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.utils import timezone

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.statements import Read, insert
from zhiyin.kernel.timeline.events import Event, event_of
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import REACTIONS, Reaction, reactions_to

log = structlog.get_logger()
_ENTRY = Read(lambda id: Entry.objects.filter(id=id))


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
    insert(entry)
    reactions = reactions_to(entry.event)
    chain = _chain.get()
    if chain is not None:
        chain.react(reactions, event, entry)
    elif reactions:
        _start(reactions, event, entry)
    return entry


@dataclass(slots=True)
class _Chain:
    """One announcement and all that follows from it at once; what is put off becomes one job when it ends."""

    #: each reaction in a savepoint of its own; costs twice the statements, so only after a fault
    one_by_one: bool = False
    put_off: list[tuple[str, UUID]] = field(default_factory=list)

    def react(self, reactions: list[Reaction], event: Event, entry: Entry) -> None:
        """Run the reactions, and the reactions to what they announce; note those for later."""
        for reaction in reactions:
            if reaction.later:
                self.put_off.append((reaction.name, entry.id))
            elif self.one_by_one:
                self._react_alone(reaction, event, entry)
            else:
                reaction.run(event, entry)

    def _react_alone(self, reaction: Reaction, event: Event, entry: Entry) -> None:
        before = len(self.put_off)
        try:
            with transaction.atomic():
                reaction.run(event, entry)
        except Exception:
            log.exception("reaction_failed", reaction=reaction.name, entry=str(entry.id))
            self.put_off[before:] = [(reaction.name, entry.id)]  # what it put off itself is undone with it


_chain: ContextVar[_Chain | None] = ContextVar("chain", default=None)


def _start(reactions: list[Reaction], event: Event, entry: Entry) -> None:
    """Run a whole chain in one savepoint; only after a fault each reaction in its own.

    Nearly always nothing fails. After a fault all that was done is undone and done again one by one, so that only the
    faulty one is put off.
    """
    chain = _Chain()
    token = _chain.set(chain)
    try:
        with transaction.atomic(savepoint=not all(reaction.later for reaction in reactions)):
            chain.react(reactions, event, entry)
    except Exception:
        log.warning("reactions_repeated_one_by_one", event_name=entry.event, entry=str(entry.id))
        chain = _Chain(one_by_one=True)
        _chain.set(chain)
        chain.react(reactions, event, entry)
    finally:
        _chain.reset(token)
    if chain.put_off:
        defer("timeline.react", reactions=[(name, str(entry_id)) for name, entry_id in chain.put_off])


def react(reaction_name: str, entry_id: UUID) -> None:
    """Run one reaction that was put off. Reactions are idempotent, so a retry after a crash is safe."""
    entry = _ENTRY.first(entry_id)
    if entry is None:
        raise Entry.DoesNotExist(str(entry_id))
    with transaction.atomic():
        REACTIONS[reaction_name].run(event_of(entry), entry)
