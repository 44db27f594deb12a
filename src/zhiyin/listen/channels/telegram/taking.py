"""Telegram's requests: one update each, with the secret that we gave it when the webhook was set."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.crypto import salted_hmac

from zhiyin.listen.channels.actions import take_in
from zhiyin.listen.channels.models import Channel

_SALT = "zhiyin telegram webhook"


def secret_of(channel: Channel) -> str:
    """What Telegram sends with every update: made of our own secret, so nobody has to think of one."""
    return _secrets(channel)[0]


def take(request: HttpRequest, channel: Channel) -> HttpResponse:
    """Store an update; 403 without the secret. Who starts the bot is greeted in the answer itself."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode()
    if not any(hmac.compare_digest(given, known.encode()) for known in _secrets(channel)):
        return HttpResponse("wrong secret", status=403)
    try:
        update = json.loads(request.body)
        name = f"update {int(update['update_id'])}"
    except (ValueError, KeyError, TypeError):  # Telegram sent it, so it is kept for a person to look at
        update, name = {}, f"sha256 {hashlib.sha256(request.body).hexdigest()}"
    take_in(channel, name, request.body)
    return _greeted(channel, update) or HttpResponse("stored")


def _greeted(channel: Channel, update: Any) -> HttpResponse | None:
    message = update.get("message") or {}
    greeting = channel.settings.get("greeting", "")
    chat = message.get("chat") or {}
    if not greeting or chat.get("type") != "private" or not str(message.get("text", "")).startswith("/start"):
        return None
    return JsonResponse({"method": "sendMessage", "chat_id": chat.get("id"), "text": greeting})


def _secrets(channel: Channel) -> list[str]:
    """In force first; those of earlier secrets of ours are still believed until the webhook is set anew."""
    keys = (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))
    return [salted_hmac(_SALT, channel.id.hex, secret=key, algorithm="sha256").hexdigest() for key in keys]
