"""What the clock and the calendar do for complaints, and calling people to a report of danger."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from zhiyin.kernel.jobs.registry import at_moments, job, recurring
from zhiyin.recover.complaints.actions import do_what_is_due, look_for_risen
from zhiyin.recover.complaints.calling import call_people
from zhiyin.recover.complaints.reads import next_moment


@at_moments("complaints.do_what_is_due", next_moment)
def do_what_has_come_due(now: datetime) -> int:
    """Note answers missed, remind silent customers, and watch the times that the law sets."""
    return do_what_is_due(now)


@recurring("complaints.look_for_risen", "10 4 * * *")
def look_for_what_rose() -> int:
    """Open a problem where customers complain more often than before, beyond chance."""
    return len(look_for_risen(timezone.now()))


@job("complaints.call_people")
def call(report_id: str) -> None:
    """Call those in charge to a report of danger by mail."""
    call_people(UUID(report_id), at=timezone.now())
