"""Ask how it went, act on a bad answer, note a call."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.surveys.actions import invite
from zhiyin.listen.surveys.reads import answer_of, answers_of
from zhiyin.recover.complaints.reads import complaint_of
from zhiyin.recover.followup import policy
from zhiyin.recover.followup.events import CallBackAsked, CallBackMade, CallBackTried
from zhiyin.recover.followup.models import Attempt, CallBack
from zhiyin.recover.followup.reads import went_wrong
from zhiyin.recover.followup.reopening import reopen_or_follow
from zhiyin.resolve.cases.reads import case as the_case
from zhiyin.resolve.cases.reads import closures_of
from zhiyin.resolve.promises.reads import due_after

#: the form that asks how fair it was
AFTER_RECOVERY = "after_recovery"


@transaction.atomic
def ask_how_it_went(
    case_id: UUID, closure_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> UUID | None:
    """Invite the customer of a resolved case to say how it went; where something went wrong, also whether it was put
    right fairly. The invitation's id.

    None when the resolving was taken back, the case has been reopened meanwhile, or a cap holds the survey back.
    """
    case = the_case(case_id)
    closure = closures_of(case_id).filter(id=closure_id, undone_at=None).first()
    if closure is None or case.is_open:
        return None
    invitation = invite(
        case.customer_id,
        AFTER_RECOVERY if went_wrong(case.id) else "after_case",
        about_id=closure.id,
        case_id=case.id,
        channel_id=case.channel_id,
        by=by,
        because=because,
        at=at,
    )
    return invitation.id if invitation else None


@transaction.atomic
def ask_how_fair_it_was(case_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> UUID | None:
    """Ask whoever complained how fair it was, when the complaint is closed. The invitation's id.

    None when its case was resolved with it: then the customer is asked about that, by the same form.
    """
    complaint, case = complaint_of(case_id), the_case(case_id)
    if complaint is None or not case.is_open:
        return None
    invitation = invite(
        complaint.customer_id,
        AFTER_RECOVERY,
        about_id=complaint.id,
        case_id=case.id,
        channel_id=case.channel_id,
        by=by,
        because=because,
        at=at,
    )
    return invitation.id if invitation else None


@transaction.atomic
def act_on_answer(answer_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> CallBack | None:
    """Act on an answer that the policy "call_back" calls bad: reopen the case and ask for a call back.

    One call back an invitation; None when nothing is to be done. A case that can no longer be reopened is followed by a new
    one.
    """
    at = at or timezone.now()
    answer = answer_of(answer_id)
    if answer is None or answer.score is None or answer.kind not in policy.SCALES:
        return None
    decision = in_force("call_back", {"kind": answer.kind, "score": answer.score})
    if not decision.outcome["act"]:
        return None
    invitation = answer.invitation
    with connection.cursor() as cursor:  # two answers of one form come within seconds
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"call_back:{invitation.id}"])
    if CallBack.objects.filter(invitation_id=invitation.id).exists():
        return None
    satisfaction = next((one.score for one in answers_of(invitation).values() if one.kind == "csat"), None)
    if policy.outweighed(answer.kind, satisfaction):
        return None
    case_id = invitation.case_id
    if case_id is not None:
        case_id = _reopened(case_id, answer.kind, answer.score, by=by, because=because, at=at)
    call_back = CallBack.objects.create(
        customer_id=invitation.customer_id,
        case_id=case_id,
        unit_id=invitation.unit_id or (because.unit_id if because else None),
        invitation_id=invitation.id,
        answer_id=answer.id,
        kind=answer.kind,
        score=answer.score,
        asked_at=at,
        due_at=due_after(at, decision.outcome["minutes"], decision.outcome["calendar"]),
        because=because,
    )
    announce(
        CallBackAsked(call_back.id, case_id),
        by=by,
        because=because,
        customer_id=call_back.customer_id,
        unit_id=call_back.unit_id,
        at=at,
    )
    return call_back


def _reopened(case_id: UUID, kind: str, score: int, *, by: Actor, because: Entry | None, at: datetime) -> UUID:
    """The case, open again; or a new one that follows it, when it is too late for that."""
    case = the_case(case_id)
    if case.is_open:
        return case.id
    with translation.override("zh-hans" if case.language.startswith("zh") else "en"):
        words = _("The customer answered %(score)s of %(scale)s when asked how it went.") % {
            "score": score,
            "scale": policy.SCALES[kind],
        }
    return reopen_or_follow(case, words, by=by, because=because, at=at)


@transaction.atomic
def note_call(
    call_back_id: UUID, outcome: str, note: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> CallBack:
    """Note a call: `reached` closes the loop, since the customer was told; `not_reached` leaves it open.

    Raises `ValidationError` without a note of what was said, or when the call back was made before.
    """
    by.require("callback.make")
    at = at or timezone.now()
    call_back = CallBack.objects.select_for_update(of=("self",)).get(id=call_back_id)
    if not by.sees_unit(call_back.unit_id):
        raise PermissionDenied(_("This call back belongs to a unit whose work you do not see."))
    if outcome not in Attempt.Outcome.values:
        raise ValidationError({"outcome": _("Say whether you reached the customer.")})
    if outcome == Attempt.Outcome.REACHED and not note.strip():
        raise ValidationError({"note": _("Write down what you heard and what you told the customer.")})
    if call_back.made_at is not None:
        raise ValidationError(_("This customer has been called back already."))
    attempt = Attempt.objects.create(
        call_back=call_back, outcome=outcome, note=note.strip(), by_id=by.id, by_name=by.name, at=at
    )
    reached = outcome == Attempt.Outcome.REACHED
    if reached:
        call_back.made_at, call_back.note = at, note.strip()
        call_back.made_by_id = by.id if by.kind == "person" else None
        call_back.save(update_fields=["made_at", "note", "made_by"])
    announce(
        CallBackMade(call_back.id, call_back.case_id)
        if reached
        else CallBackTried(attempt.id, call_back.id, call_back.case_id),
        by=by,
        because=because or last_entry_of(call_back.id, "CallBackAsked"),
        customer_id=call_back.customer_id,
        unit_id=call_back.unit_id,
        at=at,
    )
    return call_back
