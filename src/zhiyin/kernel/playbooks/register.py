"""What rooms hang up for playbooks in their `steps.py`: nouns, triggers, populations, facts, kinds of steps, shipped files.

noun("lamp", _("Lamp"), model="lamps.Lamp", find=lamp_by_number)
trigger("lamp_broke", LampBroke, _("A lamp broke"), gives=("lamp",), about=lambda event: {"lamp": event.lamp_id})
facts((Fact("watts", _("Watts"), kind="number"),), needs=("lamp",), read=watts_of)
step("mend", group="do", label=_("Mend the lamp"), needs=("lamp",), run=mend, would=would_mend)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple
from uuid import UUID

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.values import Duration, Price
from zhiyin.kernel.policies.register import Fact
from zhiyin.kernel.timeline.events import Event
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reacting import Together, reacts_together_to

#: nouns to identifiers: what a run is about
About = Mapping[str, UUID]
Group = Literal["do", "decide", "send", "wait", "spend", "open", "switch", "call", "ask"]
ParameterKind = Literal[
    "text", "words", "integer", "boolean", "choice", "money", "duration", "conditions", "later_step"
]


class Found(NamedTuple):
    """A row that a run can be about, with whose it is."""

    id: UUID
    customer_id: UUID | None
    unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class Noun:
    """What a run can be about. `find(actor, text)` gives the row that a person names, if they may see it."""

    name: str
    label: Any
    model: str
    find: Callable[[Actor, str], Found | None]


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event that may begin a run, or that a run waits for. `about(event)` says what it is about; None: nothing."""

    name: str
    event: type[Event]
    label: Any
    gives: tuple[str, ...]
    about: Callable[[Any], Mapping[str, UUID | None]]


class Member(NamedTuple):
    """One of a population."""

    customer_id: UUID
    unit_id: UUID | None
    about: About


@dataclass(frozen=True, slots=True)
class Population:
    """Those for each of whom the calendar begins a run. `read(at, after, limit)` walks them by customer id."""

    name: str
    label: Any
    gives: tuple[str, ...]
    read: Callable[[datetime, UUID | None, int], Sequence[Member]]


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about what has these nouns, read for many at once. `recorded`: as they were then, so that the past can tell."""

    facts: tuple[Fact, ...]
    needs: tuple[str, ...]
    read: Callable[[Sequence[About]], Sequence[Mapping[str, Any]]]
    recorded: bool = True


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a step is told. `choices` may be a function, for what is known only at run time."""

    name: str
    label: Any
    kind: ParameterKind = "text"
    required: bool = True
    choices: Iterable[tuple[str, Any]] | Callable[[], Iterable[tuple[str, Any]]] = ()
    minimum: int | None = None
    maximum: int | None = None
    help: Any = ""

    def options(self) -> list[tuple[str, Any]]:
        """The choices as they are now."""
        return list(self.choices() if callable(self.choices) else self.choices)


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a step knows: what the run is about, what the step was told, and why all this."""

    about: About
    customer_id: UUID | None
    unit_id: UUID | None
    facts: Mapping[str, Any]
    given: Mapping[str, Any]
    at: datetime
    begun_at: datetime
    run_id: UUID | None
    step_id: UUID | None
    name: Mapping[str, str]
    by: Actor
    because: Entry | None
    #: true while the past is gone through: then only facts may be asked, and `memory` keeps what is read once
    simulated: bool = False
    memory: dict[str, Any] = field(default_factory=dict)

    def words(self, parameter: str, language: str) -> str:
        """A text in a language, or in the other one."""
        both = self.given.get(parameter) or {}
        first, second = ("zh", "en") if language.startswith("zh") else ("en", "zh")
        return str(both.get(first) or both.get(second) or "")

    def span(self, parameter: str) -> timedelta | None:
        """A duration, None when none was given."""
        text = self.given.get(parameter)
        return Duration.read(text).span if text else None

    def price(self, parameter: str) -> Price | None:
        """An amount, None when none was given."""
        text = self.given.get(parameter)
        return Price.read(text) if text else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a step, or would: `said` is a msgid, `values` fill it; a value {"zh", "en"} is shown in one of them.

    `rows` are what it made or found (model, id). `skipped` with a reason in words did nothing. `to` jumps to a later step
    ("end": to the end). With `until` or `awaits` (a trigger and the noun it must share) it waits.
    """

    said: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[tuple[str, UUID], ...] = ()
    spent: Price | None = None
    contacted: bool = False
    skipped: bool = False
    to: str = ""
    until: datetime | None = None
    awaits: tuple[str, UUID] | None = None
    by_hand: bool = False

    @property
    def waits(self) -> bool:
        return self.by_hand or self.until is not None or self.awaits is not None


