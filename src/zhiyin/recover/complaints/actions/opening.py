"""A case is classed as a complaint; its form is filled in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.jobs.actions import wake
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.recover.complaints import policy
from zhiyin.recover.complaints.actions.stepping import locked
from zhiyin.recover.complaints.events import ComplaintOpened
from zhiyin.recover.complaints.models import Complaint, Evidence, Step
from zhiyin.recover.complaints.reads import files_of_case, people_in_charge
from zhiyin.recover.complaints.repeats import matter_of
from zhiyin.resolve.cases import actions as cases
from zhiyin.resolve.cases.reads import last_question_of, locked_case
from zhiyin.resolve.promises.actions import recount_case

HOUSE = system("complaints")
#: what people fill in, and may change until the complaint is closed
FIELDS = ("kind", "product", "happened_on", "place", "story", "wish")


@transaction.atomic
def open_complaint(
    case_id: UUID,
    kind: str,
    *,
    story: str = "",
    wish: str = "",
    product: str = "",
    happened_on: date | None = None,
    place: str = "",
    file_ids: list[UUID] | None = None,
    preferred: str = "complaint.handle",
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Complaint:
    """Class a case as a complaint; the one that it is, if it is one. A complaint always has one owner, and so has its case.

    `story` defaults to what the customer wrote last. The owner is who has the case, else who classed it, else of the
    holders of `preferred` in the unit the one with the fewest open complaints; without any, `ValidationError`.
    """
    by.require("complaint.handle")
    at = at or timezone.now()
    case = locked_case(case_id)
    if not by.sees_unit(case.unit_id):
        raise PermissionDenied(_("This case belongs to a unit whose work you do not see."))
    known = Complaint.objects.filter(case=case).first()
    if known is not None:
        return known
    if kind not in Complaint.Kind.values:
        raise ValidationError({"kind": _("Choose what kind of complaint it is.")})
    question = last_question_of(case.id)
    hours = in_force("complaint_times", {"kind": kind}).outcome["answer_hours"]
    because = because or last_entry_of(question.id if question is not None else case.id)
    complaint = Complaint.objects.create(
        case=case,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        owner=_owner(case, preferred, by),
        kind=kind,
        product=product.strip(),
        matter=matter_of(kind, product),
        happened_on=happened_on,
        place=place.strip(),
        story=story.strip() or (question.text.strip() if question is not None else ""),
        wish=wish.strip(),
        priority=case.priority,
        opened_at=at,
        answer_due_at=at + timedelta(hours=hours),
        because=because,
    )
    Step.objects.create(
        complaint=complaint,
        name=policy.OPEN,
        state_after=policy.RECEIVED,
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        at=at,
    )
    add_evidence(complaint, None, file_ids or [], "", by=by, at=at)
    wake(complaint.answer_due_at)
    entry = announce(
        ComplaintOpened(complaint.id, case.id, kind),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    if case.assignee_id is None:
        cases.assign(case.id, complaint.owner_id, case.team_id, by=HOUSE, because=entry, at=at)
    recount_case(case.id, "type", by=HOUSE, because=entry, at=at)
    return complaint


def _owner(case: Any, preferred: str, by: Actor) -> Person:
    if case.assignee_id is not None:
        return Person.objects.get(id=case.assignee_id)
    if by.kind == "person" and by.id is not None:
        return Person.objects.get(id=by.id)
    people = people_in_charge(preferred, case.unit_id) or people_in_charge("complaint.handle", case.unit_id)
    if not people:
        raise ValidationError(
            _("Nobody in this unit may own complaints. Give somebody a role with “%(permission)s”.")
            % {"permission": _("Handle complaints")}
        )
    held = dict(
        Complaint.objects.filter(owner__in=people, state__in=policy.OPEN_STATES)
        .order_by()
        .values_list("owner")
        .annotate(Count("id"))
    )
    return min(people, key=lambda one: (held.get(one.id, 0), one.name, str(one.id)))


@transaction.atomic
def fill_in(
    complaint_id: UUID,
    values: dict[str, Any],
    *,
    file_ids: list[UUID] | None = None,
    evidence: str = "",
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Complaint:
    """Fill in or mend the form: fields of `FIELDS`, files of the case as evidence, or where other evidence lies.

    What the customer has confirmed is to be confirmed anew when the story or the wish changes.
    """
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    if not complaint.is_open:
        raise ValidationError(_("Complaint #%(number)s is closed.") % {"number": complaint.number})
    if values.get("kind", complaint.kind) not in Complaint.Kind.values:
        raise ValidationError({"kind": _("Choose what kind of complaint it is.")})
    before = (complaint.story, complaint.wish)
    for name in FIELDS:
        if name in values:
            value = values[name]
            setattr(complaint, name, value.strip() if isinstance(value, str) else value)
    complaint.matter = matter_of(complaint.kind, complaint.product)
    if (complaint.story, complaint.wish) != before and complaint.state == policy.ACKNOWLEDGED:
        complaint.confirmed_at = None
    complaint.save()
    add_evidence(complaint, None, file_ids or [], evidence, by=by, at=at)
    return complaint


def add_evidence(
    complaint: Complaint, step: Step | None, file_ids: list[UUID], words: str, *, by: Actor, at: datetime
) -> None:
    """Note files of the case, and where other evidence lies, in the caller's transaction. A file counts once."""
    known = {one.id for one in files_of_case(complaint.case_id)} if file_ids else set()
    rows = [Evidence(attachment_id=id) for id in file_ids if id in known]
    rows += [Evidence(words=words.strip()[:500])] if words.strip() else []
    for row in rows:
        row.complaint, row.step, row.by_name, row.at = complaint, step, by.name, at
    Evidence.objects.bulk_create(rows, ignore_conflicts=True)
