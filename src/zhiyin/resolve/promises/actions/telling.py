"""The customer is told, once a case, that the message came in and by when a person replies."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.statements import Read, insert
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import send
from zhiyin.resolve.cases.reads import last_question_of
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.models import Acknowledgement, Promise
from zhiyin.resolve.promises.wording import clock_time, reader_language

_PROMISE = Read(
    lambda id: Promise.objects.select_for_update(of=("self",)).select_related("case", "case__unit").filter(id=id)
)
_TOLD = Read(lambda case_id: Acknowledgement.objects.filter(case_id=case_id)[:1])


@transaction.atomic
def acknowledge(
    promise_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Acknowledgement | None:
    """Tell the customer that their message came in and by when a person replies.

    Once a case; not in answer to a machine, not when somebody has replied meanwhile, not where the policy
    "acknowledgement" says no. An automatic answer does not stop the clock.
    """
    at = at or timezone.now()
    promise = _PROMISE.first(promise_id)
    if promise is None:
        raise Promise.DoesNotExist(str(promise_id))
    case = promise.case
    if case is None or promise.name != policy.FIRST_REPLY or not promise.is_running or promise.due_at <= at:
        return None
    if _TOLD.first(case.id) is not None:
        return None
    if not in_force("acknowledgement", {"channel": promise.channel_kind}).outcome["send"]:
        return None
    question = last_question_of(case.id)
    if question is None:
        return None
    language = reader_language(case.language or question.language)
    message = send(
        customer_id=case.customer_id,
        channel_id=case.channel_id,
        text=acknowledgement_text(language, case.number, promise.due_at, case.unit.time_zone),
        answers_id=question.id,
        automatic=True,
        case_id=case.id,
        by=by,
        because=because,
        at=at,
    )
    told = Acknowledgement(case=case, promise=promise, message_id=message.id, due_told_at=promise.due_at, at=at)
    insert(told)
    return told


def acknowledgement_text(language: str, number: int, due_at: datetime, time_zone: str) -> str:
    """What the customer reads, in their language, with the time in the time zone of the unit that answers."""
    with translation.override(language):
        return _(
            "Thank you for writing to us; your message has arrived.\n\n"
            "One of our people will answer you by %(due)s. Should we not manage that, we will tell you and make it good "
            "without your having to ask.\n\n"
            "If you want to add something, just answer this message. Your case number is %(number)s."
        ) % {"due": clock_time(due_at, ZoneInfo(time_zone)), "number": number}
