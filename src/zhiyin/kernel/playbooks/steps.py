"""The steps that are of no room: decide, wait, wait for an event, have a person do something, change a switch."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from zhiyin.kernel.playbooks.policy import failing, holds
from zhiyin.kernel.playbooks.register import TRIGGERS, Outcome, Parameter, Situation, step
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.reads import rows_in_force
from zhiyin.kernel.policies.register import POLICIES
from zhiyin.kernel.timeline.models import Entry


def decide(now: Situation) -> Outcome:
    """Go on when the conditions hold, else to the later step that is named."""
    conditions = now.given["when"]
    if holds(conditions, now.facts):
        return Outcome(gettext_noop("It is so: on with the next step."))
    return Outcome(
        gettext_noop("It is not so: on with “%(to)s”."),
        {"to": now.given["otherwise"], "facts": failing(conditions, now.facts)},
        to=now.given["otherwise"],
    )


def wait(now: Situation) -> Outcome:
    """Wait for a time."""
    span = now.span("time")
    assert span is not None
    return Outcome(gettext_noop("Waits %(time)s."), {"time": now.given["time"]}, until=now.at + span)


def woken(now: Situation, entry: Entry | None) -> Outcome:
    """The time is up."""
    return Outcome(gettext_noop("Waited %(time)s."), {"time": now.given["time"]})


def would_wait(now: Situation) -> Outcome:
    """A drill passes over its waits."""
    return Outcome(gettext_noop("Would wait %(time)s."), {"time": now.given["time"]})


def _awaited(now: Situation) -> tuple[str, Any]:
    trigger = TRIGGERS[now.given["event"]]
    shared = next((name for name in trigger.gives if name in now.about), None)
    if shared is None:
        raise ValidationError(_("This event can never be about what this playbook is about. Choose another one."))
    return trigger.name, now.about[shared]


def wait_for(now: Situation) -> Outcome:
    """Wait until an event comes that is about the same, at most for a time."""
    span = now.span("at_most")
    assert span is not None
    return Outcome(
        gettext_noop("Waits until this comes: %(event)s. At most %(time)s."),
        _names(now),
        until=now.at + span,
        awaits=_awaited(now),
    )


def _names(now: Situation) -> dict[str, Any]:
    return {"event": {"trigger": now.given["event"]}, "time": now.given["at_most"]}


def came(now: Situation, entry: Entry | None) -> Outcome:
    """It came, or its time is up: then on with the step that is named."""
    if entry is not None:
        rows = (("timeline.Entry", entry.id),)
        return Outcome(gettext_noop("It came: %(event)s."), _names(now), rows=rows, to=now.given.get("then") or "")
    return Outcome(
        gettext_noop("It did not come within %(time)s: %(event)s."), _names(now), to=now.given.get("otherwise") or ""
    )


def would_wait_for(now: Situation) -> Outcome:
    """A drill passes over its waits."""
    _awaited(now)
    return Outcome(gettext_noop("Would wait until this comes: %(event)s. At most %(time)s."), _names(now))


def ask_person(now: Situation) -> Outcome:
    """Wait until a person says that they did it, or the event comes that tells so; at most for a time."""
    span = now.span("within")
    return Outcome(
        gettext_noop("Waits for somebody: %(task)s"),
        {"task": dict(now.given["task"])},
        by_hand=True,
        until=now.at + span if span else None,
        awaits=_awaited(now) if now.given.get("event") else None,
    )


def nobody_did(now: Situation, entry: Entry | None) -> Outcome:
    """It was done; or nobody did it in time: on with the step that is named, or it stays with somebody, without a time."""
    if entry is not None:
        rows = (("timeline.Entry", entry.id),)
        said = {"event": {"trigger": now.given["event"]}}
        return Outcome(gettext_noop("Done: %(event)s."), said, rows=rows, to=now.given.get("then") or "")
    if now.given.get("otherwise"):
        return Outcome(
            gettext_noop("Nobody did it within %(time)s."),
            {"time": now.given["within"], "task": dict(now.given["task"])},
            skipped=True,
            to=now.given["otherwise"],
        )
    return Outcome(
        gettext_noop("Late, and still waits for somebody: %(task)s"),
        {"task": dict(now.given["task"])},
        by_hand=True,
        awaits=_awaited(now) if now.given.get("event") else None,
    )


def would_ask_person(now: Situation) -> Outcome:
    return Outcome(gettext_noop("Somebody would be asked: %(task)s"), {"task": dict(now.given["task"])})


def switches() -> list[tuple[str, Any]]:
    """The policies' yes-and-no outcomes: "policy.outcome" with both labels."""
    return [
        (f"{declared.key}.{outcome.name}", f"{declared.label}: {outcome.label}")
        for declared in POLICIES.values()
        for outcome in declared.outcomes
        if outcome.kind == "boolean"
    ]


