"""A complaint is closed with its evidence, its cause and a letter; or withdrawn; or taken up again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.recover.complaints import policy
from zhiyin.recover.complaints.actions.stepping import locked, refuse_unless_possible, take
from zhiyin.recover.complaints.events import ComplaintClosed
from zhiyin.recover.complaints.models import Complaint, Solution, Step
from zhiyin.recover.complaints.reads import external_path
from zhiyin.recover.complaints.wording import Letter
from zhiyin.resolve.cases import actions as cases
from zhiyin.resolve.cases.reads import case as the_case
from zhiyin.resolve.conversations.actions import reply

#: why the case is resolved with the complaint; one that was refused is left to whoever has it
RESOLVES = {Solution.State.ACCEPTED: "solved", Solution.State.NO_REPLY: "no_answer"}


def last_solution(complaint: Complaint) -> Solution | None:
    """What was proposed last, and what the customer said to it."""
    return complaint.solutions.exclude(state=Solution.State.TAKEN_BACK).order_by("-proposed_at", "-id").first()


def closing_letter(complaint: Complaint) -> str:
    """The closing letter as the house would write it, with the path outside."""
    return Letter(complaint).closing(last_solution(complaint), external_path(complaint))


@transaction.atomic
def close(
    complaint_id: UUID,
    letter: str | None = None,
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Step:
    """Close a decided complaint with a letter (None: the house's own), and resolve its case where that is settled.

    Refused without evidence, without a cause (of a grave one with its whys), and with a letter that does not say where the
    customer can turn to outside of us.
    """
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    text = closing_letter(complaint) if letter is None else letter.strip()
    holds = policy.holds_path(text, external_path(complaint))
    refuse_unless_possible(complaint, policy.CLOSE, path_in_letter=holds)
    solution = last_solution(complaint)
    assert solution is not None
    message = reply(complaint.case_id, text, by=by, because=because, at=at)
    step = take(complaint, policy.CLOSE, text, message_id=message.id, by=by, because=because, at=at)
    entry = announce(
        ComplaintClosed(complaint.id, complaint.case_id, solution.state),
        by=by,
        because=last_entry_of(step.id),
        customer_id=complaint.customer_id,
        unit_id=complaint.unit_id,
        at=at,
    )
    reason = RESOLVES.get(Solution.State(solution.state))
    if reason is not None and the_case(complaint.case_id).is_open:
        cases.resolve(complaint.case_id, reason, by=by, because=entry, at=at)
    return step


@transaction.atomic
def withdraw(
    complaint_id: UUID, reason: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Step:
    """The customer withdraws the complaint, or it was none: says why. It leaves every count."""
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    refuse_unless_possible(complaint, policy.WITHDRAW)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this is no complaint any more.")})
    if complaint.statutory_clocks.filter(met_at=None).exists():
        raise ValidationError(
            _(
                "An authority handed us this complaint: it is concluded with the authority, and cannot be withdrawn here."
            )
        )
    complaint.solutions.filter(state=Solution.State.PROPOSED).update(state=Solution.State.TAKEN_BACK, next_at=None)
    return take(complaint, policy.WITHDRAW, reason, by=by, because=because, at=at)


@transaction.atomic
def resume(
    complaint_id: UUID, reason: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Step:
    """Take a closed or withdrawn complaint up again, and say why."""
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    refuse_unless_possible(complaint, policy.RESUME)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the complaint is taken up again.")})
    return take(complaint, policy.RESUME, reason, by=by, because=because, at=at)
