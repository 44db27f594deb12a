"""What triggers, steps and their outcomes are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from zhiyin.face import wording
from zhiyin.face.decision_tables import condition_in_words
from zhiyin.kernel.playbooks.policy import DAYS, END, nouns_of
from zhiyin.kernel.playbooks.register import KINDS, POPULATIONS, TRIGGERS, Parameter, facts_given
from zhiyin.kernel.playbooks.values import Duration, Price
from zhiyin.kernel.policies.register import POLICIES

GROUPS = {
    "do": gettext_lazy("Do"),
    "decide": gettext_lazy("Decide by facts"),
    "send": gettext_lazy("Send"),
    "wait": gettext_lazy("Wait"),
    "spend": gettext_lazy("Spend"),
    "open": gettext_lazy("Open"),
    "switch": gettext_lazy("Change a switch"),
    "call": gettext_lazy("Tell another program"),
    "ask": gettext_lazy("Ask a form"),
}
GROUP_ICONS = {
    "do": "hand-raised",
    "decide": "arrows-right-left",
    "send": "paper-airplane",
    "wait": "clock",
    "spend": "gift",
    "open": "folder-open",
    "switch": "power",
    "call": "globe-alt",
    "ask": "clipboard-document-list",
}
DAY_NAMES = dict(
    zip(
        DAYS,
        (
            pgettext_lazy("weekday", "Mon"),
            pgettext_lazy("weekday", "Tue"),
            pgettext_lazy("weekday", "Wed"),
            pgettext_lazy("weekday", "Thu"),
            pgettext_lazy("weekday", "Fri"),
            pgettext_lazy("weekday", "Sat"),
            pgettext_lazy("weekday", "Sun"),
        ),
        strict=True,
    )
)
CAP_NAMES = {
    "runs_a_day": gettext_lazy("Runs a day"),
    "runs_a_customer": gettext_lazy("Runs a customer"),
    "customer_days": gettext_lazy("within so many days"),
    "spend_a_run": gettext_lazy("Money a run"),
    "spend_a_day": gettext_lazy("Money a day"),
}


def in_reader_language(both: Mapping[str, Any] | None) -> str:
    """A text {"zh", "en"} in the reader's language, or in the other one."""
    first, second = ("zh", "en") if (get_language() or "").startswith("zh") else ("en", "zh")
    return str((both or {}).get(first) or (both or {}).get(second) or "")


def money(minor: int, currency: str) -> str:
    """An amount, also of what is no money."""
    if len(currency) == 3:
        return wording.amount(minor, currency)
    return ngettext("%(count)s point", "%(count)s points", minor) % {"count": minor}


def duration(text: str) -> str:
    """ "2 days" in the reader's language; any other text as it is."""
    try:
        one = Duration.read(text)
    except ValueError:
        return text
    words = {
        "minutes": ngettext("%(count)s minute", "%(count)s minutes", one.count),
        "hours": ngettext("%(count)s hour", "%(count)s hours", one.count),
        "days": ngettext("%(count)s day", "%(count)s days", one.count),
    }
    return words[one.unit] % {"count": one.count}


def shown(value: Any) -> str:
    """One value of an outcome in words."""
    if isinstance(value, Mapping):
        if "trigger" in value:
            trigger = TRIGGERS.get(value["trigger"])
            return str(trigger.label) if trigger else str(value["trigger"])
        if "switch" in value:
            return switch_in_words(value["switch"])
        if "yes" in value:
            return _("yes") if value["yes"] else _("no")
        if "minor" in value:
            return money(value["minor"], value["currency"])
        return in_reader_language(value)
    if isinstance(value, str):
        return duration(value)
    return _(", ").join(shown(one) for one in value) if isinstance(value, list | tuple) else str(value)


def switch_in_words(text: str) -> str:
    """ "policy.outcome" by their labels."""
    key, _dot, name = text.partition(".")
    declared = POLICIES.get(key)
    outcome = next((one for one in declared.outcomes if one.name == name), None) if declared else None
    return f"{declared.label}: {outcome.label}" if declared and outcome else text


def said(text: str, values: Mapping[str, Any]) -> str:
    """What came of a step, in words."""
    return _(text) % {name: shown(value) for name, value in values.items()} if text else ""


def trigger_in_words(content: Mapping[str, Any]) -> str:
    """What begins it."""
    trigger = content.get("trigger") or {}
    if "event" in trigger:
        return shown({"trigger": trigger["event"]})
    those = POPULATIONS.get(str(trigger.get("each")))
    days = trigger.get("days") or DAYS
    named = _("every day") if len(days) == 7 else _(", ").join(str(DAY_NAMES[day]) for day in days if day in DAY_NAMES)
    return _("%(days)s at %(time)s: %(those)s") % {
        "days": named,
        "time": trigger.get("at", "?"),
        "those": those.label if those else trigger.get("each", "?"),
    }


def conditions_in_words(conditions: Mapping[str, Any], content: Mapping[str, Any]) -> list[str]:
    """Each condition as "Priority: below 3"."""
    facts = {one.name: one for one in facts_given(nouns_of(content))}
    return [
        f"{facts[name].label}: {condition_in_words(facts[name], condition)}" if name in facts else name
        for name, condition in (conditions or {}).items()
    ]


def caps_in_words(caps: Mapping[str, Any]) -> list[str]:
    """Each cap with its name."""
    found = []
    for name, value in (caps or {}).items():
        price = Price.read(value) if name.startswith("spend") else None
        text = money(price.minor, price.currency) if price else str(value)
        found.append(f"{CAP_NAMES.get(name, name)}: {text}")
    return found


def told_in_words(content: Mapping[str, Any], position: int) -> list[tuple[str, str]]:
    """What a step is told: label and value in words."""
    told = content["steps"][position]
    kind = KINDS.get(told.get("do"))
    given = told.get("with") or {}
    if kind is None:
        return []
    return [
        (str(parameter.label), _value(parameter, given[parameter.name], content))
        for parameter in kind.parameters
        if given.get(parameter.name) not in (None, "", {})
    ]


def _value(parameter: Parameter, value: Any, content: Mapping[str, Any]) -> str:
    if parameter.kind == "later_step":
        return step_name(content["steps"], value)
    if parameter.kind == "conditions":
        return _("; ").join(conditions_in_words(value, content))
    if parameter.kind == "choice":
        return str(dict(parameter.options()).get(value, value))
    if parameter.kind == "boolean":
        return _("yes") if value else _("no")
    if parameter.kind == "money":
        price = Price.read(value)
        return money(price.minor, price.currency)
    return shown(value)


def step_name(steps: Sequence[Mapping[str, Any]], key: str) -> str:
    """The name of a step by its key."""
    if key == END:
        return _("the end")
    return next((in_reader_language(one.get("name")) for one in steps if one.get("step") == key), key)
