"""The events that a webhook may ask for, explained: every event of the house, as the rooms define them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from zhiyin.kernel.rooms import rooms
from zhiyin.kernel.timeline.events import EVENTS
from zhiyin.listen.webhooks.envelope import type_of
from zhiyin.listen.webhooks.events import WebhookTested

#: goes to the webhook that is tested and to no other
_NOT_OFFERED = frozenset({WebhookTested.__name__})


@dataclass(frozen=True, slots=True)
class Offered:
    """One event: its name, its CloudEvents type, what happened in the reader's words, where, its facts by name."""

    name: str
    type: str
    sentence: str
    stage: str
    room: str
    facts: tuple[str, ...]


@cache
def names_offered() -> frozenset[str]:
    """The names of the events of all rooms. (Asked after the rooms are hung up.)"""
    modules = tuple(f"{room.name}." for room in rooms())
    return frozenset(name for name, one in EVENTS.items() if one.__module__.startswith(modules)) - _NOT_OFFERED


def events_offered() -> list[Offered]:
    """Every event a webhook may ask for, by room in the order of the house, then by name."""
    labels = [room.label for room in rooms()]
    found = [_offered(name) for name in names_offered()]
    return sorted(found, key=lambda one: (labels.index(one.room), one.name))


def _offered(name: str) -> Offered:
    event: Any = EVENTS[name]
    room = next(room for room in rooms() if event.__module__.startswith(f"{room.name}."))
    stage = room.name.split(".")[1]
    return Offered(
        name, type_of(name), str(event.sentence) or name, stage, room.label, tuple(event.__dataclass_fields__)
    )  # fmt: skip


def sentence_of(event: str) -> str:
    """What happened, in the reader's words; the bare name of an event that the house no longer knows."""
    known = EVENTS.get(event)
    return str(known.sentence) if known is not None and known.sentence else event
