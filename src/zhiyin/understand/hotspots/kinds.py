"""The policy that says how the house looks for hotspots."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.policies.register import Outcome, declare

HOTSPOTS = declare(
    "hotspots",
    label=_("Hotspots"),
    about=_(
        "Each night the last days are compared with the weeks before, topic by topic. A topic is a hotspot when enough "
        "customers wrote about it, clearly more than before, and chance would explain few of such findings."
    ),
    outcomes=(
        Outcome("window_days", _("Days looked at"), kind="integer", minimum=1, maximum=28),
        Outcome("baseline_weeks", _("Weeks before"), kind="integer", minimum=2, maximum=52),
        Outcome("least_customers", _("Customers at least"), kind="integer", minimum=1, maximum=1000),
        Outcome("least_ratio", _("Times as many at least"), kind="number", minimum=1, maximum=10),
        Outcome("false_share", _("Share of false findings accepted"), kind="number", minimum=0.001, maximum=0.2),
        Outcome("minutes_per_reply", _("Minutes of work a reply"), kind="number", minimum=1, maximum=120),
    ),
    default=(
        {
            "when": {},
            "then": {
                "window_days": 7,
                "baseline_weeks": 8,
                "least_customers": 5,
                "least_ratio": 1.3,
                "false_share": 0.05,
                "minutes_per_reply": 6,
            },
        },
    ),
)
