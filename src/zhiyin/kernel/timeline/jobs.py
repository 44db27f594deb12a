"""Deferred reactions."""

from uuid import UUID

from zhiyin.kernel.jobs.registry import job
from zhiyin.kernel.timeline.actions import react_later


@job("timeline.react")
def run_reactions(reactions: list[tuple[str, str]]) -> None:
    """Run reactions that were marked `later`, or that failed at once: pairs of a reaction's name and an entry's id."""
    react_later([(name, UUID(entry_id)) for name, entry_id in reactions])
