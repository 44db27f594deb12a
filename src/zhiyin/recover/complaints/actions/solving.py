"""We propose a solution; the customer accepts it, wants it changed, or refuses. Silence is never taken for consent."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.complaints import policy
from zhiyin.recover.complaints.actions.stepping import locked, refuse_unless_possible, take
from zhiyin.recover.complaints.models import Solution, Step
from zhiyin.recover.complaints.wording import Letter
from zhiyin.resolve.conversations.actions import reply

BECOMES = {
    policy.ACCEPT: Solution.State.ACCEPTED,
    policy.ADJUST: Solution.State.ADJUSTED,
    policy.REFUSE: Solution.State.REFUSED,
}


class Overtaken(ValidationError):
    """The customer answered to a proposal that is no longer the one that waits."""


@transaction.atomic
def propose(
    complaint_id: UUID, words: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Solution:
    """Write to the customer what we propose, with a link to accept it, want it changed, or refuse it."""
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    refuse_unless_possible(complaint, policy.PROPOSE)
    if not words.strip():
        raise ValidationError({"words": _("Write what you propose.")})
    message = reply(complaint.case_id, Letter(complaint).proposal(words), by=by, because=because, at=at)
    silent = timedelta(days=in_force("complaint_times", {"kind": complaint.kind}).outcome["silent_days"])
    solution = Solution.objects.create(
        complaint=complaint,
        words=words.strip(),
        proposed_at=at,
        silent_seconds=int(silent.total_seconds()),
        next_at=policy.silence(at, 0, silent),
        message_id=message.id,
    )
    assert solution.next_at is not None
    wake(solution.next_at)
    take(complaint, policy.PROPOSE, words, message_id=message.id, by=by, because=because, at=at)
    return solution


@transaction.atomic
def answer_solution(
    complaint_id: UUID,
    answer: str,
    words: str = "",
    *,
    solution_id: UUID | None = None,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Step:
    """The customer accepts the proposal, wants it changed (and says how), or refuses it.

    A colleague may note it for them and says how they know. `solution_id` is what the customer read: `Overtaken` is raised
    when another proposal waits by now. The same answer again changes nothing.
    """
    at = at or timezone.now()
    if answer not in policy.ANSWERS:
        raise ValidationError({"answer": _("Choose whether the proposal is accepted, to be changed, or refused.")})
    complaint = locked(complaint_id, by)
    latest = complaint.solutions.exclude(state=Solution.State.TAKEN_BACK).order_by("-proposed_at", "-id").first()
    if solution_id is not None and (latest is None or latest.id != solution_id):
        raise Overtaken(_("There is a newer proposal. Please read it first."))
    if latest is not None and latest.state == BECOMES[answer]:
        return complaint.steps.filter(name=answer).latest("at")
    refuse_unless_possible(complaint, answer)
    if by.kind == "customer" and answer == policy.ADJUST and not words.strip():
        raise ValidationError({"words": _("Please write what should be different.")})
    if by.kind != "customer" and not words.strip():
        raise ValidationError({"words": _("Say what the customer answered, and how you know.")})
    assert latest is not None
    latest.state, latest.answer, latest.answered_at, latest.next_at = BECOMES[answer], words.strip(), at, None
    latest.save(update_fields=["state", "answer", "answered_at", "next_at"])
    return take(complaint, answer, words, by=by, because=because, at=at)
