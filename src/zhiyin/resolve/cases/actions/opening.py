"""A message opens or joins a case; a person may open one too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.customers.models import Identity
from zhiyin.kernel.customers.normal import normal_identity
from zhiyin.kernel.customers.reads import parts_of
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.search import actions as search
from zhiyin.kernel.statements import insert, prepared
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.reads import message as the_message
from zhiyin.resolve.cases import policy
from zhiyin.resolve.cases.actions.status import locked, resume, tell_status
from zhiyin.resolve.cases.events import (
    AutomaticMessageJoinedCase,
    AutomaticMessageSetAside,
    CaseOpened,
    MessageJoinedCase,
)
from zhiyin.resolve.cases.models import Case, CaseMessage, SetAside

_JOINED = ("last_message_at", "last_message_id", "snippet", "waiting_since", "channel", "thread")
#: kinds of identity that nobody else can write under: their platform signs every message
PROVE_THEMSELVES = frozenset({"wechat", "telegram"})


@transaction.atomic
def open_case(
    *,
    customer_id: UUID,
    unit_id: UUID,
    channel_id: UUID,
    subject: str,
    text: str = "",
    language: str = "",
    follows_id: UUID | None = None,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Case:
    """Open a case without a message: a person noted a call, a rule found something. `follows_id` is the case it follows.

    What a customer sends is given to channels (`receive`), and opens its case from there.
    """
    by.require("case.write")
    at = at or timezone.now()
    case = Case(
        customer_id=customer_id,
        unit_id=unit_id,
        channel_id=channel_id,
        subject=subject,
        language=language,
        follows_id=follows_id,
        opened_at=at,
        last_message_at=at,
        snippet=snippet_of(text),
        waiting_since=at,
    )
    opened = _open(case, message=None, text=text, by=by, because=because)
    assert opened is not None
    return opened


def file_message(
    message_id: UUID, *, answers_id: UUID | None, automatic: bool, by: Actor, because: Entry | None
) -> Case | None:
    """Let an incoming message open or join a case; None when nothing was to do.

    It joins the case of the message that it answers, if that is the same customer's: someone else's answer opens a case
    of its own that follows, so that nobody reads along by guessing an identifier. A chat message joins its session's
    case. A case resolved longer than 30 days ago is followed by a new one. Automatic mail joins what it answers without
    waking it, else it is set aside. Runs in the caller's transaction; repeating it changes nothing.
    """
    message = the_message(message_id)
    found = _case_for(message, answers_id)
    if automatic:
        return _take_automatic(message, found, by=by, because=because)
    goes_on = (
        found is not None
        and _same_customer(found, message)
        and (found.is_open or policy.may_resume(found.status, found.resolved_at, message.at))
    )
    if found is not None and goes_on:
        return found if _join(found, message, by=by, because=because) else None
    return _open(_case_of_message(message, found), message=message, text=message.text, by=by, because=because)


@transaction.atomic
def join(case_id: UUID, message_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Case:
    """Let a customer's message that has no case yet join this one: it waits for us again, and resumes if resolved."""
    case = locked(case_id)
    _join(case, the_message(message_id), by=by, because=because)
    return case


@transaction.atomic
def join_outgoing(places: Iterable[tuple[UUID, UUID, datetime]], *, by: Actor, because: Entry | None) -> None:
    """Let messages of ours stand in cases: the case's id, the message's, when. Tells nobody: whoever wrote them does.
    Repeating it changes nothing."""
    CaseMessage.objects.bulk_create(
        (CaseMessage(case_id=case_id, message_id=message_id, at=at) for case_id, message_id, at in places),
        ignore_conflicts=True,
    )


