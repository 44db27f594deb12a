"""The policies of routing: whether cases are given out and what counts, which skills they need, who is told when."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.policies.register import Fact, Outcome, declare
from zhiyin.listen.channels.reads import kinds_of_channel

CHANNELS = kinds_of_channel()
_NEED = re.compile(r"([a-z0-9_-]{1,40})(?::([1-4]))?")


def needs_from(text: str) -> dict[str, int]:
    """Skills with the least level of each: `refund:2 hotel` is `{"refund": 2, "hotel": 1}`. `ValueError` if unreadable."""
    needs = {}
    for part in text.replace(",", " ").split():
        found = _NEED.fullmatch(part)
        if found is None:
            raise ValueError(part)
        needs[found[1]] = int(found[2] or 1)
    return needs


def _fault_of_needs(value: Any) -> str:
    try:
        needs_from(value)
    except ValueError as fault:
        return _now("“%(text)s” is no skill. Write keys with the least level, such as refund:2 hotel.") % {
            "text": fault.args[0]
        }
    return ""


UNIT = Fact("unit", _("Unit (its name)"), kind="text")
CHANNEL = Fact("channel", _("Channel"), choices=CHANNELS)
PRIORITY = Fact("priority", _("Priority (1 highest, 5 lowest)"), kind="number")

ROUTING = declare(
    "routing",
    label=_("Giving out cases"),
    about=_(
        "Whether a case that nobody owns is given to a person by itself, and what counts: who has the skills and the "
        "language, is on shift and has room may be given it. The weights say what knowing the customer, a full load and "
        "having been given a case last are worth. Nothing changes the order of the queue: class, then arrival."
    ),
    facts=(UNIT, CHANNEL, PRIORITY),
    outcomes=(
        Outcome("give", _("Given out by itself"), kind="boolean"),
        Outcome("known_days", _("Last owner known for days"), kind="integer", minimum=0, maximum=365),
        Outcome(
            "waiting_counts",
            _("A case that waits for the customer counts, %"),
            kind="integer",
            minimum=0,
            maximum=100,
        ),
        Outcome("known", _("Weight: knows the customer"), kind="integer", minimum=0, maximum=100_000),
        Outcome("load", _("Weight: load"), kind="integer", minimum=0, maximum=100_000),
        Outcome("idle", _("Weight: idle"), kind="integer", minimum=0, maximum=100_000),
        Outcome("back_minutes", _("A break is no end of shift, minutes"), kind="integer", minimum=0, maximum=1440),
        Outcome(
            "alarm_minutes",
            _("Alarm when unowned, working minutes (0: never)"),
            kind="integer",
            minimum=0,
            maximum=10_000,
        ),
        Outcome("calendar", _("Calendar of the alarm"), kind="text"),
    ),
    default=(
        {
            "when": {},
            "then": {
                "give": False,
                "known_days": 7,
                "waiting_counts": 25,
                "known": 10_000,
                "load": 1_000,
                "idle": 1,
                "back_minutes": 120,
                "alarm_minutes": 15,
                "calendar": "office",
            },
        },
    ),
)  # fmt: skip

SKILLS_NEEDED = declare(
    "skills_needed",
    label=_("What a case needs"),
    about=_(
        "Which skills, each with its least level from 1 to 4, somebody needs to be given a case (refund:2 hotel), and "
        "whether they must speak its language. Skills that have expired do not count."
    ),
    facts=(
        UNIT,
        CHANNEL,
        PRIORITY,
        Fact("language", _("Language"), kind="text"),
        Fact("value_band", _("Value of the customer"), kind="text"),
    ),
    outcomes=(
        Outcome("skills", _("Skills"), kind="text", required=False, check=_fault_of_needs),
        Outcome("speak", _("Must speak its language"), kind="boolean"),
    ),
    default=({"when": {}, "then": {"skills": "", "speak": True}},),
)

STEPS = (
    ("warned", _("80 % of its time")),
    ("breached", _("100 %: broken")),
    ("overrun", _("150 %: half its time over")),
)

ESCALATION = declare(
    "escalation",
    label=_("Escalation"),
    about=_(
        "Who is told when a promise has used 80 %, 100 % and 150 % of its working time, each exactly once, and whether the "
        "case then goes to somebody with a higher level of skill (0: it stays where it is)."
    ),
    facts=(
        Fact("step", _("When"), choices=STEPS),
        Fact("promise", _("Promise"), kind="text"),
        UNIT,
        CHANNEL,
        PRIORITY,
    ),
    outcomes=(
        Outcome("owner", _("Tell the owner"), kind="boolean"),
        Outcome("lead", _("Tell the leads"), kind="boolean"),
        Outcome("manager", _("Tell the managers"), kind="boolean"),
        Outcome("level", _("Hand on to skill level"), kind="integer", minimum=0, maximum=4),
    ),
    default=(
        {"when": {"step": ["warned"]}, "then": {"owner": True, "lead": False, "manager": False, "level": 0}},
        {"when": {"step": ["breached"]}, "then": {"owner": True, "lead": True, "manager": False, "level": 0}},
        {"when": {}, "then": {"owner": True, "lead": True, "manager": True, "level": 0}},
    ),
)
