"""Deferred reactions."""

from __future__ import annotations

from uuid import UUID

import structlog

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.jobs.more import do_more
from zhiyin.kernel.jobs.registry import job
from zhiyin.kernel.timeline.actions import react

log = structlog.get_logger()


@job("timeline.react")
def run_reactions(reactions: list[tuple[str, str]]) -> None:
    """Run reactions that were marked `later`, or that failed at once: pairs of a reaction's name and an entry's id."""
    _run(reactions)
    do_more("timeline.react", _run)


def _run(reactions: list[tuple[str, str]]) -> None:
    """Each by itself. Of several, one that fails becomes a job of its own, with its own retries; a single one raises."""
    for name, entry_id in reactions:
        try:
            react(name, UUID(entry_id))
        except Exception:
            if len(reactions) == 1:
                raise
            log.exception("reaction_failed", reaction=name, entry=entry_id)
            defer("timeline.react", reactions=[(name, entry_id)])
