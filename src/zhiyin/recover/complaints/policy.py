"""The order of a complaint, pure: which step may follow, and what is missing. (ISO 10002; B21, M37, M58, M90, M97)

receive → acknowledge → assess → investigate → respond → communicate the decision → close.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

RECEIVED, ACKNOWLEDGED, ASSESSED, INVESTIGATING, ANSWERED, DECIDED, CLOSED, WITHDRAWN = (
    "received",
    "acknowledged",
    "assessed",
    "investigating",
    "answered",
    "decided",
    "closed",
    "withdrawn",
)
#: the stations of the line, in order
LINE = (RECEIVED, ACKNOWLEDGED, ASSESSED, INVESTIGATING, ANSWERED, DECIDED, CLOSED)
OPEN_STATES = LINE[:-1]

OPEN, ACKNOWLEDGE, CONFIRM, CORRECT, ASSESS, INVESTIGATE, FIND_CAUSE, PROPOSE = (
    "open",
    "acknowledge",
    "confirm",
    "correct",
    "assess",
    "investigate",
    "find_cause",
    "propose",
)
ACCEPT, ADJUST, REFUSE, NO_REPLY, CLOSE, WITHDRAW, RESUME = (
    "accept",
    "adjust",
    "refuse",
    "no_reply",
    "close",
    "withdraw",
    "resume",
)
#: what a customer says to a proposed solution
ANSWERS = (ACCEPT, ADJUST, REFUSE)

#: for each step: from which state to which
STEPS: dict[str, dict[str, str]] = {
    ACKNOWLEDGE: {RECEIVED: ACKNOWLEDGED, ACKNOWLEDGED: ACKNOWLEDGED},
    CONFIRM: {ACKNOWLEDGED: ACKNOWLEDGED},
    CORRECT: {ACKNOWLEDGED: RECEIVED},
    ASSESS: {ACKNOWLEDGED: ASSESSED} | {one: one for one in (ASSESSED, INVESTIGATING, ANSWERED, DECIDED)},
    INVESTIGATE: {ASSESSED: INVESTIGATING, INVESTIGATING: INVESTIGATING, DECIDED: INVESTIGATING},
    FIND_CAUSE: {one: one for one in (INVESTIGATING, ANSWERED, DECIDED)},
    PROPOSE: {INVESTIGATING: ANSWERED, DECIDED: ANSWERED},
    ACCEPT: {ANSWERED: DECIDED},
    REFUSE: {ANSWERED: DECIDED},
    NO_REPLY: {ANSWERED: DECIDED},
    ADJUST: {ANSWERED: INVESTIGATING},
    CLOSE: {DECIDED: CLOSED},
    WITHDRAW: dict.fromkeys(OPEN_STATES, WITHDRAWN),
    RESUME: {CLOSED: INVESTIGATING, WITHDRAWN: RECEIVED},
}

PRODUCT, SERVICE, COMMUNICATION, OTHER = "product", "service", "communication", "other"
CAUSE_CLASSES = (PRODUCT, SERVICE, COMMUNICATION, OTHER)
#: from this priority up a cause needs a chain of so many whys
WHYS_FROM_PRIORITY, LEAST_WHYS = 2, 3
#: above this share of causes "other", the classes no longer tell anything
MOST_OTHER = 0.15
#: a silent customer is reminded so often before the complaint is closed as unanswered
REMINDERS = 2

#: what a step may lack, in words
MISSING: dict[str, object] = {
    "story": _("what happened"),
    "wish": _("what the customer wants"),
    "product": _("the product or service it is about"),
    "happened_on": _("the day it happened"),
    "place": _("where it happened"),
    "evidence": _("a piece of evidence"),
    "confirmed": _("the customer’s word that we understood them, or how else you know"),
    "finding": _("a finding of the investigation"),
    "cause": _("the class of the cause"),
    "whys": _("at least three whys behind the cause, as for every complaint of priority 1 or 2"),
    "answer": _("the customer’s answer to the solution, or their silence after two reminders"),
    "path": _("where the customer can turn to outside of us, in the closing letter"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a complaint has so far. `required` are the fields that its form asks for, `filled` those that are there."""

    state: str
    priority: int = 3
    required: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    confirmed: bool = False
    findings: int = 0
    evidence: int = 0
    cause_class: str = ""
    whys: int = 0
    answered: bool = False
    path_in_letter: bool = True

    @property
    def gaps(self) -> list[str]:
        """The fields of the form that are still missing, in the order of `MISSING`."""
        have = self.filled | ({"evidence"} if self.evidence else frozenset())
        return [name for name in MISSING if name in self.required and name not in have]


def next_state(step: str, state: str) -> str | None:
    """The state after a step, None where it may not be taken.

    >>> next_state(ASSESS, ACKNOWLEDGED), next_state(CLOSE, INVESTIGATING)
    ('assessed', None)
    """
    return STEPS[step].get(state)


def missing(step: str, facts: Facts) -> list[str]:
    """What is missing for a step that may follow, as keys of `MISSING`; empty when it may be taken."""
    if step == CONFIRM:
        return [name for name in ("story", "wish") if name not in facts.filled]
    if step == ASSESS and facts.state == ACKNOWLEDGED:
        return facts.gaps + ([] if facts.confirmed else ["confirmed"])
    if step == PROPOSE:
        return [] if facts.findings else ["finding"]
    if step == CLOSE:
        return [
            *([] if facts.answered else ["answer"]),
            *([] if facts.evidence else ["evidence"]),
            *missing_of_cause(facts.cause_class, facts.whys, facts.priority),
            *([] if facts.path_in_letter else ["path"]),
        ]
    return []


def missing_of_cause(cause_class: str, whys: int, priority: int) -> list[str]:
    """What a cause lacks: a class, and of a grave complaint the chain behind it."""
    if cause_class not in CAUSE_CLASSES:
        return ["cause"]
    return ["whys"] if priority <= WHYS_FROM_PRIORITY and whys < LEAST_WHYS else []


def possible(facts: Facts) -> list[str]:
    """The steps that may follow now, whether or not something is still missing for them."""
    return [step for step, ways in STEPS.items() if facts.state in ways]


def holds_path(letter: str, path: str) -> bool:
    """Whether a letter contains the path outside, however its lines are broken.

    >>> holds_path("Dear Ms Wang, call\\n12315.", "call 12315."), holds_path("Dear Ms Wang.", "call 12315.")
    (True, False)
    """
    return bool(path.strip()) and "".join(path.split()) in "".join(letter.split())


def silence(proposed_at: datetime, reminded: int, silent_for: timedelta) -> datetime:
    """When something is to be done about a customer who has not answered: the next reminder, and at last the end.

    The reminders part the time into equal pieces; silence is never taken for consent.
    """
    return proposed_at + silent_for * min(reminded + 1, REMINDERS + 1) / (REMINDERS + 1)


def too_many_others(other: int, causes: int) -> bool:
    """Whether so many causes are called "other" that the classes no longer tell anything."""
    return causes > 0 and other / causes > MOST_OTHER
