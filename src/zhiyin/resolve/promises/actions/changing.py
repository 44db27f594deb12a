"""A rule, a calendar or a priority changes: what runs is counted anew from its start, and never broken in hindsight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.breaching import break_promises
from zhiyin.resolve.promises.actions.making import BY_POLICY, apply, set_clock, situations
from zhiyin.resolve.promises.actions.pausing import pauses_of
from zhiyin.resolve.promises.actions.pinning import pin_nearest
from zhiyin.resolve.promises.calendars import calendar_named
from zhiyin.resolve.promises.events import PromiseChanged
from zhiyin.resolve.promises.models import Promise

#: how many promises are counted anew under one set of locks
CHUNK = 200


@transaction.atomic
def recount_case(case_id: UUID, reason: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> int:
    """Count the open promises of a case anew, e.g. because its priority changed. Returns how many moved."""
    found = Promise.objects.select_for_update().filter(case_id=case_id, state__in=policy.OPEN_STATES)
    return _recount(list(found), reason, by=by, because=because, at=at or timezone.now())


@transaction.atomic
def recount_all(reason: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> int:
    """Count all open promises anew because a policy or calendar changed. Those in a trial keep the arm they were given."""
    at = at or timezone.now()
    ids = list(
        Promise.objects.filter(state__in=policy.OPEN_STATES, trial_id=None).order_by("id").values_list("id", flat=True)
    )
    moved = 0
    for start in range(0, len(ids), CHUNK):
        found = (
            Promise.objects.select_for_update()
            .filter(id__in=ids[start : start + CHUNK], state__in=policy.OPEN_STATES)
            .order_by("id")
        )
        moved += _recount(list(found), reason, by=by, because=because, at=at)
    return moved


def _recount(found: Sequence[Promise], reason: str, *, by: Actor, because: Entry | None, at: datetime) -> int:
    if not found:
        return 0
    tables = all_in_force(*BY_POLICY, "calendars")
    known = situations([promise.case_id for promise in found if promise.case_id is not None])
    moved = 0
    for promise in found:
        situation = known.get(promise.case_id) if promise.case_id is not None else None
        if situation is None:
            continue
        if promise.is_running and promise.due_at <= at:
            break_promises([promise], at, by=by)  # it was over before the change
            continue
        decision = tables[promise.name].decide(situation.facts, unit=promise.customer_id)
        if not decision.outcome["minutes"]:
            continue  # new cases are promised nothing any more; what was promised stands
        before = promise.due_at
        apply(promise, decision, situation, tables["calendars"])
        pauses = pauses_of(promise, at)
        if pauses:
            calendar = calendar_named(promise.calendar, tables["calendars"])
            set_clock(promise, policy.clock(promise.started_at, promise.duration, calendar, pauses))
        clock = policy.Clock(promise.due_at, promise.warn_at, ())
        promise.state = policy.state_after_change(promise.state, clock, at)
        promise.save()
        wake(clock.warn_at if promise.state == policy.PENDING else clock.due_at)
        if promise.due_at == before:
            continue
        moved += 1
        announce(
            PromiseChanged(promise.id, promise.case_id, promise.name, before, promise.due_at, reason),
            by=by,
            because=because,
            customer_id=promise.customer_id,
            unit_id=promise.unit_id,
            at=at,
        )
        pin_nearest(promise.case_id, by=by, because=because)
    return moved
