"""WeChat's requests: the check of our address, and pushes. Stored and acknowledged at once; the answer comes later.

WeChat waits five seconds and then tells the customer that the service is broken. So nothing is thought about here.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from datetime import datetime

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from zhiyin.listen.channels.actions import store_arrival, take_in
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.wechat.crypt import Forged, decrypted, encrypted, is_signed, signature
from zhiyin.listen.channels.wechat.envelope import fields_of, name_of, xml_of
from zhiyin.listen.channels.wechat.nonces import is_new_or_same

log = structlog.get_logger()
#: a signature older or younger than this is refused
TOLERANCE_SECONDS = 300
_LONGEST_PUSH = 2**18


def take(request: HttpRequest, channel: Channel) -> HttpResponse:
    """403 when WeChat did not sign it; else what came is stored before `success` is said."""
    if request.method not in ("GET", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    now = timezone.now()
    given = request.GET
    token, timestamp, nonce = channel.secret("token"), given.get("timestamp", ""), given.get("nonce", "")
    if not is_recent(timestamp, now) or not nonce or len(nonce) > 100:
        return refused(channel, "the time is wrong")
    if request.method == "GET":
        if not is_signed(given.get("signature", ""), token, timestamp, nonce):
            return refused(channel, "the signature is wrong")
        echo = given.get("echostr", "")
        store_arrival(channel.id, f"address checked {timestamp} {nonce}", echo.encode()[:1000], at=now)
        return plain(echo)
    if len(request.body) > _LONGEST_PUSH:
        return refused(channel, "it is too long")
    try:
        if channel.settings.get("encrypted"):
            raw = opened(channel, request, str(channel.settings["app_id"]))
        else:
            if not is_signed(given.get("signature", ""), token, timestamp, nonce):
                raise Forged("the signature is wrong")
            raw = request.body
    except ValueError as error:
        return refused(channel, str(error))
    return _stored(channel, raw, timestamp, nonce, now)


def _stored(channel: Channel, raw: bytes, timestamp: str, nonce: str, now: datetime) -> HttpResponse:
    try:
        push = fields_of(raw)
        name = name_of(push)
    except ValueError:  # it is signed, so it is kept: processing it fails, and a person sees why
        push, name = {}, f"sha256 {hashlib.sha256(raw).hexdigest()}"
    if not channel.settings.get("encrypted") and not is_new_or_same(channel, f"{timestamp} {nonce}", name, now):
        return refused(channel, "the signature was used for something else")
    take_in(channel, name, raw, at=now)
    greeting = channel.settings.get("greeting", "")
    if greeting and push.get("MsgType") == "event" and push.get("Event") == "subscribe":
        return _greeted(channel, push, greeting, nonce)
    return plain("success")


def opened(channel: Channel, request: HttpRequest, receiver: str) -> bytes:
    """The push inside an encrypted one, whose signature covers it; `receiver` is our account. Raises `ValueError`."""
    letter = fields_of(request.body).get("Encrypt", "")
    if not letter:
        raise Forged("it is not encrypted, and this channel expects it to be")
    return unsealed(channel, request.GET, letter, receiver)


def unsealed(channel: Channel, given: Mapping[str, str], letter: str, receiver: str) -> bytes:
    """What was encrypted for our account, if the query of the request signs it. Raises `Forged`."""
    signed = (given.get("timestamp", ""), given.get("nonce", ""), letter)
    if not is_signed(given.get("msg_signature", ""), channel.secret("token"), *signed):
        raise Forged("the signature is wrong")
    return decrypted(channel.secret("aes_key"), letter, receiver)


def is_recent(timestamp: str, now: datetime) -> bool:
    return timestamp.isdecimal() and len(timestamp) < 12 and abs(now.timestamp() - int(timestamp)) <= TOLERANCE_SECONDS


def _greeted(channel: Channel, push: dict[str, str], greeting: str, nonce: str) -> HttpResponse:
    """The answer that WeChat shows at once, encrypted as the push was."""
    timestamp = str(int(time.time()))
    reply = xml_of(
        {
            "ToUserName": push.get("FromUserName", ""),
            "FromUserName": push.get("ToUserName", ""),
            "CreateTime": timestamp,
            "MsgType": "text",
            "Content": greeting,
        }
    )
    if channel.settings.get("encrypted"):
        letter = encrypted(channel.secret("aes_key"), reply, channel.settings["app_id"])
        reply = xml_of(
            {
                "Encrypt": letter,
                "MsgSignature": signature(channel.secret("token"), timestamp, nonce, letter),
                "TimeStamp": timestamp,
                "Nonce": nonce,
            }
        )
    return HttpResponse(reply, content_type="application/xml; charset=utf-8")


def plain(words: str) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def refused(channel: Channel, why: str) -> HttpResponse:
    log.warning("wechat_request_refused", channel=channel.key, why=why)
    return HttpResponse(why, status=403, content_type="text/plain; charset=utf-8")
