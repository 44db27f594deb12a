"""When we work, and which public days are in force."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.policies.register import Fact, Outcome, declare
from zhiyin.resolve.promises.kinds.shared import CALENDAR_NAMES
from zhiyin.resolve.promises.policy import fault_of_calendar

CALENDARS = declare(
    "calendars",
    label=_("Calendars"),
    about=_(
        "When we work. Each name stands for a time zone, the windows of each weekday, public holidays (“cn” for mainland "
        "China with its make-up days, another country such as “de” or “de-by”, a feed, or a list of these), and days of "
        "our own. A name that is not listed takes the last row."
    ),
    facts=(Fact("name", _("Name"), kind="text", choices=CALENDAR_NAMES),),
    outcomes=(Outcome("calendar", _("Calendar"), kind="json", check=fault_of_calendar),),
    default=(
        {"when": {"name": ["always"]}, "then": {"calendar": {"always": True}}},
        {
            "when": {},
            "then": {
                "calendar": {
                    "time_zone": "Asia/Shanghai",
                    "windows": {"mon-fri": [["09:00", "12:00"], ["13:30", "18:00"]]},
                    "holidays": "cn",
                    "closed": [],
                    "extra": [],
                }
            },
        },
    ),
)

PUBLIC_DAYS = declare(
    "public_days",
    label=_("Public days"),
    about=_(
        "Which version of the public holidays and make-up days of each source is in force. Each night they are looked up, "
        "and what is new becomes a version that comes into force here; 0 are those that came with the house."
    ),
    facts=(Fact("source", _("Source"), kind="text"),),
    outcomes=(Outcome("version", _("Version"), kind="integer", minimum=0),),
    default=({"when": {}, "then": {"version": 0}},),
)
