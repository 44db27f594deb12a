"""Answer a customer, or leave a note for colleagues."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.search import actions as search
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.channels.actions import Part, TooLate, send, withdraw
from zhiyin.listen.channels.reads import channel_of
from zhiyin.listen.channels.reads import message as the_message
from zhiyin.resolve.cases import actions as cases
from zhiyin.resolve.cases import reads as the_cases
from zhiyin.resolve.conversations.actions.drafting import save_draft
from zhiyin.resolve.conversations.events import NoteWritten, ReplyWithdrawn, ReplyWritten
from zhiyin.resolve.conversations.models import Draft, Note


class SomeoneWroteMeanwhile(ValidationError):
    """A message has come into the case since the writer looked: show it before sending."""


@transaction.atomic
def reply(
    case_id: UUID,
    text: str,
    *,
    resolve: bool = False,
    seen_message_id: UUID | None = None,
    files: Sequence[Part] = (),
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Any:
    """Answer the customer's newest message through the channel of the case; returns the message of channels.

    The case then waits for the customer (or is resolved with `resolve`) and belongs to the writer if it belonged to
    nobody. `because` defaults to the message that is answered. With `seen_message_id`, the newest message that the writer
    saw, `SomeoneWroteMeanwhile` is raised if there is a newer one; `ValidationError` if the text is empty or cannot be
    sent. A person's reply leaves some seconds later (policy "sending"): until then `take_back` makes it never have been.
    """
    by.require("case.reply")
    at = at or timezone.now()
    text = text.strip()
    if not text and not files:
        raise ValidationError(_("Write something first."))
    case = the_cases.locked_case(case_id)
    if seen_message_id is not None and case.last_message_id not in (None, seen_message_id):
        raise SomeoneWroteMeanwhile(_("A new message has come in since you began. Read it, then send."))
    question = the_cases.last_question_of(case_id)
    if because is None:
        because = last_entry_of(question.id if question is not None else case_id)
    message = send(
        customer_id=case.customer_id if question is None else question.customer_id,
        channel_id=case.channel_id,
        text=text,
        subject="" if question is not None else case.subject,
        answers_id=None if question is None else question.id,
        thread=case.thread,
        person_id=by.id if by.kind == "person" else None,
        case_id=case.id,
        undo_seconds=_undo_seconds(case, at) if by.kind == "person" else 0,
        files=files,
        by=by,
        because=because,
        at=at,
    )
    cases.join_outgoing([(case.id, message.id, at)], by=by, because=because)
    written = announce(
        ReplyWritten(message.id, case.id, by.id if by.kind == "person" else None, case.status, case.waiting_since),
        by=by,
        because=because,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    cases.answered(case.id, message.id, text, by=by, because=written, at=at)
    if by.kind == "person" and by.id is not None:
        Draft.objects.filter(case_id=case.id, person_id=by.id, face=Draft.Face.REPLY).delete()
    if resolve and case.is_open:
        cases.resolve(case.id, by=by, because=written, at=at)
    return message


@transaction.atomic
def take_back(
    message_id: UUID, text_beside: str = "", *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> Any:
    """Take a reply back that has not left: its words are the person's draft again, before `text_beside`, what they have
    begun since; the case stands as before it. Returns the message of channels. Repeating it changes nothing.

    Raises `TooLate` when it has left, `ValidationError` for what is no reply.
    """
    by.require("case.reply")
    at = at or timezone.now()
    written = last_entry_of(message_id, "ReplyWritten")
    if written is None:
        raise ValidationError(_("This is no reply that could be taken back."))
    case = the_cases.locked_case(UUID(written.facts["case_id"]))
    message, done = withdraw(message_id, by=by, because=written, at=at)
    if not done:
        return message
    taken_back = announce(
        ReplyWithdrawn(message.id, case.id, written.happened_at, by.id if by.kind == "person" else None),
        by=by,
        because=because or written,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    since = written.facts.get("waiting_since_before")
    cases.unanswered(
        case.id,
        message.id,
        written.happened_at,
        status_before=written.facts.get("status_before", ""),
        waiting_since_before=datetime.fromisoformat(since) if since else None,
        by=by,
        because=taken_back,
        at=at,
    )
    if by.kind == "person":
        words = "\n\n".join(filter(None, (message.text, text_beside.strip())))
        save_draft(case.id, Draft.Face.REPLY, words, seen_message_id=message.answers_id, by=by, at=at)
    return message


@transaction.atomic
def undo_closure(case_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> None:
    """Take the last resolving back as a slip, and the reply that it was sent with, if that has not left."""
    closure = the_cases.closures_of(case_id).filter(undone_at=None).order_by("-at").first()
    case = the_cases.case(case_id)
    last = case.last_message_id
    if closure is not None and last is not None and the_message(last).at == closure.at:
        with suppress(TooLate), transaction.atomic():
            take_back(last, by=by, because=because, at=at)
            return
    cases.undo_resolve(case_id, by=by, because=because, at=at)


def _undo_seconds(case: Any, at: datetime) -> int:
    kind = channel_of(case.channel_id).kind if case.channel_id else ""
    return int(in_force("sending", {"channel": kind}, unit=case.customer_id, at=at).outcome["undo_seconds"])


@transaction.atomic
def write_note(case_id: UUID, text: str, *, by: Actor, because: Entry | None, at: datetime | None = None) -> Note:
    """Leave a note for colleagues. The customer never sees it, and no clock stops for it."""
    by.require("note.write")
    at = at or timezone.now()
    text = text.strip()
    if not text:
        raise ValidationError(_("Write something first."))
    case = the_cases.case(case_id)
    note = Note.objects.create(case_id=case.id, text=text, by_id=by.id, by_name=by.name, at=at)
    search.put(
        "note",
        note.id,
        title=f"#{case.number} {case.subject}",
        text=text,
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
        url=f"/cases/{case.number}#note-{note.id}",
        permission="case.read",
    )
    announce(
        NoteWritten(note.id, case.id),
        by=by,
        because=because or last_entry_of(case.last_message_id or case.id),
        customer_id=case.customer_id,
        unit_id=case.unit_id,
        at=at,
    )
    if by.kind == "person" and by.id is not None:
        Draft.objects.filter(case_id=case.id, person_id=by.id, face=Draft.Face.NOTE).delete()
    return note
