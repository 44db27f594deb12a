"""Questions about cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.statements import Read
from zhiyin.resolve.cases import policy
from zhiyin.resolve.cases.models import Case, CaseMessage, Closure, Grading, Reopening, SetAside

OPEN = Q(status__in=policy.OPEN_STATUSES)


def cases_seen_by(actor: Actor) -> QuerySet[Case]:
    """The cases of the units that the actor may see; none without `case.read`."""
    if not actor.may("case.read"):
        return Case.objects.none()
    cases = Case.objects.all()
    return cases if actor.kind == "system" or actor.units is None else cases.filter(unit__in=actor.units)


def case_for(actor: Actor, number: int) -> Case:
    """The case with this number and those around it, if the actor may see it; else `Http404`."""
    case = (
        cases_seen_by(actor)
        .select_related("customer", "channel", "unit", "assignee", "team", "follows")
        .filter(number=number)
        .first()
    )
    if case is None:
        raise Http404
    return case


def case(id: UUID) -> Case:
    """The case with this id."""
    return Case.objects.get(id=id)


def locked_case(id: UUID) -> Case:
    """The case with this id, locked until the transaction ends: ask so before deciding what to do with it."""
    return Case.objects.select_for_update().get(id=id)


def locked_cases(ids: Iterable[UUID]) -> dict[UUID, Case]:
    """These cases by id, locked until the transaction ends, in one statement and in one order everywhere."""
    found = Case.objects.select_for_update(no_key=True).filter(id__in=list(ids)).order_by("id")
    return {one.id: one for one in found}


def cases(ids: Iterable[UUID]) -> dict[UUID, Case]:
    """These cases by id, in one statement."""
    return Case.objects.in_bulk(list(ids))


_CASE_OF_MESSAGE = Read(lambda message_id: Case.objects.filter(messages__message_id=message_id).order_by("id")[:1])
_LAST_QUESTION = Read(
    lambda case_id: (
        CaseMessage.objects.filter(case_id=case_id, message__direction="in", message__automatic=False)
        .select_related("message")
        .order_by("-at", "-id")[:1]
    )
)


def case_of_message(message_id: UUID) -> Case | None:
    """The case that a message belongs to."""
    return _CASE_OF_MESSAGE.first(message_id)


def cases_of_messages(message_ids: Iterable[UUID]) -> dict[UUID, Case]:
    """The cases that these messages belong to, by message id, in one statement."""
    rows = CaseMessage.objects.filter(message_id__in=list(message_ids)).select_related("case")
    return {row.message_id: row.case for row in rows}


def cases_of(customer_ids: Iterable[UUID]) -> QuerySet[Case]:
    """All cases of these customers (the parts of a whole), newest first."""
    return Case.objects.filter(customer__in=list(customer_ids)).order_by("-opened_at")


def open_cases_of(customer_ids: Iterable[UUID]) -> QuerySet[Case]:
    """The open cases of these customers, newest first."""
    return cases_of(customer_ids).filter(OPEN)


def messages_of(case: Case) -> list[Any]:
    """The messages of a case in order, oldest first, each a message of channels with its attachments. Two statements."""
    rows = (
        CaseMessage.objects.filter(case=case)
        .select_related("message")
        .prefetch_related("message__attachments")
        .order_by("at", "id")
    )
    return [row.message for row in rows]


def last_question_of(case_id: UUID) -> Any | None:
    """The customer's newest message in a case, none of a machine: the one that a reply answers."""
    row = _LAST_QUESTION.first(case_id)
    return None if row is None else row.message


def last_questions_of(case_ids: Iterable[UUID]) -> dict[UUID, Any]:
    """The customer's newest message in each of these cases, as `last_question_of` one, by case id. One statement."""
    rows = (
        CaseMessage.objects.filter(case_id__in=list(case_ids), message__direction="in", message__automatic=False)
        .select_related("message")
        .order_by("case_id", "-at", "-id")
        .distinct("case_id")
    )
    return {row.case_id: row.message for row in rows}


def closures_of(case_id: UUID) -> QuerySet[Closure]:
    """How a case was resolved, newest first."""
    return Closure.objects.filter(case_id=case_id).order_by("-at")


def closures_between(from_at: Any, to_at: Any) -> QuerySet[Closure]:
    """The resolvings from `from_at` (included) to `to_at` (excluded) that were no slip."""
    return Closure.objects.filter(at__gte=from_at, at__lt=to_at, undone_at=None)


def reopenings_between(from_at: Any, to_at: Any) -> QuerySet[Reopening]:
    """The reopenings from `from_at` (included) to `to_at` (excluded)."""
    return Reopening.objects.filter(at__gte=from_at, at__lt=to_at)


def gradings_of(case_id: UUID) -> QuerySet[Grading]:
    """Who judged a case, and why, newest first."""
    return Grading.objects.filter(case_id=case_id).order_by("-at")


def set_aside_seen_by(actor: Actor) -> QuerySet[SetAside]:
    """The automatic mail without a case that nobody has looked at yet, newest first."""
    if not actor.may("case.read"):
        return SetAside.objects.none()
    rows = SetAside.objects.filter(case=None, dismissed_at=None)
    if actor.kind != "system" and actor.units is not None:
        rows = rows.filter(unit__in=actor.units)
    return rows.select_related("message", "message__customer").order_by("-at", "-id")
