"""Calls over the API: a telephone system tells what happens."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from zhiyin.face.api_access import scope
from zhiyin.face.problems import Problem
from zhiyin.listen.phone.noting import LONGEST_TRANSCRIPT
from zhiyin.listen.phone.reads import phone_channel_for
from zhiyin.listen.phone.taking import name_of, noted

router = Router(tags=["phone"])


class CallEventIn(Schema):
    """One event of a call. The same `call_id` and `event_id` again change nothing. Events may come in any order."""

    channel: str = Field(max_length=60, description="The key of a phone channel")
    call_id: str = Field(min_length=1, max_length=200)
    event_id: str = Field(min_length=1, max_length=200)
    event: Literal["ring", "answered", "hung_up", "recording", "transcript"]
    at: datetime | None = Field(None, description="When it happened; not in the future. Now when left out")
    direction: Literal["in", "out"] = "in"
    number: str = Field("", max_length=40, description="The customer's number; blank when withheld")
    name: str = Field("", max_length=200)
    agent: str = Field("", max_length=320, description="E-mail address of the person who is called or has answered")
    queue: str = Field("", max_length=80)
    topic: str = Field("", max_length=80)
    recording_url: str = Field("", max_length=500)
    transcript: str = Field("", max_length=LONGEST_TRANSCRIPT)


class Noted(Schema):
    """What became of an event: `call` is null when it was stored and could not be read yet."""

    call: UUID | None
    customer_id: UUID | None
    new: bool


@router.post("/events", response={201: Noted, 200: Noted, 202: Noted}, summary="Tell of a call")
@scope("call.write")
def post_event(request: HttpRequest, body: CallEventIn) -> Status[dict[str, Any]]:
    """201: noted. 200: known already. 202: stored, but a person must look at it first."""
    channel = phone_channel_for(request.actor, body.channel)  # type: ignore[attr-defined]
    if channel is None:
        message = _("There is no phone channel in use with this key.")
        raise Problem(422, message, [{"field": "body.channel", "message": message}])
    raw = json.dumps(body.dict(exclude_defaults=True) | {"event": body.event}, default=str, ensure_ascii=False).encode()
    return Status(*noted(channel, body.call_id, name_of(body.call_id, body.event_id), raw))
