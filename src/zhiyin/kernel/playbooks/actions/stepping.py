"""A run goes on: one step at a time, its record and its effect in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.actions.beginning import _day
from zhiyin.kernel.playbooks.events import PlaybookEnded, PlaybookStepReached
from zhiyin.kernel.playbooks.models import Day, Playbook, Run, Step
from zhiyin.kernel.playbooks.policy import kind_of, place_after
from zhiyin.kernel.playbooks.register import Kind, Outcome, Situation, read_facts
from zhiyin.kernel.playbooks.values import Price
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry

log = structlog.get_logger()
#: after so many faults of the house itself a step waits for somebody
MOST_TRIES = 5


def locked_run(run_id: UUID) -> Run:
    """The run with its playbook and version, locked until the transaction ends."""
    return Run.objects.select_for_update(of=("self",)).select_related("playbook", "version", "because").get(id=run_id)


@transaction.atomic
def go_on(run_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> bool:
    """Do the step that comes next, or end the run. Whether more is to be done at once."""
    at = at or timezone.now()
    run = locked_run(run_id)
    if run.state != Run.State.RUNNING:
        return False
    if run.playbook.mode == Playbook.Mode.STOPPED:
        run.state, run.ended_at = Run.State.STOPPED, at
        run.save(update_fields=["state", "ended_at"])
        return False
    steps = run.version.content["steps"]
    if run.position >= len(steps):
        _end(run, by=by, because=because, at=at)
        return False
    told = steps[run.position]
    step = Step(
        id=new_id(),
        run=run,
        position=run.position,
        key=told["step"],
        kind=told["do"],
        state=Step.State.DONE,
        began_at=at,
    )
    kind = kind_of(run.version.content, run.position)
    try:
        with transaction.atomic():
            outcome = _outcome(kind, run, step, by=by, at=at)
    except (ValidationError, PermissionDenied) as refusal:
        fail(run, step, "; ".join(getattr(refusal, "messages", [str(refusal)])), at=at)
        return False
    return note(run, step, outcome, by=by, at=at)


def _outcome(kind: Kind, run: Run, step: Step, *, by: Actor, at: datetime) -> Outcome:
    if run.mode == Run.Mode.DRILL and not kind.pure:
        step.state = Step.State.WOULD
        with nothing_written():
            return kind.would(situation_of(run, step, by=by, because=None, at=at))
    because = run.because
    if kind.group == "spend":
        with nothing_written():
            wanted = kind.would(situation_of(run, step, by=by, because=because, at=at)).spent
        if wanted is not None and wanted.minor:
            _must_fit(run, wanted, at)
    if kind.acts:
        because = announce(
            PlaybookStepReached(step.id, run.id, run.playbook.key, step.key),
            by=by,
            because=because,
            customer_id=run.customer_id,
            unit_id=run.unit_id,
            at=at,
        )
    return kind.run(situation_of(run, step, by=by, because=because, at=at))


@contextmanager
def nothing_written() -> Iterator[None]:
    """Inside, the database refuses every write: a drill and a simulation leave nothing, whatever a step tries."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        yield
        connection.send_waiting()  # type: ignore[attr-defined]  # a write that still waits is refused here, not later
        transaction.set_rollback(True)


def situation_of(
    run: Run,
    step: Step,
    *,
    by: Actor,
    because: Entry | None,
    at: datetime,
) -> Situation:
    """What the step knows: the facts as they are now."""
    about = {name: UUID(id) for name, id in run.about.items()}
    told = run.version.content["steps"][step.position]
    fresh = read_facts([about])[0] if about and step.position else {}
    return Situation(
        about=about,
        customer_id=run.customer_id,
        unit_id=run.unit_id,
        facts={**run.facts, **fresh},
        given=told.get("with") or {},
        at=at,
        begun_at=run.begun_at,
        run_id=run.id,
        step_id=step.id,
        name=told.get("name") or {},
        by=by,
        because=because,
    )


