"""What a proposal says of itself, in the reader's language: the house keeps facts and words them when they are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from zhiyin.improve.proposals.models import Proposal
from zhiyin.kernel.policies.register import POLICIES, Choices, Declared


def title_of(proposal: Proposal, topic: str) -> str:
    """Its title, or for a hotspot's proposal what it is about. `topic` is the topic's name for the reader."""
    return proposal.title or _("Fewer contacts about “%(topic)s”") % {"topic": topic or proposal.topic}


def change_of(proposal: Proposal) -> str:
    """What the suggested change does, in one sentence; blank without one."""
    declared = POLICIES.get(proposal.policy_key)
    change: dict[str, Any] = proposal.change
    if declared is None or "factor" not in change:
        return ""
    outcome = next((one for one in declared.outcomes if one.name == change["value"]), None)
    words = {
        "value": outcome.label if outcome else change["value"],
        "percent": round(change["factor"] * 100),
        "policy": declared.label,
    }
    if "channel" not in change:
        return _("In the policy “%(policy)s”, set “%(value)s” to %(percent)s %% of what it is.") % words
    fact = next((one for one in declared.facts if one.name == "channel"), None)
    names = dict(fact.choices) if fact else {}
    words["channel"] = names.get(change["channel"], change["channel"])
    return (
        _("In the policy “%(policy)s”, set “%(value)s” to %(percent)s %% of what it is, for the channel “%(channel)s”.")
        % words
    )


def rows_in_words(declared: Declared, rows: Sequence[Mapping[str, Mapping[str, Any]]]) -> list[tuple[str, str]]:
    """Each row of a decision table as (condition, decision), for reading beside another version of it."""
    facts = {fact.name: fact for fact in declared.facts}
    outcomes = {outcome.name: outcome for outcome in declared.outcomes}
    told = []
    for row in rows:
        conditions = [
            _("%(what)s: %(value)s") % {"what": fact.label, "value": _condition(fact.choices, condition)}
            for name, condition in row["when"].items()
            if (fact := facts.get(name)) is not None
        ]
        decisions = [
            _("%(what)s: %(value)s") % {"what": outcome.label, "value": _value(outcome.choices, value)}
            for name, value in row["then"].items()
            if (outcome := outcomes.get(name)) is not None
        ]
        told.append((" · ".join(conditions) or _("everything else"), " · ".join(decisions)))
    return told


def _condition(choices: Choices, condition: Any) -> str:
    if isinstance(condition, Mapping):
        low, high = condition.get("from"), condition.get("below")
        if low is None:
            return _("below %(high)s") % {"high": high}
        return (
            _("%(low)s or more") % {"low": low}
            if high is None
            else _("%(low)s to below %(high)s") % {"low": low, "high": high}
        )
    values = condition if isinstance(condition, list | tuple) else [condition]
    return _(", ").join(_value(choices, one) for one in values)


def _value(choices: Choices, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(choices).get(value, value))
