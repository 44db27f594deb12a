"""What was promised is done: in time, or late and still noted. Or the promise was a mistake."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.breaking import break_promises
from zhiyin.resolve.promises.actions.pinning import pin_nearest
from zhiyin.resolve.promises.events import PromiseEnded, PromiseMet, PromiseMetLate
from zhiyin.resolve.promises.models import Promise


@transaction.atomic
def keep_first_reply(
    case_id: UUID, person_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Promise | None:
    """A person replied: the promise of a first reply is kept, or made up for late. None if nothing was owed any more."""
    promise = (
        Promise.objects.select_for_update()
        .filter(case_id=case_id, name=policy.FIRST_REPLY, answered_at=None, state__in=policy.OWED_STATES)
        .first()
    )
    if promise is None:
        return None
    return done(promise, person_id, by=by, because=because, at=at or timezone.now())


def done(promise: Promise, person_id: UUID | None, *, by: Actor, because: Entry | None, at: datetime) -> Promise:
    """What this locked promise promised was done at `at`. Too late breaks it first, if the clock has not done so yet."""
    state = policy.state_when_done(promise.state, promise.due_at, at)
    if state == policy.BREACHED and promise.state != policy.BREACHED:
        break_promises([promise], at, by=by)
    promise.state, promise.answered_at, promise.answered_by_id = state, at, person_id
    if state == policy.MET:
        promise.met_at = at
    promise.save(update_fields=["state", "answered_at", "answered_by_id", "met_at"])
    told = PromiseMet if state == policy.MET else PromiseMetLate
    announce(
        told(promise.id, promise.case_id, promise.name),
        by=by,
        because=because,
        customer_id=promise.customer_id,
        unit_id=promise.unit_id,
        at=at,
    )
    pin_nearest(promise.case_id, by=by, because=because)
    return promise


@transaction.atomic
def void(promise_id: UUID, reason: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Promise:
    """Note that a promise should never have been made: it leaves every count. `ValidationError` once it is decided."""
    by.require("promise.void")
    if not reason.strip():
        raise ValidationError(_("Say why this promise was a mistake."))
    promise = Promise.objects.select_for_update().get(id=promise_id)
    refuse_if_locked(promise)
    if promise.state not in policy.OPEN_STATES:
        raise ValidationError(_("Only a promise that still runs can be called a mistake."))
    return end(promise, policy.VOID, reason, by=by, because=because, at=at or timezone.now())


@transaction.atomic
def cancel(promise_id: UUID, reason: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Promise:
    """The customer needs it no more: end a promise that still runs, neither kept nor broken. `ValidationError` else."""
    by.require("promise.keep")
    if not reason.strip():
        raise ValidationError(_("Say how the customer let us know."))
    promise = Promise.objects.select_for_update().get(id=promise_id)
    refuse_if_locked(promise)
    if promise.state not in policy.OPEN_STATES:
        raise ValidationError(_("Only a promise that still runs can be called off."))
    return end(promise, policy.CANCELLED, reason, by=by, because=because, at=at or timezone.now())


@transaction.atomic
def keep(promise_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Promise:
    """What a person promised was done, says a person: kept, or made up for late. `ValidationError` for what is decided
    otherwise, or no longer owed."""
    by.require("promise.keep")
    promise = Promise.objects.select_for_update().get(id=promise_id)
    if promise.name in policy.BY_POLICY:
        raise ValidationError(_("A reply, an update and a solution are noted when they happen, not by hand."))
    if promise.answered_at is not None or promise.state not in policy.OWED_STATES:
        raise ValidationError(_("This promise is not owed any more."))
    return done(promise, by.id if by.kind == "person" else None, by=by, because=because, at=at or timezone.now())


def refuse_if_locked(promise: Promise) -> None:
    """Raise `ValidationError` for what the law demands."""
    if promise.is_locked:
        raise ValidationError(_("The law demands this: nobody can end it. It ends when it is done."))


def end(promise: Promise, state: str, reason: str, *, by: Actor, because: Entry | None, at: datetime) -> Promise:
    """End a locked promise, neither kept nor broken."""
    promise.state, promise.ended_at, promise.end_reason = state, at, reason.strip()[:300]
    promise.save(update_fields=["state", "ended_at", "end_reason"])
    announce(
        PromiseEnded(promise.id, promise.case_id, promise.name, state),
        by=by,
        because=because,
        customer_id=promise.customer_id,
        unit_id=promise.unit_id,
        at=at,
    )
    pin_nearest(promise.case_id, by=by, because=because)
    return promise
