"""Complaints over the API: list, one with its steps, class a case, take a step; problems; reports of danger."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.face.problems import Problem as Refusal
from zhiyin.recover.complaints import actions, policy, showing
from zhiyin.recover.complaints.actions.stepping import facts_of
from zhiyin.recover.complaints.models import Complaint, Problem, SafetyReport
from zhiyin.recover.complaints.reads import (
    complaint_for,
    complaint_of,
    complaints_seen_by,
    problem_for,
    problems_seen_by,
    reports_seen_by,
)
from zhiyin.resolve.cases.reads import case_for

router = Router(tags=["complaints"])

KindName = Literal["product", "service", "delivery", "billing", "staff", "privacy", "safety", "other"]
StateName = Literal[
    "received", "acknowledged", "assessed", "investigating", "answered", "decided", "closed", "withdrawn"
]


class ComplaintOut(Schema):
    """A complaint. `answer_due_at`: by when a person answers in substance; like ones share the `matter`."""

    id: UUID
    number: int
    case_id: UUID
    customer_id: UUID
    owner_id: UUID
    kind: KindName
    product: str
    matter: str
    story: str
    wish: str
    happened_on: date | None
    place: str
    state: StateName
    priority: int
    opened_at: datetime
    answer_due_at: datetime
    first_answer_at: datetime | None
    answer_missed_at: datetime | None
    confirmed_at: datetime | None
    closed_at: datetime | None
    problem_id: UUID | None


class StepOut(Schema):
    """One step: who, when, in which words; from one state to the next."""

    id: UUID
    name: str
    state_before: str
    state_after: str
    words: str
    by_kind: str
    by_name: str
    at: datetime
    undone_at: datetime | None


class ComplaintWhole(ComplaintOut):
    """A complaint with its steps, what is missing of its form, and the steps that may follow with what they still need."""

    steps: list[StepOut]
    gaps: list[str]
    possible: dict[str, list[str]]


class ComplaintsWanted(Schema):
    """Which complaints to list."""

    state: StateName | Literal["any_open"] | None = None
    kind: KindName | None = None
    owner_id: UUID | None = None
    customer_id: UUID | None = None
    matter: str | None = Field(None, max_length=100)


class ComplaintIn(Schema):
    """Class a case as a complaint. `story` defaults to what the customer wrote last."""

    case_number: int = Field(ge=1, le=2**62)
    kind: KindName
    story: str = Field("", max_length=10_000)
    wish: str = Field("", max_length=4000)
    product: str = Field("", max_length=100)
    happened_on: date | None = None
    place: str = Field("", max_length=200)


class FormIn(Schema):
    """What is known by now; what is left out stays. `evidence` says where a piece of evidence lies."""

    kind: KindName | None = None
    story: str | None = Field(None, max_length=10_000)
    wish: str | None = Field(None, max_length=4000)
    product: str | None = Field(None, max_length=100)
    happened_on: date | None = None
    place: str | None = Field(None, max_length=200)
    evidence: str = Field("", max_length=500)


class StepIn(Schema):
    """A step and what it needs: `words` are the finding, proposal, answer, reason or letter (of `close`: ours if blank)."""

    name: Literal[
        "acknowledge",
        "confirm",
        "correct",
        "assess",
        "investigate",
        "find_cause",
        "propose",
        "accept",
        "adjust",
        "refuse",
        "close",
        "withdraw",
        "resume",
    ]
    words: str = Field("", max_length=20_000)
    severity: int = Field(2, ge=1, le=3)
    urgency: int = Field(2, ge=1, le=3)
    vulnerable: bool = False
    evidence: str = Field("", max_length=500)
    cause: Literal["", "product", "service", "communication", "other"] = ""
    whys: list[str] = Field(default_factory=list, max_length=10)


class ProblemOut(Schema):
    """What keeps happening: the matter and the cause ("" while unknown). `prevented` only after a test that passed."""

    id: UUID
    number: int
    matter: str
    cause: str
    found: Literal["repeats", "rate"]
    state: Literal["open", "acting", "prevented", "ended"]
    counts: dict[str, Any]
    opened_at: datetime
    ended_at: datetime | None


class ReportOut(Schema):
    """A message that speaks of danger to people; `taken_on` once somebody has."""

    id: UUID
    message_id: UUID
    case_id: UUID | None
    words: list[str]
    at: datetime
    taken_on: bool


@router.get("", response=Listing[ComplaintOut], summary="Complaints, newest first")
@scope("complaint.read")
def get_complaints(request: HttpRequest, paging: Query[Paging], wanted: Query[ComplaintsWanted]) -> dict[str, Any]:
    """The complaints of the units that the caller may see."""
    conditions = wanted.dict(exclude_none=True)
    if conditions.get("state") == "any_open":
        del conditions["state"]
        conditions["state__in"] = policy.OPEN_STATES
    return listing(complaints_seen_by(_actor(request)).filter(**conditions), paging, order=("-opened_at", "-id"))


@router.post("", response={200: ComplaintWhole, 201: ComplaintWhole}, summary="Class a case as a complaint")
@scope("complaint.handle")
def post_complaint(request: HttpRequest, body: ComplaintIn) -> Status[dict[str, Any]]:
    """A case is one complaint: asked again, the one that it is comes back with 200."""
    actor = _actor(request)
    case = case_for(actor, body.case_number)
    known = complaint_of(case.id) is not None
    told = body.dict(exclude={"case_number", "kind"})
    made = actions.open_complaint(case.id, body.kind, **told, by=actor, because=None)
    return Status(200 if known else 201, _whole(complaint_for(actor, made.number)))


@router.get("/problems", response=Listing[ProblemOut], summary="Problems, newest first")
@scope("complaint.read")
def get_problems(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """What keeps happening, in the units that the caller may see."""
    return listing(problems_seen_by(_actor(request)), paging, order=("-opened_at", "-id"))


@router.get("/problems/{int:number}", response=ProblemOut, summary="One problem")
@scope("complaint.read")
def get_problem(request: HttpRequest, number: int) -> Problem:
    """One problem that the caller may see."""
    return problem_for(_actor(request), number)


@router.get("/safety-reports", response=Listing[ReportOut], summary="Reports of danger, newest first")
@scope("complaint.read")
def get_reports(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The reports of danger in the units that the caller may see."""
    return listing(reports_seen_by(_actor(request)), paging, order=("-at", "-id"), show=_report)


