"""A report of danger goes before everything: sealed, priority 1, a complaint with an owner, those in charge called."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.models import Version
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.channels.reads import message as the_message
from zhiyin.recover.complaints.actions.opening import open_complaint
from zhiyin.recover.complaints.danger import words_in_force
from zhiyin.recover.complaints.events import SafetyAnswered, SafetyReported
from zhiyin.recover.complaints.models import Alarm, Complaint, SafetyAnswer, SafetyReport, Seal
from zhiyin.recover.complaints.reads import people_in_charge
from zhiyin.recover.complaints.seals import digest_of_message, digests_of
from zhiyin.resolve.cases.actions import set_priority
from zhiyin.resolve.cases.reads import case_of_message

#: further words of danger in the same case call nobody anew so soon after the last call
CALLED_FOR = timedelta(minutes=30)


@transaction.atomic
def look_for_danger(
    message_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> SafetyReport | None:
    """Look whether a message speaks of danger to people; None when it does not. Repeating it changes nothing.

    If it does, before anything else waits: the message is sealed, its case gets priority 1 and an owner and is a complaint,
    and those in charge are called.
    """
    message = the_message(message_id)
    listed = words_in_force()
    words = listed.found_in(f"{message.subject}\n{message.text}")
    if not words:
        return None
    known = SafetyReport.objects.filter(message_id=message_id).first()
    if known is not None:
        return known
    at = at or message.at
    case = case_of_message(message_id)
    report = SafetyReport.objects.create(
        message_id=message_id,
        case=case,
        unit_id=case.unit_id if case else message.channel.unit_id,
        words=words,
        list_version=listed.version,
        at=at,
    )
    Seal.objects.create(
        report=report, of=Seal.Of.MESSAGE, object_id=message_id, digest=digest_of_message(message), at=at
    )
    entry = announce(
        SafetyReported(report.id, message_id, case.id if case else None),
        by=by,
        because=because,
        customer_id=message.customer_id,
        unit_id=report.unit_id,
        at=at,
    )
    if case is not None:
        reason = _("The message speaks of danger: %(words)s.") % {"words": _(", ").join(words)}
        set_priority(case.id, 1, 1, reason, by=by, because=entry, at=at)
        try:
            with transaction.atomic():
                open_complaint(
                    case.id, Complaint.Kind.SAFETY, preferred="safety.answer", by=by, because=entry, at=at
                )  # fmt: skip
        except ValidationError:
            pass  # nobody can own it yet: the report stands, and stays on top
    _call(report, case.id if case else None, at)
    return report


def _call(report: SafetyReport, case_id: UUID | None, at: datetime) -> None:
    lately = Alarm.objects.filter(report__case=case_id, asked_at__gt=at - CALLED_FOR)
    if case_id is not None and lately.exists():
        return
    people = people_in_charge("safety.answer", report.unit_id)
    Alarm.objects.bulk_create(
        [Alarm(report=report, person=person, asked_at=at) for person in people], ignore_conflicts=True
    )
    if people:
        defer("complaints.call_people", queue="incoming", report_id=str(report.id))


@transaction.atomic
def seal_evidence(report_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> int:
    """Seal what arrived, byte for byte, and the files of the message too. Repeating it changes nothing."""
    report = SafetyReport.objects.get(id=report_id)
    made = Seal.objects.bulk_create(
        [
            Seal(report=report, of=of, object_id=id, digest=digest, at=at or timezone.now())
            for (of, id), digest in digests_of(report.message_id).items()
        ],
        ignore_conflicts=True,
    )
    return len(made)


@transaction.atomic
def answer_report(
    report_id: UUID,
    danger: bool,
    words: str,
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> SafetyAnswer:
    """Take a report on: whether it is one, and what was done at once. Raises `ValidationError` once somebody has."""
    by.require("safety.answer")
    at = at or timezone.now()
    report = SafetyReport.objects.select_for_update().get(id=report_id)
    if not by.sees_unit(report.unit_id):
        raise PermissionDenied(_("This report belongs to a unit whose work you do not see."))
    if not words.strip():
        raise ValidationError({"words": _("Write what you did at once, or what the words meant.")})
    if SafetyAnswer.objects.filter(report=report).exists():
        raise ValidationError(_("Somebody has taken this report on already."))
    answer = SafetyAnswer.objects.create(
        report=report, danger=danger, words=words.strip(), by_id=by.id, by_name=by.name, at=at
    )
    announce(
        SafetyAnswered(answer.id, report.id, report.case_id, danger),
        by=by,
        because=because or last_entry_of(report.id, "SafetyReported"),
        unit_id=report.unit_id,
        at=at,
    )
    return answer


@transaction.atomic
def change_words(
    words: str, exceptions: str, note: str, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Version:
    """Put another list of words of danger in force, and say why. A team lead may do so, though no other policy."""
    by.require("safety.words")
    allowed = Actor(
        kind=by.kind, id=by.id, name=by.name, permissions=by.permissions | {"policy.change"}, language=by.language
    )
    rows = [{"when": {}, "then": {"words": words.strip(), "exceptions": exceptions.strip()}}]
    return put_in_force("safety_words", rows, note, by=allowed, because=because, at=at)
