"""What follow-up does later, and at its moments."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from zhiyin.kernel.jobs.registry import at_moments, job
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.reads import entry_of
from zhiyin.recover.followup.actions import ask_how_it_went, note_missed
from zhiyin.recover.followup.reads import next_follow_up_due_at


@job("followup.ask_how_it_went")
def ask(case_id: str, closure_id: str, entry_id: str) -> None:
    """Ask the customer of a resolved case how it went."""
    ask_how_it_went(UUID(case_id), UUID(closure_id), by=system("followup"), because=entry_of(UUID(entry_id)))


@at_moments("followup.note_missed", next_follow_up_due_at)
def note_what_nobody_asked(now: datetime) -> int:
    """Note every follow-up whose time passed with nobody asking."""
    return note_missed(now, by=system("followup"))
