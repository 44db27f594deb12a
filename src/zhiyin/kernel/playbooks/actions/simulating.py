"""Ask for a simulation; go through the past in batches, each in a short transaction that writes nothing but the tally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.abouts import about_of
from zhiyin.kernel.playbooks.actions.stepping import nothing_written
from zhiyin.kernel.playbooks.content import in_order
from zhiyin.kernel.playbooks.models import Simulation
from zhiyin.kernel.playbooks.policy import faults_of
from zhiyin.kernel.playbooks.register import POPULATIONS, TRIGGERS, Trigger, read_facts
from zhiyin.kernel.playbooks.simulation import Came, Past, add, empty_tally
from zhiyin.kernel.timeline.models import Entry

#: so many things that happened are gone through at most, and so many in one go
MOST, BATCH = 5_000, 250
LONGEST_DAYS = 90


@transaction.atomic
def ask_simulation(
    content: Mapping[str, Any], days: int, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Simulation:
    """Have a playbook (kept or not) gone through on the last days, by a job. Raises `ValidationError`."""
    by.require("playbook.read")
    at = at or timezone.now()
    if faults := faults_of(content):
        raise ValidationError([f"{'.'.join(str(part) for part in one.place)}: {one.message}" for one in faults])
    if not 1 <= days <= LONGEST_DAYS:
        raise ValidationError(_("Choose between 1 and %(most)s days.") % {"most": LONGEST_DAYS})
    made = Simulation(
        key=content["playbook"],
        content=in_order(content),
        from_at=at - timedelta(days=days),
        to_at=at,
        result=empty_tally(),
        units=None if by.kind == "system" or by.units is None else [str(id) for id in by.units],
        asked_by_id=by.id,
        asked_by_name=by.name,
        asked_at=at,
    )
    trigger = TRIGGERS.get(str(content["trigger"].get("event")))
    made.of = MOST if trigger is None else min(MOST, _entries(made, trigger).count())
    made.save(force_insert=True)
    defer("playbooks.simulate", queue="bulk", simulation_id=str(made.id))
    return made


def _entries(simulation: Simulation, trigger: Trigger) -> QuerySet[Entry]:
    entries = Entry.objects.filter(
        event=trigger.event.__name__, happened_at__gte=simulation.from_at, happened_at__lt=simulation.to_at
    )
    if simulation.units is not None:
        entries = entries.filter(Q(unit_id=None) | Q(unit_id__in=simulation.units))
    return entries.order_by("happened_at", "id")


def simulate_more(simulation_id: UUID) -> None:
    """Go through all of it, a batch at a time. After a crash it goes on after the last batch that was noted."""
    while _batch(simulation_id):
        pass


@transaction.atomic
def _batch(simulation_id: UUID) -> bool:
    simulation = Simulation.objects.select_for_update().get(id=simulation_id)
    if simulation.state != Simulation.State.RUNNING:
        return False
    tally = simulation.result
    content = simulation.content
    trigger = TRIGGERS.get(str(content["trigger"].get("event")))
    with nothing_written():
        past, after = _past_of_events(simulation, trigger) if trigger else _past_of_calendar(simulation)
        came = _came(content, past, simulation)
        memory: dict[str, Any] = {}
        for one in past:
            add(tally, content, one, came, memory, timezone.get_default_timezone())
    simulation.seen = tally["seen"]
    if after is None or tally["seen"] >= MOST:
        simulation.state, simulation.ended_at = Simulation.State.DONE, timezone.now()
        simulation.of = tally["seen"]
        for name in ("days", "last", "after"):
            tally.pop(name, None)
    else:
        tally["after"] = after
    simulation.result = tally
    simulation.save()
    return simulation.state == Simulation.State.RUNNING


def _past_of_events(simulation: Simulation, trigger: Trigger) -> tuple[list[Past], list[str] | None]:
    entries = _entries(simulation, trigger)
    if "after" in simulation.result:
        at, id = simulation.result["after"]
        entries = entries.filter(Q(happened_at__gt=at) | Q(happened_at=at, id__gt=id))
    rows = list(entries[:BATCH])
    told = [(entry, about) for entry in rows if (about := about_of(trigger, entry)) is not None]
    found = read_facts([about for _entry, about in told], recorded_only=True)
    past = [
        Past(entry.happened_at, about, facts, entry.customer_id, entry.unit_id)
        for (entry, about), facts in zip(told, found, strict=True)
    ]
    return past, [rows[-1].happened_at.isoformat(), str(rows[-1].id)] if len(rows) == BATCH else None


def _past_of_calendar(simulation: Simulation) -> tuple[list[Past], list[str] | None]:
    """For whom the calendar would begin today: nobody recorded who they were on other days."""
    those = POPULATIONS[simulation.content["trigger"]["each"]]
    after = UUID(simulation.result["after"][0]) if "after" in simulation.result else None
    rows = those.read(simulation.to_at, after, BATCH)
    members = [
        one for one in rows if simulation.units is None or one.unit_id is None or str(one.unit_id) in simulation.units
    ]
    found = read_facts([one.about for one in members])
    past = [
        Past(simulation.to_at, one.about, facts, one.customer_id, one.unit_id)
        for one, facts in zip(members, found, strict=True)
    ]
    return past, [str(rows[-1].customer_id)] if len(rows) == BATCH else None


def _came(content: Mapping[str, Any], past: Sequence[Past], simulation: Simulation) -> Came:
    """What came about any of these, read for all of them at once: one statement an awaited event."""
    customers = {one.customer_id for one in past if one.customer_id is not None}
    moments: dict[tuple[str, UUID], list[datetime]] = {}
    for told in content["steps"]:
        if told["do"] != "wait_for" or not customers:
            continue
        trigger = TRIGGERS[told["with"]["event"]]
        rows = Entry.objects.filter(
            event=trigger.event.__name__, customer_id__in=customers, happened_at__gte=simulation.from_at
        ).order_by("happened_at")
        for entry in rows[: BATCH * 40]:
            for id in (about_of(trigger, entry) or {}).values():
                moments.setdefault((trigger.name, id), []).append(entry.happened_at)

    def came(name: str, id: UUID, since: datetime, until: datetime) -> datetime | None:
        return next((at for at in moments.get((name, id), ()) if since <= at <= until), None)

    return came
