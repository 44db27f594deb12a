"""Plan the follow-up of a resolved case, note what came of it, and what nobody asked in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.channels.reads import channel_of
from zhiyin.recover.followup import policy
from zhiyin.recover.followup.events import FollowedUp, FollowUpMissed, FollowUpPlanned
from zhiyin.recover.followup.models import FollowUp
from zhiyin.recover.followup.reads import went_wrong
from zhiyin.recover.followup.reopening import reopen_or_follow
from zhiyin.resolve.cases.reads import case as the_case
from zhiyin.resolve.cases.reads import closures_of
from zhiyin.resolve.promises.reads import due_after

HOUSE = system("followup")
#: what a person may say came of it
SAID = (FollowUp.Outcome.SOLVED, FollowUp.Outcome.NOT_SOLVED, FollowUp.Outcome.UNREACHED)


@transaction.atomic
def follow_up_case(
    case_id: UUID, closure_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> FollowUp | None:
    """Plan when a person asks whether a resolved case is solved, as the policy "follow_up" says. One a closure.

    None when it says that nobody asks, or when the case was opened again meanwhile.
    """
    case = the_case(case_id)
    closure = closures_of(case_id).filter(id=closure_id, undone_at=None).first()
    if closure is None or case.is_open:
        return None
    facts = {
        "went_wrong": went_wrong(case_id),
        "priority": case.priority,
        "channel": channel_of(case.channel_id).kind,
        "reason": closure.reason,
    }
    outcome = in_force("follow_up", facts).outcome
    if not outcome["follow"]:
        return None
    from_at = closure.at + timedelta(minutes=outcome["from_minutes"])
    due_at = due_after(closure.at, outcome["minutes"], outcome["calendar"])
    planned = FollowUp(
        customer_id=case.customer_id,
        case_id=case.id,
        unit_id=case.unit_id,
        closure_id=closure.id,
        resolved_at=closure.at,
        from_at=from_at,
        due_at=max(due_at, from_at + timedelta(minutes=1)),
        because=because,
    )
    FollowUp.objects.bulk_create([planned], ignore_conflicts=True)
    found = FollowUp.objects.get(closure_id=closure.id)
    if found.id == planned.id:
        announce(
            FollowUpPlanned(planned.id, case.id, planned.due_at),
            by=by,
            because=because,
            customer_id=case.customer_id,
            unit_id=case.unit_id,
            at=at or timezone.now(),
        )
    return found


@transaction.atomic
def note_follow_up(
    follow_up_id: UUID, outcome: str, note: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> FollowUp:
    """Note what the customer said: `not_solved` opens the same case again, or one that follows it when it is too old.

    Raises `ValidationError` without a note of what is not solved, or when it was noted before.
    """
    by.require("callback.make")
    at = at or timezone.now()
    found = FollowUp.objects.select_for_update(of=("self",)).get(id=follow_up_id)
    if not by.sees_unit(found.unit_id):
        raise PermissionDenied(_("This follow-up belongs to a unit whose work you do not see."))
    if outcome not in SAID:
        raise ValidationError({"outcome": _("Say what came of it.")})
    if found.done_at is not None:
        raise ValidationError(_("What came of this follow-up was noted already."))
    if outcome != FollowUp.Outcome.SOLVED and not note.strip():
        raise ValidationError({"note": _("Write down what is not solved, or how you tried to reach the customer.")})
    entry = _settle(found, outcome, FollowUp.How.CALL, note.strip(), by=by, because=because, at=at)
    case = the_case(found.case_id)
    if outcome == FollowUp.Outcome.NOT_SOLVED and not case.is_open:
        with translation.override("zh-hans" if case.language.startswith("zh") else "en"):
            words = _("Not solved, said the customer when we followed up: %(words)s") % {"words": note.strip()}
        # whoever may make the call may find out that it is not solved: the house opens the case for them
        reopen_or_follow(case, words[:300], by=HOUSE, because=entry, at=at)
    return found


@transaction.atomic
def note_answered(case_id: UUID, score: int, *, by: Actor, because: Entry | None, at: datetime | None = None) -> int:
    """A satisfied customer who answered a survey in the case has been followed up. Returns how many were settled."""
    if score < policy.CONTENT_FROM:
        return 0
    return _settle_all(case_id, FollowUp.Outcome.SOLVED, FollowUp.How.SURVEY, by=by, because=because, at=at)


@transaction.atomic
def note_reopened(case_id: UUID, slip: bool, *, by: Actor, because: Entry | None, at: datetime | None = None) -> int:
    """A case that was opened again before anybody asked was not solved; a slip taken back was never resolved."""
    outcome = FollowUp.Outcome.VOID if slip else FollowUp.Outcome.NOT_SOLVED
    return _settle_all(case_id, outcome, FollowUp.How.REOPENED, by=by, because=because, at=at)


@transaction.atomic
def note_missed(now: datetime, *, by: Actor, because: Entry | None = None, limit: int = 100) -> int:
    """Note every follow-up whose time passed with nobody asking; it stays on the list. Returns how many."""
    waiting = FollowUp.objects.filter(done_at=None, missed_at=None, due_at__lte=now)
    found = list(waiting.select_for_update(skip_locked=True).order_by("due_at")[:limit])
    for one in found:
        one.missed_at = now
    FollowUp.objects.bulk_update(found, ["missed_at"])
    for one in found:
        announce(
            FollowUpMissed(one.id, one.case_id),
            by=by,
            because=because or last_entry_of(one.id, "FollowUpPlanned"),
            customer_id=one.customer_id,
            unit_id=one.unit_id,
            at=one.due_at,
        )
    return len(found)


def _settle_all(case_id: UUID, outcome: str, how: str, *, by: Actor, because: Entry | None, at: datetime | None) -> int:
    at = at or timezone.now()
    found = list(
        FollowUp.objects.select_for_update(of=("self",)).filter(case_id=case_id, done_at=None, resolved_at__lte=at)
    )
    for one in found:
        _settle(one, outcome, how, "", by=by, because=because, at=at)
    return len(found)


def _settle(
    found: FollowUp, outcome: str, how: str, note: str, *, by: Actor, because: Entry | None, at: datetime
) -> Entry:
    found.outcome, found.how, found.note, found.done_at = outcome, how, note, at
    found.done_by_id = by.id if by.kind == "person" else None
    found.save(update_fields=["outcome", "how", "note", "done_at", "done_by"])
    return announce(
        FollowedUp(found.id, found.case_id, outcome),
        by=by,
        because=because or last_entry_of(found.id, "FollowUpPlanned"),
        customer_id=found.customer_id,
        unit_id=found.unit_id,
        at=at,
    )
