"""Deferred reactions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import structlog

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.jobs.more import do_more
from zhiyin.kernel.jobs.registry import job
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.reacting import REACTIONS

log = structlog.get_logger()


@job("timeline.react")
def run_reactions(reactions: list[tuple[str, str]]) -> None:
    """Run reactions that were marked `later`, or that failed at once: pairs of a reaction's name and an entry's id."""
    _run(reactions)
    do_more("timeline.react", _run_all)


def _run_all(jobs: Sequence[dict[str, Any]]) -> None:
    _run([reaction for one in jobs for reaction in one["reactions"]])


def _run(reactions: list[tuple[str, str]]) -> None:
    """Each by itself, but together those that react together. Of several, what fails becomes jobs of their own, one an
    entry, with their own retries; a single one raises."""
    for name, entry_ids in _those_together(reactions):
        try:
            react(name, *map(UUID, entry_ids))
        except Exception:
            if len(reactions) == 1:
                raise
            log.exception("reaction_failed", reaction=name, entries=entry_ids)
            for entry_id in entry_ids:
                defer("timeline.react", reactions=[(name, entry_id)])


def _those_together(reactions: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """What runs together. First, in one order everywhere, what reacts together: so nobody waits for who waits for them."""
    together: dict[str, list[str]] = {}
    alone: list[tuple[str, list[str]]] = []
    for name, entry_id in reactions:
        if name in REACTIONS and REACTIONS[name].together:
            together.setdefault(name, []).append(entry_id)
        else:
            alone.append((name, [entry_id]))
    return sorted(together.items()) + alone
