"""What follow-up does later."""

from __future__ import annotations

from uuid import UUID

from zhiyin.kernel.jobs.registry import job
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.reads import entry_of
from zhiyin.recover.followup.actions import ask_how_it_went


@job("followup.ask_how_it_went")
def ask(case_id: str, closure_id: str, entry_id: str) -> None:
    """Ask the customer of a resolved case how it went."""
    ask_how_it_went(UUID(case_id), UUID(closure_id), by=system("followup"), because=entry_of(UUID(entry_id)))
