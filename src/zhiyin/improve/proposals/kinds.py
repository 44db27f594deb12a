"""The policies that decide what a hotspot suggests, and how reviews are weighed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhiyin.improve.proposals.evidence import metric_choices, topic_names
from zhiyin.kernel.policies.register import POLICIES, Fact, Outcome, declare
from zhiyin.listen.channels.reads import kinds_of_channel


class _NamesOfNow:
    """Keys with the names they have when they are read: topics are renamed, policies are declared by later rooms too."""

    def __init__(self, names: Callable[[], Iterable[tuple[str, Any]]]) -> None:
        self._names = names

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self._names())


def _outcomes_by_name() -> Iterator[tuple[str, Any]]:
    """The values that a policy may have multiplied, with their labels."""
    return ((one.name, one.label) for policy in POLICIES.values() for one in policy.outcomes)


HINTS = declare(
    "proposal_hints",
    label=_("What a hotspot suggests"),
    about=_(
        "When a topic comes up more than it used to, a proposal is drafted. This table says which policy might help, which "
        "of its values to multiply by what, and which metric would show it. Leave the policy blank where no policy helps."
    ),
    facts=(
        Fact("topic", _("Topic"), kind="text", choices=_NamesOfNow(lambda: topic_names().items())),
        Fact("channel", _("Channel"), kind="text", choices=kinds_of_channel()),
    ),
    outcomes=(
        Outcome(
            "policy",
            _("Policy"),
            kind="text",
            choices=_NamesOfNow(lambda: ((one.key, one.label) for one in POLICIES.values())),
            required=False,
        ),
        Outcome("value", _("Its value"), kind="text", choices=_NamesOfNow(_outcomes_by_name), required=False),
        Outcome("factor", _("Times"), kind="number", minimum=0.1, maximum=10, required=False),
        Outcome("metric", _("Metric"), kind="choice", choices=tuple(metric_choices())),
    ),
    default=(
        {
            "when": {"topic": ["response", "staff", "delivery", "refund"]},
            "then": {"policy": "first_reply", "value": "minutes", "factor": 0.5, "metric": "satisfaction"},
        },
        {"when": {}, "then": {"policy": "", "value": "", "factor": 1, "metric": "satisfaction"}},
    ),
)

SCORES = declare(
    "proposal_scores",
    label=_("How proposals are scored"),
    about=_("How much each criterion of a review weighs, and how many reviews a proposal needs before it is accepted."),
    outcomes=(
        Outcome("benefit", _("Benefit for customers"), kind="number", minimum=0),
        Outcome("ease", _("Ease of doing it"), kind="number", minimum=0),
        Outcome("evidence", _("Strength of the evidence"), kind="number", minimum=0),
        Outcome("reviews_needed", _("Reviews needed"), kind="integer", minimum=1, maximum=20),
    ),
    default=({"when": {}, "then": {"benefit": 0.4, "ease": 0.3, "evidence": 0.3, "reviews_needed": 1}},),
)
