"""What follow-up does later, and at its moments."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from zhiyin.kernel.jobs.registry import at_moments, job, recurring
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.reads import entry_of
from zhiyin.recover.followup.actions import ask_how_it_went, follow_rebounds, note_missed, note_unanswered
from zhiyin.recover.followup.reads import next_follow_up_due_at, next_review_due_at

#: further back than any outage of the clock, so that nobody is left out
LOOKS_BACK = timedelta(days=7)


@job("followup.ask_how_it_went")
def ask(case_id: str, closure_id: str, entry_id: str) -> None:
    """Ask the customer of a resolved case how it went."""
    ask_how_it_went(UUID(case_id), UUID(closure_id), by=system("followup"), because=entry_of(UUID(entry_id)))


@at_moments("followup.note_missed", next_follow_up_due_at)
def note_what_nobody_asked(now: datetime) -> int:
    """Note every follow-up whose time passed with nobody asking."""
    return note_missed(now, by=system("followup"))


@recurring("followup.follow_rebounds", "25 * * * *")
def follow_whom_something_went_wrong_for() -> int:
    """Begin to follow whoever something went wrong for, and see who is as satisfied again as before."""
    now = timezone.now()
    return follow_rebounds(now - LOOKS_BACK, by=system("followup"), at=now)


@at_moments("followup.note_unanswered", next_review_due_at)
def note_reviews_unanswered(now: datetime) -> int:
    """Alert of every bad public review that nobody answered in time."""
    return note_unanswered(now, by=system("followup"))
