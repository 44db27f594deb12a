"""Deferred reactions."""

from uuid import UUID

from zhiyin.kernel.jobs.registry import job
from zhiyin.kernel.timeline.actions import react


@job("timeline.react")
def run_reaction(reaction: str, entry_id: str) -> None:
    """Run a reaction that was marked `later`, or that failed at once."""
    react(reaction, UUID(entry_id))
