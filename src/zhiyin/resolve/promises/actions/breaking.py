"""A promise is broken: the row, and everybody hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import News, announce_all
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.events import PromiseBreached
from zhiyin.resolve.promises.models import Breach, Promise


def break_promises(overdue: Sequence[Promise], now: datetime, *, by: Actor) -> None:
    """Break these running promises, which the caller holds locked; `now` is when it was noticed."""
    if not overdue:
        return
    breaches = Breach.objects.bulk_create(
        Breach(promise=promise, breached_at=promise.due_at, noticed_at=now) for promise in overdue
    )
    Promise.objects.filter(id__in=[promise.id for promise in overdue]).update(state=policy.BREACHED)
    made = made_entries([promise.id for promise in overdue])
    for promise in overdue:
        promise.state = policy.BREACHED
    announce_all(
        [
            News(
                PromiseBreached(breach.id, promise.id, promise.case_id, promise.name, promise.due_at),
                made.get(promise.id),
                promise.customer_id,
                promise.unit_id,
                promise.due_at,
            )
            for promise, breach in zip(overdue, breaches, strict=True)
        ],
        by=by,
    )


def made_entries(promise_ids: Sequence[UUID]) -> dict[UUID | None, Entry]:
    """The entry that tells of the making of each promise: because of it, it can be broken."""
    entries = Entry.objects.filter(subject_id__in=list(promise_ids), event="PromiseMade").order_by("-id")
    return {entry.subject_id: entry for entry in entries}
