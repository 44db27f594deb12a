"""A person tells a customer a date; or tells them in time that one will not be kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force, in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import send
from zhiyin.resolve.cases.reads import case as the_case
from zhiyin.resolve.cases.reads import last_question_of
from zhiyin.resolve.conversations.actions import reply
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.actions.binding import count
from zhiyin.resolve.promises.actions.making import tell_made
from zhiyin.resolve.promises.actions.pinning import pin_nearest
from zhiyin.resolve.promises.calendars import TABLES
from zhiyin.resolve.promises.events import PromiseNoticed
from zhiyin.resolve.promises.models import Notice, Promise
from zhiyin.resolve.promises.wording import clock_time, name_of, reader_language

#: promises that a person gives: a date by which something is done, and a call or a word afterwards
GIVEN = (policy.TOLD_DATE, policy.FOLLOW_UP)
#: how far ahead a date may lie
FURTHEST = timedelta(days=2 * 366)
#: promises that a person's word to the customer keeps, so that there is nothing to give notice of
_KEPT_BY_WRITING = (policy.FIRST_REPLY, policy.NEXT_UPDATE)


@transaction.atomic
def promise_date(
    case_id: UUID,
    about: str,
    due_at: datetime,
    *,
    name: str = policy.TOLD_DATE,
    audience: str = policy.PUBLIC,
    tell: bool = False,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Promise:
    """Promise a customer something by a time of the clock on the wall, in the words of `about`.

    `tell` writes it to them in the name of who promises; without it they were told otherwise. Raises `ValidationError`
    without words, or for a time that is over or too far ahead.
    """
    by.require("promise.keep")
    at = at or timezone.now()
    about = about.strip()
    if not about:
        raise ValidationError({"about": _("Say what we promise.")})
    if not at + timedelta(minutes=1) <= due_at <= at + FURTHEST:
        raise ValidationError({"due_at": _("Choose a time ahead, within two years.")})
    if name not in GIVEN:
        raise ValidationError(_("This promise is given by a rule, not by hand."))
    due_at, started_at = due_at.replace(microsecond=0), at.replace(microsecond=0)  # lengths are whole seconds
    case = the_case(case_id)
    if not case.is_open and name == policy.TOLD_DATE:
        raise ValidationError(_("The case is resolved: reopen it, or promise a follow-up."))
    promise = Promise(
        name=name,
        audience=audience,
        about=about[:300],
        customer_id=case.customer_id,
        case_id=case.id,
        unit_id=case.unit_id,
        channel_kind=case.channel.kind,
        priority=case.priority,
        started_at=started_at,
        duration_seconds=int((due_at - started_at).total_seconds()),
        facts={"channel": case.channel.kind, "priority": case.priority, "value_band": "unknown"},
    )
    count(promise, all_in_force(*TABLES))
    promise.save(force_insert=True)
    if tell:
        zone = ZoneInfo(case.unit.time_zone)
        language = reader_language(case.language)
        reply(case_id, _told(name, language, about, promise.due_at, zone), by=by, because=because, at=at)
    tell_made([promise], by=by, because=because)
    pin_nearest(case_id, by=by, because=because)
    return promise


def _told(name: str, language: str, about: str, due_at: datetime, zone: ZoneInfo) -> str:
    with translation.override(language):
        facts = {"due": clock_time(due_at, zone), "about": about}
        if name == policy.FOLLOW_UP:
            return _("We will be in touch with you again by %(due)s: %(about)s") % facts
        return (
            _("By %(due)s we will have done this: %(about)s\n\nShould it take longer, we will tell you before.") % facts
        )


@transaction.atomic
def give_notice(promise_id: UUID, text: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Notice:
    """Tell the customer, in a person's words and before the time is over, that a promise will not be kept.

    The clock runs on: it stays a breach, but one that they were told of. `ValidationError` without words, too late, twice,
    and for what the word itself keeps.
    """
    by.require("promise.keep")
    at = at or timezone.now()
    promise = _to_notice(promise_id, at)
    if promise is None:
        raise ValidationError(_("It is too late to tell them before, or they were told already."))
    if promise.name in _KEPT_BY_WRITING or promise.case_id is None:
        raise ValidationError(_("Just write to the customer: that keeps this promise."))
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Write what you tell the customer.")})
    message = reply(promise.case_id, text, by=by, because=None, at=at)
    return _noticed(promise, text, message.id, automatic=False, by=by, because=because, at=at)


@transaction.atomic
def give_early_notice(
    promise_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Notice | None:
    """Tell the customer by itself that a promise may not be kept, where the policy "early_notice" says so. Once."""
    at = at or timezone.now()
    promise = _to_notice(promise_id, at)
    if promise is None or promise.case is None:
        return None
    facts = {"promise": promise.name, "channel": promise.channel_kind, "priority": promise.priority}
    if not in_force("early_notice", facts).outcome["send"]:
        return None
    case = promise.case
    question = last_question_of(case.id)
    with translation.override(reader_language(case.language or (question.language if question else ""))):
        text = _(
            "We promised you “%(about)s” by %(due)s. We are still at it, and it may take longer than we said. We tell you "
            "now rather than afterwards, and write again as soon as it is done."
        ) % {
            "about": promise.about or name_of(promise.name),
            "due": clock_time(promise.due_at, ZoneInfo(case.unit.time_zone)),
        }
    message = send(
        customer_id=case.customer_id,
        channel_id=case.channel_id,
        text=text,
        answers_id=question.id if question else None,
        automatic=True,
        case_id=case.id,
        by=by,
        because=because,
        at=at,
    )
    return _noticed(promise, text, message.id, automatic=True, by=by, because=because, at=at)


def _to_notice(promise_id: UUID, at: datetime) -> Promise | None:
    """The locked promise if there is still time to tell of it, and nobody did."""
    promise = (
        Promise.objects.select_for_update(of=("self",))
        .select_related("case", "case__unit")
        .filter(id=promise_id)
        .first()
    )
    ahead = promise is not None and promise.state in (policy.PENDING, policy.WARNED) and at < promise.due_at
    return promise if ahead and not Notice.objects.filter(promise_id=promise_id).exists() else None


def _noticed(
    promise: Promise, text: str, message_id: UUID, *, automatic: bool, by: Actor, because: Entry | None, at: datetime
) -> Notice:
    notice = Notice.objects.create(
        promise=promise, message_id=message_id, text=text[:4000], automatic=automatic, by_id=by.id, at=at
    )
    promise.refresh_from_db(fields=["state"])  # what was written may have kept it
    if promise.is_running:
        promise.state = policy.NOTICED
        promise.save(update_fields=["state"])
    announce(
        PromiseNoticed(notice.id, promise.id, promise.case_id, promise.name),
        by=by,
        because=because,
        customer_id=promise.customer_id,
        unit_id=promise.unit_id,
        at=at,
    )
    return notice
