"""The customer is told, once a case, that the message came in and by when a person replies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.statements import insert
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import Outgoing, send_all
from zhiyin.resolve.cases.reads import last_questions_of
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.models import RUNNING, Acknowledgement, Promise
from zhiyin.resolve.promises.wording import clock_time, reader_language


@transaction.atomic
def acknowledge(
    promise_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Acknowledgement | None:
    """Tell one customer, as `acknowledge_all` does; None when nothing was to be told."""
    told = acknowledge_all({promise_id: because}, by=by, because=because, at=at)
    return told[0] if told else None


@transaction.atomic
def acknowledge_all(
    promises: Mapping[UUID, Entry | None], *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> list[Acknowledgement]:
    """Tell customers that their messages came in and by when a person replies, in as many statements as for one.

    Once a case; not in answer to a machine, not when somebody has replied meanwhile, not where the policy
    "acknowledgement" says no. An automatic answer does not stop the clock. `promises` says because of which entry.
    """
    at = at or timezone.now()
    found = _to_be_told(list(promises), at)
    questions = last_questions_of(promise.case_id for promise in found if promise.case_id)
    told, outgoing = [], []
    for promise in found:
        case, question = promise.case, questions.get(promise.case_id)  # type: ignore[arg-type]  # all have a case
        if case is None or question is None:
            continue
        text = acknowledgement_text(
            reader_language(case.language or question.language), case.number, promise.due_at, case.unit.time_zone
        )
        told.append(Acknowledgement(case=case, promise=promise, due_told_at=promise.due_at, at=at))
        outgoing.append(
            Outgoing(
                case.customer_id,
                text,
                promises[promise.id] or because,
                channel_id=case.channel_id,
                answers_id=question.id,
                automatic=True,
                case_id=case.id,
            )
        )
    for one, message in zip(told, send_all(outgoing, by=by, at=at), strict=True):
        one.message_id = message.id
    insert(*told)
    return told


def _to_be_told(promise_ids: list[UUID], at: datetime) -> list[Promise]:
    """Those, locked, of which the customer is to be told and has not been: one a case."""
    running = {
        promise.case_id: promise
        for promise in Promise.objects.select_for_update(of=("self",))
        .select_related("case", "case__unit")
        .filter(RUNNING, id__in=promise_ids, case__isnull=False, name=policy.FIRST_REPLY, due_at__gt=at)
        .order_by("id")
    }
    if not running:
        return []
    told = set(Acknowledgement.objects.filter(case_id__in=list(running)).values_list("case_id", flat=True))
    table = all_in_force("acknowledgement")["acknowledgement"]
    return [
        promise
        for case_id, promise in running.items()
        if case_id not in told and table.decide({"channel": promise.channel_kind}).outcome["send"]
    ]


def acknowledgement_text(language: str, number: int, due_at: datetime, time_zone: str) -> str:
    """What the customer reads, in their language, with the time in the time zone of the unit that answers."""
    with translation.override(language):
        return _(
            "Thank you for writing to us; your message has arrived.\n\n"
            "One of our people will answer you by %(due)s. Should we not manage that, we will tell you and make it good "
            "without your having to ask.\n\n"
            "If you want to add something, just answer this message. Your case number is %(number)s."
        ) % {"due": clock_time(due_at, ZoneInfo(time_zone)), "number": number}
