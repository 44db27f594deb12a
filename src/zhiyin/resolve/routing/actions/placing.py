"""Give out what waits in a unit's queue, all at once and as well as can be, with the reason for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import defer, wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.people.reads import Staff, holders_of, staff_of
from zhiyin.kernel.policies.reads import InForce, all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.resolve.cases.actions import assign
from zhiyin.resolve.cases.reads import locked_case
from zhiyin.resolve.routing import policy
from zhiyin.resolve.routing.events import CasePlaced
from zhiyin.resolve.routing.models import Placement, Wait
from zhiyin.resolve.routing.situation import TABLES, asked_of, candidates, situations, weights_of

#: so many cases of one queue are planned together; what is left comes in the next round
BATCH = 200


def give_out(unit_ids: Iterable[UUID] | None = None, *, by: Actor, because: Entry | None) -> None:
    """Ask for what waits in these units (in all) to be given out: one job a unit, however often it is asked for."""
    waiting = Wait.objects.filter(ended_at=None, given=True).order_by().values_list("unit_id", flat=True).distinct()
    for unit_id in waiting if unit_ids is None else unit_ids:
        defer("routing.place", once=f"place {unit_id}", unit_id=str(unit_id))


@transaction.atomic
def place_waiting(
    unit_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> list[Placement]:
    """Give out what waits in a unit, by the rule in force; note for the rest why nobody takes it, and when to look again.

    Who could be given anything is locked first: of two at once the second sees what the first has given. So nobody's
    capacity is exceeded, also of people who serve several units.
    """
    at = at or timezone.now()
    if not Wait.objects.filter(unit_id=unit_id, ended_at=None, given=True).exists():
        return []
    ids = list(holders_of("case.reply", unit_id).values_list("id", flat=True))
    people = list(Person.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id"))
    queue = list(
        Wait.objects.filter(unit_id=unit_id, ended_at=None, given=True).order_by("acuity", "arrived_at", "id")[:BATCH]
    )
    found = situations(wait.case_id for wait in queue)
    tables = all_in_force(*TABLES)
    waits = {wait.case_id: wait for wait in queue}
    asked = [asked_of(wait, found[wait.case_id], tables, at) for wait in queue]
    rule = tables["routing"].decide({"unit": next(iter(found.values())).unit}).outcome
    staff = {one.id: one for one in staff_of(people, at)}
    zone = ZoneInfo(Unit.objects.get(id=unit_id).time_zone)
    plan = policy.plan(
        asked, candidates(staff.values(), rule["waiting_counts"]), at.astimezone(zone).date(), weights_of(rule)
    )
    by_case = {one.id: one for one in asked}
    placed = []
    for one in plan.taken:
        made = _place(waits[one.case_id], one, by_case[one.case_id], staff, tables, by=by, because=because, at=at)
        if made is not None:
            placed.append(made)
    _note_why([(waits[one.case_id], one) for one in plan.left])
    if len(queue) == BATCH and placed:
        give_out([unit_id], by=by, because=because)
    return placed


def _place(
    wait: Wait,
    taken: policy.Taken,
    asked: policy.Asked,
    staff: Mapping[UUID, Staff],
    tables: Mapping[str, InForce],
    *,
    by: Actor,
    because: Entry | None,
    at: datetime,
) -> Placement | None:
    case = locked_case(wait.case_id)
    wait.ended_at = at
    wait.save(update_fields=["ended_at"])
    if case.assignee_id is not None or not case.is_open:  # somebody was quicker, by hand
        return None
    shift = staff[taken.person_id].shift
    made = Placement.objects.create(
        case=case,
        person_id=taken.person_id,
        wait=wait,
        rule=taken.rule,
        facts=facts_of(taken, asked, tables),
        at=at,
        look_at=shift.until,
    )
    if shift.until is not None:
        wake(shift.until)
    told = announce(
        CasePlaced(made.id, case.id, taken.person_id, taken.rule),
        by=by,
        because=because or last_entry_of(wait.id),
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    assign(case.id, taken.person_id, case.team_id, by=by, because=told, at=at)
    return made


def facts_of(taken: policy.Taken, asked: policy.Asked, tables: Mapping[str, InForce]) -> dict[str, Any]:
    """Why this person, as JSON: whoever reads it later sees what was known then."""
    version = tables["routing"].version
    return {
        "class": asked.acuity,
        "needs": dict(asked.needs),
        "language": asked.language,
        "load": taken.load,
        "capacity": taken.capacity,
        "given_at": taken.given_at.isoformat() if taken.given_at else None,
        "version": version.number if version else 0,
        "alternatives": [
            {"id": str(one.person_id), "fault": one.fault, "load": one.load, "capacity": one.capacity}
            for one in taken.alternatives
        ],
    }


def _note_why(left: Iterable[tuple[Wait, policy.Left]]) -> None:
    changed = []
    for wait, why in left:
        told = (why.fault, why.skill, why.until)
        if told != (wait.fault, wait.skill, wait.until_at):
            wait.fault, wait.skill, wait.until_at = told
            changed.append(wait)
    Wait.objects.bulk_update(changed, ["fault", "skill", "until_at"])
    if soonest := min((wait.until_at for wait in changed if wait.until_at is not None), default=None):
        wake(soonest)
