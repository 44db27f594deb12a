"""A case that nobody owns stands in its unit's queue, until somebody owns it or it is done."""

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
from zhiyin.resolve.cases.reads import locked_case
from zhiyin.resolve.promises.reads import due_after
from zhiyin.resolve.routing.actions.placing import give_out
from zhiyin.resolve.routing.events import CaseQueued
from zhiyin.resolve.routing.models import Placement, Wait
from zhiyin.resolve.routing.situation import situations


@transaction.atomic
def queue_case(
    case_id: UUID,
    *,
    arrived_at: datetime | None = None,
    without: UUID | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Wait | None:
    """Let a case that nobody owns wait in its unit's queue, from `arrived_at` (its opening). Repeating it changes nothing.

    None when somebody owns it, it is done, it waits already, or the policy neither gives it out nor watches it.
    """
    at = at or timezone.now()
    case = locked_case(case_id)  # of two who queue it at once the second finds that it waits
    if case.assignee_id is not None or not case.is_open or Wait.objects.filter(case=case, ended_at=None).exists():
        return None
    found = situations([case_id])[case_id]
    rule = all_in_force("routing")["routing"].decide(found.facts).outcome
    if not rule["give"] and not rule["alarm_minutes"]:
        return None
    alarm_at = due_after(at, rule["alarm_minutes"], rule["calendar"]) if rule["alarm_minutes"] else None
    wait = Wait.objects.create(
        case=case,
        unit_id=case.unit_id,
        acuity=case.priority,
        arrived_at=arrived_at or case.opened_at,
        given=rule["give"],
        without_id=without,
        alarm_at=alarm_at,
    )
    announce(
        CaseQueued(wait.id, case_id),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    if alarm_at is not None:
        wake(alarm_at)
    if wait.given:
        give_out([case.unit_id], by=by, because=because)
    return wait


@transaction.atomic
def end_wait(case_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> None:
    """A case waits no more, since somebody owns it or it is done; what was placed ends with a case that is done."""
    at = at or timezone.now()
    Wait.objects.filter(case_id=case_id, ended_at=None).update(ended_at=at)
    Placement.objects.filter(case_id=case_id, ended_at=None).update(ended_at=at, end=Placement.End.DONE)


@transaction.atomic
def follow_assignment(
    case_id: UUID,
    person_id: UUID | None,
    *,
    given_back_by: UUID | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> None:
    """Somebody was given the case, or nobody: it waits no more, or it waits again, without who gave it back."""
    at = at or timezone.now()
    others = Placement.objects.filter(case_id=case_id, ended_at=None).exclude(person=person_id)
    others.update(ended_at=at, end=Placement.End.HANDED_ON)
    if person_id is not None:
        Wait.objects.filter(case_id=case_id, ended_at=None).update(ended_at=at)
    else:
        queue_case(case_id, without=given_back_by, by=by, because=because, at=at)


@transaction.atomic
def follow_priority(case_id: UUID, priority: int, *, by: Actor, because: Entry | None) -> None:
    """A waiting case is of another class now: it stands elsewhere in the queue."""
    if Wait.objects.filter(case_id=case_id, ended_at=None).exclude(acuity=priority).update(acuity=priority):
        give_out(by=by, because=because)


@transaction.atomic
def follow_the_rule(*, by: Actor, because: Entry | None, at: datetime | None = None) -> None:
    """The rule was changed: what waits is given out by itself or not, as it says now."""
    table = all_in_force("routing")["routing"]
    waits = {wait.case_id: wait for wait in Wait.objects.select_for_update().filter(ended_at=None)}
    changed = []
    for case_id, found in situations(waits).items():
        give = table.decide(found.facts).outcome["give"]
        if waits[case_id].given != give:
            waits[case_id].given = give
            changed.append(waits[case_id])
    Wait.objects.bulk_update(changed, ["given"], batch_size=500)
    give_out(by=by, because=because)


@transaction.atomic
def look_again(now: datetime, *, by: Actor, because: Entry | None = None) -> int:
    """Somebody's shift begins: what waited for it is given out. Returns how many waited."""
    due = Wait.objects.filter(ended_at=None, until_at__lte=now)
    units = set(due.values_list("unit_id", flat=True))
    looked = due.update(until_at=None)
    give_out(units, by=by, because=because)
    return looked
