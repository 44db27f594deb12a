"""What makes a playbook valid, whether its guards let a run begin, and where a run goes next. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from django.utils.translation import gettext as _

from zhiyin.kernel.playbooks.register import (
    KINDS,
    NOUNS,
    POPULATIONS,
    TRIGGERS,
    Kind,
    Parameter,
    facts_given,
)
from zhiyin.kernel.playbooks.values import Duration, Price
from zhiyin.kernel.policies.policy import _fault_of_condition, first_row
from zhiyin.kernel.policies.register import Fact

MOST_STEPS = 30
END = "end"
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: what may stand in a playbook, in the order in which it is written
PARTS = ("playbook", "name", "about", "trigger", "guards", "caps", "steps")
CAPS = ("runs_a_day", "runs_a_customer", "customer_days", "spend_a_run", "spend_a_day")
Place = tuple[str | int, ...]
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where (the way through the content), and what to do about it, in the reader's language."""

    place: Place
    message: str

    @property
    def step(self) -> int | None:
        """The step in which it is, counted from 0."""
        return self.place[1] if len(self.place) > 1 and isinstance(self.place[1], int) else None

    @property
    def field(self) -> str:
        return str(self.place[-1]) if self.place else ""


def nouns_of(content: Content) -> tuple[str, ...]:
    """What each run of this playbook is about."""
    trigger = content.get("trigger") or {}
    if (event := TRIGGERS.get(str(trigger.get("event")))) is not None:
        return event.gives
    if (those := POPULATIONS.get(str(trigger.get("each")))) is not None:
        return those.gives
    return ()


def faults_of(content: Any) -> list[Fault]:
    """All that is wrong with a playbook; empty when it may run."""
    if not isinstance(content, Mapping):
        return [Fault((), _("A playbook is a list of its parts: playbook, name, trigger, steps."))]
    return list(_faults(content))


def _faults(content: Content) -> Iterator[Fault]:
    for part in content:
        if part not in PARTS:
            yield Fault(
                (part,), _("A playbook has no part “%(part)s”. It has: %(parts)s.") % _both(part, ", ".join(PARTS))
            )
    if not isinstance(content.get("playbook"), str) or not KEY.fullmatch(content["playbook"]):
        yield Fault(("playbook",), _("Give a key of small letters, digits and _, at most 40, such as “late_reply”."))
    yield from _faults_of_words(content.get("name"), ("name",), required=True)
    yield from _faults_of_words(content.get("about"), ("about",), required=False)
    yield from _faults_of_trigger(content.get("trigger"))
    yield from _faults_of_conditions(content.get("guards") or {}, facts_given(nouns_of(content)), ("guards",))
    yield from _faults_of_caps(content.get("caps") or {})
    steps = content.get("steps")
    if not isinstance(steps, list) or not steps:
        yield Fault(("steps",), _("Add at least one step."))
        return
    if len(steps) > MOST_STEPS:
        yield Fault(
            ("steps",),
            _("A playbook has at most %(most)s steps; this one has %(count)s. Split it.")
            % {"most": MOST_STEPS, "count": len(steps)},
        )
    seen: set[str] = set()
    keys = [one.get("step") if isinstance(one, Mapping) else None for one in steps]
    for index, one in enumerate(steps):
        yield from _faults_of_step(content, one, index, keys, seen)


def _both(part: Any, parts: str) -> dict[str, Any]:
    return {"part": part, "parts": parts}


def _faults_of_words(value: Any, place: Place, *, required: bool) -> Iterator[Fault]:
    if value in (None, {}, ""):
        if required:
            yield Fault(place, _("Write it in Chinese, in English, or both."))
        return
    good = isinstance(value, Mapping) and set(value) <= {"zh", "en"}
    if not good or not all(isinstance(text, str) and len(text) <= 2000 for text in value.values()):
        yield Fault(place, _("Write zh: and en: with a text of at most 2000 characters each."))
    elif required and not any(text.strip() for text in value.values()):
        yield Fault(place, _("Write it in Chinese, in English, or both."))


