"""The clock: warn in time, and call broken what is broken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.events import PromiseBreached, PromiseWarned
from zhiyin.resolve.promises.models import RUNNING, Breach, Promise

#: what one beat of the clock handles at most: each breach starts a recovery, and the next beat comes in a second
BATCH = 50


@transaction.atomic
def breach_overdue(now: datetime, *, limit: int = BATCH, by: Actor | None = None) -> int:
    """Break every running promise whose time has come, the oldest first, each at its due instant. Returns how many.

    Several clocks may run at once: a promise that another holds is skipped.
    """
    overdue = list(
        Promise.objects.select_for_update(skip_locked=True)
        .filter(RUNNING, due_at__lte=now)
        .order_by("due_at", "id")[:limit]
    )
    break_promises(overdue, now, by=by or system("promises"))
    return len(overdue)


def break_promises(overdue: Sequence[Promise], now: datetime, *, by: Actor) -> None:
    """Break these running promises, which the caller holds locked; `now` is when it was noticed."""
    if not overdue:
        return
    breaches = Breach.objects.bulk_create(
        Breach(promise=promise, breached_at=promise.due_at, noticed_at=now) for promise in overdue
    )
    Promise.objects.filter(id__in=[promise.id for promise in overdue]).update(state=policy.BREACHED)
    made = made_entries([promise.id for promise in overdue])
    for promise, breach in zip(overdue, breaches, strict=True):
        promise.state = policy.BREACHED
        announce(
            PromiseBreached(breach.id, promise.id, promise.case_id, promise.name, promise.due_at),
            by=by,
            because=made.get(promise.id),
            customer_id=promise.customer_id,
            unit_id=promise.unit_id,
            at=promise.due_at,
        )


@transaction.atomic
def warn_in_time(now: datetime, *, limit: int = BATCH, by: Actor | None = None) -> int:
    """Warn, once a promise, when four fifths of its working time are used and some are left. Returns how many."""
    late = list(
        Promise.objects.select_for_update(skip_locked=True)
        .filter(state=policy.PENDING, warn_at__lte=now, due_at__gt=now)
        .order_by("warn_at")[:limit]
    )
    if not late:
        return 0
    Promise.objects.filter(id__in=[promise.id for promise in late]).update(state=policy.WARNED)
    made = made_entries([promise.id for promise in late])
    for promise in late:
        announce(
            PromiseWarned(promise.id, promise.case_id, promise.name),
            by=by or system("promises"),
            because=made.get(promise.id),
            customer_id=promise.customer_id,
            unit_id=promise.unit_id,
            at=promise.warn_at,
        )
    return len(late)


def made_entries(promise_ids: Sequence[UUID]) -> dict[UUID | None, Entry]:
    """The entry that tells of the making of each promise: because of it, it can be broken."""
    entries = Entry.objects.filter(subject_id__in=list(promise_ids), event="PromiseMade").order_by("-id")
    return {entry.subject_id: entry for entry in entries}
