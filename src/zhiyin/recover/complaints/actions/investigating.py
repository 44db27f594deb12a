"""How grave a complaint is, what the investigation found, and why it happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.complaints import policy
from zhiyin.recover.complaints.actions.opening import add_evidence
from zhiyin.recover.complaints.actions.problems import look_for_repeats
from zhiyin.recover.complaints.actions.stepping import NotYet, locked, refuse_unless_possible, take
from zhiyin.recover.complaints.models import Cause, Step
from zhiyin.resolve.cases.actions import set_priority


@transaction.atomic
def assess(
    complaint_id: UUID,
    severity: int,
    urgency: int,
    reason: str,
    *,
    vulnerable: bool = False,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Step:
    """Judge severity and urgency (1 worst … 3): the case's priority follows by the table, with the reason.

    Refused while the form has gaps (the wish above all) or the customer has not confirmed what we understood.
    """
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    refuse_unless_possible(complaint, policy.ASSESS)
    case = set_priority(
        complaint.case_id, severity, urgency, reason, vulnerable=vulnerable, by=by, because=because, at=at
    )
    complaint.priority = case.priority
    return take(complaint, policy.ASSESS, reason, by=by, because=because, at=at)


@transaction.atomic
def investigate(
    complaint_id: UUID,
    finding: str,
    *,
    file_ids: Sequence[UUID] = (),
    evidence: str = "",
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Step:
    """Note what was found out, with its evidence by reference: files of the case, or where it lies."""
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    refuse_unless_possible(complaint, policy.INVESTIGATE)
    if not finding.strip():
        raise ValidationError({"finding": _("Write what you found out.")})
    step = take(complaint, policy.INVESTIGATE, finding, by=by, because=because, at=at)
    add_evidence(complaint, step, list(file_ids), evidence, by=by, at=at)
    return step


@transaction.atomic
def find_cause(
    complaint_id: UUID,
    kind: str,
    whys: Sequence[str],
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Cause:
    """Say why it happened: the class, and the chain of whys (three at least for priority 1 and 2). Looks for repeats.

    Said again, it replaces what was said before; each time is a step of its own.
    """
    at = at or timezone.now()
    complaint = locked(complaint_id, by)
    refuse_unless_possible(complaint, policy.FIND_CAUSE)
    chain = [why.strip() for why in whys if why.strip()]
    missing = policy.missing_of_cause(kind, len(chain), complaint.priority)
    if missing:
        raise NotYet(_("Still missing: %(what)s.") % {"what": policy.MISSING[missing[0]]}, missing)
    cause, _made = Cause.objects.update_or_create(
        complaint=complaint, defaults={"kind": kind, "whys": chain, "by_name": by.name, "at": at}
    )
    words = "\n".join([str(Cause.Kind(kind).label), *(f"{number}. {why}" for number, why in enumerate(chain, 1))])
    step = take(complaint, policy.FIND_CAUSE, words, by=by, because=because, at=at)
    look_for_repeats(complaint, kind, by=by, because=because, step_id=step.id, at=at)
    return cause
