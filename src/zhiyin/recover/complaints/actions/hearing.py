"""What happens to a case happens to its complaint: answered in substance, a letter taken back, another owner, priority."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.complaints import policy
from zhiyin.recover.complaints.models import Complaint, Solution, Step


@transaction.atomic
def note_answer(case_id: UUID, message_id: UUID, *, by: Actor, because: Entry | None, at: datetime) -> None:
    """A person answered the customer in substance, which the letter that only repeats the complaint does not."""
    if Step.objects.filter(message_id=message_id, name=policy.ACKNOWLEDGE).exists():
        return
    Complaint.objects.filter(case_id=case_id, first_answer_at=None, opened_at__lte=at).update(first_answer_at=at)


@transaction.atomic
def take_letter_back(
    message_id: UUID, case_id: UUID, written_at: datetime, *, by: Actor, because: Entry | None, at: datetime
) -> None:
    """A reply was taken back before it left: it answered nothing, and if it was a letter of a step, the step is undone."""
    complaint = Complaint.objects.select_for_update().filter(case_id=case_id).first()
    if complaint is None:
        return
    if complaint.first_answer_at == written_at:
        complaint.first_answer_at = None
    step = complaint.steps.filter(message_id=message_id, undone_at=None).first()
    if step is not None:
        step.undone_at = at
        step.save(update_fields=["undone_at"])
        Solution.objects.filter(message_id=message_id, state=Solution.State.PROPOSED).update(
            state=Solution.State.TAKEN_BACK, next_at=None
        )
        if complaint.state == step.state_after:
            complaint.state = step.state_before
            complaint.closed_at = None if complaint.is_open else complaint.closed_at
    complaint.save(update_fields=["first_answer_at", "state", "closed_at"])


@transaction.atomic
def follow_owner(case_id: UUID, person_id: UUID, *, by: Actor, because: Entry | None) -> None:
    """Who has the case has its complaint. A case given back to the queue leaves the complaint with whom it had."""
    Complaint.objects.filter(case_id=case_id, state__in=policy.OPEN_STATES).update(owner_id=person_id)


@transaction.atomic
def follow_priority(case_id: UUID, priority: int, *, by: Actor, because: Entry | None) -> None:
    """A complaint is as pressing as its case."""
    Complaint.objects.filter(case_id=case_id).update(priority=priority)
