"""A case is handed to a department or a vendor, and given back: their share of the time has a clock of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.lib.working_time import deadline
from zhiyin.resolve.cases.actions import set_status
from zhiyin.resolve.cases.reads import locked_case
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.changing import recount_case
from zhiyin.resolve.promises.calendars import TABLES, calendar_named
from zhiyin.resolve.promises.events import CaseHandedBack, CaseHandedOver, HandoverOverdue
from zhiyin.resolve.promises.models import Handover

#: the status of a case that somebody else has
WAITING_OTHER = "waiting_other"
BATCH = 100


@transaction.atomic
def hand_over(
    case_id: UUID,
    whose: str,
    name: str,
    asked: str = "",
    *,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Handover:
    """Hand an open case to a department or a vendor, and say what they are asked. Who has it now gives it back by that.

    The case waits for somebody else then. `ValidationError` without a name, or for a case that is not open.
    """
    by.require("case.write")
    at = at or timezone.now()
    name = " ".join(name.split())
    if whose not in (policy.DEPARTMENT, policy.VENDOR) or not name:
        raise ValidationError({"name": _("Say which department or vendor has the case now.")})
    case = locked_case(case_id)
    if not case.is_open:
        raise ValidationError(_("Only an open case can be handed over."))
    hand_back(case_id, by=by, because=because, at=at, opens=False)
    handover = _begin(case, whose, name, asked, by=by, because=because, at=at)
    if case.status != WAITING_OTHER:
        set_status(case_id, WAITING_OTHER, by=by, because=last_entry_of(handover.id), at=at)
    if whose == policy.VENDOR:
        recount_case(case_id, "vendor", by=by, because=because, at=at)
    return handover


@transaction.atomic
def hand_back(
    case_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None, opens: bool = True
) -> Handover | None:
    """Who has the case gives it back; it is open again (`opens`) if it waited for them. None if nobody had it."""
    at = at or timezone.now()
    handover = Handover.objects.select_for_update().filter(case_id=case_id, until_at=None).first()
    if handover is None:
        return None
    handover.until_at = max(at, handover.from_at)
    handover.save(update_fields=["until_at"])
    case = locked_case(case_id)
    back = announce(
        CaseHandedBack(handover.id, case_id, handover.whose, handover.name),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    if opens and case.status == WAITING_OTHER:
        set_status(case_id, "open", by=by, because=back, at=at)
    return handover


@transaction.atomic
def note_waiting(
    case_id: UUID, status: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Handover | None:
    """A case waits for somebody who was not named, or waits for nobody any more: their spell begins or ends.

    Whom it was handed to by name has it until they give it back, whatever we write to the customer meanwhile.
    """
    at = at or timezone.now()
    held = Handover.objects.filter(case_id=case_id, until_at=None).first()
    if status == WAITING_OTHER and held is None:
        return _begin(locked_case(case_id), policy.OTHER, "", "", by=by, because=because, at=at)
    if status != WAITING_OTHER and held is not None and held.whose == policy.OTHER:
        return hand_back(case_id, by=by, because=because, at=at, opens=False)
    return None


def _begin(case: Any, whose: str, name: str, asked: str, *, by: Actor, because: Entry | None, at: datetime) -> Handover:
    tables = all_in_force("handover", *TABLES)
    facts = {"whose": whose, "name": name, "priority": case.priority}
    decided = tables["handover"].decide(facts).outcome
    minutes, calendar = decided["minutes"], decided["calendar"]
    named = calendar_named(calendar, *(tables[key] for key in TABLES))
    handover = Handover.objects.create(
        case_id=case.id,
        whose=whose,
        name=name[:120],
        asked=asked.strip()[:300],
        by_id=by.id,
        from_at=at,
        calendar=calendar,
        duration_seconds=minutes * 60 or None,
        due_at=deadline(at, timedelta(minutes=minutes), named) if minutes else None,
    )
    if handover.due_at is not None:
        wake(handover.due_at)
    announce(
        CaseHandedOver(handover.id, handover.case_id, whose, handover.name, handover.due_at),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    return handover


@transaction.atomic
def call_handovers_overdue(now: datetime, *, limit: int = BATCH, by: Actor | None = None) -> int:
    """Note, once each, whom a case was handed to and who did not give it back in time. Returns how many."""
    overdue = list(
        Handover.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(until_at=None, overdue_at=None, due_at__lte=now)
        .select_related("case")
        .order_by("due_at", "id")[:limit]
    )
    Handover.objects.filter(id__in=[one.id for one in overdue]).update(overdue_at=now)
    for one in overdue:
        if one.due_at is None:
            continue
        announce(
            HandoverOverdue(one.id, one.case_id, one.whose, one.name, one.due_at),
            by=by or system("promises"),
            because=last_entry_of(one.id, "CaseHandedOver"),
            customer_id=one.case.customer_id,
            unit_id=one.case.unit_id,
            at=one.due_at,
        )
    return len(overdue)
