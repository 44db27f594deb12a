"""What somebody was given and has not begun goes back to the queue when they go away or off shift."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.reads import staff_of
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.resolve.cases.actions import assign
from zhiyin.resolve.cases.reads import locked_case
from zhiyin.resolve.conversations.models import Draft
from zhiyin.resolve.routing.actions.alarming import raise_alarm
from zhiyin.resolve.routing.actions.queueing import queue_case
from zhiyin.resolve.routing.events import CaseReturned
from zhiyin.resolve.routing.models import Alarm, Placement
from zhiyin.resolve.routing.situation import situations

#: so many are looked at in one beat of the clock; the next comes at once
BATCH = 50


@transaction.atomic
def return_unbegun(person_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> list[Placement]:
    """A person is not there: what they were given and have not begun goes back to its place in the queue."""
    at = at or timezone.now()
    placed = Placement.objects.select_for_update().filter(person_id=person_id, ended_at=None).order_by("id")
    return [one for one in placed if _return(one, by=by, because=because, at=at)]


@transaction.atomic
def look_at_shifts_of(person_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> None:
    """A person's hours were changed: what they have not begun is looked at anew."""
    at = at or timezone.now()
    if Placement.objects.filter(person_id=person_id, ended_at=None).exclude(look_at=None).update(look_at=at):
        wake(at)


@transaction.atomic
def look_at_shifts(now: datetime, *, by: Actor, because: Entry | None = None) -> int:
    """Where a shift ended: what its person has not begun goes back to the queue, unless it is but a break. How many."""
    due = list(
        Placement.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(ended_at=None, look_at__lte=now)
        .select_related("person")
        .order_by("look_at")[:BATCH]
    )
    if not due:
        return 0
    staff = {one.id: one for one in staff_of({one.person_id: one.person for one in due}.values(), now)}
    found = situations(one.case_id for one in due)
    table = all_in_force("routing")["routing"]
    for one in due:
        shift = staff[one.person_id].shift
        rule = table.decide(found[one.case_id].facts).outcome
        back_at = shift.until or (shift.next_at and shift.next_at + timedelta(seconds=1))
        break_only = shift.next_at is not None and shift.next_at - now <= timedelta(minutes=rule["back_minutes"])
        if shift.until is not None or break_only:
            one.look_at = back_at
            one.save(update_fields=["look_at"])
        else:
            _return(one, by=by, because=because or last_entry_of(one.id), at=now)
    return len(due)


def _return(placement: Placement, *, by: Actor, because: Entry | None, at: datetime) -> bool:
    """Back to the queue, if the person still owns the case and has not begun. Else they go on with it."""
    case = locked_case(placement.case_id)
    if case.assignee_id != placement.person_id or not case.is_open:
        _end(placement, Placement.End.HANDED_ON if case.is_open else Placement.End.DONE, at)
        return False
    if _begun(placement, case.customer_id):
        _end(placement, Placement.End.BEGUN, at)
        return False
    _end(placement, Placement.End.RETURNED, at)
    told = announce(
        CaseReturned(placement.id, case.id, placement.person_id),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    assign(case.id, None, case.team_id, by=by, because=told, at=at)
    queue_case(case.id, arrived_at=placement.wait.arrived_at, by=by, because=told, at=at)
    raise_alarm(Alarm.Kind.RETURNED, placement.id, case, {"owner": [placement.person_id]}, by=by, because=told, at=at)
    return True


def _begun(placement: Placement, customer_id: UUID) -> bool:
    """Whether the person did anything in the case since it was given to them: it stands on the customer's line."""
    done = Entry.objects.filter(
        customer_id=customer_id,
        happened_at__gte=placement.at,
        by_id=placement.person_id,
        facts__case_id=str(placement.case_id),
    )
    return done.exists() or Draft.objects.filter(case_id=placement.case_id, person_id=placement.person_id).exists()


def _end(placement: Placement, end: str, at: datetime) -> None:
    placement.ended_at, placement.end = at, end
    placement.save(update_fields=["ended_at", "end"])