def note(run: Run, step: Step, outcome: Outcome, *, by: Actor, at: datetime) -> bool:
    """Write what came of a step, and go on, or wait. Whether more is to be done at once."""
    drilled = step.state == Step.State.WOULD
    step.said, step.values = outcome.said, dict(outcome.values)
    step.rows = [[model, str(id)] for model, id in outcome.rows]
    step.contacted = outcome.contacted
    if outcome.spent is not None:
        step.spent_minor, step.currency = outcome.spent.minor, outcome.spent.currency
        if not drilled:
            _use_cap(run, outcome.spent, at)
    step.by_name = step.by_name or (by.name if by.kind == "person" else "")
    step.by_id = step.by_id or (by.id if by.kind == "person" else None)
    run.tries = 0
    if outcome.waits and not drilled:
        step.state, step.by_hand = Step.State.WAITING, outcome.by_hand
        step.save()
        run.state, run.wakes_at = Run.State.WAITING, outcome.until
        run.awaits, run.awaits_id = outcome.awaits or ("", None)
        run.save()
        if outcome.until is not None:
            wake(outcome.until)
        return False
    if outcome.skipped:
        step.state = Step.State.SKIPPED
    elif not drilled:
        step.state = Step.State.DONE
    step.by_hand, step.ended_at = False, at
    step.save()
    run.position = place_after(run.version.content, step.position, outcome.to)
    run.state, run.wakes_at, run.awaits, run.awaits_id = Run.State.RUNNING, None, "", None
    run.save()
    return True


def fail(run: Run, step: Step, why: str, *, at: datetime) -> None:
    """A step cannot be done: it stands there with the reason until somebody takes the run up again, or skips it."""
    step.state, step.said, step.reason, step.ended_at = Step.State.FAILED, "", Truncator(why).chars(1000), at
    step.save()
    run.state, run.wakes_at, run.awaits, run.awaits_id, run.tries = Run.State.STUCK, None, "", None, 0
    run.save()


@transaction.atomic
def note_fault(run_id: UUID, why: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> bool:
    """Note a fault of the house in the step that comes next. Whether it is to be tried again."""
    at = at or timezone.now()
    run = locked_run(run_id)
    if run.state != Run.State.RUNNING:
        return False
    run.tries += 1
    if run.tries < MOST_TRIES:
        run.save(update_fields=["tries"])
        return True
    told = run.version.content["steps"][run.position]
    fail(run, Step(run=run, position=run.position, key=told["step"], kind=told["do"], began_at=at), why, at=at)
    return False


def _end(run: Run, *, by: Actor, because: Entry | None, at: datetime) -> None:
    run.state, run.ended_at = Run.State.DONE, at
    run.save(update_fields=["state", "ended_at"])
    if run.mode == Run.Mode.LIVE:
        announce(
            PlaybookEnded(run.id, run.playbook.key),
            by=by,
            because=because or run.because,
            customer_id=run.customer_id,
            unit_id=run.unit_id,
            at=at,
        )


def _must_fit(run: Run, wanted: Price, at: datetime) -> None:
    """Raise when a step wants to spend more than the caps of the run or of the day leave."""
    caps: Mapping[str, Any] = run.version.content.get("caps") or {}
    if "spend_a_day" in caps and (cap := Price.read(caps["spend_a_day"])).currency == wanted.currency:
        Day.objects.bulk_create(
            [Day(playbook_id=run.playbook_id, on=_day(at), currency=cap.currency)], ignore_conflicts=True
        )
        today = Day.objects.select_for_update().get(playbook=run.playbook_id, on=_day(at), currency=cap.currency)
        _refuse_beyond("spend_a_day", today.used, wanted, cap)
    if "spend_a_run" in caps and (cap := Price.read(caps["spend_a_run"])).currency == wanted.currency:
        spent = run.steps.filter(currency=cap.currency).values_list("spent_minor", flat=True)
        _refuse_beyond("spend_a_run", sum(spent), wanted, cap)


def _refuse_beyond(name: str, used: int, wanted: Price, cap: Price) -> None:
    if used + wanted.minor > cap.minor:
        raise ValidationError(
            _("The cap of %(cap)s is used up: %(used)s so far, %(wanted)s more wanted.")
            % {"cap": cap, "used": Price(used, cap.currency), "wanted": wanted},
            code=name,
        )


def _use_cap(run: Run, spent: Price, at: datetime) -> None:
    if not spent.minor:
        return
    Day.objects.bulk_create(
        [Day(playbook_id=run.playbook_id, on=_day(at), currency=spent.currency)], ignore_conflicts=True
    )
    Day.objects.filter(playbook=run.playbook_id, on=_day(at), currency=spent.currency).update(
        used=F("used") + spent.minor
    )
