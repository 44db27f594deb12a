"""What the clock does for compensation."""

from __future__ import annotations

from datetime import datetime

from zhiyin.kernel.jobs.registry import at_moments
from zhiyin.kernel.people.actor import system
from zhiyin.recover.compensation.actions.escalating import escalate_overdue
from zhiyin.recover.compensation.reads import next_approval_due_at

HOUSE = system("compensation")


@at_moments("compensation.escalate_overdue", next_approval_due_at)
def pass_on_what_nobody_decided(now: datetime) -> int:
    """Ask the next role for every approval whose time has run out."""
    return escalate_overdue(now, by=HOUSE)
