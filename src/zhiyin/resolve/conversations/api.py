"""Replies and notes over the API, by the number of the case."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from zhiyin.face.api_access import scope
from zhiyin.resolve.cases.reads import case_for
from zhiyin.resolve.conversations.actions import reply, write_note

router = Router(tags=["conversations"])


class ReplyIn(Schema):
    """An answer to the customer. With `seen_message_id` it is refused (422) when a newer message has come in."""

    text: str = Field(min_length=1, max_length=100_000)
    resolve: bool = False
    seen_message_id: UUID | None = None


class NoteIn(Schema):
    """Words for colleagues."""

    text: str = Field(min_length=1, max_length=100_000)


class Written(Schema):
    """What was written: the id of the message or note."""

    id: UUID
    text: str
    at: datetime


@router.post("/{int:number}/replies", response={201: Written}, summary="Answer the customer of a case")
@scope("case.reply")
def post_reply(request: HttpRequest, number: int, body: ReplyIn) -> Status[Any]:
    """The answer goes out through the channel of the case; resolving too needs the scope `case.resolve`."""
    actor = request.actor  # type: ignore[attr-defined]
    if body.resolve:
        actor.require("case.resolve")
    case = case_for(actor, number)
    message = reply(
        case.id, body.text, resolve=body.resolve, seen_message_id=body.seen_message_id, by=actor, because=None
    )
    return Status(201, {"id": message.id, "text": message.text, "at": message.at})


@router.post("/{int:number}/notes", response={201: Written}, summary="Leave a note in a case")
@scope("note.write")
def post_note(request: HttpRequest, number: int, body: NoteIn) -> Status[Any]:
    """The customer never sees a note."""
    actor = request.actor  # type: ignore[attr-defined]
    note = write_note(case_for(actor, number).id, body.text, by=actor, because=None)
    return Status(201, {"id": note.id, "text": note.text, "at": note.at})