@router.get("/{int:number}", response=ComplaintWhole, summary="One complaint with its steps")
@scope("complaint.read")
def get_complaint(request: HttpRequest, number: int) -> dict[str, Any]:
    """One complaint that the caller may see."""
    return _whole(complaint_for(_actor(request), number))


@router.patch("/{int:number}/form", response=ComplaintWhole, summary="Fill in the form of a complaint")
@scope("complaint.handle")
def patch_form(request: HttpRequest, number: int, body: FormIn) -> dict[str, Any]:
    """What is left out stays as it is."""
    actor = _actor(request)
    found = complaint_for(actor, number)
    told = body.dict(exclude_none=True, exclude={"evidence"})
    actions.fill_in(found.id, told, evidence=body.evidence, by=actor)
    return _whole(complaint_for(actor, number))


@router.post("/{int:number}/steps", response=ComplaintWhole, summary="Take a step")
@scope("complaint.handle")
def post_step(request: HttpRequest, number: int, body: StepIn) -> dict[str, Any]:
    """409, with what is missing, where the step may not be taken yet."""
    actor = _actor(request)
    found = complaint_for(actor, number)
    try:
        _take(found.id, body, actor)
    except actions.NotYet as error:
        raise Refusal(409, " ".join(error.messages)) from error
    return _whole(complaint_for(actor, number))


def _take(id: UUID, body: StepIn, actor: Any) -> None:
    words = body.words
    if body.name == policy.ACKNOWLEDGE:
        actions.acknowledge(id, by=actor)
    elif body.name == policy.CONFIRM:
        actions.confirm(id, words, by=actor)
    elif body.name == policy.CORRECT:
        actions.correct(id, words, by=actor)
    elif body.name == policy.ASSESS:
        actions.assess(id, body.severity, body.urgency, words, vulnerable=body.vulnerable, by=actor)
    elif body.name == policy.INVESTIGATE:
        actions.investigate(id, words, evidence=body.evidence, by=actor)
    elif body.name == policy.FIND_CAUSE:
        actions.find_cause(id, body.cause, body.whys, by=actor)
    elif body.name == policy.PROPOSE:
        actions.propose(id, words, by=actor)
    elif body.name in policy.ANSWERS:
        actions.answer_solution(id, body.name, words, by=actor)
    elif body.name == policy.CLOSE:
        actions.close(id, words or None, by=actor)
    elif body.name == policy.WITHDRAW:
        actions.withdraw(id, words, by=actor)
    else:
        actions.resume(id, words, by=actor)


def _whole(complaint: Complaint) -> dict[str, Any]:
    facts = facts_of(complaint)
    shown = ComplaintOut.from_orm(complaint).dict()
    return {
        **shown,
        "steps": [row["step"] for row in showing.steps_of(complaint)],
        "gaps": facts.gaps,
        "possible": {step: policy.missing(step, facts) for step in policy.possible(facts)},
    }


def _report(report: SafetyReport) -> dict[str, Any]:
    return {
        "id": report.id,
        "message_id": report.message_id,
        "case_id": report.case_id,
        "words": report.words,
        "at": report.at,
        "taken_on": hasattr(report, "answer"),
    }


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
