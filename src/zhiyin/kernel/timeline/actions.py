"""`announce`: write the entry, run the reactions."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
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
#: so many reactions that are put off make one job
PUT_OFF_TOGETHER = 50


class News(NamedTuple):
    """An event to be announced together with others; the fields are those of `announce`."""

    event: Event
    because: Entry | None
    customer_id: UUID | None = None
    unit_id: UUID | None = None
    at: datetime | None = None


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
    return announce_all([News(event, because, customer_id, unit_id, at)], by=by)[0]


def announce_all(news: Sequence[News], *, by: Actor) -> list[Entry]:
    """Announce several events of one kind, as `announce` does each: each reaction is given all of them."""
    if not connection.in_atomic_block:
        raise RuntimeError("announce() needs the transaction of the change it tells of: call it inside atomic()")
    if not news:
        return []
    now = timezone.now()
    entries = [_entry(one, by, now) for one in news]
    insert(*entries)
    reactions = reactions_to(entries[0].event)
    if reactions:
        happened = [(one.event, entry) for one, entry in zip(news, entries, strict=True)]
        chain = _chain.get()
        if chain is not None:
            chain.react(reactions, happened)
        else:
            _start(reactions, happened)
    return entries


def _entry(news: News, by: Actor, now: datetime) -> Entry:
    event, because, entry_id = news.event, news.because, new_id()
    return Entry(
        id=entry_id,
        event=type(event).__name__,
        customer_id=news.customer_id or (because.customer_id if because else None),
        unit_id=news.unit_id or (because.unit_id if because else None),
        subject_id=event.subject_id,
        facts=event.facts(),
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        because=because,
        root_id=(because.root_id or because.id) if because else entry_id,
        happened_at=news.at or now,
        noted_at=now,
    )


#: what was announced together, with the entries that tell of it
Happened = Sequence[tuple[Event, Entry]]


@dataclass(slots=True)
class _Chain:
    """One announcement and all that follows from it at once; what is put off becomes jobs when it ends."""

    #: each reaction to each event in a savepoint of its own; costs twice the statements and more, so only after a fault
    one_by_one: bool = False
    put_off: list[tuple[str, UUID]] = field(default_factory=list)

    def react(self, reactions: list[Reaction], happened: Happened) -> None:
        """Run the reactions, and the reactions to what they announce; note those for later."""
        for reaction in reactions:
            if reaction.later:
                self.put_off.extend((reaction.name, entry.id) for _event, entry in happened)
            elif self.one_by_one:
                for one in happened:
                    self._react_alone(reaction, one)
            else:
                reaction.react(happened)

    def _react_alone(self, reaction: Reaction, one: tuple[Event, Entry]) -> None:
        before, entry = len(self.put_off), one[1]
        try:
            with transaction.atomic():
                reaction.react([one])
        except Exception:
            if not connection.is_usable():
                raise  # the whole transaction is gone
            log.exception("reaction_failed", reaction=reaction.name, entry=str(entry.id))
            self.put_off[before:] = [(reaction.name, entry.id)]  # what it put off itself is undone with it


_chain: ContextVar[_Chain | None] = ContextVar("chain", default=None)


def _start(reactions: list[Reaction], happened: Happened) -> None:
    """Run a whole chain in one savepoint; only after a fault each reaction in its own.

    Nearly always nothing fails. After a fault all that was done is undone and done again one by one, so that only the
    faulty one is put off.
    """
    chain = _Chain()
    token = _chain.set(chain)
    try:
        with transaction.atomic(savepoint=not all(reaction.later for reaction in reactions)):
            chain.react(reactions, happened)
    except Exception:
        if not connection.is_usable():
            raise
        entry = happened[0][1]
        log.warning("reactions_repeated_one_by_one", event_name=entry.event, entry=str(entry.id), of=len(happened))
        chain = _Chain(one_by_one=True)
        _chain.set(chain)
        chain.react(reactions, happened)
    finally:
        _chain.reset(token)
    for first in range(0, len(chain.put_off), PUT_OFF_TOGETHER):
        some = chain.put_off[first : first + PUT_OFF_TOGETHER]
        defer("timeline.react", reactions=[(name, str(entry_id)) for name, entry_id in some])


def react(reaction_name: str, *entry_ids: UUID) -> None:
    """Run a reaction that was put off to these entries. Reactions are idempotent, so a retry after a crash is safe."""
    if len(entry_ids) == 1:
        found = _ENTRY.all(entry_ids[0])
    else:
        known = Entry.objects.in_bulk(entry_ids)
        found = [known[id] for id in entry_ids if id in known]
    if len(found) < len(entry_ids):
        raise Entry.DoesNotExist(f"one of {', '.join(map(str, entry_ids))}")
    with transaction.atomic():
        REACTIONS[reaction_name].react([(event_of(entry), entry) for entry in found])
