"""The policies that decide what a hotspot suggests, and how reviews are weighed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.policies.register import Fact, Outcome, declare

HINTS = declare(
    "proposal_hints",
    label=_("What a hotspot suggests"),
    about=_(
        "When a topic comes up more than it used to, a proposal is drafted. This table says which policy might help, which "
        "of its values to multiply by what, and which metric would show it. Leave the policy blank where no policy helps."
    ),
    facts=(Fact("topic", _("Topic"), kind="text"), Fact("channel", _("Channel"), kind="text")),
    outcomes=(
        Outcome("policy", _("Policy"), kind="text", required=False),
        Outcome("value", _("Its value"), kind="text", required=False),
        Outcome("factor", _("Times"), kind="number", minimum=0.1, maximum=10, required=False),
        Outcome("metric", _("Metric"), kind="text"),
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
