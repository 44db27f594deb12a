"""Tell who must know: a promise runs out or is broken, nobody owns a case, it was handed on too often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple
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
from zhiyin.kernel.statements import insert
from zhiyin.kernel.timeline.actions import News, announce_all
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.resolve.cases.actions import assign
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.cases.reads import locked_cases
from zhiyin.resolve.promises.models import Promise
from zhiyin.resolve.promises.policy import CANCELLED, MET, VOID
from zhiyin.resolve.promises.reads import Deadlines
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


class Needed(NamedTuple):
    """What people are to be told of: what it is about, in which case, whom under which name, because of what, when."""

    about_id: UUID
    case: Case
    told: Mapping[str, Sequence[UUID]]
    because: Entry | None
    at: datetime


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
    return raise_alarms(kind, [Needed(about_id, case, told, because, at)], by=by).get(about_id)


def raise_alarms(kind: str, needed: Sequence[Needed], *, by: Actor) -> dict[UUID, Alarm]:
    """`raise_alarm` for several, in as many statements as for one. Those that are new, by what they are about."""
    alarms = {
        one.about_id: Alarm(kind=kind, about_id=one.about_id, case_id=one.case.id, unit_id=one.case.unit_id, at=one.at)
        for one in needed
    }
    Alarm.objects.bulk_create(alarms.values(), ignore_conflicts=True)
    written = set(Alarm.objects.filter(id__in=[one.id for one in alarms.values()]).values_list("id", flat=True))
    new = {about: alarm for about, alarm in alarms.items() if alarm.id in written}
    raised = [(one, new[one.about_id]) for one in needed if one.about_id in new]
    insert(
        *(
            Telling(alarm=alarm, person_id=person_id, role=role, at=one.at)
            for one, alarm in raised
            for person_id, role in {id: role for role, ids in reversed(list(one.told.items())) for id in ids}.items()
        )
    )
    announce_all(
        [
            News(AlarmRaised(alarm.id, one.case.id, kind), one.because, one.case.customer_id, one.case.unit_id, one.at)
            for one, alarm in raised
        ],
        by=by,
    )
    return new


class _Holders:
    """Who holds which role in which unit, each asked once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, UUID], list[UUID]] = {}

    def named(self, names: Mapping[str, Any], case: Case) -> dict[str, list[UUID]]:
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
                told[name] = self._of(role, case.unit_id)
        return told

    def _of(self, role: str, unit_id: UUID) -> list[UUID]:
        if (role, unit_id) not in self._known:
            self._known[role, unit_id] = list(holders_of_role(role, unit_id).values_list("id", flat=True))
        return self._known[role, unit_id]


@transaction.atomic
def alarm_of_promise(
    step: str, promise_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Alarm | None:
    """Tell of one promise, as `alarm_of_promises` does."""
    return alarm_of_promises(step, {promise_id: because}, by=by, because=because, at=at).get(promise_id)


@transaction.atomic
def alarm_of_promises(
    step: str,
    promises: Mapping[UUID, Entry | None],
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> dict[UUID, Alarm]:
    """Promises have used 80 % (warned), 100 % (breached) or 150 % (overrun) of their time: the policy says who is told.

    Once for each promise and step, not of one that is kept or void by now. In as many statements as for one, but for what
    is handed on. `promises` says because of which entry, and so when (or `at`). The alarms that are new, by promise.
    """
    owed = Promise.objects.filter(id__in=list(promises), case__isnull=False, answered_at=None).exclude(state__in=OVER)
    found = {one.id: one for one in owed}
    locked = locked_cases(one.case_id for one in found.values() if one.case_id)
    cases = {id: case for id, case in locked.items() if case.is_open}
    if not cases:
        return {}
    facts, tables, holders = situations(cases), all_in_force("escalation", *TABLES), _Holders()
    needed, levels = [], {}
    for id, promise in found.items():
        if promise.case_id not in cases:
            continue
        case, entry = cases[promise.case_id], promises[id]
        rule = tables["escalation"].decide({**facts[case.id].facts, "step": step, "promise": promise.name}).outcome
        when = at or (entry.happened_at if entry else timezone.now())
        needed.append(Needed(id, case, holders.named(rule, case), entry or because, when))
        levels[id] = rule["level"]
    raised = raise_alarms(step, needed, by=by)
    for one in needed:
        if one.about_id in raised and levels[one.about_id]:
            _hand_on(one.case, raised[one.about_id], levels[one.about_id], by=by, at=one.at)
    return raised


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
def watch_overruns(promise_ids: Iterable[UUID], *, by: Actor, because: Entry | None) -> None:
    """Promises are broken: look again when half their working time more has passed."""
    broken = Promise.objects.filter(id__in=list(promise_ids), breach__isnull=False, answered_at=None)
    deadlines = Deadlines()
    overruns = [
        Overrun(promise=one, at=deadlines.after(one.due_at, -(-one.duration_seconds // 120), one.calendar))
        for one in broken.exclude(state__in=OVER)
    ]
    if overruns:
        Overrun.objects.bulk_create(overruns, ignore_conflicts=True)
        wake(min(one.at for one in overruns))


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
    holders = _Holders()
    needed = [
        Needed(
            wait.id, wait.case, holders.named({"lead": True}, wait.case), because or last_entry_of(wait.id),
            wait.alarm_at or now,
        )
        for wait in due
    ]  # fmt: skip
    Wait.objects.filter(id__in=[wait.id for wait in due]).update(alarm_at=None)
    raise_alarms(Alarm.Kind.UNOWNED, needed, by=by)
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
    told = _Holders().named({"lead": True, "manager": True}, case)
    return raise_alarm(Alarm.Kind.BOUNCED, case_id, case, told, by=by, because=because, at=at)


@transaction.atomic
def note_seen(telling_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> None:
    """Whoever was told says that they know."""
    at = at or timezone.now()
    if by.id is not None:
        Telling.objects.filter(id=telling_id, person_id=by.id, seen_at=None).update(seen_at=at)
