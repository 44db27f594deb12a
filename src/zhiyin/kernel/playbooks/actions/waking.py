"""A wait ends: what was awaited came, or its time is up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.actions.stepping import fail, locked_run, note, situation_of
from zhiyin.kernel.playbooks.models import Run
from zhiyin.kernel.playbooks.policy import kind_of
from zhiyin.kernel.playbooks.register import Outcome
from zhiyin.kernel.timeline.models import Entry

BATCH = 50


@transaction.atomic
def wake_run(run_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> bool:
    """End the wait of a run: `because` is the entry that it waited for, None when its time is up. Again does nothing."""
    at = at or timezone.now()
    run = locked_run(run_id)
    if run.state != Run.State.WAITING:
        return False
    if because is None and (run.wakes_at is None or run.wakes_at > at):
        return False
    step = run.steps.get(position=run.position)
    kind = kind_of(run.version.content, run.position)
    situation = situation_of(run, step, by=by, because=because or run.because, at=at)
    try:
        with transaction.atomic():
            outcome = kind.wake(situation, because) if kind.wake else Outcome(step.said, step.values)
    except (ValidationError, PermissionDenied) as refusal:
        fail(run, step, "; ".join(getattr(refusal, "messages", [str(refusal)])), at=at)
        return False
    if note(run, step, outcome, by=by, at=at):
        defer("playbooks.go_on", run_id=str(run.id))
    return True


def next_wake() -> datetime | None:
    """When the next wait is over. One look into an index."""
    return Run.objects.filter(wakes_at__isnull=False).order_by("wakes_at").values_list("wakes_at", flat=True).first()


@transaction.atomic
def wake_due(now: datetime, *, by: Actor, because: Entry | None = None) -> int:
    """Wake the runs whose time is up, the oldest first. Returns how many."""
    due = list(
        Run.objects.select_for_update(skip_locked=True)
        .filter(wakes_at__lte=now)
        .order_by("wakes_at", "id")
        .values_list("id", flat=True)[:BATCH]
    )
    for run_id in due:
        wake_run(run_id, by=by, because=because, at=now)
    return len(due)
