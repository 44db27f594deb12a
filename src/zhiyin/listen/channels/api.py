"""Messages over the API: bring them in, read them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.face.problems import Problem
from zhiyin.listen.channels.actions import accept
from zhiyin.listen.channels.api_posts.reading import incoming_of
from zhiyin.listen.channels.models import Channel, Delivery, Message
from zhiyin.listen.channels.reads import api_channel_for, messages_seen_by

router = Router(tags=["messages"])


class Writer(Schema):
    """Who wrote. At least one of `external`, `email` and `phone`; the first given one names the customer."""

    external: str | None = Field(None, min_length=1, max_length=300, description="Their number in your system")
    email: str | None = Field(None, min_length=3, max_length=320)
    phone: str | None = Field(None, min_length=3, max_length=40)
    name: str = Field("", max_length=200)
    language: str = Field("", max_length=10, description="zh or en; told from the text when left out")


class MessageIn(Schema):
    """One message of a customer. The same `external_id` again changes nothing and gives the first answer back."""

    channel: str = Field(max_length=60, description="The key of an API channel")
    external_id: str = Field(min_length=1, max_length=500)
    customer: Writer
    text: str = Field(min_length=1, max_length=100_000)
    subject: str = Field("", max_length=500)
    thread: str = Field("", max_length=200, description="What joins messages of one conversation")
    at: datetime | None = Field(None, description="When it was written; not in the future. Now when left out")


class Accepted(Schema):
    """What became of a message: `id` is null when it was stored but could not be read yet."""

    id: UUID | None
    customer_id: UUID | None
    thread: str
    new: bool


class MessageOut(Schema):
    """A message of either direction; `delivery` is the state of an outgoing one."""

    id: UUID
    channel: str
    direction: Literal["in", "out"]
    customer_id: UUID
    subject: str
    text: str
    language: str
    at: datetime
    external_id: str
    thread: str
    author_name: str
    automatic: bool
    answers_id: UUID | None
    delivery: str | None


class Wanted(Schema):
    """What to list."""

    channel: str | None = Field(None, max_length=60)
    thread: str | None = Field(None, max_length=200)
    customer_id: UUID | None = None
    direction: Literal["in", "out"] | None = None


@router.post("/messages", response={201: Accepted, 200: Accepted, 202: Accepted}, summary="Bring a message in")
@scope("message.write")
def post_message(request: HttpRequest, body: MessageIn) -> Status[dict[str, Any]]:
    """201: taken in. 200: known already. 202: stored, but a person must look at it first."""
    actor = request.actor  # type: ignore[attr-defined]
    channel = _channel(request, body.channel)
    now = timezone.now()
    at = min(body.at, now) if body.at and timezone.is_aware(body.at) else now
    if not any((body.customer.external, body.customer.email, body.customer.phone)):
        message = _("Say who wrote: an e-mail address, a phone number or a number in your system.")
        raise Problem(422, message, [{"field": "body.customer", "message": message}])
    posted = {**body.dict(exclude_none=True), "at": at.isoformat()}
    raw = json.dumps(posted, ensure_ascii=False).encode()
    found, new = accept(channel, body.external_id, raw, lambda: incoming_of(channel, posted), by=actor, at=at)
    answer = {
        "id": found.id if found else None,
        "customer_id": found.customer_id if found else None,
        "thread": found.thread if found else "",
        "new": new,
    }
    return Status(202 if found is None else 201 if new else 200, answer)


@router.get("/messages", response=Listing[MessageOut], summary="Messages, newest first")
@scope("message.read")
def get_messages(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """The messages of the units that the key may see."""
    found = messages_seen_by(request.actor).select_related("channel", "delivery")  # type: ignore[attr-defined]
    if wanted.channel is not None:
        found = found.filter(channel__key=wanted.channel)
    if wanted.thread is not None:
        found = found.filter(thread=wanted.thread)
    if wanted.customer_id is not None:
        found = found.filter(customer_id=wanted.customer_id)
    if wanted.direction is not None:
        found = found.filter(direction=wanted.direction)
    return listing(found, paging, order=("-at", "-id"), show=shown)


@router.get("/messages/{uuid:message_id}", response=MessageOut, summary="One message")
@scope("message.read")
def get_message(request: HttpRequest, message_id: UUID) -> dict[str, Any]:
    """One message of a unit that the key may see."""
    found = (
        messages_seen_by(request.actor)  # type: ignore[attr-defined]
        .select_related("channel", "delivery")
        .filter(id=message_id)
        .first()
    )
    if found is None:
        raise Http404
    return shown(found)


def shown(message: Message) -> dict[str, Any]:
    """A message as the API shows it."""
    delivery: Delivery | None = getattr(message, "delivery", None)
    return {
        "id": message.id,
        "channel": message.channel.key,
        "direction": message.direction,
        "customer_id": message.customer_id,
        "subject": message.subject,
        "text": message.text,
        "language": message.language,
        "at": message.at,
        "external_id": message.external_id,
        "thread": message.thread,
        "author_name": message.author_name,
        "automatic": message.automatic,
        "answers_id": message.answers_id,
        "delivery": delivery.state if delivery else None,
    }


def _channel(request: HttpRequest, key: str) -> Channel:
    found = api_channel_for(request.actor, key)  # type: ignore[attr-defined]
    if found is None:
        message = _("There is no API channel in use with this key.")
        raise Problem(422, message, [{"field": "body.channel", "message": message}])
    return found