def _switched(now: Situation) -> tuple[str, list[Any], list[Any]]:
    key, _dot, outcome = now.given["switch"].partition(".")
    rows = rows_in_force(key)
    on = now.given["on"]
    return key, rows, [{"when": dict(row["when"]), "then": {**row["then"], outcome: on}} for row in rows]


def change_switch(now: Situation) -> Outcome:
    """Put a policy in force whose rows all say yes, or no."""
    key, rows, wanted = _switched(now)
    said = {"switch": {"switch": now.given["switch"]}, "on": {"yes": now.given["on"]}}
    if list(rows) == wanted:
        return Outcome(gettext_noop("It was so already: %(switch)s – %(on)s."), said)
    note = now.name.get("zh") or now.name.get("en") or ""
    version = put_in_force(key, wanted, note, by=now.by, because=now.because, at=now.at)
    return Outcome(gettext_noop("Switched: %(switch)s – %(on)s."), said, rows=(("policies.Version", version.id),))


def would_change_switch(now: Situation) -> Outcome:
    said = {"switch": {"switch": now.given["switch"]}, "on": {"yes": now.given["on"]}}
    return Outcome(gettext_noop("Would switch: %(switch)s – %(on)s."), said)


def events() -> list[tuple[str, Any]]:
    """The events that a run can wait for."""
    return [(one.name, one.label) for one in TRIGGERS.values()]


step(
    "decide",
    group="decide",
    label=gettext_lazy("Decide by facts"),
    about=gettext_lazy("On with the next step when all of this holds, else with a later one."),
    parameters=(
        Parameter("when", gettext_lazy("If all of this holds"), "conditions"),
        Parameter("otherwise", gettext_lazy("Otherwise go to"), "later_step"),
    ),
    run=decide,
    would=decide,
    pure=True,
    acts=False,
)
step(
    "wait",
    group="wait",
    label=gettext_lazy("Wait for a time"),
    parameters=(Parameter("time", gettext_lazy("How long"), "duration"),),
    run=wait,
    would=would_wait,
    wake=woken,
    acts=False,
)
step(
    "wait_for",
    group="wait",
    label=gettext_lazy("Wait until something happens"),
    about=gettext_lazy("About the same customer's matter. What happened since the beginning counts."),
    parameters=(
        Parameter("event", gettext_lazy("What is to happen"), "choice", choices=events),
        Parameter("at_most", gettext_lazy("At most"), "duration"),
        Parameter("then", gettext_lazy("If it happens, go to"), "later_step", required=False),
        Parameter("otherwise", gettext_lazy("If it does not happen, go to"), "later_step", required=False),
    ),
    run=wait_for,
    would=would_wait_for,
    wake=came,
    acts=False,
)
step(
    "person",
    group="do",
    label=gettext_lazy("Somebody does something"),
    about=gettext_lazy("Stands among the things to do until a person says what they did, or skips it with a reason."),
    parameters=(
        Parameter("task", gettext_lazy("What is to be done"), "words"),
        Parameter("event", gettext_lazy("Done as soon as this happens"), "choice", required=False, choices=events),
        Parameter("then", gettext_lazy("When it is done, go to"), "later_step", required=False),
        Parameter("within", gettext_lazy("Within"), "duration", required=False),
        Parameter("otherwise", gettext_lazy("If nobody does it, go to"), "later_step", required=False),
    ),
    run=ask_person,
    would=would_ask_person,
    wake=nobody_did,
    acts=False,
)
step(
    "change_switch",
    group="switch",
    label=gettext_lazy("Change a switch"),
    about=gettext_lazy("Says yes or no in every row of a policy; its history shows that a playbook did it."),
    parameters=(
        Parameter("switch", gettext_lazy("Switch"), "choice", choices=switches),
        Parameter("on", gettext_lazy("On"), "boolean"),
    ),
    run=change_switch,
    would=would_change_switch,
)
