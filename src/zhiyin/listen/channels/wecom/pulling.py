"""What WeCom signalled is pulled by `sync_msg`: each batch is stored together with the place up to which it goes.

So a worker that dies in between has stored nothing, or all of it; and a batch that comes again is known by its msgids.
WeCom keeps messages for three days.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.jobs.registry import job, recurring
from zhiyin.kernel.outbound import NotSent
from zhiyin.listen.channels.actions import take_in
from zhiyin.listen.channels.models import Channel, Feed
from zhiyin.listen.channels.wecom.asking import ask
from zhiyin.listen.channels.wecom.refusals import Said

log = structlog.get_logger()
#: so many messages at once are the most that WeCom gives
_BATCH = 1000
#: a signal that nobody followed for so long has lost its job
_FORGOTTEN = timedelta(minutes=2)
#: seconds in which WeChat takes a greeting
_WELCOME_SECONDS = 20


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


@job("channels.wecom_pull")
def pull(feed_id: str) -> None:
    """Pull all there is of one account, batch by batch. Raises `Said`, `NotSent`, `ConnectionError`: it is tried again."""
    feed = Feed.objects.select_related("channel").get(id=UUID(feed_id))
    while True:
        asked_at = timezone.now()
        answer = _batch(feed)
        further, more = str(answer.get("next_cursor", "")), bool(answer.get("has_more"))
        more = more and further not in ("", feed.cursor)
        new = _stored(feed, answer.get("msg_list") or [], further or feed.cursor, None if more else asked_at)
        if new is None:
            return  # another worker is further by now
        feed.cursor = further or feed.cursor
        for event in new:
            _welcome(feed.channel, event)
        if not more:
            return


@recurring("channels.wecom_sweep", "* * * * *")
def sweep() -> None:
    """Pull what WeCom signalled and nobody pulled."""
    late = Q(fetched_at=None) | Q(fetched_at__lt=F("signalled_at"))
    forgotten = Feed.objects.filter(late, signalled_at__lt=timezone.now() - _FORGOTTEN, channel__active=True)
    for feed_id in forgotten.values_list("id", flat=True):
        defer("channels.wecom_pull", queue="incoming", once=f"pull {feed_id}", feed_id=str(feed_id))


def name_of(message: Mapping[str, Any]) -> str:
    """What names a message or event for good."""
    if message.get("msgid"):
        return f"message {message['msgid']}"
    return f"sha256 {hashlib.sha256(json.dumps(message, sort_keys=True).encode()).hexdigest()}"


def _batch(feed: Feed) -> dict[str, Any]:
    """The next batch. The token of a signal is good for ten minutes and a cursor for some days; without a token we may ask
    less often, without a cursor all of three days comes once more: both are better than nothing."""
    for cursor, token in dict.fromkeys([(feed.cursor, feed.token), (feed.cursor, ""), ("", "")]):
        told = {"cursor": cursor, "token": token, "limit": _BATCH, "voice_format": 0, "open_kfid": feed.name}
        try:
            return ask(feed.channel, "/cgi-bin/kf/sync_msg", {k: v for k, v in told.items() if v != ""})
        except Said as said:
            if said.again_later or not (cursor or token):
                raise
            log.info("wecom_pull_refused", channel=feed.channel.key, words=said.words)
    raise AssertionError("the last way was tried")


@transaction.atomic
def _stored(
    feed: Feed, messages: Iterable[Mapping[str, Any]], further: str, fetched_at: datetime | None
) -> list[Mapping[str, Any]] | None:
    """Store a batch and how far it goes; returns what was new in it, None when another worker has moved on from here."""
    known = Feed.objects.select_for_update().get(id=feed.id)
    if known.cursor != feed.cursor:
        return None
    new = []
    for message in messages:
        raw = json.dumps(message, ensure_ascii=False).encode()
        if take_in(feed.channel, name_of(message), raw).raw is raw:
            new.append(message)
    known.cursor, known.fetched_at = further, fetched_at or known.fetched_at
    known.save(update_fields=["cursor", "fetched_at"])
    return new


def _welcome(channel: Channel, message: Mapping[str, Any]) -> None:
    """Greet who enters, while WeChat lets us: once, within seconds, and only who was not greeted these two days.

    Nothing is tried again: a greeting that comes late is none.
    """
    event = message.get("event") or {}
    code, greeting = event.get("welcome_code"), channel.settings.get("greeting", "")
    if not (code and greeting) or time.time() - float(message.get("send_time") or 0) > _WELCOME_SECONDS:
        return
    try:
        ask(channel, "/cgi-bin/kf/send_msg_on_event", {"code": code, "msgtype": "text", "text": {"content": greeting}})
    except (Said, NotSent, ConnectionError, ValueError) as error:
        log.info("wecom_greeting_not_sent", channel=channel.key, words=str(error))
