"""Cases over the API: list, read, open, assign, resolve, reopen. Replies and notes are at `/conversations`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.face.problems import Problem
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.reads import holders_of, teams_seen_by
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.channels.actions import Incoming, accept
from zhiyin.listen.channels.reads import channels_seen_by
from zhiyin.resolve.cases import actions
from zhiyin.resolve.cases.models import Case, Closure
from zhiyin.resolve.cases.reads import OPEN, case_for, case_of_message, cases_seen_by, messages_of

router = Router(tags=["cases"])

StatusName = Literal["new", "open", "waiting_customer", "waiting_other", "resolved", "closed"]


class Person(Schema):
    """Who has a case."""

    id: UUID
    name: str


class CaseOut(Schema):
    """A case. `waiting_since`: since when the customer waits for us; `next_due_at`: when the nearest promise ends."""

    id: UUID
    number: int
    subject: str
    status: StatusName
    priority: int = Field(description="1 is the highest, 5 the lowest")
    severity: int
    urgency: int
    customer_id: UUID
    customer_number: int
    channel: str
    unit_id: UUID
    assignee: Person | None
    team_id: UUID | None
    language: str
    opened_at: datetime
    last_message_at: datetime
    waiting_since: datetime | None
    next_due_at: datetime | None
    resolved_at: datetime | None


class Said(Schema):
    """One message of a case."""

    id: UUID
    direction: Literal["in", "out"]
    author_name: str
    text: str
    at: datetime
    automatic: bool


class CaseWhole(CaseOut):
    """A case with what was said in it, oldest first."""

    messages: list[Said]


class Wanted(Schema):
    """What to list."""

    status: StatusName | Literal["any_open"] | None = Field(None, description="any_open: everything not yet resolved")
    assignee_id: UUID | None = None
    unassigned: bool = False
    customer_id: UUID | None = None
    channel: str | None = Field(None, max_length=60)
    priority: int | None = Field(None, ge=1, le=5)


class Asker(Schema):
    """Who asks: one identity, as `email`, `phone` or `external` (their number in your system)."""

    kind: Literal["email", "phone", "external"]
    value: str = Field(min_length=1, max_length=320)
    name: str = Field("", max_length=200)


class CaseIn(Schema):
    """A request of a customer. The same `external_id` again changes nothing and gives the first case back."""

    channel: str = Field(max_length=60, description="The key of an API channel")
    customer: Asker
    text: str = Field(min_length=1, max_length=100_000)
    subject: str = Field("", max_length=500)
    language: str = Field("", max_length=10, description="zh or en; told from the text when left out")
    external_id: str | None = Field(None, min_length=1, max_length=500)


class Stored(Schema):
    """The request was stored, but a person must look at it before it becomes a case."""

    stored: bool = True


class ClosureIn(Schema):
    """Why a case is resolved."""

    reason: Literal["solved", "no_answer", "duplicate", "spam"] = "solved"


class ReopeningIn(Schema):
    """Why a case resumes."""

    reason: str = Field(min_length=1, max_length=300)


class AssignmentIn(Schema):
    """Who takes the case: a person, a team, both, or nobody (back to the queue)."""

    person_id: UUID | None = None
    team_id: UUID | None = None


@router.get("", response=Listing[CaseOut], summary="Cases, newest first")
@scope("case.read")
def get_cases(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """The cases of the units that the caller may see."""
    found = cases_seen_by(request.actor).select_related("customer", "channel", "assignee")  # type: ignore[attr-defined]
    if wanted.status == "any_open":
        found = found.filter(OPEN)
    elif wanted.status is not None:
        found = found.filter(status=wanted.status)
    if wanted.unassigned:
        found = found.filter(assignee=None)
    if wanted.assignee_id is not None:
        found = found.filter(assignee_id=wanted.assignee_id)
    if wanted.customer_id is not None:
        found = found.filter(customer_id=wanted.customer_id)
    if wanted.channel is not None:
        found = found.filter(channel__key=wanted.channel)
    if wanted.priority is not None:
        found = found.filter(priority=wanted.priority)
    return listing(found, paging, order=("-opened_at", "-id"), show=shown)


@router.post("", response={201: CaseOut, 200: CaseOut, 202: Stored}, summary="Open a case")
@scope("case.write")
def post_case(request: HttpRequest, body: CaseIn) -> Status[Any]:
    """201: opened. 200: known already. 202: stored, but a person must look at it first."""
    actor = request.actor  # type: ignore[attr-defined]
    channel = channels_seen_by(actor).filter(key=body.channel, kind="api", active=True).first()
    if channel is None:
        message = _("There is no API channel with this key that you may use.")
        raise Problem(422, message, [{"field": "body.channel", "message": message}])
    external_id = body.external_id or new_id().hex
    incoming = Incoming(
        external_id=external_id,
        identity_kind=body.customer.kind,
        identity=body.customer.value,
        name=body.customer.name,
        text=body.text,
        subject=body.subject,
        language=body.language,
        thread=external_id[:200],
    )
    raw = json.dumps(body.dict(), ensure_ascii=False).encode()
    message_, new = accept(channel, external_id, raw, lambda: incoming, by=actor, at=timezone.now())
    case = case_of_message(message_.id) if message_ is not None else None
    if case is None:
        return Status(202, {"stored": True})
    return Status(201 if new else 200, shown(case_for(actor, case.number)))


@router.get("/{int:number}", response=CaseWhole, summary="One case with its messages")
@scope("case.read")
def get_case(request: HttpRequest, number: int) -> dict[str, Any]:
    """A case of a unit that the caller may see."""
    case = case_for(request.actor, number)  # type: ignore[attr-defined]
    said = [
        {
            "id": one.id,
            "direction": one.direction,
            "author_name": one.author_name,
            "text": one.text,
            "at": one.at,
            "automatic": one.automatic,
        }
        for one in messages_of(case)
    ]
    return shown(case) | {"messages": said}


@router.post("/{int:number}/closure", response={201: CaseOut}, summary="Resolve a case")
@scope("case.resolve")
def post_closure(request: HttpRequest, number: int, body: ClosureIn) -> Status[dict[str, Any]]:
    """Refused with 422 if the case is resolved already."""
    actor = request.actor  # type: ignore[attr-defined]
    case = case_for(actor, number)
    actions.resolve(case.id, Closure.Reason(body.reason), by=actor, because=last_entry_of(case.id))
    return Status(201, shown(case_for(actor, number)))


@router.post("/{int:number}/reopening", response={201: CaseOut}, summary="Resume a resolved case")
@scope("case.write")
def post_reopening(request: HttpRequest, number: int, body: ReopeningIn) -> Status[dict[str, Any]]:
    """Refused with 422 if the case is open, or was resolved more than 30 days ago."""
    actor = request.actor  # type: ignore[attr-defined]
    case = case_for(actor, number)
    actions.reopen(case.id, body.reason, by=actor, because=last_entry_of(case.id))
    return Status(201, shown(case_for(actor, number)))


@router.post("/{int:number}/assignment", response={201: CaseOut}, summary="Give a case to somebody")
@scope("case.assign")
def post_assignment(request: HttpRequest, number: int, body: AssignmentIn) -> Status[dict[str, Any]]:
    """The person must be one who may reply in the unit of the case, the team one of it."""
    actor = request.actor  # type: ignore[attr-defined]
    case = case_for(actor, number)
    if body.person_id and not holders_of("case.reply", case.unit_id).filter(id=body.person_id).exists():
        message = _("This person may not reply in the unit of the case.")
        raise Problem(422, message, [{"field": "body.person_id", "message": message}])
    if body.team_id and not teams_seen_by(actor).filter(id=body.team_id, unit=case.unit_id).exists():
        message = _("This team is not one of the unit of the case.")
        raise Problem(422, message, [{"field": "body.team_id", "message": message}])
    actions.assign(case.id, body.person_id, body.team_id, by=actor, because=last_entry_of(case.id))
    return Status(201, shown(case_for(actor, number)))


def shown(case: Case) -> dict[str, Any]:
    """A case as the API shows it."""
    assignee = case.assignee
    return {
        "id": case.id,
        "number": case.number,
        "subject": case.subject,
        "status": case.status,
        "priority": case.priority,
        "severity": case.severity,
        "urgency": case.urgency,
        "customer_id": case.customer_id,
        "customer_number": case.customer.number,
        "channel": case.channel.key,
        "unit_id": case.unit_id,
        "assignee": {"id": assignee.id, "name": assignee.name} if assignee else None,
        "team_id": case.team_id,
        "language": case.language,
        "opened_at": case.opened_at,
        "last_message_at": case.last_message_at,
        "waiting_since": case.waiting_since,
        "next_due_at": case.next_due_at,
        "resolved_at": case.resolved_at,
    }
