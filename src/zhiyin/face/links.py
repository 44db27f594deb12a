"""How the rows of a room are linked from a timeline, a search or a chain of because.

A room says so in its `panels.py`:

    @link("cases.Case")
    def case_address(id: UUID) -> str | None: ...

A link that needs the row is made for all ids of a page at once:

    @links("cases.Case")
    def case_addresses(ids: Sequence[UUID]) -> dict[UUID, str]: ...

And a few words of the row, where they tell a reader more than the event's sentence; only of rows that the actor may read:

    @excerpts("channels.Message")
    def beginnings(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, str]: ...
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from uuid import UUID

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.events import EVENTS
from zhiyin.kernel.timeline.models import Entry

Texts = Callable[[Sequence[UUID]], dict[UUID, str]]
Quotes = Callable[[Actor, Sequence[UUID]], dict[UUID, str]]

_LINKS: dict[str, Texts] = {}
_EXCERPTS: dict[str, Quotes] = {}


def link(model: str) -> Callable[[Callable[[UUID], str | None]], Callable[[UUID], str | None]]:
    """Register how a row of `model` (`"cases.Case"`) is addressed: its id to a URL, or None."""

    def register(function: Callable[[UUID], str | None]) -> Callable[[UUID], str | None]:
        _LINKS[model] = lambda ids: {id: url for id in ids if (url := function(id))}
        return function

    return register


def links(model: str) -> Callable[[Texts], Texts]:
    """Register how many rows of `model` are addressed at once: ids to URLs."""

    def register(function: Texts) -> Texts:
        _LINKS[model] = function
        return function

    return register


def excerpts(model: str) -> Callable[[Quotes], Quotes]:
    """Register what a timeline quotes to an actor of rows of `model`: ids to a few words."""

    def register(function: Quotes) -> Quotes:
        _EXCERPTS[model] = function
        return function

    return register


def addresses(model: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The URLs of these rows; rows that have no page are left out."""
    return _LINKS[model](list(ids)) if model in _LINKS else {}


def addresses_of(entries: Iterable[Entry]) -> dict[UUID, str]:
    """The URL of what each entry is about (entry id to URL), one call a kind of row."""
    return _of(_LINKS, entries)


def excerpts_of(entries: Iterable[Entry], actor: Actor) -> dict[UUID, str]:
    """A few words of what each entry is about (entry id to text), where the actor may read it: one call a kind of row."""
    return _of({model: partial(quote, actor) for model, quote in _EXCERPTS.items()}, entries)


def _of(board: Mapping[str, Texts], entries: Iterable[Entry]) -> dict[UUID, str]:
    wanted: dict[str, dict[UUID, list[UUID]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        event = EVENTS.get(entry.event)
        if event is not None and event.subject in board and entry.subject_id is not None:
            wanted[event.subject][entry.subject_id].append(entry.id)
    found: dict[UUID, str] = {}
    for model, rows in wanted.items():
        for row_id, text in board[model](list(rows)).items():
            found.update(dict.fromkeys(rows[row_id], text))
    return found
