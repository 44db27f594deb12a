"""The rules of a case, pure: which status may follow which, what priority is, whether a resolved case may resume."""

from __future__ import annotations

from datetime import datetime, timedelta

NEW, OPEN, WAITING_CUSTOMER, WAITING_OTHER, RESOLVED, CLOSED = (
    "new",
    "open",
    "waiting_customer",
    "waiting_other",
    "resolved",
    "closed",
)
#: statuses in which somebody still owes something
OPEN_STATUSES = (NEW, OPEN, WAITING_CUSTOMER, WAITING_OTHER)

TRANSITIONS: dict[str, frozenset[str]] = {
    NEW: frozenset({OPEN, WAITING_CUSTOMER, WAITING_OTHER, RESOLVED}),
    OPEN: frozenset({WAITING_CUSTOMER, WAITING_OTHER, RESOLVED}),
    WAITING_CUSTOMER: frozenset({OPEN, WAITING_OTHER, RESOLVED}),
    WAITING_OTHER: frozenset({OPEN, WAITING_CUSTOMER, RESOLVED}),
    RESOLVED: frozenset({OPEN, CLOSED}),
    CLOSED: frozenset(),
}

#: how long a resolved case may resume; a later message opens a new case that follows it (definitions B17)
RESUMES_FOR = timedelta(days=30)


def may_follow(status: str, wanted: str) -> bool:
    """Whether `wanted` may follow `status`."""
    return wanted in TRANSITIONS[status]


def may_resume(status: str, resolved_at: datetime | None, now: datetime) -> bool:
    """Whether a resolved case still resumes as itself at `now`: at most 30 days after it was resolved."""
    return status == RESOLVED and resolved_at is not None and now - resolved_at <= RESUMES_FOR


def status_after_customer_wrote(status: str) -> str:
    """The status of a case that is still open once the customer wrote: new stays new, everything else is ours again."""
    return NEW if status == NEW else OPEN


def priority_of(severity: int, urgency: int, *, vulnerable: bool = False) -> int:
    """Priority 1 (highest) to 5 from severity 1–3 and urgency 1–3 (definitions B16); a vulnerable person gains a level."""
    if not (1 <= severity <= 3 and 1 <= urgency <= 3):
        raise ValueError("severity and urgency are 1, 2 or 3")
    return max(1, severity + urgency - 1 - int(vulnerable))


def subject_from(subject: str, text: str) -> str:
    """The subject of a case: the message's own, else its first words."""
    words = " ".join((subject or text).split())
    return words if len(words) <= 120 else words[:119].rstrip() + "…"
