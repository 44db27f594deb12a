"""A program's request: proven, stored, and only then acknowledged."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.listen.channels.actions import take_in
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.webhook.mapping import place_of, text_at
from zhiyin.listen.webhooks.signing import signature

#: a signature older or younger than this is refused
TOLERANCE_SECONDS = 300


def take(request: HttpRequest, channel: Channel) -> HttpResponse:
    """Store what a program posts. 401 when it cannot prove who it is; the same request again changes nothing."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    body = request.body
    if not is_proven(channel, request.headers, body, timezone.now()):
        return JsonResponse({"error": _("The signature or the key is wrong, or the request is too old.")}, status=401)
    arrival = take_in(channel, external_id_of(channel, request.headers, body), body)
    return JsonResponse({"stored": str(arrival.id)}, status=202)


def is_proven(channel: Channel, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether one who knows a secret of this channel sent this."""
    secret, key = channel.secret("signing_secret"), channel.secret("shared_key")
    if secret and "webhook-signature" in headers:
        return _is_signed(secret, headers, body, now)
    given = headers.get("x-api-key") or headers.get("authorization", "").removeprefix("Bearer ").strip()
    return bool(key) and hmac.compare_digest(given.encode(), key.encode())


def external_id_of(channel: Channel, headers: Mapping[str, str], body: bytes) -> str:
    """What names a request: its own id, else the message's number in it, else its content."""
    if headers.get("webhook-id"):
        return f"webhook {headers['webhook-id'][:500]}"
    try:
        number = text_at(place_of(channel.settings, "id_at"), json.loads(body))
    except ValueError:
        number = ""
    return f"message {number[:500]}" if number else f"sha256 {hashlib.sha256(body).hexdigest()}"


def _is_signed(secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    at = headers.get("webhook-timestamp", "")
    if not at.isdecimal() or len(at) > 12 or abs(now.timestamp() - int(at)) > TOLERANCE_SECONDS:
        return False
    expected = signature(secret, headers.get("webhook-id", ""), int(at), body).encode()
    given = headers["webhook-signature"].split()
    return any(hmac.compare_digest(one.encode(), expected) for one in given)
