"""What people do about a run: complete a step that waits for them, skip one with a reason, take a stuck run up again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks.actions.stepping import locked_run, note
from zhiyin.kernel.playbooks.models import Run, Step
from zhiyin.kernel.playbooks.register import Outcome
from zhiyin.kernel.timeline.models import Entry

LONGEST_WORDS = 2000
DONE_BY_HAND = gettext_noop("Done by hand.")
SKIPPED_BY_HAND = gettext_noop("Skipped by hand.")


@transaction.atomic
def complete_step(
    run_id: UUID, position: int, words: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Step:
    """Note that a step which waits for a person is done, and in their words how. Raises `ValidationError`."""
    at = at or timezone.now()
    run, step = _open(run_id, position, by)
    if step is None or step.state != Step.State.WAITING or not step.by_hand:
        raise ValidationError(_("This step does not wait for anybody."))
    if not words.strip():
        raise ValidationError({"words": _("Say what you did: the next reader was not there.")})
    step.reason = words.strip()[:LONGEST_WORDS]
    then = run.version.content["steps"][position].get("with", {}).get("then") or ""
    note(run, step, Outcome(DONE_BY_HAND, step.values, to=then), by=by, at=at)
    defer("playbooks.go_on", run_id=str(run.id))
    return step


@transaction.atomic
def skip_step(
    run_id: UUID, position: int, reason: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Step:
    """Skip the step at which an open run stands, with a reason. Raises `ValidationError`."""
    at = at or timezone.now()
    run, step = _open(run_id, position, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this step is skipped.")})
    if step is None:
        told = run.version.content["steps"][position]
        step = Step(id=new_id(), run=run, position=position, key=told["step"], kind=told["do"], began_at=at)
    step.reason = reason.strip()[:LONGEST_WORDS]
    step.by_id, step.by_name = by.id, by.name
    note(run, step, Outcome(SKIPPED_BY_HAND, skipped=True), by=by, at=at)
    defer("playbooks.go_on", run_id=str(run.id))
    return step


@transaction.atomic
def take_up_again(run_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Run:
    """Try the step at which a run is stuck once more: the record of the failure gives way to the new one."""
    by.require("playbook.run")
    run = locked_run(run_id)
    _must_see(run, by)
    if run.state != Run.State.STUCK:
        raise ValidationError(_("This run needs nobody."))
    run.steps.filter(position=run.position, state=Step.State.FAILED).delete()
    run.state, run.tries = Run.State.RUNNING, 0
    run.save(update_fields=["state", "tries"])
    defer("playbooks.go_on", run_id=str(run.id))
    return run


def _open(run_id: UUID, position: int, by: Actor) -> tuple[Run, Step | None]:
    by.require("playbook.run")
    run = locked_run(run_id)
    _must_see(run, by)
    if not run.is_open or run.position != position:
        raise ValidationError(_("The run does not stand at this step (any more). Look at it again."))
    return run, run.steps.filter(position=position).first()


def _must_see(run: Run, by: Actor) -> None:
    if not by.sees_unit(run.unit_id):
        raise PermissionDenied(_("This run belongs to a unit whose work you do not see."))
