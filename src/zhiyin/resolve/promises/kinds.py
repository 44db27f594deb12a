"""The policies that decide what is promised: how long, by which calendar, and whether the customer is told at once."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.policies.register import Fact, Outcome, declare
from zhiyin.listen.channels.reads import kinds_of_channel
from zhiyin.resolve.promises.policy import fault_of_calendar

CHANNELS = kinds_of_channel()
VALUE_BANDS = (
    ("high", pgettext_lazy("value", "high")),
    ("middle", pgettext_lazy("value", "middle")),
    ("low", pgettext_lazy("value", "low")),
    ("unknown", pgettext_lazy("value", "unknown")),
)
#: what the calendars that we begin with are called for people; tables and the editor use the short name
CALENDAR_NAMES = (("always", _("round the clock (always)")), ("office", _("office hours (office)")))

FIRST_REPLY = declare(
    "first_reply",
    label=_("First reply"),
    about=_(
        "Within how much working time a person replies to a new case. An automatic answer does not count. The customer is "
        "told the time; when it passes without a reply, the policy “Compensation” makes it good."
    ),
    facts=(
        Fact("channel", _("Channel"), choices=CHANNELS),
        Fact("priority", _("Priority (1 highest, 5 lowest)"), kind="number"),
        Fact("value_band", _("Value of the customer"), choices=VALUE_BANDS),
    ),
    outcomes=(
        Outcome("minutes", _("Working minutes"), kind="integer", minimum=1, maximum=60 * 24 * 60),
        Outcome("calendar", _("Calendar"), kind="text", choices=CALENDAR_NAMES),
    ),
    default=(
        {"when": {"channel": ["chat"]}, "then": {"minutes": 5, "calendar": "office"}},
        {"when": {"priority": {"below": 2}}, "then": {"minutes": 30, "calendar": "always"}},
        {"when": {"priority": {"below": 3}}, "then": {"minutes": 120, "calendar": "office"}},
        {"when": {"value_band": ["high"]}, "then": {"minutes": 120, "calendar": "office"}},
        {"when": {}, "then": {"minutes": 240, "calendar": "office"}},
    ),
)

SOLUTION = declare(
    "solution",
    label=_("Solution"),
    about=_(
        "Within how much working time a case is solved; 0 promises nothing. The clock stands while we wait for the "
        "customer, and runs on where it stopped when a case is reopened."
    ),
    facts=FIRST_REPLY.facts,
    outcomes=(
        Outcome("minutes", _("Working minutes"), kind="integer", minimum=0, maximum=60 * 24 * 60),
        Outcome("calendar", _("Calendar"), kind="text", choices=CALENDAR_NAMES),
    ),
    default=({"when": {}, "then": {"minutes": 0, "calendar": "office"}},),
)

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

ACKNOWLEDGEMENT = declare(
    "acknowledgement",
    label=_("Automatic acknowledgement"),
    about=_("Whether the customer is told at once that a message came in, and by when a person replies."),
    facts=(Fact("channel", _("Channel"), choices=CHANNELS),),
    outcomes=(Outcome("send", _("Tell the customer"), kind="boolean"),),
    default=({"when": {}, "then": {"send": True}},),
)
