"""A reply that was taken back before it left keeps no promise."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.keeping import end
from zhiyin.resolve.promises.actions.pausing import run_as_if_never_stopped
from zhiyin.resolve.promises.actions.pinning import pin_nearest
from zhiyin.resolve.promises.events import PromiseReopened
from zhiyin.resolve.promises.models import Notice, Pause, Promise


@transaction.atomic
def owe_again(
    case_id: UUID, written_at: datetime, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> None:
    """A reply of `written_at` was taken back before it left: the case's promises are as if it had never been written.

    The first reply is owed again, with its clock as it was: one whose time has come meanwhile is broken, at its due time,
    by the next beat. Clocks that the reply stopped have stood for no time.
    """
    at = at or timezone.now()
    began = list(
        Promise.objects.select_for_update().filter(
            case_id=case_id, name=policy.NEXT_UPDATE, started_at=written_at, state__in=policy.OPEN_STATES
        )
    )
    for promise in began:  # the wait that the reply began never was
        Pause.objects.filter(promise=promise, until_at=None).update(until_at=at)
        end(promise, policy.VOID, "withdrawn", by=by, because=because, at=at)
    kept = list(
        Promise.objects.select_for_update().filter(
            case_id=case_id, name__in=(policy.FIRST_REPLY, policy.NEXT_UPDATE), answered_at=written_at
        )
    )
    for promise in kept:
        promise.answered_at, promise.answered_by_id = None, None
        if promise.state == policy.MET:
            warned = last_entry_of(promise.id, "PromiseWarned") is not None
            told = Notice.objects.filter(promise=promise).exists()
            promise.state = policy.NOTICED if told else policy.WARNED if warned else policy.PENDING
            promise.met_at = None
        promise.save(update_fields=["state", "met_at", "answered_at", "answered_by_id"])
        wake(promise.due_at)
        announce(
            PromiseReopened(promise.id, promise.case_id, promise.name),
            by=by,
            because=because,
            customer_id=promise.customer_id,
            unit_id=promise.unit_id,
            at=at,
        )
    run_as_if_never_stopped(case_id, written_at, by=by, because=because)
    if kept or began:
        pin_nearest(case_id, by=by, because=because)
