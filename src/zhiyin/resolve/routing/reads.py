"""Questions about queues: what waits, why somebody was given a case, who has how much, how long one waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet
from django.http import Http404

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.people.reads import Staff, holders_of, staff_of, units_seen_by
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.resolve.promises.policy import CANCELLED, FIRST_REPLY, VOID
from zhiyin.resolve.routing.models import Alarm, Placement, Telling, Wait
from zhiyin.resolve.routing.policy import WHOLE, Honest, honest
from zhiyin.resolve.routing.situation import Load, given_at, loads_of

#: how far back waits are measured, and how many promises are looked at for it at most
MEASURED_DAYS, MEASURED_MOST = 28, 20_000


def waits_seen_by(actor: Actor) -> QuerySet[Wait]:
    """What waits in the queues of the units that the actor may see, in the order of the queue."""
    waits = Wait.objects.filter(ended_at=None).order_by("acuity", "arrived_at", "id")
    if not actor.may("queue.read"):
        return waits.none()
    return waits if actor.kind == "system" or actor.units is None else waits.filter(unit__in=actor.units)


def waiting_by_unit(actor: Actor) -> dict[UUID, int]:
    """How many cases wait in each unit that the actor may see."""
    return dict(waits_seen_by(actor).order_by().values_list("unit_id").annotate(n=Count("id")))


def unit_for(actor: Actor, id: UUID) -> Unit:
    """The unit with this id, if the actor may see its queue; else `Http404`."""
    found = units_seen_by(actor).filter(id=id).first() if actor.may("queue.read") else None
    if found is None:
        raise Http404
    return found


def wait_of(case_id: UUID) -> Wait | None:
    """The open wait of a case."""
    return Wait.objects.filter(case_id=case_id, ended_at=None).first()


def placement_of(case_id: UUID) -> Placement | None:
    """How a case was last given to somebody, with the person."""
    return Placement.objects.filter(case_id=case_id).select_related("person", "wait").order_by("-at").first()


def alarms_of(case_id: UUID) -> QuerySet[Alarm]:
    """The alarms of a case, newest first, with whom they told."""
    return Alarm.objects.filter(case_id=case_id).prefetch_related("tellings__person").order_by("-at")


def alarms_seen_by(actor: Actor) -> QuerySet[Alarm]:
    """The alarms of the units that the actor may see."""
    alarms = Alarm.objects.select_related("case", "case__customer", "unit", "handed_to")
    if not actor.may("queue.read"):
        return alarms.none()
    return alarms if actor.kind == "system" or actor.units is None else alarms.filter(unit__in=actor.units)


def told_to(actor: Actor) -> QuerySet[Telling]:
    """What the actor was told and has not yet said to know."""
    return Telling.objects.filter(person_id=actor.id or UUID(int=0), seen_at=None).select_related(
        "alarm", "alarm__case", "alarm__case__customer", "alarm__handed_to"
    )


def telling_for(actor: Actor, id: UUID) -> Telling:
    """A telling of the actor's own; else `Http404`."""
    found = Telling.objects.filter(id=id, person_id=actor.id or UUID(int=0)).first()
    if found is None:
        raise Http404
    return found


def names_of(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people."""
    return dict(Person.objects.filter(id__in=list(person_ids)).values_list("id", "name"))


@dataclass(frozen=True, slots=True)
class Row:
    """A person on the board of a unit: who, what they have, what of their capacity that is, since when idle."""

    staff: Staff
    load: Load
    counted: int
    given_at: datetime | None

    @property
    def share(self) -> float:
        """Load by capacity; 1 when they may have nothing."""
        return self.counted / (self.staff.capacity * WHOLE) if self.staff.capacity else 1.0

    @property
    def cases(self) -> float:
        """The load in cases."""
        return self.counted / WHOLE


def board_of(unit: Unit, now: datetime) -> list[Row]:
    """Who may answer in a unit: those who are there first, the least loaded before the others. Eleven statements."""
    staff = staff_of(holders_of("case.reply", unit.id), now)
    waiting_counts = all_in_force("routing")["routing"].decide({"unit": unit.name}).outcome["waiting_counts"]
    loads, given = loads_of(one.id for one in staff), given_at(one.id for one in staff)
    rows = [
        Row(one, load := loads.get(one.id, Load()), load.counted(waiting_counts), given.get(one.id)) for one in staff
    ]
    return sorted(rows, key=lambda row: (not row.staff.is_there, row.share, row.staff.person.name))


_WAITS = """
SELECT priority, extract(epoch FROM coalesce(answered_at, %(now)s) - started_at) FROM (
    SELECT * FROM promises_promise WHERE due_at <= %(now)s AND due_at > %(since)s ORDER BY due_at DESC LIMIT %(most)s
) recent
WHERE unit_id = %(unit)s AND name = %(name)s AND NOT state = ANY(%(never)s)
"""


def waits_by_class(unit_id: UUID, now: datetime) -> dict[int, Honest]:
    """How long customers of each class waited for a first reply, as far as enough is known to say it.

    Of what was due by now: taking only what is answered would leave out those who wait longest. Who still waits counts
    with what they have waited so far.
    """
    given: dict[str, Any] = {
        "unit": unit_id,
        "now": now,
        "since": now - timedelta(days=MEASURED_DAYS),
        "most": MEASURED_MOST,
        "name": FIRST_REPLY,
        "never": [CANCELLED, VOID],
    }
    waits: dict[int, list[float]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, given)
        for acuity, seconds in cursor.fetchall():
            waits.setdefault(acuity, []).append(float(seconds))
    return {acuity: found for acuity, seconds in sorted(waits.items()) if (found := honest(seconds)) is not None}
