"""Questions about complaints, problems and reports of danger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.people.reads import holders_of, roles_of
from zhiyin.kernel.people.roles import OPERATOR
from zhiyin.kernel.policies.reads import in_force
from zhiyin.listen.channels.reads import messages_seen_by
from zhiyin.recover.complaints import policy
from zhiyin.recover.complaints.links import id_in
from zhiyin.recover.complaints.models import Cause, Complaint, Problem, SafetyReport
from zhiyin.recover.complaints.repeats import Rate
from zhiyin.recover.complaints.wording import language_for
from zhiyin.resolve.cases.reads import case as the_case
from zhiyin.resolve.cases.reads import cases_seen_by, messages_of

HOUSE = system("complaints")


def complaints_seen_by(actor: Actor) -> QuerySet[Complaint]:
    """The complaints of the units that the actor may see; none without `complaint.read`."""
    if not actor.may("complaint.read"):
        return Complaint.objects.none()
    found = Complaint.objects.select_related("case", "customer", "owner", "unit")
    return found if actor.kind == "system" or actor.units is None else found.filter(unit__in=actor.units)


def complaint_for(actor: Actor, number: int) -> Complaint:
    """The complaint with this number, if the actor may see it; else `Http404`."""
    found = complaints_seen_by(actor).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def complaint_of(case_id: UUID) -> Complaint | None:
    """The complaint that a case is, if it is one."""
    return Complaint.objects.select_related("owner", "problem").filter(case_id=case_id).first()


def complaint_for_token(token: str) -> Complaint | None:
    """The complaint that a customer's signed link opens."""
    id = id_in(token)
    found = Complaint.objects.select_related("case", "customer", "unit").filter(id=id).first() if id else None
    return found if found is not None and found.state != policy.WITHDRAWN else None


def complaints_of_customers(customer_ids: Iterable[UUID]) -> QuerySet[Complaint]:
    """The complaints of these customers (the parts of a whole), newest first."""
    return Complaint.objects.filter(customer__in=list(customer_ids)).order_by("-opened_at", "-id")


def complaints_between(from_at: datetime, to_at: datetime) -> QuerySet[Complaint]:
    """The complaints received from `from_at` (included) to `to_at` (excluded), but those withdrawn."""
    found = Complaint.objects.filter(opened_at__gte=from_at, opened_at__lt=to_at)
    return found.exclude(state=policy.WITHDRAWN)


def complaints_of_matter(matter: str) -> QuerySet[Complaint]:
    """The complaints about the same matter, but those withdrawn."""
    return Complaint.objects.filter(matter=matter).exclude(state=policy.WITHDRAWN)


def causes_between(from_at: datetime, to_at: datetime, actor: Actor) -> dict[str, int]:
    """How many causes of each class were found in a window, of the complaints that the actor may see."""
    rows = (
        Cause.objects.filter(at__gte=from_at, at__lt=to_at, complaint__in=complaints_seen_by(actor))
        .order_by()
        .values_list("kind")
        .annotate(n=Count("id"))
    )
    return dict(rows)


def external_path(complaint: Complaint) -> str:
    """Where this customer can turn to outside of us, in the language of their letters."""
    language = "zh" if language_for(complaint).startswith("zh") else "en"
    return str(in_force("external_path", {"language": language, "kind": complaint.kind}).outcome["path"])


def files_of_case(case_id: UUID) -> list[Any]:
    """The files that came or went with the messages of a case."""
    return [one for message in messages_of(the_case(case_id)) for one in message.attachments.all()]


def cases_between(from_at: datetime, to_at: datetime, unit_id: UUID | None = None) -> int:
    """How many cases were opened in a window, of one unit or of all: what complaints are counted against."""
    found = cases_seen_by(HOUSE).filter(opened_at__gte=from_at, opened_at__lt=to_at)
    return found.filter(unit=unit_id).count() if unit_id else found.count()


def rates_of_matters(from_at: datetime, border: datetime, to_at: datetime) -> list[Rate]:
    """How often each matter was complained of per case, in [border, to) and before it, in [from, border)."""
    rows = (
        complaints_between(from_at, to_at)
        .order_by()
        .values_list("matter")
        .annotate(
            count=Count("id", filter=Q(opened_at__gte=border)), before=Count("id", filter=Q(opened_at__lt=border))
        )
    )
    exposure, before_exposure = cases_between(border, to_at), cases_between(from_at, border)
    return [Rate(matter, count, exposure, before, before_exposure) for matter, count, before in rows]


def people_in_charge(permission: str, unit_id: UUID | None) -> list[Person]:
    """Who holds a permission for this unit: operators, who hold every one, only where there is nobody else."""
    people = list(holders_of(permission, unit_id))
    roles = roles_of(one.id for one in people)
    return [one for one in people if set(roles[one.id]) - {OPERATOR}] or people


_NEXT = """
SELECT least(
    (SELECT min(answer_due_at) FROM complaints_complaint
     WHERE state IN ('received', 'acknowledged', 'assessed', 'investigating', 'answered', 'decided')
       AND first_answer_at IS NULL AND answer_missed_at IS NULL),
    (SELECT min(next_at) FROM complaints_solution WHERE next_at IS NOT NULL),
    (SELECT min(due_at) FROM complaints_statutoryclock WHERE met_at IS NULL AND missed_at IS NULL)
)
"""


def next_moment() -> datetime | None:
    """When something of a complaint comes due next, read from the heads of three indexes."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
        row = cursor.fetchone()
    return row[0] if row else None


def problems_seen_by(actor: Actor) -> QuerySet[Problem]:
    """The problems of the units that the actor may see, and those of several units; none without `complaint.read`."""
    if not actor.may("complaint.read"):
        return Problem.objects.none()
    found = Problem.objects.select_related("owner", "unit", "follows")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(unit=None) | Q(unit__in=actor.units))


def problem_for(actor: Actor, number: int) -> Problem:
    """The problem with this number, if the actor may see it; else `Http404`."""
    found = problems_seen_by(actor).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def reports_seen_by(actor: Actor) -> QuerySet[SafetyReport]:
    """The reports of danger of the units that the actor may see; none without `complaint.read`."""
    if not actor.may("complaint.read"):
        return SafetyReport.objects.none()
    found = SafetyReport.objects.select_related("case", "case__customer", "answer")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(unit=None) | Q(unit__in=actor.units))


def report_for(actor: Actor, id: UUID) -> SafetyReport:
    """The report of danger with this id, if the actor may see it; else `Http404`."""
    found = reports_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def message_of_report(actor: Actor, report: SafetyReport) -> Any | None:
    """The message that speaks of danger, if the actor may read messages and it was not erased."""
    return messages_seen_by(actor).filter(id=report.message_id).first()
