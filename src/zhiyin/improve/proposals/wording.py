"""What a proposal says of itself, in the reader's language: the house keeps facts and words them when they are read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from zhiyin.improve.proposals.models import Proposal
from zhiyin.kernel.policies.register import POLICIES


def title_of(proposal: Proposal, topic: str) -> str:
    """Its title, or for a hotspot's proposal what it is about. `topic` is the topic's name for the reader."""
    return proposal.title or _("Fewer complaints about “%(topic)s”") % {"topic": topic or proposal.topic}


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
