"""What the clock does for compensation."""

from __future__ import annotations

from datetime import datetime

from zhiyin.kernel.jobs.registry import at_moments, recurring
from zhiyin.kernel.people.actor import system
from zhiyin.recover.compensation.actions.escalating import escalate_overdue
from zhiyin.recover.compensation.actions.suspecting import look_for_abuse
from zhiyin.recover.compensation.reads import next_approval_due_at

HOUSE = system("compensation")


@at_moments("compensation.escalate_overdue", next_approval_due_at)
def pass_on_what_nobody_decided(now: datetime) -> int:
    """Ask the next role for every approval whose time has run out."""
    return escalate_overdue(now, by=HOUSE)


@recurring("compensation.look_for_abuse", "50 3 * * *")
def look_for_claims_that_chance_hardly_explains() -> None:
    """Look for claims that chance hardly explains, and show them to a person who judges."""
    look_for_abuse(by=HOUSE)
