"""The policies of what leaves: how long it may be taken back, how much of it, at which hours; and of files, both ways."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.policies.register import Fact, Outcome, Row, declare
from zhiyin.listen.channels.models import Message
from zhiyin.listen.channels.policy import AUTOMATIC_PER_HOUR, FILE_KINDS, time_zone_fault


def _no_time(value: Any) -> str:
    try:
        time.fromisoformat(str(value))
    except ValueError:
        return gettext("Write a time such as 08:00.")
    return ""


def _no_zone(value: Any) -> str:
    return (
        gettext("No time zone has this name. Write one such as Asia/Shanghai.") if time_zone_fault(str(value)) else ""
    )


SENDING = declare(
    "sending",
    label=_("What leaves"),
    about=_(
        "How many seconds a person may take a reply back before it leaves (0: it leaves at once), and how many automatic "
        "messages may leave in an hour. A thread in which so many automatic messages were answered within an hour is taken "
        "for two machines talking: the next one stops and waits for a person."
    ),
    facts=(Fact("channel", _("Kind of channel"), kind="text"),),
    outcomes=(
        Outcome("undo_seconds", _("Seconds to take a reply back"), kind="integer", minimum=0, maximum=120),
        Outcome("automatic_per_hour", _("Automatic messages to one customer in an hour"), kind="integer", minimum=1),
        Outcome("channel_per_hour", _("Automatic messages of one channel in an hour"), kind="integer", minimum=1),
        Outcome(
            "exchanges_per_hour", _("Answered automatic messages of a thread in an hour"), kind="integer", minimum=1
        ),
    ),
    default=(
        {
            "when": {},
            "then": {
                "undo_seconds": 5,
                "automatic_per_hour": AUTOMATIC_PER_HOUR,
                "channel_per_hour": 1000,
                "exchanges_per_hour": 4,
            },
        },
    ),
)

CONTACT_HOURS = declare(
    "contact_hours",
    label=_("When customers are written to unasked"),
    about=_(
        "Automatic messages that answer nothing, such as surveys, leave only within these hours of the customer's day and "
        "wait outside them. Messages that are not about the customer's own cases are also counted: more than so many in 30 "
        "days do not leave. Answers always leave at once."
    ),
    facts=(
        Fact("language", _("Customer's language"), kind="text"),
        Fact("region", _("Customer's region"), kind="text"),
        Fact("purpose", _("Purpose"), kind="text"),
    ),
    outcomes=(
        Outcome("begin", _("From"), kind="text", check=_no_time),
        Outcome("end", _("Until"), kind="text", check=_no_time),
        Outcome("time_zone", _("Time zone"), kind="text", check=_no_zone),
        Outcome("weekdays_only", _("Monday to Friday only"), kind="boolean"),
        Outcome("most_in_30_days", _("Most such messages in 30 days"), kind="integer", minimum=0, maximum=1000),
    ),
    default=(
        {
            "when": {},
            "then": {
                "begin": "08:00",
                "end": "21:00",
                "time_zone": "Asia/Shanghai",
                "weekdays_only": False,
                "most_in_30_days": 8,
            },
        },
    ),
)

_FILES = {
    "program": _("program"),
    "picture": _("picture"),
    "document": _("document"),
    "sound": _("sound"),
    "film": _("film"),
    "archive": _("archive"),
    "other": _("other"),
}


def _up_to(megabytes: int, **when: list[str]) -> Row:
    return {"when": when, "then": {"largest_megabytes": megabytes}}


FILES = declare(
    "files",
    label=_("Files"),
    about=_(
        "Which files come in and go out, by channel, and how large they may be. What is not taken is named in the message, "
        "with the reason; the original of a mail keeps it. Programs are what runs when it is opened."
    ),
    facts=(
        Fact("channel", _("Kind of channel"), kind="text"),
        Fact("direction", _("Direction"), choices=tuple(Message.Direction.choices)),
        Fact("file", _("Kind of file"), choices=tuple((one, _FILES[one]) for one in FILE_KINDS)),
        Fact("ending", _("Ending of its name"), kind="text"),
    ),
    outcomes=(Outcome("largest_megabytes", _("At most, in MB (0: none)"), kind="integer", minimum=0, maximum=20),),
    default=(
        _up_to(0, file=["program"]),
        _up_to(0, channel=["chat"], direction=["in"], file=["other"]),
        _up_to(10, channel=["chat"], direction=["in"]),
        _up_to(15, direction=["out"]),
        _up_to(20),
    ),
)
