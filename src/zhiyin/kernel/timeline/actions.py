"""`announce`: write the entry, run the reactions."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import datetime
from enum import Enum, auto
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
    at_once = []
    for reaction in reactions_to(entry.event):
        if reaction.later:
            _defer(reaction, entry)
        else:
            at_once.append(reaction)
    if at_once:
        _react(at_once, event, entry)
    return entry


class _Care(Enum):
    """How much care the reactions around us are run with; none are running when it is not set."""

    TOGETHER = auto()
    ONE_BY_ONE = auto()


_care: ContextVar[_Care | None] = ContextVar("care", default=None)


def _react(reactions: list[Reaction], event: Event, entry: Entry) -> None:
    """Run reactions, and the reactions to what they announce, in one savepoint; only after a fault each in its own.

    Nearly always nothing fails, and a savepoint a reaction would double the statements of a message. After a fault all that
    was done is undone and done again one by one, so that only the faulty one is put off.
    """
    care = _care.get()
    if care is _Care.TOGETHER:
        for reaction in reactions:
            reaction.run(event, entry)
        return
    if care is None:
        token = _care.set(_Care.TOGETHER)
        try:
            with transaction.atomic():
                for reaction in reactions:
                    reaction.run(event, entry)
            return
        except Exception:
            log.warning("reactions_repeated_one_by_one", event_name=entry.event, entry=str(entry.id))
        finally:
            _care.reset(token)
    token = _care.set(_Care.ONE_BY_ONE)
    try:
        for reaction in reactions:
            _react_alone(reaction, event, entry)
    finally:
        _care.reset(token)


def _react_alone(reaction: Reaction, event: Event, entry: Entry) -> None:
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
    entry = _ENTRY.first(entry_id)
    if entry is None:
        raise Entry.DoesNotExist(str(entry_id))
    with transaction.atomic():
        REACTIONS[reaction_name].run(event_of(entry), entry)
