"""How every step is taken: look whether it may follow, write who took it and when, and tell."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.recover.complaints import policy
from zhiyin.recover.complaints.events import ComplaintMoved
from zhiyin.recover.complaints.kinds import ASKED
from zhiyin.recover.complaints.models import Cause, Complaint, Step


class NotYet(ValidationError):
    """The step may not be taken: from this state it may not follow, or something is missing (`missing` names it)."""

    def __init__(self, message: Any, missing: list[str] | None = None) -> None:
        super().__init__(message)
        self.missing = missing or []


def locked(complaint_id: UUID, by: Actor) -> Complaint:
    """The complaint, locked until the transaction ends, for who may handle it; a customer their own."""
    complaint = (
        Complaint.objects.select_for_update(of=("self",))
        .select_related("case", "customer", "unit")
        .get(id=complaint_id)
    )
    if by.kind == "customer":
        if by.id != complaint.customer_id:
            raise PermissionDenied(_("This complaint is somebody else’s."))
        return complaint
    by.require("complaint.handle")
    if not by.sees_unit(complaint.unit_id):
        raise PermissionDenied(_("This complaint belongs to a unit whose work you do not see."))
    return complaint


def required_of(kind: str) -> frozenset[str]:
    """What the form of this kind of complaint asks for; what happened and what is wanted always."""
    asked = in_force("complaint_form", {"kind": kind}).outcome
    return frozenset({"story", "wish"} | {name for name in ASKED if asked[name]})


def facts_of(complaint: Complaint, *, path_in_letter: bool = True) -> policy.Facts:
    """What the rules ask about a complaint."""
    cause = Cause.objects.filter(complaint=complaint).first()
    fields = ("story", "wish", "product", "happened_on", "place")
    return policy.Facts(
        state=complaint.state,
        priority=complaint.priority,
        required=required_of(complaint.kind),
        filled=frozenset(name for name in fields if getattr(complaint, name)),
        confirmed=complaint.confirmed_at is not None,
        findings=complaint.steps.filter(name=policy.INVESTIGATE).exclude(words="").count(),
        evidence=complaint.evidence.count(),
        cause_class=cause.kind if cause else "",
        whys=len(cause.whys) if cause else 0,
        answered=complaint.state == policy.DECIDED,
        path_in_letter=path_in_letter,
    )


def refuse_unless_possible(complaint: Complaint, step: str, *, path_in_letter: bool = True) -> None:
    """Raise `NotYet`, with what is missing in words, unless this step may be taken now."""
    if policy.next_state(step, complaint.state) is None:
        raise NotYet(
            _("Complaint #%(number)s is “%(state)s”: “%(step)s” cannot follow.")
            % {
                "number": complaint.number,
                "state": Complaint.State(complaint.state).label,
                "step": Step.Name(step).label,
            }
        )
    missing = policy.missing(step, facts_of(complaint, path_in_letter=path_in_letter))
    if missing:
        raise NotYet(
            _("Still missing: %(what)s.") % {"what": _("; ").join(str(policy.MISSING[one]) for one in missing)}, missing
        )


def take(
    complaint: Complaint,
    step: str,
    words: str = "",
    *,
    message_id: UUID | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime,
) -> Step:
    """Write the step of a locked complaint that may be taken, save the complaint, and announce it."""
    state = policy.next_state(step, complaint.state)
    assert state is not None
    before, complaint.state = complaint.state, state
    complaint.closed_at = None if complaint.is_open else complaint.closed_at or at
    complaint.save()
    return write(complaint, step, before, words, message_id=message_id, by=by, because=because, at=at)


def write(
    complaint: Complaint,
    step: str,
    before: str,
    words: str,
    *,
    message_id: UUID | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime,
) -> Step:
    """Write a step that led from `before` to where the complaint stands now, and announce it."""
    because = because or story_so_far(complaint)
    taken = Step.objects.create(
        complaint=complaint,
        name=step,
        state_before=before,
        state_after=complaint.state,
        words=words.strip(),
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        message_id=message_id,
        at=at,
    )
    announce(
        ComplaintMoved(taken.id, complaint.id, complaint.case_id, step, complaint.state),
        by=by,
        because=because,
        customer_id=complaint.customer_id,
        unit_id=complaint.unit_id,
        at=at,
    )
    return taken


def story_so_far(complaint: Complaint) -> Entry | None:
    """The entry of the last step, else of the opening: what the next one is because of, if nothing else."""
    last = complaint.steps.exclude(name=policy.OPEN).order_by("-at", "-id").values_list("id", flat=True).first()
    return (last_entry_of(last) if last else None) or last_entry_of(complaint.id, "ComplaintOpened")
