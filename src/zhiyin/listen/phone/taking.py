"""Call events as a telephone system tells of them: by the API with a key, or signed, at the channel's own address.

The signature is HMAC-SHA256, in hex, under the channel's secret, over the timestamp (seconds since 1970), a full stop and
the body as it is sent:

    POST /in/hotline
    call-timestamp: 1772760600
    call-signature: v1=9c0f…
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.listen.channels.actions import process, store_arrival
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.phone.reads import call_named

#: a signature older or younger than this is refused
TOLERANCE_SECONDS = 300
_LONGEST_EVENT = 2**20
_LONGEST_NAME = 400


def take(request: HttpRequest, channel: Channel) -> HttpResponse:
    """Note a signed event. 401 when it is not proven; the same event again changes nothing."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    body = request.body
    if not is_proven(channel, request, body, timezone.now()):
        return JsonResponse({"error": _("The signature is wrong, or the request is too old.")}, status=401)
    if len(body) > _LONGEST_EVENT:
        return JsonResponse({"error": _("The event is too long.")}, status=413)
    status, answer = noted(channel, *_named(body), body)
    return JsonResponse(answer, status=status)


def noted(channel: Channel, call_id: str, name: str, raw: bytes) -> tuple[int, dict[str, Any]]:
    """Store an event under its name and read it at once: somebody's telephone is ringing. 201: noted, 200: known already,
    202: stored, but a person must look at it first."""
    arrival = store_arrival(channel.id, name, raw)
    new = arrival.raw is raw
    process(arrival.id)
    arrival.refresh_from_db(fields=["state"])
    call = call_named(channel, call_id)
    if arrival.state != "processed" or call is None:
        return 202, {"call": None, "customer_id": None, "new": new}
    return 201 if new else 200, {"call": call.id, "customer_id": call.customer_id, "new": new}


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What a telephone system that knows the secret writes into `call-signature`."""
    return "v1=" + hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()


def is_proven(channel: Channel, request: HttpRequest, body: bytes, now: datetime) -> bool:
    """Whether one who knows the channel's secret sent this within the last minutes. Without a secret nobody is believed."""
    secret, timestamp = channel.secret("signing_secret"), request.headers.get("call-timestamp", "")
    if not secret or not (timestamp.isascii() and timestamp.isdecimal()) or len(timestamp) > 12:
        return False
    if abs(now.timestamp() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    given = request.headers.get("call-signature", "").encode()
    return hmac.compare_digest(given, signature(secret, timestamp, body).encode())


def name_of(call_id: str, event_id: str) -> str:
    """What names an event, by whichever way it comes."""
    return f"{call_id} {event_id}"


def _named(body: bytes) -> tuple[str, str]:
    """The call and the name of an event; one that does not say is named by its content, and a person looks at it."""
    try:
        told = json.loads(body)
        call_id, event_id = str(told["call_id"]), str(told["event_id"])
    except (ValueError, KeyError, TypeError):
        call_id = event_id = ""
    name = name_of(call_id, event_id)
    if not (call_id and event_id) or len(name) > _LONGEST_NAME:
        name = f"sha256 {hashlib.sha256(body).hexdigest()}"
    return call_id, name
