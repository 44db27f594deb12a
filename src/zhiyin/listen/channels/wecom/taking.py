"""WeCom's requests: the check of our address, and signals that there is something to pull. A signal carries no message."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from zhiyin.listen.channels.actions import store_arrival
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.wechat.envelope import fields_of
from zhiyin.listen.channels.wechat.taking import is_recent, opened, plain, refused, unsealed
from zhiyin.listen.channels.wecom.asking import corp_of
from zhiyin.listen.channels.wecom.pulling import note_signal

_LONGEST_SIGNAL = 2**16


def take(request: HttpRequest, channel: Channel) -> HttpResponse:
    """403 when WeCom did not sign it. A signal is noted, and a job asked for, before `success` is said.

    A repeated signal only makes us look once more: what was pulled is known by its msgid.
    """
    if request.method not in ("GET", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    now, given, corp = timezone.now(), request.GET, corp_of(channel)
    if not is_recent(given.get("timestamp", ""), now):
        return refused(channel, "the time is wrong")
    if len(request.body) > _LONGEST_SIGNAL:
        return refused(channel, "it is too long")
    try:
        if request.method == "GET":
            echo = unsealed(channel, given, given.get("echostr", ""), corp)
            name = f"address checked {given['timestamp']} {given.get('nonce', '')[:100]}"
            store_arrival(channel.id, name, echo[:1000], at=now)
            return plain(echo.decode())
        signal = fields_of(opened(channel, request, corp))
    except ValueError as error:
        return refused(channel, str(error))
    if signal.get("Event") == "kf_msg_or_event":
        note_signal(channel, signal.get("OpenKfId", ""), signal.get("Token", ""), now)
    return plain("success")
