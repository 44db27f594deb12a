"""The editor's fields: a playbook as a form, and the playbook that a form sent back.

Fields are named `name.zh`, `trigger`, `guards.<fact>`, `caps.<cap>`, and for each step of `order` `<index>.step`,
`<index>.do`, `<index>.name.zh`, `<index>.with.<parameter>`. Buttons send `edit`: "add:wait", "up:2", "remove:2", "look".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import override

from zhiyin.face.decision_tables import _number, _shown_condition
from zhiyin.face.playbooks.words import in_reader_language
from zhiyin.kernel.playbooks.policy import CAPS, DAYS, END, MOST_STEPS, Fault, nouns_of
from zhiyin.kernel.playbooks.register import KINDS, Kind, Parameter, facts_given
from zhiyin.kernel.policies.register import Fact


@dataclass(frozen=True, slots=True)
class Input:
    """One field: what it is about, the values that stand in it, the choices, and what is wrong."""

    name: str
    about: Any
    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    options: list[tuple[str, Any]] = field(default_factory=list)
    conditions: list[Input] = field(default_factory=list)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class StepFields:
    """The fields of one step."""

    index: int
    key: str
    name: dict[str, str]
    kind: Kind | None
    do: str
    inputs: list[Input]
    faults: list[str]


def fields_of_steps(content: Mapping[str, Any], faults: Sequence[Fault]) -> list[StepFields]:
    """The fields of every step with what is wrong in each."""
    found = []
    for index, told in enumerate(content["steps"]):
        mine = [one for one in faults if one.step == index]
        kind = KINDS.get(told.get("do", ""))
        parameters = kind.parameters if kind else ()
        of_fields = {one.place[3] for one in mine if len(one.place) > 3}
        found.append(
            StepFields(
                index,
                told.get("step", ""),
                told.get("name") or {},
                kind,
                told.get("do", ""),
                [_input(content, index, one, (told.get("with") or {}).get(one.name), mine) for one in parameters],
                [
                    one.message
                    for one in mine
                    if len(one.place) <= 3 or one.place[3] not in _names(parameters) & of_fields
                ],
            )
        )
    return found


def _names(parameters: Sequence[Parameter]) -> set[str]:
    return {one.name for one in parameters}


def _input(content: Mapping[str, Any], index: int, parameter: Parameter, value: Any, faults: Sequence[Fault]) -> Input:
    name = f"{index}.with.{parameter.name}"
    mine = [one for one in faults if len(one.place) > 3 and one.place[3] == parameter.name]
    options: list[tuple[str, Any]] = []
    conditions: list[Input] = []
    values: dict[str, Any] = {"value": "" if value is None else value}
    if parameter.kind == "choice":
        options = [(str(one), label) for one, label in parameter.options()]
    elif parameter.kind == "later_step":
        later = content["steps"][index + 1 :]
        options = [(one.get("step", ""), in_reader_language(one.get("name"))) for one in later]
        options.append((END, None))
    elif parameter.kind == "words":
        values = dict(value) if isinstance(value, Mapping) else {}
    elif parameter.kind == "duration":
        count, _space, unit = str(value or "").partition(" ")
        values = {"count": count, "unit": unit or "hours"}
    elif parameter.kind == "conditions":
        known = value if isinstance(value, Mapping) else {}
        conditions = fields_of_conditions(facts_given(nouns_of(content)), known, name, mine)
        mine = [one for one in mine if len(one.place) < 5]
    elif parameter.kind == "boolean":
        values = {"value": "" if value is None else "yes" if value is True else "no" if value is False else value}
    return Input(name, parameter, parameter.kind, values, options, conditions, " ".join(one.message for one in mine))


def fields_of_conditions(
    facts: Sequence[Fact], conditions: Mapping[str, Any], name: str, faults: Sequence[Fault]
) -> list[Input]:
    """A field for each fact that can be asked about."""
    wrong = {str(one.place[-1]): one.message for one in faults}
    return [
        Input(
            f"{name}.{fact.name}",
            fact,
            fact.kind,
            _shown_condition(fact, conditions.get(fact.name)),
            [(str(value), label) for value, label in fact.choices],
            [],
            wrong.get(fact.name, ""),
        )
        for fact in facts
    ]


def content_from(sent: QueryDict, key: str) -> dict[str, Any]:
    """The playbook that a form holds. What cannot be read stays a text, so that the check names it."""
    content: dict[str, Any] = {"playbook": key, "name": _words(sent, "name"), "about": _words(sent, "about")}
    trigger = sent.get("trigger", "")
    if trigger == "calendar":
        content["trigger"] = {"at": sent.get("at", "").strip(), "each": sent.get("each", "")}
        days = [day for day in DAYS if day in sent.getlist("days")]
        if days and len(days) < len(DAYS):
            content["trigger"]["days"] = days
    else:
        content["trigger"] = {"event": trigger}
    known = facts_given(nouns_of(content))
    content["guards"] = _conditions(sent, "guards", known)
    caps = {name: sent.get(f"caps.{name}", "").strip() for name in CAPS}
    content["caps"] = {name: text if name.startswith("spend") else _number(text) for name, text in caps.items() if text}
    content["steps"] = [_step(sent, index, known) for index in sent.getlist("order")]
    return content


def _words(sent: QueryDict, name: str) -> dict[str, str]:
    both = {language: sent.get(f"{name}.{language}", "").replace("\r\n", "\n").strip() for language in ("zh", "en")}
    return {language: text for language, text in both.items() if text}


def _step(sent: QueryDict, index: str, known: Sequence[Fact]) -> dict[str, Any]:
    do = sent.get(f"{index}.do", "")
    kind = KINDS.get(do)
    given = {
        one.name: value
        for one in (kind.parameters if kind else ())
        if (value := _given(sent, f"{index}.with.{one.name}", one, known)) not in (None, "", {})
    }
    return {"step": sent.get(f"{index}.step", ""), "name": _words(sent, f"{index}.name"), "do": do, "with": given}


def _given(sent: QueryDict, name: str, parameter: Parameter, known: Sequence[Fact]) -> Any:
    text = sent.get(name, "").strip()
    if parameter.kind == "words":
        return _words(sent, name)
    if parameter.kind == "duration":
        count = sent.get(f"{name}.count", "").strip()
        return f"{count} {sent.get(f'{name}.unit', '')}" if count else ""
    if parameter.kind == "conditions":
        return _conditions(sent, name, known)
    if parameter.kind == "boolean":
        return {"yes": True, "no": False}.get(text)
    return _number(text) if parameter.kind == "integer" and text else text


def _conditions(sent: QueryDict, name: str, known: Sequence[Fact]) -> dict[str, Any]:
    found = {fact.name: _condition(fact, f"{name}.{fact.name}", sent) for fact in known}
    return {name: one for name, one in found.items() if one is not None}


def _condition(fact: Fact, name: str, sent: QueryDict) -> Any:
    if fact.kind == "number":
        bounds = {one: sent.get(f"{name}.{one}", "").strip() for one in ("from", "below")}
        return {one: _number(text) for one, text in bounds.items() if text} or None
    if fact.kind == "boolean":
        return {"yes": True, "no": False}.get(sent.get(name, ""))
    if fact.kind == "choice":
        return sent.getlist(name) or None
    texts = [one.strip() for one in sent.get(name, "").replace("，", ",").split(",")]
    return [one for one in texts if one] or None


def edited(content: dict[str, Any], edit: str) -> dict[str, Any]:
    """The playbook after a button: a step added at the end, moved, or removed."""
    steps = list(content["steps"])
    what, _colon, which = edit.partition(":")
    index = int(which) if which.isdecimal() else -1
    if what == "add" and which in KINDS and len(steps) < MOST_STEPS + 1:
        steps.append(new_step(which, [one["step"] for one in steps]))
    elif what == "remove" and 0 <= index < len(steps):
        del steps[index]
    elif what in ("up", "down") and 0 <= index < len(steps):
        other = index + (-1 if what == "up" else 1)
        if 0 <= other < len(steps):
            steps[index], steps[other] = steps[other], steps[index]
    return {**content, "steps": steps}


def new_step(do: str, taken: Sequence[str]) -> dict[str, Any]:
    """A new step of a kind, with a key that nobody has and the kind's own name."""
    key, number = do, 1
    while key in taken:
        number += 1
        key = f"{do}_{number}"
    name = {}
    for language, code in (("zh", "zh-hans"), ("en", "en")):
        with override(code):
            name[language] = str(KINDS[do].label)
    return {"step": key, "name": name, "do": do, "with": {}}
