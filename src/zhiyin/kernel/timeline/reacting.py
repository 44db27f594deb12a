"""Who reacts to what. A reaction is one sentence a function, hung up when its room's `reactions.py` is imported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from zhiyin.kernel.timeline.events import Event
from zhiyin.kernel.timeline.models import Entry

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Reaction:
    """One sentence of the house: when `event` is announced, `run(event, entry)`. `later` makes it a job of `queue`."""

    name: str
    event: type[Event]
    run: Callable[[Any, Entry], object]
    later: bool


REACTIONS: dict[str, Reaction] = {}
_BY_EVENT: dict[str, list[Reaction]] = defaultdict(list)


def reacts_to(
    event: type[E], *, later: bool = False
) -> Callable[[Callable[[E, Entry], object]], Callable[[E, Entry], object]]:
    """Hang up a reaction. At once (the default) only if it writes this database alone and is cheap; else `later=True`."""

    def hang_up(function: Callable[[E, Entry], object]) -> Callable[[E, Entry], object]:
        name = f"{function.__module__.removeprefix('zhiyin.').removesuffix('.reactions')}.{function.__name__}"
        reaction = Reaction(name, event, function, later)
        if name in REACTIONS:
            raise TypeError(f"the reaction {name} is hung up twice")
        REACTIONS[name] = reaction
        _BY_EVENT[event.__name__].append(reaction)
        return function

    return hang_up


def reactions_to(event_name: str) -> list[Reaction]:
    """The reactions to an event, in the order of the stages."""
    return _BY_EVENT[event_name]
