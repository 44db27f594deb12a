"""A run goes on; waits end at their moments; the calendar begins what it begins."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog

from zhiyin.kernel.jobs.registry import at_moments, job
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.playbooks.abouts import came_already
from zhiyin.kernel.playbooks.actions import scheduling, waking
from zhiyin.kernel.playbooks.actions.simulating import simulate_more
from zhiyin.kernel.playbooks.actions.stepping import go_on, note_fault
from zhiyin.kernel.playbooks.models import Run
from zhiyin.kernel.playbooks.register import TRIGGERS

HOUSE = system("playbooks")
log = structlog.get_logger()


@job("playbooks.go_on")
def go_on_with(run_id: str) -> None:
    """Do the steps of a run that need not wait, each in a transaction of its own. After a crash it goes on where it was."""
    id = UUID(run_id)
    try:
        while go_on(id, by=HOUSE, because=None) or _came_meanwhile(id):
            pass
    except Exception as error:
        log.exception("playbook_step_failed", run=run_id)
        if note_fault(id, f"{type(error).__name__}: {error}", by=HOUSE, because=None):
            raise  # the job is tried again, later and later


def _came_meanwhile(run_id: UUID) -> bool:
    """Whether what a run waits for had come before the wait was there to be heard: then it goes on at once."""
    run = Run.objects.filter(id=run_id, state=Run.State.WAITING).exclude(awaits="").first()
    if run is None or run.awaits_id is None or run.awaits not in TRIGGERS:
        return False
    entry = came_already(TRIGGERS[run.awaits], run.awaits_id, run)
    return entry is not None and waking.wake_run(run_id, by=HOUSE, because=entry)


@job("playbooks.begin_each")
def begin_each(playbook_id: str, moment: str, after: str | None = None) -> None:
    """Begin a playbook of the calendar for the next of its population; once each and day."""
    scheduling.begin_each(UUID(playbook_id), datetime.fromisoformat(moment), UUID(after) if after else None, by=HOUSE)


@job("playbooks.simulate")
def simulate(simulation_id: str) -> None:
    """Go through the past with a playbook."""
    simulate_more(UUID(simulation_id))


@at_moments("playbooks.wake", waking.next_wake)
def end_waits(now: datetime) -> int:
    """End the waits of playbooks whose time is up."""
    return waking.wake_due(now, by=HOUSE)


@at_moments("playbooks.calendar", scheduling.next_beginning)
def begin_by_calendar(now: datetime) -> int:
    """Begin the playbooks whose time of day has come."""
    return scheduling.begin_due(now)
