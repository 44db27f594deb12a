"""Whose case it is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.cases.actions.status import locked
from zhiyin.resolve.cases.events import CaseAssigned
from zhiyin.resolve.cases.models import Case


@transaction.atomic
def assign(
    case_id: UUID,
    person_id: UUID | None,
    team_id: UUID | None = None,
    *,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Case:
    """Give a case to a person, a team, both, or back to the queue (neither). The same again changes nothing."""
    by.require("case.assign")
    at = at or timezone.now()
    case = locked(case_id)
    if (case.assignee_id, case.team_id) == (person_id, team_id):
        return case
    case.assignee_id, case.team_id = person_id, team_id
    case.save(update_fields=["assignee", "team"])
    announce(
        CaseAssigned(case.id, person_id, team_id),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    return case
