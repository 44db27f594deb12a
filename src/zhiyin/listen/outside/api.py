"""CloudEvents over the API: take them in, read what came."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn
from urllib.parse import unquote
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.face.problems import Problem
from zhiyin.listen.outside.actions import take_in
from zhiyin.listen.outside.models import OutsideEvent
from zhiyin.listen.outside.policy import LONGEST_EVENT, MOST_AT_ONCE, Fault, faults_of
from zhiyin.listen.outside.reads import outside_events_seen_by

#: under which name of the API these operations stand
PLACE = "events"
router = Router(tags=["events"])
SINGLE, BATCH = "application/cloudevents+json", "application/cloudevents-batch+json"
_TEXT = {"type": "string", "minLength": 1}
_EVENT = {
    "type": "object",
    "description": "A CloudEvent 1.0. The same `source` and `id` again change nothing.",
    "required": ["specversion", "id", "source", "type"],
    "properties": {
        "specversion": {"type": "string", "enum": ["1.0"]},
        "id": {**_TEXT, "maxLength": 300},
        "source": {**_TEXT, "maxLength": 500, "format": "uri-reference"},
        "type": {**_TEXT, "maxLength": 200},
        "subject": {
            "type": "string",
            "maxLength": 300,
            "description": "Names a customer as `email:…`, `phone:…`, `external:…` or `customer:` and an id of ours",
        },
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"type": "string", "maxLength": 200},
        "dataschema": {"type": "string", "maxLength": 1000, "format": "uri"},
        "unitid": {"type": "string", "format": "uuid", "description": "The unit it concerns"},
        "data": {
            "description": "Anything. An object `customer` in it may name one: `external`, `email`, `phone`, `name`"
        },
        "data_base64": {"type": "string", "contentEncoding": "base64"},
    },
}
_BATCH = {"type": "array", "items": _EVENT, "maxItems": MOST_AT_ONCE}
_BODY = {
    "required": True,
    "content": {
        SINGLE: {"schema": _EVENT},
        BATCH: {"schema": _BATCH},
        "application/json": {"schema": {"oneOf": [_EVENT, _BATCH]}},
    },
}


class TakenIn(Schema):
    """How many events came, and how many of them were new."""

    received: int
    new: int


class OutsideEventOut(Schema):
    """An event as another program told it; `event` is its structured JSON."""

    id: UUID
    source: str
    external_id: str
    type: str
    subject: str
    customer_id: UUID | None
    unit_id: UUID | None
    happened_at: datetime
    received_at: datetime
    event: dict[str, Any]

    @staticmethod
    def resolve_event(row: OutsideEvent) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(bytes(row.raw))
        return found


class Wanted(Schema):
    """Which events to list."""

    type: str | None = None
    source: str | None = None
    customer_id: UUID | None = None


@router.post(
    "", response=TakenIn, summary="Tell of events (CloudEvents 1.0)", openapi_extra={"requestBody": _BODY}
)  # fmt: skip
@scope("event.write")
def post_events(request: HttpRequest) -> dict[str, int]:
    """One event or a batch in structured JSON, or one in binary mode (`ce-` headers, JSON body).

    When it is answered they are kept. A batch is taken in as a whole or, when one of its events is not as it should be, not
    at all.
    """
    events = _events(request)
    try:
        new = take_in(events, by=request.actor)  # type: ignore[attr-defined]
    except ValidationError as error:
        faults = [{"field": f"body.{name}", "message": " ".join(said)} for name, said in error.message_dict.items()]
        raise Problem(422, " ".join(error.messages), faults) from error
    return {"received": len(events), "new": len(new)}


@router.get("", response=Listing[OutsideEventOut], summary="Events of other programs, the newest first")
@scope("event.read")
def get_events(request: HttpRequest, paging: Query[Paging], wanted: Query[Wanted]) -> dict[str, Any]:
    """What came in, of the units that the key may see."""
    found = outside_events_seen_by(request.actor).filter(**wanted.dict(exclude_none=True))  # type: ignore[attr-defined]
    return listing(found, paging, order=("-received_at", "-id"))


def _events(request: HttpRequest) -> list[tuple[Mapping[str, Any], bytes]]:
    """The events of a request, checked, each with its raw bytes. Raises `Problem`."""
    body = _json(request.body)
    binary = "ce-specversion" in request.headers
    if binary:
        body = {**_attributes(request), "data": body}
    elif "ce-id" in request.headers:
        raise Problem(422, _("Binary mode needs the header ce-specversion: 1.0."))
    if not isinstance(body, list):
        return [_checked(body, "body", b"" if binary else request.body)]
    if len(body) > MOST_AT_ONCE:
        raise Problem(413, _("Send at most %(n)s events at once.") % {"n": MOST_AT_ONCE})
    return [_checked(one, f"body.{position}", b"") for position, one in enumerate(body)]


def _checked(event: Any, place: str, raw: bytes) -> tuple[Mapping[str, Any], bytes]:
    faults = faults_of(event)
    if faults:
        errors = [
            {"field": f"{place}.{name}".rstrip("."), "message": _words(fault)} for name, fault in faults[:20]
        ]  # fmt: skip
        raise Problem(422, _("This is no CloudEvent 1.0 that can be taken in. Mend it and send it again."), errors)
    raw = raw or json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    if len(raw) > LONGEST_EVENT:
        message = _("An event has at most 64 KiB. Put what is large elsewhere, and its address into the event.")
        raise Problem(413, message, [{"field": place, "message": message}])
    return event, raw


def _json(raw: bytes) -> Any:
    try:
        found = json.loads(raw, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Problem(400, _("The body is not valid JSON.")) from error
    _check_texts(found)
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _check_texts(found: Any) -> None:
    """No text that cannot be stored: NUL, or half a surrogate pair."""
    text = json.dumps(found, ensure_ascii=False)
    if "\\u0000" in text or any("\ud800" <= one <= "\udfff" for one in text):
        raise Problem(422, _("Leave out characters that are no text (NUL, or half a surrogate pair)."))


def _attributes(request: HttpRequest) -> dict[str, Any]:
    """The attributes of an event in binary mode: headers `ce-…`, percent-encoded UTF-8; what is no text is mended."""
    found: dict[str, Any] = {
        name[3:].lower(): unquote(value, errors="replace").replace("\x00", "\N{REPLACEMENT CHARACTER}")
        for name, value in request.headers.items()
        if name.lower().startswith("ce-")
    }
    found["datacontenttype"] = request.content_type or "application/json"
    return found


def _words(fault: Fault) -> str:
    return {
        "not_object": _("An event is a JSON object."),
        "version": _("Give specversion: “1.0”."),
        "missing": _("Give this attribute; it may not be empty."),
        "not_text": _("Give a text."),
        "too_long": _("This is too long."),
        "not_uri": _("Give a URI, such as https://shop.example/orders or /orders."),
        "not_time": _("Give a time with its zone, such as 2026-11-22T09:00:00+08:00."),
        "attribute": _("Names of attributes have only the letters a to z and digits."),
        "two_data": _("Give data or data_base64, not both."),
        "unit": _("Give the identifier (a UUID) of a unit."),
    }[fault]
