"""Tell who must know: a promise runs out or is broken, nobody owns a case, it was handed on too often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.people.reads import holders_of, holders_of_role, staff_of
from zhiyin.kernel.people.roles import EXPERIENCE, LEAD
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.resolve.cases.actions import assign
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.cases.reads import locked_case
from zhiyin.resolve.promises.models import Promise
from zhiyin.resolve.promises.policy import CANCELLED, MET, VOID
from zhiyin.resolve.promises.reads import due_after
from zhiyin.resolve.routing import policy
from zhiyin.resolve.routing.events import AlarmRaised
from zhiyin.resolve.routing.models import Alarm, Overrun, Telling, Wait
from zhiyin.resolve.routing.situation import TABLES, asked_of, candidates, situations, weights_of

#: what one beat of the clock handles at most
BATCH = 50
#: from this reassignment on somebody above must look why nobody keeps it
BOUNCES = 3
#: a promise of which nobody need be told
OVER = (MET, CANCELLED, VOID)
#: who is told under which name
ROLES = {"lead": LEAD, "manager": EXPERIENCE}


def raise_alarm(
    kind: str,
    about_id: UUID,
    case: Case,
    told: Mapping[str, Sequence[UUID]],
    *,
    by: Actor,
    because: Entry | None,
    at: datetime,
) -> Alarm | None:
    """Tell people, once for a kind and what it is about, in the caller's transaction. None when they were told before."""
    alarm = Alarm(kind=kind, about_id=about_id, case_id=case.id, unit_id=case.unit_id, at=at)
    Alarm.objects.bulk_create([alarm], ignore_conflicts=True)
    if not Alarm.objects.filter(id=alarm.id).exists():
        return None
    roles = {person_id: role for role, people in reversed(list(told.items())) for person_id in people}
    Telling.objects.bulk_create(
        [Telling(alarm=alarm, person_id=person_id, role=role, at=at) for person_id, role in roles.items()]
    )
    announce(
        AlarmRaised(alarm.id, case.id, kind),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    return alarm


def _named(names: Mapping[str, Any], case: Case) -> dict[str, list[UUID]]:
    """The people whom a rule names for a case; without an owner the leads are told in their place."""
    wanted = [name for name in ("owner", "lead", "manager") if names.get(name)]
    told: dict[str, list[UUID]] = {}
    if "owner" in wanted:
        if case.assignee_id is not None:
            told["owner"] = [case.assignee_id]
        elif "lead" not in wanted:
            wanted.append("lead")
    for name, role in ROLES.items():
        if name in wanted:
            told[name] = list(holders_of_role(role, case.unit_id).values_list("id", flat=True))
    return told


@transaction.atomic
def alarm_of_promise(
    step: str, promise_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Alarm | None:
    """A promise has used 80 % (warned), 100 % (breached) or 150 % (overrun) of its time: the policy says who is told.

    Once for each promise and step. None when it was told, or the promise is kept or void by now.
    """
    at = at or timezone.now()
    promise = Promise.objects.filter(id=promise_id).first()
    if promise is None or promise.case_id is None or promise.answered_at is not None or promise.state in OVER:
        return None
    case = locked_case(promise.case_id)
    if not case.is_open:
        return None
    found = situations([case.id])[case.id]
    tables = all_in_force("escalation", *TABLES)
    rule = tables["escalation"].decide({**found.facts, "step": step, "promise": promise.name}).outcome
    alarm = raise_alarm(step, promise.id, case, _named(rule, case), by=by, because=because, at=at)
    if alarm is not None and rule["level"]:
        _hand_on(case, alarm, rule["level"], by=by, at=at)
    return alarm


def _hand_on(case: Case, alarm: Alarm, level: int, *, by: Actor, at: datetime) -> None:
    """Give the case to somebody with a higher level of what it needs, by the same rule as ever; nobody free: it stays."""
    tables = all_in_force(*TABLES)
    found = situations([case.id])[case.id]
    wait = Wait(case_id=case.id, arrived_at=case.opened_at, without_id=case.assignee_id)
    asked = asked_of(wait, found, tables, at)
    people = Person.objects.select_for_update(no_key=True).filter(
        id__in=list(holders_of("case.reply", case.unit_id).values_list("id", flat=True))
    )
    staff = staff_of(people.order_by("id"), at)
    today = at.astimezone(ZoneInfo(case.unit.time_zone)).date()
    rule = tables["routing"].decide(found.facts).outcome
    able = [
        one
        for one in candidates(staff, rule["waiting_counts"])
        if asked.needs or any(held.level >= level and today < held.expires_on for held in one.skills.values())
    ]
    higher = policy.Asked(
        asked.id,
        asked.acuity,
        asked.arrived_at,
        {skill: max(level, least) for skill, least in asked.needs.items()},
        asked.language,
        asked.known_to,
        asked.without,
    )
    for taken in policy.plan([higher], able, today, weights_of(rule)).taken:
        Alarm.objects.filter(id=alarm.id).update(handed_to_id=taken.person_id)
        assign(case.id, taken.person_id, case.team_id, by=by, because=last_entry_of(alarm.id), at=at)


@transaction.atomic
def watch_overrun(promise_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> None:
    """A promise is broken: look again when half its working time more has passed."""
    broken = Promise.objects.filter(id=promise_id, breach__isnull=False, answered_at=None)
    promise = broken.exclude(state__in=OVER).first()
    if promise is None:
        return
    half = due_after(promise.due_at, -(-promise.duration_seconds // 120), promise.calendar)
    Overrun.objects.bulk_create([Overrun(promise=promise, at=half)], ignore_conflicts=True)
    wake(half)


@transaction.atomic
def ring_overruns(now: datetime, *, by: Actor, because: Entry | None = None) -> int:
    """Tell who must know of broken promises that are half their time over and still owed. Returns how many were due."""
    due = list(
        Overrun.objects.select_for_update(skip_locked=True).filter(rung_at=None, at__lte=now).order_by("at")[:BATCH]
    )
    Overrun.objects.filter(id__in=[one.id for one in due]).update(rung_at=now)
    for one in due:
        breached = Entry.objects.filter(event="PromiseBreached", facts__promise_id=str(one.promise_id))
        reason = because or breached.filter(customer_id=one.promise.customer_id).order_by("-id").first()
        alarm_of_promise("overrun", one.promise_id, by=by, because=reason, at=one.at)
    return len(due)


@transaction.atomic
def alarm_unowned(now: datetime, *, by: Actor, because: Entry | None = None) -> int:
    """Tell the leads of cases that nobody has owned for too long, each wait once. Returns how many were due."""
    due = list(
        Wait.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(ended_at=None, alarm_at__lte=now)
        .select_related("case")
        .order_by("alarm_at")[:BATCH]
    )
    for wait in due:
        at, wait.alarm_at = wait.alarm_at or now, None
        wait.save(update_fields=["alarm_at"])
        told = _named({"lead": True}, wait.case)
        reason = because or last_entry_of(wait.id)
        raise_alarm(Alarm.Kind.UNOWNED, wait.id, wait.case, told, by=by, because=reason, at=at)
    return len(due)


@transaction.atomic
def alarm_of_bounces(case_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Alarm | None:
    """From the third reassignment on, leads and managers are told that nobody keeps the case: once a case."""
    at = at or timezone.now()
    given = Entry.objects.filter(subject_id=case_id, event="CaseAssigned").order_by("id")
    owners = [one for one in given.values_list("facts__person_id", flat=True) if one is not None]
    changes = sum(before != after for before, after in pairwise(owners))
    if changes < BOUNCES:
        return None
    case = Case.objects.get(id=case_id)
    told = _named({"lead": True, "manager": True}, case)
    return raise_alarm(Alarm.Kind.BOUNCED, case_id, case, told, by=by, because=because, at=at)


@transaction.atomic
def note_seen(telling_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> None:
    """Whoever was told says that they know."""
    at = at or timezone.now()
    if by.id is not None:
        Telling.objects.filter(id=telling_id, person_id=by.id, seen_at=None).update(seen_at=at)
