"""Answer a customer, or leave a note for colleagues."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.search import actions as search
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.channels.actions import send
from zhiyin.resolve.cases import actions as cases
from zhiyin.resolve.cases import reads as the_cases
from zhiyin.resolve.conversations.events import NoteWritten, ReplyWritten
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
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Any:
    """Answer the customer's newest message through the channel of the case; returns the message of channels.

    The case then waits for the customer (or is resolved with `resolve`) and belongs to the writer if it belonged to
    nobody. `because` defaults to the message that is answered. With `seen_message_id`, the newest message that the writer
    saw, `SomeoneWroteMeanwhile` is raised if there is a newer one; `ValidationError` if the text is empty or cannot be
    sent.
    """
    by.require("case.reply")
    at = at or timezone.now()
    text = text.strip()
    if not text:
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
        by=by,
        because=because,
        at=at,
    )
    cases.join_outgoing(case.id, message.id, by=by, because=because, at=at)
    written = announce(
        ReplyWritten(message.id, case.id, by.id if by.kind == "person" else None),
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
