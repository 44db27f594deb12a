"""The status of a case: set, resolve, take back, reopen, close."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.statements import write
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.cases import policy
from zhiyin.resolve.cases.events import CaseAssigned, CaseReopened, CaseResolved, CaseStatusChanged
from zhiyin.resolve.cases.models import Case, Closure, Reopening


class TooLateToReopen(ValidationError):
    """More than 30 days have passed, or the case is closed: open a new case that follows it."""


def locked(case_id: UUID) -> Case:
    """The case, locked until the transaction ends."""
    return Case.objects.select_for_update().get(id=case_id)


def tell_status(case: Case, *, by: Actor, because: Entry | None, at: datetime) -> Entry:
    """Announce the status that the case has now."""
    return announce(
        CaseStatusChanged(case.id, case.status),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )


def _refuse_unless(allowed: bool, case: Case, wanted: str) -> None:
    if not allowed:
        raise ValidationError(
            _("Case #%(number)s is “%(status)s” and cannot become “%(wanted)s”.")
            % {"number": case.number, "status": Case.Status(case.status).label, "wanted": Case.Status(wanted).label}
        )


@transaction.atomic
def set_status(case_id: UUID, status: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Case:
    """Set an open case to open, waiting_customer or waiting_other. The same status again changes nothing.

    Raises `ValidationError` for a transition that is not allowed; resolving and reopening are verbs of their own.
    """
    by.require("case.write")
    at = at or timezone.now()
    if status not in (policy.OPEN, policy.WAITING_CUSTOMER, policy.WAITING_OTHER):
        raise ValidationError(_("This status cannot be set by hand. Resolve or reopen the case instead."))
    case = locked(case_id)
    if case.status == status:
        return case
    _refuse_unless(case.is_open and policy.may_follow(case.status, status), case, status)
    case.status = status
    if status == policy.WAITING_CUSTOMER:
        case.waiting_since = None
    case.save(update_fields=["status", "waiting_since"])
    tell_status(case, by=by, because=because, at=at)
    return case


@transaction.atomic
def answered(
    case_id: UUID, message_id: UUID, snippet: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Case:
    """Note that a person (or the API) answered the customer: nobody waits for us now.

    An open case then waits for the customer, and belongs to the person who answered if it belonged to nobody.
    """
    at = at or timezone.now()
    case = locked(case_id)
    case.last_message_at, case.last_message_id, case.snippet = at, message_id, snippet[:160]
    case.waiting_since = None
    taken = by.kind == "person" and case.assignee_id is None and case.is_open
    if taken:
        case.assignee_id = by.id
    moved = case.is_open and case.status != policy.WAITING_CUSTOMER
    if moved:
        case.status = policy.WAITING_CUSTOMER
    case.save(update_fields=["last_message_at", "last_message_id", "snippet", "waiting_since", "assignee", "status"])
    if taken:
        announce(
            CaseAssigned(case.id, case.assignee_id, case.team_id),
            by=by,
            because=because,
            customer_id=case.customer_id,
            unit_id=case.unit_id,
            at=at,
        )
    if moved:
        tell_status(case, by=by, because=because, at=at)
    return case


@transaction.atomic
def resolve(
    case_id: UUID,
    reason: str = Closure.Reason.SOLVED,
    *,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Closure:
    """Resolve an open case for a `Closure.Reason`. Raises `ValidationError` if it is resolved already."""
    by.require("case.resolve")
    at = at or timezone.now()
    if reason not in Closure.Reason.values:
        raise ValidationError(_("Choose why the case is resolved."))
    case = locked(case_id)
    _refuse_unless(policy.may_follow(case.status, policy.RESOLVED), case, policy.RESOLVED)
    closure = Closure.objects.create(
        case=case,
        reason=reason,
        status_before=case.status,
        waiting_since_before=case.waiting_since,
        by_id=by.id,
        at=at,
    )
    case.status, case.resolved_at, case.waiting_since = policy.RESOLVED, at, None
    case.save(update_fields=["status", "resolved_at", "waiting_since"])
    announce(
        CaseResolved(closure.id, case.id),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    return closure


@transaction.atomic
def undo_resolve(case_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Closure:
    """Take the last resolving back as a slip: the case stands as before. Raises `ValidationError` if it is not resolved."""
    by.require("case.resolve")
    at = at or timezone.now()
    case = locked(case_id)
    closure = case.closures.filter(undone_at=None).order_by("-at").first()
    if case.status != policy.RESOLVED or closure is None:
        raise ValidationError(_("Case #%(number)s is not resolved.") % {"number": case.number})
    closure.undone_at = at
    closure.save(update_fields=["undone_at"])
    case.status, case.resolved_at = closure.status_before, None
    case.waiting_since = closure.waiting_since_before
    case.save(update_fields=["status", "resolved_at", "waiting_since"])
    announce(
        CaseReopened(closure.id, case.id, "undone"),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    return closure


@transaction.atomic
def reopen(case_id: UUID, reason: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Reopening:
    """Resume a resolved case, saying why in words.

    Raises `ValidationError` if the case is open, `TooLateToReopen` if it was resolved more than 30 days ago or is closed.
    """
    by.require("case.write")
    at = at or timezone.now()
    case = locked(case_id)
    if case.is_open:
        raise ValidationError(_("Case #%(number)s is open already.") % {"number": case.number})
    if not reason.strip():
        raise ValidationError(_("Say why the case is reopened."))
    if not policy.may_resume(case.status, case.resolved_at, at):
        raise TooLateToReopen(
            _("Case #%(number)s was resolved more than 30 days ago. Open a new case that follows it.")
            % {"number": case.number}
        )
    return resume(case, reason, "person", by=by, because=because, at=at)


def resume(case: Case, words: str, reason: str, *, by: Actor, because: Entry | None, at: datetime) -> Reopening:
    """Reopen a case that the caller holds locked."""
    reopening = Reopening.objects.create(case=case, reason=words[:300], by_id=by.id, at=at)
    case.status, case.resolved_at = policy.OPEN, None
    case.waiting_since = case.waiting_since or at
    case.save(update_fields=["status", "resolved_at", "waiting_since"])
    announce(
        CaseReopened(reopening.id, case.id, reason),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    return reopening


@transaction.atomic(savepoint=False)  # one statement that cannot fail half-way
def note_due(case_id: UUID, due_at: datetime | None, *, by: Actor, because: Entry | None) -> None:
    """Pin when the nearest running promise of a case ends, None when none runs. Tells nobody: the promise did."""
    write("UPDATE cases_case SET next_due_at = %s WHERE id = %s", [due_at, case_id])


def close_old(now: datetime, *, by: Actor, because: Entry | None = None, limit: int = 500) -> int:
    """Close cases resolved more than 30 days ago, oldest first. Returns how many; call again while it returns `limit`."""
    with transaction.atomic():
        due = list(
            Case.objects.select_for_update(skip_locked=True)
            .filter(status=policy.RESOLVED, resolved_at__lt=now - policy.RESUMES_FOR)
            .order_by("resolved_at")[:limit]
        )
        Case.objects.filter(id__in=[case.id for case in due]).update(status=policy.CLOSED)
        for case in due:
            case.status = policy.CLOSED
            tell_status(case, by=by, because=because, at=now)
    return len(due)