def _faults_of_trigger(trigger: Any) -> Iterator[Fault]:
    place: Place = ("trigger",)
    if not isinstance(trigger, Mapping) or not ({"event"} == set(trigger) or {"at", "each"} <= set(trigger)):
        yield Fault(place, _("Say what begins it: an event, or a time of day with those for each of whom it begins."))
    elif "event" in trigger:
        if trigger["event"] not in TRIGGERS:
            yield Fault((*place, "event"), _("No such event is known. Choose one of: %(all)s.") % _all(TRIGGERS))
    else:
        if not isinstance(trigger["at"], str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", trigger["at"]):
            yield Fault((*place, "at"), _("Give a time such as “09:00”, in quotation marks."))
        if trigger["each"] not in POPULATIONS:
            yield Fault((*place, "each"), _("Nobody knows these. Choose one of: %(all)s.") % _all(POPULATIONS))
        days = trigger.get("days", [])
        if not isinstance(days, list) or not set(days) <= set(DAYS) or set(trigger) - {"at", "each", "days"}:
            yield Fault((*place, "days"), _("Choose among: %(all)s.") % _all(DAYS))


def _all(names: Iterable[str]) -> dict[str, str]:
    return {"all": ", ".join(names)}


def _faults_of_conditions(conditions: Any, known: Sequence[Fact], place: Place) -> Iterator[Fault]:
    if not isinstance(conditions, Mapping):
        yield Fault(place, _("Write one line a condition: the fact, then what it must be."))
        return
    facts = {one.name: one for one in known}
    for name, condition in conditions.items():
        fact = facts.get(name)
        if fact is None:
            yield Fault((*place, name), _("This is not known here. Known are: %(all)s.") % _all(facts))
        elif message := _fault_of_condition(fact, condition):
            yield Fault((*place, name), message)


def _faults_of_caps(caps: Any) -> Iterator[Fault]:
    if not isinstance(caps, Mapping):
        yield Fault(("caps",), _("Write one line a cap. There are: %(all)s.") % _all(CAPS))
        return
    for name, value in caps.items():
        place: Place = ("caps", name)
        if name not in CAPS:
            yield Fault(place, _("There is no such cap. There are: %(all)s.") % _all(CAPS))
        elif name.startswith("spend"):
            if not _reads(Price, value):
                yield Fault(place, _("Give an amount with its currency, such as “50.00 CNY”."))
        elif isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1_000_000:
            yield Fault(place, _("Give a whole number of at least 1."))


def _reads(kind: type[Price] | type[Duration], value: Any) -> bool:
    try:
        kind.read(value)
    except ValueError:
        return False
    return True


def _faults_of_step(content: Content, one: Any, index: int, keys: Sequence[Any], seen: set[str]) -> Iterator[Fault]:
    place: Place = ("steps", index)
    if not isinstance(one, Mapping) or set(one) - {"step", "name", "do", "with"}:
        yield Fault(place, _("A step has: step (its key), name, do (its kind), with (what it is told)."))
        return
    key = one.get("step")
    if not isinstance(key, str) or not KEY.fullmatch(key) or key == END:
        yield Fault((*place, "step"), _("Give a key of small letters, digits and _, at most 40, such as “say_sorry”."))
    elif key in seen:
        yield Fault((*place, "step"), _("Another step has this key. Each has its own."))
    else:
        seen.add(key)
    yield from _faults_of_words(one.get("name"), (*place, "name"), required=True)
    kind = KINDS.get(str(one.get("do")))
    if kind is None:
        yield Fault((*place, "do"), _("There is no such kind of step. Choose one of: %(all)s.") % _all(KINDS))
        return
    if lacking := [str(NOUNS[name].label) for name in kind.needs if name not in nouns_of(content)]:
        yield Fault(
            (*place, "do"),
            _("This step needs what the trigger does not give: %(all)s. Choose another step or trigger.")
            % _all(lacking),
        )
    given = one.get("with") or {}
    if not isinstance(given, Mapping):
        yield Fault((*place, "with"), _("Write one line a thing that the step is told."))
        return
    names = [parameter.name for parameter in kind.parameters]
    for name in given:
        if name not in names:
            yield Fault((*place, "with", name), _("This step is told no such thing. It knows: %(all)s.") % _all(names))
    for parameter in kind.parameters:
        where: Place = (*place, "with", parameter.name)
        value = given.get(parameter.name)
        if value in (None, "", {}):
            if parameter.required:
                yield Fault(where, _("A value is missing."))
        elif parameter.kind == "words":
            yield from _faults_of_words(value, where, required=parameter.required)
        elif parameter.kind == "conditions":
            yield from _faults_of_conditions(value, facts_given(nouns_of(content)), where)
        elif parameter.kind == "later_step":
            if value != END and value not in keys[index + 1 :]:
                yield Fault(where, _("Name a later step, or “end”: a playbook never goes back."))
        elif message := _fault_of_value(parameter, value):
            yield Fault(where, message)


def _fault_of_value(parameter: Parameter, value: Any) -> str:
    if parameter.kind == "integer":
        if isinstance(value, bool) or not isinstance(value, int):
            return _("Give a whole number.")
        if parameter.minimum is not None and value < parameter.minimum:
            return _("Must be at least %(minimum)s.") % {"minimum": parameter.minimum}
        if parameter.maximum is not None and value > parameter.maximum:
            return _("Must be at most %(maximum)s.") % {"maximum": parameter.maximum}
    elif parameter.kind == "boolean" and not isinstance(value, bool):
        return _("Give yes or no.")
    elif parameter.kind == "text" and (not isinstance(value, str) or len(value) > 2000):
        return _("Give a text of at most 2000 characters.")
    elif parameter.kind == "choice" and value not in {one for one, _label in parameter.options()}:
        return _("Unknown: %(values)s.") % {"values": value}
    elif parameter.kind == "duration" and not _reads(Duration, value):
        return _("Give a duration such as “90 minutes”, “2 hours” or “3 days”.")
    elif parameter.kind == "money" and not _reads(Price, value):
        return _("Give an amount with its currency, such as “50.00 CNY”.")
    return ""


def holds(conditions: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Whether every condition holds. An unknown fact meets no condition about it."""
    return first_row([{"when": conditions, "then": {}}], facts) == 0


def failing(conditions: Mapping[str, Any], facts: Mapping[str, Any]) -> list[str]:
    """The facts whose conditions do not hold."""
    return [name for name, condition in conditions.items() if not holds({name: condition}, facts)]


def place_after(content: Content, position: int, to: str) -> int:
    """Where a run goes after the step at `position`: the next one, or the later step that is named. Never back."""
    steps = content["steps"]
    if not to:
        return position + 1
    if to == END:
        return len(steps)
    return next(index for index in range(position + 1, len(steps)) if steps[index]["step"] == to)


def kind_of(content: Content, position: int) -> Kind:
    """The kind of the step at this position."""
    return KINDS[content["steps"][position]["do"]]


def next_time(trigger: Mapping[str, Any], after: datetime, zone: tzinfo) -> datetime | None:
    """When a trigger of the calendar comes next after an instant; None for an event.

    An hour that is skipped when clocks are put forward comes at the change; one that comes twice counts once.
    """
    if "at" not in trigger:
        return None
    hour, minute = (int(part) for part in trigger["at"].split(":"))
    days = trigger.get("days") or DAYS
    local = after.astimezone(zone)
    for ahead in range(9):
        on = local.date() + timedelta(days=ahead)
        moment = datetime.combine(on, time(hour, minute), tzinfo=zone)
        if DAYS[on.weekday()] in days and moment.timestamp() > after.timestamp():
            return moment
    return None
