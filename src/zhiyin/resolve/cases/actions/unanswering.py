"""A reply that was taken back before it left has never answered anybody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.cases import policy
from zhiyin.resolve.cases.actions.opening import snippet_of
from zhiyin.resolve.cases.actions.status import locked, tell_status, undo_resolve
from zhiyin.resolve.cases.models import Case, CaseMessage, Closure


@transaction.atomic
def unanswered(
    case_id: UUID,
    message_id: UUID,
    written_at: datetime,
    *,
    status_before: str,
    waiting_since_before: datetime | None,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Case:
    """A reply of `written_at` was taken back before it left: it is in the case no more, which stands as before it.

    What resolved the case with the reply is undone. What happened since (the customer wrote again, somebody set the status)
    stays. Whoever took the case by answering keeps it.
    """
    at = at or timezone.now()
    if Closure.objects.filter(case_id=case_id, at=written_at, undone_at=None).exists():
        undo_resolve(case_id, by=by, because=because, at=at)
    case = locked(case_id)
    CaseMessage.objects.filter(case=case, message_id=message_id).delete()
    moved = (
        case.status == policy.WAITING_CUSTOMER
        and status_before in policy.OPEN_STATUSES
        and status_before != case.status
    )
    if case.last_message_id == message_id:
        row = CaseMessage.objects.filter(case=case).select_related("message").order_by("-at", "-id").first()
        last = row.message if row else None
        case.last_message_id = last.id if last else None
        case.last_message_at = last.at if last else case.opened_at
        case.snippet = snippet_of(last.text) if last else ""
        case.waiting_since = waiting_since_before
        if moved:
            case.status = status_before
    elif waiting_since_before is not None and case.is_open:
        case.waiting_since = waiting_since_before
    case.save(update_fields=["last_message_at", "last_message_id", "snippet", "waiting_since", "status"])
    if moved and case.status == status_before:
        tell_status(case, by=by, because=because, at=at)
    return case
