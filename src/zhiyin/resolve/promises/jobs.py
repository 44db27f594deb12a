"""What the clock does for promises, each at its moment; counting anew, batch after batch; public days, each night."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.jobs.registry import at_moments, job, recurring
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.promises.actions import (
    ask_for_reviews,
    breach_overdue,
    call_handovers_overdue,
    look_up,
    recount_batch,
    try_batch,
    warn_in_time,
)
from zhiyin.resolve.promises.models import Feed
from zhiyin.resolve.promises.reads import next_due_at, next_handover_due_at, next_warning_at, sources_in_use

HOUSE = system("promises")


@at_moments("promises.breach_overdue", next_due_at)
def break_what_is_overdue(now: datetime) -> int:
    """Break every promise whose time has come."""
    return breach_overdue(now)


@at_moments("promises.warn_in_time", next_warning_at)
def warn_of_what_runs_out(now: datetime) -> int:
    """Warn of every promise with four fifths of its time used."""
    return warn_in_time(now)


@at_moments("promises.handovers", next_handover_due_at)
def call_what_was_not_given_back(now: datetime) -> int:
    """Note every handover that was not given back in time."""
    return call_handovers_overdue(now)


@recurring("promises.reviews", "40 5 1-3 * *")
def review_what_is_kept_too_seldom() -> None:
    """Ask for a review of promises that were kept too seldom in the last two months."""
    ask_for_reviews(timezone.now(), by=HOUSE, because=None)


@job("promises.recount")
def recount(reason: str, entry_id: str, after: str | None = None) -> None:
    """Count a batch of open promises anew, and leave the rest to the next job: no lock is held for long."""
    entry = Entry.objects.get(id=UUID(entry_id))
    with transaction.atomic():
        done = recount_batch(
            reason, UUID(after) if after else None, by=HOUSE, because=entry, at=entry.happened_at
        )  # fmt: skip
        if done.last is not None:
            defer("promises.recount", queue="bulk", reason=reason, entry_id=entry_id, after=str(done.last))


@job("promises.try_rule")
def try_rule_on_cases(trying_id: str) -> None:
    """Try a changed rule on a batch of past cases, and leave the rest to the next job."""
    with transaction.atomic():
        if try_batch(UUID(trying_id), by=HOUSE, because=None):
            defer("promises.try_rule", queue="bulk", trying_id=trying_id)


@job("promises.look_up")
def look_up_source(source: str) -> None:
    """Look up the public days of one source."""
    look_up(source, by=HOUSE, because=None)


@recurring("promises.public_days", "20 4 * * *")
def look_up_public_days() -> None:
    """Look up public holidays and make-up days, and fetch the feeds: what is new comes into force."""
    for source in sorted(sources_in_use() | {feed.source for feed in Feed.objects.all()}):
        defer("promises.look_up", once=f"look up {source}", source=source)