Run = Callable[[Situation], Outcome]
Wake = Callable[[Situation, Entry | None], Outcome]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of step. `run` does it, in the transaction of its record; `would` says what it would do and writes nothing.

    `wake` is asked when a wait ends, with the entry that ended it (None: its time was up). `pure`: it changes nothing, so
    it is done in every mode. `acts`: it has an entry of its own on the timeline, because of which its effects happen.
    """

    name: str
    group: Group
    label: Any
    run: Run
    would: Run
    about: Any = ""
    needs: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    wake: Wake | None = None
    pure: bool = False
    acts: bool = True


NOUNS: dict[str, Noun] = {}
TRIGGERS: dict[str, Trigger] = {}
POPULATIONS: dict[str, Population] = {}
FACTS: list[Facts] = []
KINDS: dict[str, Kind] = {}
#: files that rooms ship, by the key of their playbook (the file's name)
SHIPPED: dict[str, Path] = {}
_HEARD: set[str] = set()


def _put(board: dict[str, Any], name: str, one: Any, what: str) -> None:
    if name in board:
        raise TypeError(f"two {what} of playbooks are called {name}")
    board[name] = one


def noun(name: str, label: Any, *, model: str, find: Callable[[Actor, str], Found | None]) -> None:
    """Register what a run can be about."""
    _put(NOUNS, name, Noun(name, label, model, find), "nouns")


def trigger(
    name: str,
    event: type[Event],
    label: Any,
    *,
    gives: tuple[str, ...],
    about: Callable[[Any], Mapping[str, UUID | None]],
) -> None:
    """Register an event that may begin a run or end a wait. It is heard later, by a job: nobody waits for it."""
    _put(TRIGGERS, name, Trigger(name, event, label, gives, about), "triggers")
    if event.__name__ in _HEARD:
        return
    _HEARD.add(event.__name__)

    def heard(happened: Together[Event]) -> None:
        """Begins the playbooks that this event begins, and goes on with those that wait for it."""
        from zhiyin.kernel.playbooks.hearing import hear

        hear(*(entry for _event, entry in happened))

    heard.__name__ = f"{event.__name__}_is_heard"
    reacts_together_to(event, later=True)(heard)


def population(
    name: str,
    label: Any,
    *,
    gives: tuple[str, ...],
    read: Callable[[datetime, UUID | None, int], Sequence[Member]],
) -> None:
    """Register those for each of whom the calendar may begin a run."""
    _put(POPULATIONS, name, Population(name, label, gives, read), "populations")


def facts(
    asked: tuple[Fact, ...],
    *,
    needs: tuple[str, ...],
    read: Callable[[Sequence[About]], Sequence[Mapping[str, Any]]],
    recorded: bool = True,
) -> None:
    """Register facts that guards and decisions may ask, read for many runs in few statements."""
    known = {one.name for group in FACTS for one in group.facts}
    if twice := known & {one.name for one in asked}:
        raise TypeError(f"two facts of playbooks are called {', '.join(twice)}")
    FACTS.append(Facts(asked, needs, read, recorded))


def step(name: str, **options: Any) -> None:
    """Register a kind of step: the fields of `Kind`."""
    _put(KINDS, name, Kind(name, **options), "kinds of steps")


def ship(folder: Path) -> None:
    """Register the playbooks of a folder: one YAML file each, whose name is its key."""
    for path in sorted(folder.glob("*.yaml")):
        _put(SHIPPED, path.stem, path, "shipped files")


def facts_given(nouns: Iterable[str]) -> list[Fact]:
    """The facts that can be asked about what has these nouns."""
    have = set(nouns)
    return [one for group in FACTS if set(group.needs) <= have for one in group.facts]


def read_facts(abouts: Sequence[About], *, recorded_only: bool = False) -> list[dict[str, Any]]:
    """All facts about each of these, a few statements for all of them together. They all have the same nouns."""
    found: list[dict[str, Any]] = [{} for _ in abouts]
    if not abouts:
        return found
    for group in FACTS:
        if set(group.needs) <= set(abouts[0]) and (group.recorded or not recorded_only):
            for one, more in zip(found, group.read(abouts), strict=True):
                one.update({name: value for name, value in more.items() if value is not None})
    return found
