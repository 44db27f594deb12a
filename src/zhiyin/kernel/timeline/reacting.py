"""Who reacts to what. A reaction is one sentence a function, hung up when its room's `reactions.py` is imported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from zhiyin.kernel.timeline.events import Event
from zhiyin.kernel.timeline.models import Entry

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Reaction:
    """One sentence of the house: when `event` is announced, `run(event, entry)`. `later` makes it a job.

    One that reacts `together` is given all that was announced together, as a sequence of such pairs.
    """

    name: str
    event: type[Event]
    run: Callable[..., object]
    later: bool
    together: bool = False

    def react(self, happened: Sequence[tuple[Event, Entry]]) -> None:
        """Run for all these events, in the caller's transaction."""
        if self.together:
            self.run(happened)
            return
        for event, entry in happened:
            self.run(event, entry)


REACTIONS: dict[str, Reaction] = {}
_BY_EVENT: dict[str, list[Reaction]] = defaultdict(list)


def reacts_to(
    event: type[E], *, later: bool = False
) -> Callable[[Callable[[E, Entry], object]], Callable[[E, Entry], object]]:
    """Hang up a reaction. At once (the default) only if it writes this database alone and is cheap; else `later=True`."""

    def hang_up(function: Callable[[E, Entry], object]) -> Callable[[E, Entry], object]:
        _hang_up(function, event, later=later, together=False)
        return function

    return hang_up


Together = Sequence[tuple[E, Entry]]


def reacts_together_to(
    event: type[E], *, later: bool = False
) -> Callable[[Callable[[Together[E]], object]], Callable[[Together[E]], object]]:
    """Hang up a reaction to what comes in storms: it is given all events that were announced together, often just one,
    and should ask the database as often for a hundred as for one."""

    def hang_up(function: Callable[[Together[E]], object]) -> Callable[[Together[E]], object]:
        _hang_up(function, event, later=later, together=True)
        return function

    return hang_up


def _hang_up(function: Callable[..., object], event: type[Event], *, later: bool, together: bool) -> None:
    name = f"{function.__module__.removeprefix('zhiyin.').removesuffix('.reactions')}.{function.__name__}"
    if name in REACTIONS:
        raise TypeError(f"the reaction {name} is hung up twice")
    reaction = REACTIONS[name] = Reaction(name, event, function, later, together)
    _BY_EVENT[event.__name__].append(reaction)


def reactions_to(event_name: str) -> list[Reaction]:
    """The reactions to an event, in the order of the stages."""
    return _BY_EVENT[event_name]
