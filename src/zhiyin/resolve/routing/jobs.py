"""Giving out, unit by unit; and what the clock does for routing, each at its moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from zhiyin.kernel.jobs.registry import at_moments, job, recurring
from zhiyin.kernel.people.actor import system
from zhiyin.resolve.routing import actions
from zhiyin.resolve.routing.models import Overrun, Placement, Wait

HOUSE = system("routing")


@job("routing.place")
def place(unit_id: str) -> None:
    """Give out what waits in a unit."""
    actions.place_waiting(UUID(unit_id), by=HOUSE)


@recurring("routing.give_out", "*/5 * * * *")
def give_out() -> None:
    """Look again at what waits: nothing stays in a queue because a signal was missed."""
    actions.give_out(by=HOUSE, because=None)


def _next(rows: QuerySet[Any], name: str) -> datetime | None:
    """The soonest moment of these rows: the first of a small partial index."""
    found: datetime | None = (
        rows.filter(**{f"{name}__isnull": False}).order_by(name).values_list(name, flat=True).first()
    )
    return found


def _next_shift() -> datetime | None:
    return _next(Wait.objects.filter(ended_at=None), "until_at")


def _next_end() -> datetime | None:
    return _next(Placement.objects.filter(ended_at=None), "look_at")


def _next_alarm() -> datetime | None:
    return _next(Wait.objects.filter(ended_at=None), "alarm_at")


def _next_overrun() -> datetime | None:
    return _next(Overrun.objects.filter(rung_at=None), "at")


@at_moments("routing.shifts_begin", _next_shift)
def shifts_begin(now: datetime) -> int:
    """Give out what waited for a shift that begins."""
    return actions.look_again(now, by=HOUSE)


@at_moments("routing.shifts_end", _next_end)
def shifts_end(now: datetime) -> int:
    """Take back what nobody began before the shift ended."""
    return actions.look_at_shifts(now, by=HOUSE)


@at_moments("routing.unowned", _next_alarm)
def unowned_for_long(now: datetime) -> int:
    """Tell the leads what nobody has owned for too long."""
    return actions.alarm_unowned(now, by=HOUSE)


@at_moments("routing.overruns", _next_overrun)
def overruns(now: datetime) -> int:
    """Tell of broken promises that are half their time over."""
    return actions.ring_overruns(now, by=HOUSE)
