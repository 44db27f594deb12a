"""The clock stands while we wait for the customer, or while the case is resolved; and runs on where it stopped."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.lib import working_time
from zhiyin.listen.channels.reads import messages
from zhiyin.resolve.cases.reads import case as the_case
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.binding import count, stand_by_law
from zhiyin.resolve.promises.actions.breaking import break_promises
from zhiyin.resolve.promises.actions.keeping import done, end
from zhiyin.resolve.promises.actions.pinning import pin_nearest
from zhiyin.resolve.promises.calendars import TABLES
from zhiyin.resolve.promises.events import PromisePaused, PromiseResumed
from zhiyin.resolve.promises.models import Notice, Pause, Promise


@transaction.atomic
def pause_while_waiting(case_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> int:
    """We wait for the customer: stop the clocks that may stand for it (never that of a first reply). Returns how many."""
    at = at or timezone.now()
    stopping = Promise.objects.select_for_update().filter(
        case_id=case_id, name__in=policy.PAUSED_WHILE_WAITING, state__in=policy.RUNNING_STATES
    )
    stopped = 0
    for promise in stopping:
        if promise.due_at <= at:
            break_promises([promise], at, by=by)
            continue
        if promise.audience == policy.STATUTORY or not _may_stand(promise):
            continue
        if promise.is_locked:
            stand_by_law(promise)
            wake(promise.due_at)
        else:
            promise.state = policy.PAUSED
        promise.save(update_fields=["state", "due_at", "warn_at"])
        _stop(promise, Pause.Reason.WAITING, by=by, because=because, at=at)
        stopped += 1
    if stopped:
        pin_nearest(case_id, by=by, because=because)
    return stopped


def _may_stand(promise: Promise) -> bool:
    """An update is owed while we wait for a customer whom we asked nothing."""
    if promise.name != policy.NEXT_UPDATE or promise.case_id is None:
        return True
    last = the_case(promise.case_id).last_message_id
    said = messages([last] if last else [])
    return any(policy.asks(one.text) for one in said.values())


@transaction.atomic
def resume_after_waiting(case_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> int:
    """We wait no longer: the clocks that stood run on. Returns how many."""
    return _resume(case_id, Pause.Reason.WAITING, by=by, because=because, at=at or timezone.now())


@transaction.atomic
def settle_resolved(
    case_id: UUID, *, solved: bool, person_id: UUID | None, by: Actor, because: Entry | None, at: datetime | None = None
) -> None:
    """A case was resolved: the promise of a solution is done if it was `solved`; what else runs ends, and may be resumed.

    The clock is stopped in either case, so that a reopening does not count the time in between.
    """
    at = at or timezone.now()
    open_ones = Promise.objects.select_for_update().filter(case_id=case_id, state__in=policy.OPEN_STATES)
    for promise in open_ones.exclude(name__in=policy.GO_ON_WHEN_RESOLVED):
        Pause.objects.filter(promise=promise, until_at=None).update(until_at=at)
        if promise.name in policy.KEPT_BY_SOLVING and solved:
            done(promise, person_id, by=by, because=because, at=at)
        elif promise.is_locked and promise.due_at > at:
            stand_by_law(promise)  # no closing of a case ends what the law demands
            promise.save(update_fields=["due_at", "warn_at"])
            wake(promise.due_at)
            continue
        elif promise.state in policy.RUNNING_STATES and promise.due_at <= at:
            break_promises([promise], at, by=by)
            continue
        else:
            end(promise, policy.CANCELLED, "resolved", by=by, because=because, at=at)
        _stop(promise, Pause.Reason.RESOLVED, by=by, because=because, at=at)


@transaction.atomic
def take_up_again(case_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> int:
    """A resolved case resumes: the clocks that its resolving stopped run on where they stopped. Returns how many."""
    return _resume(case_id, Pause.Reason.RESOLVED, by=by, because=because, at=at or timezone.now())


def _stop(promise: Promise, reason: str, *, by: Actor, because: Entry | None, at: datetime) -> None:
    pause = Pause.objects.create(promise=promise, reason=reason, from_at=at)
    announce(
        PromisePaused(pause.id, promise.id, promise.case_id, promise.name),
        by=by,
        because=because,
        customer_id=promise.customer_id,
        unit_id=promise.unit_id,
        at=at,
    )


def run_as_if_never_stopped(case_id: UUID, stopped_at: datetime, *, by: Actor, because: Entry | None) -> None:
    """What stopped clocks at this instant never was: they run on from there, and have stood for no time."""
    for reason in (Pause.Reason.WAITING, Pause.Reason.RESOLVED):
        _resume(case_id, reason, since=stopped_at, by=by, because=because, at=stopped_at)


def _resume(
    case_id: UUID,
    reason: str,
    *,
    since: datetime | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime,
) -> int:
    standing = list(
        Pause.objects.select_for_update(of=("self", "promise"))
        .filter(promise__case_id=case_id, reason=reason, until_at=None, **({"from_at": since} if since else {}))
        .select_related("promise")
    )
    if not standing:
        return 0
    tables = all_in_force(*TABLES)
    for pause in standing:
        promise = pause.promise
        pause.until_at = at
        pause.save(update_fields=["until_at"])
        runs_by_law = promise.is_locked and promise.is_running
        if promise.state not in (policy.PAUSED, policy.CANCELLED, policy.MET) and not runs_by_law:
            continue  # broken meanwhile, or called a mistake: nothing runs on
        clock = count(promise, tables, pauses_of(promise))
        told = Notice.objects.filter(promise=promise).exists()
        promise.state = policy.NOTICED if told else policy.state_running(clock, at)
        promise.met_at, promise.answered_at, promise.answered_by_id = None, None, None
        promise.ended_at, promise.end_reason = None, ""
        promise.save()
        wake(clock.warn_at if promise.state == policy.PENDING else clock.due_at)
        announce(
            PromiseResumed(pause.id, promise.id, promise.case_id, promise.name, promise.due_at),
            by=by,
            because=because,
            customer_id=promise.customer_id,
            unit_id=promise.unit_id,
            at=at,
        )
    pin_nearest(case_id, by=by, because=because)
    return len(standing)


def pauses_of(promise: Promise, now: datetime | None = None) -> list[working_time.Pause]:
    """The pauses of a promise for counting; one that is still open ends at `now` for the count, if given."""
    rows = Pause.objects.filter(promise=promise).order_by("from_at").values_list("from_at", "until_at")
    return [working_time.Pause(from_at, until_at or now) for from_at, until_at in rows]
