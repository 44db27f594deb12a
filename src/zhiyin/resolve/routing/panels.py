"""What routing offers to pages: why this person, or why nobody yet; and who was told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from zhiyin.face.links import links
from zhiyin.face.slots import Panel, panel
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.reads import skills
from zhiyin.resolve.routing.models import Alarm, Placement, Wait
from zhiyin.resolve.routing.reads import alarms_of, names_of, placement_of, wait_of
from zhiyin.resolve.routing.wording import why_it_waits, why_this_person


@links("routing.Wait")
def wait_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    return _addresses(Wait, ids)


@links("routing.Placement")
def placement_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    return _addresses(Placement, ids)


@links("routing.Alarm")
def alarm_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    return _addresses(Alarm, ids)


def _addresses(model: Any, ids: Sequence[UUID]) -> dict[UUID, str]:
    return {id: f"/cases/{number}" for id, number in model.objects.filter(id__in=ids).values_list("id", "case__number")}


@panel("case.context", order=15, permission="queue.read")
def who_has_the_case_and_why(actor: Actor, case: Any) -> Panel | None:
    """Why this person has the case, or why nobody has it yet; and who was told that it needs them."""
    wait = wait_of(case.id) if case.assignee_id is None else None
    placement = placement_of(case.id)
    alarms = list(alarms_of(case.id)[:5])
    if wait is None and placement is None and not alarms:
        return None
    names = {one.key: str(one) for one in skills()}
    why = None
    if placement is not None and placement.person_id == case.assignee_id:
        others = names_of(UUID(one["id"]) for one in placement.facts.get("alternatives", ()))
        why = why_this_person(placement, others, names)
    context = {"case": case, "wait": wait, "waits_because": why_it_waits(wait, names) if wait else "", "why": why}
    return Panel("routing/panel.html", context | {"alarms": alarms})
