"""The clock: warn in time, and call broken what is broken."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.timeline.actions import announce
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.breaking import break_promises, made_entries
from zhiyin.resolve.promises.actions.changing import counted_as_in_force
from zhiyin.resolve.promises.events import PromiseWarned
from zhiyin.resolve.promises.models import RUNNING, Promise

#: what one beat of the clock handles at most: recoveries hold locks until the beat ends. The
#: next beat comes at once.
BATCH = 100


@transaction.atomic
def breach_overdue(now: datetime, *, limit: int = BATCH, by: Actor | None = None) -> int:
    """Break every running promise whose time has come, the oldest first, each at its due instant. Returns how many.

    Several clocks may run at once: a promise that another holds is skipped. One whose rule, calendar or holidays changed
    since it was counted is counted anew first: it may have time left.
    """
    overdue = list(
        Promise.objects.select_for_update(skip_locked=True)
        .filter(RUNNING, due_at__lte=now)
        .order_by("due_at", "id")[:limit]
    )
    by = by or system("promises")
    still = [promise for promise in counted_as_in_force(overdue, by=by) if promise.is_running and promise.due_at <= now]
    break_promises(still, now, by=by)
    return len(overdue)


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
