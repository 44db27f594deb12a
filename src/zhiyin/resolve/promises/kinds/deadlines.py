"""How long we take for what we promise, to whom, and whether the customer is told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.policies.register import Fact, Outcome, declare
from zhiyin.resolve.promises.kinds.shared import CALENDAR, CHANNELS, FACTS, MINUTES, NAMES, OF_WHICH

FIRST_REPLY = declare(
    "first_reply",
    label=_("First reply"),
    about=_(
        "Within how much working time a person replies to a new case. An automatic answer does not count. The customer is "
        "told the time; when it passes without a reply, the policy “Compensation” makes it good."
    ),
    facts=FACTS,
    outcomes=(Outcome("minutes", _("Working minutes"), kind="integer", minimum=1, maximum=60 * 24 * 60), CALENDAR),
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
    facts=FACTS,
    outcomes=(MINUTES, CALENDAR),
    default=({"when": {}, "then": {"minutes": 0, "calendar": "office"}},),
)

NEXT_UPDATE = declare(
    "next_update",
    label=_("Next update"),
    about=_(
        "How long a customer waits at most between one word from us and the next while a case is open; 0 promises nothing. "
        "Each update begins the next wait; the clock stands while a question of ours waits for the customer."
    ),
    facts=FACTS,
    outcomes=(MINUTES, CALENDAR),
    default=(
        {"when": {"priority": {"below": 3}}, "then": {"minutes": 2 * 24 * 60, "calendar": "always"}},
        {"when": {}, "then": {"minutes": 0, "calendar": "office"}},
    ),
)

CONTRACT_PROMISES = declare(
    "contract_promises",
    label=_("Promises by contract"),
    about=_(
        "What contracts promise on top of what we promise everybody; 0 promises nothing. Of all that applies to a case the "
        "strictest binds, and the promise says why."
    ),
    facts=(OF_WHICH, *FACTS),
    outcomes=(MINUTES, CALENDAR, Outcome("basis", _("Contract"), kind="text", required=False)),
    default=({"when": {}, "then": {"minutes": 0, "calendar": "office", "basis": ""}},),
)

STATUTORY_PROMISES = declare(
    "statutory_promises",
    label=_("Promises by law"),
    about=_(
        "What the law demands; 0 demands nothing. What was once promised by law is locked: no later rule and nobody by "
        "hand makes it later or ends it, and it waits for nobody."
    ),
    facts=(OF_WHICH, *FACTS),
    outcomes=(MINUTES, CALENDAR, Outcome("basis", _("Law"), kind="text", required=False)),
    default=({"when": {}, "then": {"minutes": 0, "calendar": "always", "basis": ""}},),
)

HANDOVER = declare(
    "handover",
    label=_("Handover to others"),
    about=_(
        "Within how much working time a department or a vendor that we handed a case to gives it back; 0 sets no time. It "
        "is their clock: that of the customer runs on, and a breach shows whose time it was."
    ),
    facts=(
        Fact(
            "whose",
            _("To whom"),
            choices=(("department", _("department")), ("vendor", _("vendor")), ("other", _("somebody else"))),
        ),
        Fact("name", _("Name"), kind="text"),
        Fact("priority", _("Priority (1 highest, 5 lowest)"), kind="number"),
    ),
    outcomes=(MINUTES, CALENDAR),
    default=(
        {"when": {"whose": ["department"]}, "then": {"minutes": 240, "calendar": "office"}},
        {"when": {"whose": ["vendor"]}, "then": {"minutes": 480, "calendar": "office"}},
        {"when": {}, "then": {"minutes": 0, "calendar": "office"}},
    ),
)

EARLY_NOTICE = declare(
    "early_notice",
    label=_("Notice before a promise is broken"),
    about=_(
        "Whether the customer is told by itself, when four fifths of the time are used, that a promise may not be kept. "
        "Who is told before is disappointed less; it stays a broken promise. A person may tell them at any time."
    ),
    facts=(
        Fact("promise", _("Promise"), choices=NAMES),
        Fact("channel", _("Channel"), choices=CHANNELS),
        Fact("priority", _("Priority (1 highest, 5 lowest)"), kind="number"),
    ),
    outcomes=(Outcome("send", _("Tell the customer"), kind="boolean"),),
    default=(
        {"when": {"promise": ["told_date"]}, "then": {"send": True}},
        {"when": {}, "then": {"send": False}},
    ),
)

ACKNOWLEDGEMENT = declare(
    "acknowledgement",
    label=_("Automatic acknowledgement"),
    about=_("Whether the customer is told at once that a message came in, and by when a person replies."),
    facts=(Fact("channel", _("Channel"), choices=CHANNELS),),
    outcomes=(Outcome("send", _("Tell the customer"), kind="boolean"),),
    default=({"when": {}, "then": {"send": True}},),
)