@transaction.atomic
def open_set_aside(set_aside_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Case:
    """Open a case from an automatic mail that was set aside; the one it opened before, if it did."""
    by.require("case.write")
    aside = SetAside.objects.select_for_update().get(id=set_aside_id)
    if aside.case_id is None:
        message = the_message(aside.message_id)
        aside.case = _open(_case_of_message(message, None), message=message, text=message.text, by=by, because=because)
        aside.save(update_fields=["case"])
    assert aside.case is not None
    return aside.case


@transaction.atomic
def open_for(message_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Case:
    """Open a case from a message on a person's word: a call, an automatic mail. The case that it belongs to, if it does."""
    by.require("case.write")
    known = Case.objects.filter(messages__message_id=message_id).order_by("id").first()
    if known is not None:
        return known
    aside = SetAside.objects.filter(message_id=message_id).first()
    if aside is not None:
        return open_set_aside(aside.id, by=by, because=because, at=at)
    message = the_message(message_id)
    opened = _open(_case_of_message(message, None), message=message, text=message.text, by=by, because=because)
    return opened or Case.objects.get(messages__message_id=message_id)  # somebody else was quicker


@transaction.atomic
def dismiss_set_aside(set_aside_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> None:
    """Note that a person has seen an automatic mail and that nothing is to be done about it."""
    by.require("case.write")
    SetAside.objects.filter(id=set_aside_id, dismissed_at=None).update(dismissed_at=at or timezone.now())


def _take_automatic(message: Any, found: Case | None, *, by: Actor, because: Entry | None) -> Case | None:
    if found is None:
        aside = SetAside(message_id=message.id, unit_id=message.channel.unit_id, at=message.at)
        if SetAside.objects.filter(message_id=message.id).exists():
            return None
        aside.save(force_insert=True)
        announce(AutomaticMessageSetAside(aside.id, message.id), by=by, because=because, at=message.at)
    elif _claim(found.id, message):
        announce(AutomaticMessageJoinedCase(message.id, found.id), by=by, because=because, at=message.at)
    return found


def _case_for(message: Any, answers_id: UUID | None) -> Case | None:
    """The case that this message may belong to, locked: of the message it answers, else of its chat session, else the one
    that the same customer goes on with through another channel (docs/decisions/0007)."""
    cases = Case.objects.select_for_update(of=("self",)).select_related("customer").order_by("-opened_at")
    found = None
    if answers_id is not None:
        found = cases.filter(messages__message_id=answers_id).first()
    if found is None and message.channel.provider.one_line and message.thread:
        found = cases.filter(channel_id=message.channel_id, thread=message.thread).first()
    if not message.automatic and (found is None or (answers_id is None and not found.is_open)):
        found = _goes_on_elsewhere(message) or found
    return found


# First the customer's cases, then what is wanted of them: for two rows the planner might look through all of the unit.
_OPEN_CASES = """
WITH theirs AS MATERIALIZED (
    SELECT id, channel_id, last_message_at, unit_id, status FROM cases_case WHERE customer_id = ANY(
        ARRAY(SELECT id FROM customers_customer WHERE id = %(customer)s OR whole_id = %(customer)s)
    )
)
SELECT c.id, c.channel_id, c.last_message_at FROM theirs c
WHERE c.unit_id = %(unit)s AND c.status = ANY(%(open)s)
  AND NOT EXISTS (SELECT FROM cases_casemessage m WHERE m.case_id = c.id AND m.message_id = %(message)s)
LIMIT 2
"""


def _goes_on_elsewhere(message: Any) -> Case | None:
    """The one case that a proven customer goes on with through another channel, locked. It goes along: answers leave by the
    way on which the customer wrote last.

    Only within the policy's hours after the last word of either side, and only if there is no choice: of two open cases
    nobody can say which is meant. In the same channel a new thread is a new matter, as ever.
    """
    wanted = {
        "customer": message.customer_id,
        "unit": message.channel.unit_id,
        "open": list(policy.OPEN_STATUSES),
        "message": message.id,
    }
    with prepared() as cursor:
        cursor.execute(_OPEN_CASES, wanted)
        found = cursor.fetchall()
    if len(found) != 1 or found[0][1] == message.channel_id or not _proven(message):
        return None
    case_id, _channel, last_at = found[0]
    hours = in_force("joins_across_channels", {"channel": message.channel.kind}).outcome["hours"]
    if not hours or message.at - last_at > timedelta(hours=hours):
        return None
    case = locked(case_id)
    if not case.is_open:
        return None
    case.channel, case.thread = message.channel, message.thread if message.channel.provider.one_line else ""
    return case


def _proven(message: Any) -> bool:
    """Whether it is proven who wrote: by the channel itself, by the site that signed them in, or by a verified address."""
    kind = message.channel.provider.identity
    if kind in PROVE_THEMSELVES:
        return True
    verified = Identity.objects.filter(
        customer__in=parts_of(message.customer_id).values("id"), verified_at__isnull=False
    )
    if kind == "email":
        return verified.filter(kind="email", value=normal_identity("email", message.author_address)).exists()
    return verified.filter(kind="external").exists()


def _same_customer(case: Case, message: Any) -> bool:
    """Whether the customer of the case wrote this, or whoever sits in the same chat session."""
    if case.thread and case.thread == message.thread and case.channel_id == message.channel_id:
        return True
    return message.customer_id in (case.customer_id, case.customer.whole_id)


_CLAIM = """
INSERT INTO cases_casemessage (id, case_id, message_id, at) VALUES (%s, %s, %s, %s) ON CONFLICT (message_id) DO NOTHING
"""


def _claim(case_id: UUID, message: Any) -> bool:
    """Whether the message now belongs to this case; False if it belongs to one already. The case may be written after:
    its foreign key is checked at commit."""
    with prepared() as cursor:
        cursor.execute(_CLAIM, [new_id(), case_id, message.id, message.at])
        return bool(cursor.rowcount == 1)


def _join(case: Case, message: Any, *, by: Actor, because: Entry | None) -> bool:
    """Let a customer's message join a locked case: it waits for us again, and resumes if it was resolved."""
    if not _claim(case.id, message):
        return False
    resumed = not case.is_open
    before, case.last_message_at, case.last_message_id = case.status, message.at, message.id
    case.snippet, case.waiting_since = snippet_of(message.text), case.waiting_since or message.at
    if not resumed:
        case.status = policy.status_after_customer_wrote(before)
    case.save(update_fields=[*_JOINED, "status"])
    joined = announce(
        MessageJoinedCase(message.id, case.id),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=message.at,
    )
    if resumed:
        resume(case, _("The customer wrote again."), "customer_wrote", by=by, because=joined, at=message.at)
    elif case.status != before:
        tell_status(case, by=by, because=joined, at=message.at)
    return True


def _open(case: Case, *, message: Any | None, text: str, by: Actor, because: Entry | None) -> Case | None:
    """Write and announce a new case; None if its message belongs to one already."""
    if message is not None and not _claim(case.id, message):
        return None
    case.subject = policy.subject_from(case.subject, text)
    insert(case)
    search.put(
        "case",
        case.id,
        title=f"#{case.number} {case.subject}",
        text=text,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=case.opened_at,
        url=f"/cases/{case.number}",
        permission="case.read",
    )
    announce(
        CaseOpened(case.id, message.id if message is not None else None),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=case.opened_at,
    )
    return case


def _case_of_message(message: Any, follows: Case | None) -> Case:
    """A new case as this message makes it, not yet written."""
    return Case(
        customer_id=message.customer_id,
        unit_id=message.channel.unit_id,
        channel_id=message.channel_id,
        subject=message.subject,
        language=message.language,
        thread=message.thread if message.channel.provider.one_line else "",
        follows=follows,
        opened_at=message.at,
        last_message_at=message.at,
        last_message_id=message.id,
        snippet=snippet_of(message.text),
        waiting_since=None if message.automatic else message.at,
    )


def snippet_of(text: str) -> str:
    """The beginning of a text in one line, for lists."""
    return " ".join(text.split())[:160]
