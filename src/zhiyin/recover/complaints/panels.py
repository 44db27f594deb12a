"""What complaints offer to pages: the complaint beside its case, those of a customer, a mark in the inbox, links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from zhiyin.face.links import link, links
from zhiyin.face.slots import Cell, Panel, cells, panel
from zhiyin.kernel.customers.reads import whole_ids
from zhiyin.kernel.people.actor import Actor
from zhiyin.recover.complaints import showing
from zhiyin.recover.complaints.models import (
    Complaint,
    Correction,
    Problem,
    Proof,
    SafetyAnswer,
    SafetyReport,
    Solution,
    StatutoryClock,
    Step,
)
from zhiyin.recover.complaints.reads import complaint_of, complaints_seen_by, reports_seen_by

SHOWN_IN_PANEL = 5


@links("complaints.Complaint")
def complaint_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    return {
        id: f"/complaints/{number}" for id, number in Complaint.objects.filter(id__in=ids).values_list("id", "number")
    }


@links("complaints.Step")
def step_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Step.objects.filter(id__in=ids).values_list("id", "complaint__number")
    return {id: f"/complaints/{number}#s{id.hex}" for id, number in rows}


@links("complaints.Solution")
def solution_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Solution.objects.filter(id__in=ids).values_list("id", "complaint__number")
    return {id: f"/complaints/{number}" for id, number in rows}


@links("complaints.StatutoryClock")
def clock_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = StatutoryClock.objects.filter(id__in=ids).values_list("id", "complaint__number")
    return {id: f"/complaints/{number}" for id, number in rows}


@links("complaints.Problem")
def problem_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    return {id: f"/problems/{number}" for id, number in Problem.objects.filter(id__in=ids).values_list("id", "number")}


@links("complaints.Correction")
def correction_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Correction.objects.filter(id__in=ids).values_list("id", "problem__number")
    return {id: f"/problems/{number}" for id, number in rows}


@links("complaints.Proof")
def proof_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = Proof.objects.filter(id__in=ids).values_list("id", "problem__number")
    return {id: f"/problems/{number}" for id, number in rows}


@link("complaints.SafetyReport")
def report_address(id: UUID) -> str | None:
    return f"/safety-reports/{id}"


@links("complaints.SafetyAnswer")
def safety_answer_addresses(ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = SafetyAnswer.objects.filter(id__in=ids).values_list("id", "report")
    return {id: f"/safety-reports/{report}" for id, report in rows}


@panel("case.context", order=15, permission="complaint.read")
def the_complaint_of_the_case(actor: Actor, case: Any) -> Panel | None:
    """Where the complaint stands and what comes next; or a way to class the case as one; danger before all."""
    found = complaint_of(case.id)
    may = actor.may("complaint.handle")
    danger = SafetyReport.objects.filter(case=case, answer=None).order_by("-at").first()
    if found is None and not may and danger is None:
        return None
    context = {
        "case": case,
        "complaint": found,
        "danger": danger,
        "may": may,
        "tone": showing.tone_of(found) if found else "",
        "to_do": showing.to_do(found) if found else [],
    }
    return Panel("complaints/case_panel.html", context)


@panel("customer.context", order=28, permission="complaint.read")
def the_complaints_of_the_customer(actor: Actor, customer: Any) -> Panel | None:
    """What this customer has complained of, newest first."""
    found = complaints_seen_by(actor).filter(customer__in=whole_ids(customer)).order_by("-opened_at", "-id")
    rows = list(found[: SHOWN_IN_PANEL + 1])
    if not rows:
        return None
    shown = [{"complaint": one, "tone": showing.tone_of(one)} for one in rows[:SHOWN_IN_PANEL]]
    return Panel("complaints/customer_panel.html", {"rows": shown, "more": len(rows) > SHOWN_IN_PANEL})


@cells("inbox.row", order=5, permission="complaint.read")
def complaints_in_the_inbox(actor: Actor, cases: Sequence[Any]) -> dict[UUID, Cell]:
    """A mark on cases that are complaints, and a louder one where danger waits for an answer."""
    ids = [case.id for case in cases]
    open_ones = complaints_seen_by(actor).filter(case__in=ids, closed_at=None).values_list("case_id", flat=True)
    dangers = set(reports_seen_by(actor).filter(case__in=ids, answer=None).values_list("case_id", flat=True))
    return {id: Cell("complaints/mark.html", {"danger": id in dangers}) for id in {*open_ones, *dangers}}
