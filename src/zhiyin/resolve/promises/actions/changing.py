"""A rule, a calendar or a priority changes: what runs is counted anew from its start, and never broken in hindsight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import InForce, all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.binding import (
    ASKED,
    BY_POLICY,
    Situation,
    apply,
    bound_by,
    count,
    situations,
    stand_by_law,
)
from zhiyin.resolve.promises.actions.breaking import break_promises
from zhiyin.resolve.promises.actions.pausing import pauses_of
from zhiyin.resolve.promises.actions.pinning import pin_nearest
from zhiyin.resolve.promises.events import PromiseChanged
from zhiyin.resolve.promises.models import Promise

#: how many promises are counted anew in one transaction
BATCH = 200
#: reasons for which the case is another than it was, so that its arm of a trial is asked again
_FACTS_CHANGED = ("priority", "type", "vendor")


@transaction.atomic
def recount_case(case_id: UUID, reason: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> int:
    """Count the open promises of a case anew, e.g. because its priority changed. Returns how many moved."""
    found = Promise.objects.select_for_update().filter(case_id=case_id, state__in=policy.OPEN_STATES)
    return _recount(list(found), reason, by=by, because=because, at=at or timezone.now())


@dataclass(frozen=True, slots=True)
class Recounted:
    """How many promises of a batch moved; `last` is where the next one begins, None when there is none."""

    moved: int
    last: UUID | None


@transaction.atomic
def recount_batch(
    reason: str,
    after: UUID | None = None,
    *,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
    limit: int = BATCH,
) -> Recounted:
    """Count the next open promises anew because a policy, a calendar or public days changed at `at`, in the order of ids.

    Doing a batch again changes nothing. What is being changed otherwise is waited for.
    """
    found = Promise.objects.select_for_update().filter(state__in=policy.OPEN_STATES).order_by("id")
    batch = list(found.filter(id__gt=after)[:limit] if after else found[:limit])
    moved = _recount(batch, reason, by=by, because=because, at=at or timezone.now())
    return Recounted(moved, batch[-1].id if len(batch) == limit else None)


def counted_as_in_force(found: Sequence[Promise], *, by: Actor) -> Sequence[Promise]:
    """These locked promises, of which those that were counted by what is no longer in force are counted anew.

    As of the moment of the change: a promise that was due before it stays due.
    """
    if not found:
        return found
    tables = all_in_force(*ASKED)
    for promise in found:
        changed_at = _changed_since(promise, tables)
        if changed_at is not None and changed_at < promise.due_at:
            _recount([promise], "late", by=by, because=None, at=changed_at)
    return found


def _changed_since(promise: Promise, tables: Mapping[str, InForce]) -> datetime | None:
    counted_by = {"calendars": promise.calendar_version, "public_days": promise.public_days_version}
    counted_by |= promise.versions or {promise.name: promise.policy_version}
    if promise.trial_id is not None:
        counted_by.pop(promise.name, None)
    newer = [
        version.from_at
        for key, number in counted_by.items()
        if key in tables and (version := tables[key].version) is not None and version.number > number
    ]
    return max(newer, default=None)


def _recount(found: Sequence[Promise], reason: str, *, by: Actor, because: Entry | None, at: datetime) -> int:
    tables = all_in_force(*ASKED) if found else {}
    known = situations([promise.case_id for promise in found if promise.case_id is not None])
    return sum(
        _count_anew(
            promise,
            known.get(promise.case_id) if promise.case_id else None,
            tables,
            reason,
            by=by,
            because=because,
            at=at,
        )
        for promise in found
    )


def _count_anew(
    promise: Promise,
    situation: Situation | None,
    tables: Mapping[str, InForce],
    reason: str,
    *,
    by: Actor,
    because: Entry | None,
    at: datetime,
) -> bool:
    if promise.is_running and promise.due_at <= at:
        break_promises([promise], at, by=by)  # it was over before the change
        return False
    before, was = promise.due_at, _as_stored(promise)
    pauses = pauses_of(promise, at)
    # A trial keeps the arm it gave; what a person promised is decided by no table.
    if situation is not None and promise.name in BY_POLICY and (promise.trial_id is None or reason in _FACTS_CHANGED):
        bound = bound_by(
            promise.name,
            situation.facts,
            tables,
            promise.started_at,
            pauses,
            customer_id=promise.customer_id,
            locked_due_at=promise.locked_due_at,
        )
        if bound is not None:  # else new cases are promised nothing any more; what was promised stands
            apply(promise, bound, situation.facts)
    clock = count(promise, tables, pauses)
    if promise.is_locked and promise.is_running and any(one.end == at for one in pauses):
        stand_by_law(promise)  # its own clock stands still
    if promise.is_locked and promise.is_running and promise.due_at <= at:
        promise.refresh_from_db()
        return False  # a change of rules ends nothing that the law demands: it stays due when it was
    promise.state = policy.state_after_change(promise.state, clock, at)
    if _as_stored(promise) == was:
        return False
    promise.save()
    wake(clock.warn_at if promise.state == policy.PENDING else clock.due_at)
    if promise.due_at == before:
        return False
    announce(
        PromiseChanged(promise.id, promise.case_id, promise.name, before, promise.due_at, reason),
        by=by,
        because=because,
        customer_id=promise.customer_id,
        unit_id=promise.unit_id,
        at=at,
    )
    pin_nearest(promise.case_id, by=by, because=because)
    return True


def _as_stored(promise: Promise) -> dict[str, object]:
    return {field.attname: getattr(promise, field.attname) for field in promise._meta.concrete_fields}
