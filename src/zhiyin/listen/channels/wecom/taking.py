"""WeCom's requests: the check of our address, and signals that there is something to pull. A signal carries no message."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.actions import defer
from zhiyin.listen.channels.actions import store_arrival
from zhiyin.listen.channels.models import Channel, Feed
from zhiyin.listen.channels.wechat.envelope import fields_of
from zhiyin.listen.channels.wechat.taking import is_recent, opened, plain, refused, unsealed
from zhiyin.listen.channels.wecom.asking import corp_of

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


@transaction.atomic
def note_signal(channel: Channel, account: str, token: str, now: datetime) -> None:
    """There is something to pull for this customer service account."""
    Feed.objects.bulk_create(
        [Feed(id=new_id(), channel=channel, name=account[:120], token=token[:400], signalled_at=now)],
        update_conflicts=True,
        unique_fields=["channel", "name"],
        update_fields=["token", "signalled_at"],
    )
    feed = Feed.objects.get(channel=channel, name=account[:120])
    defer("channels.wecom_pull", queue="incoming", once=f"pull {feed.id}", feed_id=str(feed.id))
