"""Queues of units with who is there; and the alarms that one was told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.people.reads import skills, units_seen_by
from zhiyin.resolve.routing.actions import note_seen
from zhiyin.resolve.routing.reads import (
    alarms_seen_by,
    board_of,
    telling_for,
    told_to,
    waiting_by_unit,
    waits_by_class,
    waits_seen_by,
)
from zhiyin.resolve.routing.wording import number, why_it_waits

SHOWN = 30


@needs("queue.read")
@require_GET
def queues(request: HttpRequest) -> HttpResponse:
    """The queue of a unit in its order, what may be said of waiting, and who is there with how much."""
    actor, now = _actor(request), timezone.now()
    counts = waiting_by_unit(actor)
    units = list(units_seen_by(actor))
    unit = _chosen(units, request.GET.get("unit", ""), counts)
    context: dict[str, Any] = {"units": [(one, counts.get(one.id, 0)) for one in units], "unit": unit}
    if unit is not None:
        waits = waits_seen_by(actor).filter(unit=unit).select_related("case", "case__customer")
        page = cursor_page(waits, request, order=("acuity", "arrived_at", "id"), size=SHOWN)
        names = {one.key: str(one) for one in skills()}
        honest = waits_by_class(unit.id, now)
        context |= {
            "page": page,
            "rows": [(wait, why_it_waits(wait, names), honest.get(wait.acuity)) for wait in page],
            "honest": honest.items(),
            "board": [(row, number(row.cases), _skills(row, names, now.date())) for row in board_of(unit, now)],
        }
    return render(request, "routing/queues.html", context)


def _skills(row: Any, names: dict[str, str], today: Any) -> list[tuple[str, int, bool]]:
    """Skills in words with their level, and whether they have expired."""
    return [(names.get(key, key), level, today >= until) for key, (level, until) in sorted(row.staff.skills.items())]


def _chosen(units: list[Unit], asked: str, counts: dict[UUID, int]) -> Unit | None:
    """The unit that was asked for; else the one where most wait."""
    known = {str(one.id): one for one in units}
    return known.get(asked) or max(units, key=lambda one: counts.get(one.id, 0), default=None)


@needs("queue.read")
@require_GET
def alarms(request: HttpRequest) -> HttpResponse:
    """What one was told and has not said to know; or all alarms of one's units."""
    actor = _actor(request)
    show = "all" if request.GET.get("show") == "all" else "mine"
    if show == "mine":
        page = cursor_page(told_to(actor), request, order=("-at", "-id"), size=SHOWN)
        rows = [(one.alarm, one) for one in page]
    else:
        page = cursor_page(
            alarms_seen_by(actor).prefetch_related("tellings__person"), request, order=("-at", "-id"), size=SHOWN
        )
        rows = [(one, None) for one in page]
    return render(request, "routing/alarms.html", {"show": show, "page": page, "rows": rows})


@needs("queue.read")
@require_POST
def acknowledgement(request: HttpRequest, id: UUID) -> HttpResponse:
    """Whoever was told says that they know."""
    actor = _actor(request)
    note_seen(telling_for(actor, id).id, by=actor)
    return redirect("routing:alarms")


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
