"""A case that nobody owns stands in its unit's queue, until somebody owns it or it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.statements import insert
from zhiyin.kernel.timeline.actions import News, announce_all
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.cases.reads import locked_cases
from zhiyin.resolve.promises.reads import Deadlines
from zhiyin.resolve.routing.actions.placing import give_out
from zhiyin.resolve.routing.events import CaseQueued
from zhiyin.resolve.routing.models import Placement, Wait
from zhiyin.resolve.routing.situation import situations


class Arrival(NamedTuple):
    """A case that may have to wait, since when (None: its opening), without whom, and because of what."""

    case_id: UUID
    because: Entry | None = None
    arrived_at: datetime | None = None
    without: UUID | None = None


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
    """Let one case wait, as `queue_cases` does."""
    arrival = Arrival(case_id, because, arrived_at, without)
    waits = queue_cases([arrival], by=by, because=because, at=at)
    return waits[0] if waits else None


@transaction.atomic
def queue_cases(
    arrivals: Sequence[Arrival], *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> list[Wait]:
    """Let cases that nobody owns wait in their units' queues. Repeating it changes nothing; as many statements as for one.

    Not one that somebody owns, that is done, that waits already, or that the policy neither gives out nor watches.
    """
    arrived = {one.case_id: one for one in arrivals}
    cases = locked_cases(arrived)  # of two who queue one at once the second finds that it waits
    waiting = set(Wait.objects.filter(case__in=cases, ended_at=None).values_list("case_id", flat=True))
    cases = {id: one for id, one in cases.items() if one.assignee_id is None and one.is_open and id not in waiting}
    if not cases:
        return []
    found, table, deadlines = situations(cases), all_in_force("routing")["routing"], Deadlines()
    waits = []
    for id, case in cases.items():
        rule = table.decide(found[id].facts).outcome
        if not rule["give"] and not rule["alarm_minutes"]:
            continue
        entry = arrived[id].because
        since = at or (entry.happened_at if entry else timezone.now())
        wait = Wait(
            case=case,
            unit_id=case.unit_id,
            acuity=case.priority,
            arrived_at=arrived[id].arrived_at or case.opened_at,
            given=rule["give"],
            without_id=arrived[id].without,
        )
        if rule["alarm_minutes"]:
            wait.alarm_at = deadlines.after(since, rule["alarm_minutes"], rule["calendar"])
        waits.append((wait, since))
    insert(*(wait for wait, _since in waits))
    announce_all(
        [
            News(
                CaseQueued(wait.id, wait.case_id),
                arrived[wait.case_id].because or because,
                cases[wait.case_id].customer_id,
                wait.unit_id,
                since,
            )
            for wait, since in waits
        ],
        by=by,
    )
    if soonest := min((wait.alarm_at for wait, _since in waits if wait.alarm_at is not None), default=None):
        wake(soonest)
    give_out({wait.unit_id for wait, _since in waits if wait.given}, by=by, because=because)
    return [wait for wait, _since in waits]


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
