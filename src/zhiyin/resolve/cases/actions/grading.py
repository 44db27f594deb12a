"""How severe and how urgent a case is."""

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
from zhiyin.resolve.cases import policy
from zhiyin.resolve.cases.actions.status import locked
from zhiyin.resolve.cases.events import PriorityChanged
from zhiyin.resolve.cases.models import Case, Grading


@transaction.atomic
def set_priority(
    case_id: UUID,
    severity: int,
    urgency: int,
    reason: str,
    *,
    vulnerable: bool = False,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Case:
    """Judge severity and urgency (1 worst … 3) with a reason; priority follows by the table, a vulnerable person +1 level.

    Raises `ValidationError` without a reason or out of range. The same judgement again changes nothing.
    """
    by.require("case.write")
    at = at or timezone.now()
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why: a change of priority needs a reason."))
    try:
        priority = policy.priority_of(severity, urgency, vulnerable=vulnerable)
    except ValueError as error:
        raise ValidationError(_("Severity and urgency are 1, 2 or 3.")) from error
    case = locked(case_id)
    if (case.severity, case.urgency, case.priority) == (severity, urgency, priority):
        return case
    case.severity, case.urgency, case.priority = severity, urgency, priority
    case.save(update_fields=["severity", "urgency", "priority"])
    Grading.objects.create(
        case=case,
        severity=severity,
        urgency=urgency,
        vulnerable=vulnerable,
        priority=priority,
        reason=reason[:300],
        by_id=by.id,
        at=at,
    )
    announce(
        PriorityChanged(case.id, priority),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    return case
