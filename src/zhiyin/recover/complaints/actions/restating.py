"""We tell the customer what we understood and by when we answer; the customer confirms it, or corrects us."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.complaints import policy
from zhiyin.recover.complaints.actions.stepping import locked, refuse_unless_possible, take
from zhiyin.recover.complaints.models import Step
from zhiyin.recover.complaints.wording import Letter
from zhiyin.resolve.conversations.actions import reply


@transaction.atomic
def acknowledge(complaint_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> Step:
    """Write to the customer what they told us and want, by when a person answers, and where to confirm it.

    It is no answer in substance: the clock of that runs on. May be repeated after a change of the story or the wish.
    """
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    refuse_unless_possible(complaint, policy.ACKNOWLEDGE)
    if not complaint.story:
        raise ValidationError({"story": _("Write down what happened first: the letter repeats it.")})
    message = reply(complaint.case_id, Letter(complaint).restatement(), by=by, because=because, at=at)
    complaint.confirmed_at = None
    return take(complaint, policy.ACKNOWLEDGE, message_id=message.id, by=by, because=because, at=at)


@transaction.atomic
def confirm(
    complaint_id: UUID, how: str = "", *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Step:
    """Note that we understood the customer: they say so themselves, or a colleague notes how they know."""
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    refuse_unless_possible(complaint, policy.CONFIRM)
    if by.kind != "customer" and not how.strip():
        raise ValidationError({"how": _("Say how you know that we understood the customer: “by telephone, 3 May” …")})
    complaint.confirmed_at = at
    return take(complaint, policy.CONFIRM, how, by=by, because=because, at=at)


@transaction.atomic
def correct(
    complaint_id: UUID, words: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Step:
    """The customer says what we got wrong: the complaint is to be restated."""
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    refuse_unless_possible(complaint, policy.CORRECT)
    if not words.strip():
        raise ValidationError({"words": _("Write what is to be corrected.")})
    complaint.confirmed_at = None
    return take(complaint, policy.CORRECT, words, by=by, because=because, at=at)
