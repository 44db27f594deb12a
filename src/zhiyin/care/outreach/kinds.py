"""The policy of reaching out: which customers, before they leave."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.policies.register import Fact, Outcome, Row, declare


def _reach_out_below(kind: str, score: int) -> Row:
    return {
        "when": {"value_band": ["high"], "breaches": {"from": 1}, "kind": [kind], "score": {"below": score}},
        "then": {"act": True, "minutes": 450, "calendar": "office"},
    }


_LEAVE_IN_PEACE: Row = {"when": {}, "then": {"act": False, "minutes": 450, "calendar": "office"}}

OUTREACH = declare(
    "outreach",
    label=_("Outreach"),
    about=_(
        "After which answer we reach out to a customer before they leave. Broken promises count for 60 days; a customer is "
        "reached out to at most once in 30 days."
    ),
    facts=(
        Fact(
            "value_band",
            _("Value of the customer"),
            choices=(
                ("high", pgettext_lazy("value", "high")),
                ("middle", pgettext_lazy("value", "middle")),
                ("low", pgettext_lazy("value", "low")),
                ("unknown", pgettext_lazy("value", "unknown")),
            ),
        ),
        Fact("breaches", _("Broken promises in 60 days"), kind="number"),
        Fact(
            "kind",
            _("Question"),
            choices=(("csat", _("Satisfaction (1–5)")), ("nps", _("Recommendation (0–10)")), ("ces", _("Ease (1–7)"))),
        ),
        Fact("score", _("Score"), kind="number"),
    ),
    outcomes=(
        Outcome("act", _("Reach out"), kind="boolean"),
        Outcome("minutes", _("Working minutes"), kind="integer", minimum=1, maximum=60 * 24 * 30),
        Outcome("calendar", _("Calendar"), kind="text"),
    ),
    default=(_reach_out_below("csat", 3), _reach_out_below("nps", 7), _reach_out_below("ces", 4), _LEAVE_IN_PEACE),
)
