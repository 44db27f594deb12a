"""Who writes, as WeCom knows them: a name, where they came from, and the unionid that they have in all accounts of ours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.utils import timezone

from zhiyin.kernel.customers.actions import name_customer, pin_trait
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.jobs.registry import job
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.channels.models import Message
from zhiyin.listen.channels.wechat.people import join_by_union
from zhiyin.listen.channels.wecom.asking import ask
from zhiyin.listen.channels.wecom.reading import address_begins
from zhiyin.listen.channels.wecom.refusals import Said

log = structlog.get_logger()
BY = system("wecom")
#: WeCom knows for so long by which way somebody came
_SESSION = timedelta(hours=48)


def received(message: Message) -> None:
    """With the first message of a session, WeCom is asked who writes."""
    earlier = Message.objects.filter(
        channel_id=message.channel_id,
        thread=message.thread,
        direction=Message.Direction.IN,
        at__gt=message.at - _SESSION,
    ).exclude(id=message.id)
    if not earlier.exists():
        defer("channels.wecom_person", message_id=str(message.id))


@job("channels.wecom_person")
def get_to_know(message_id: str) -> None:
    """Ask for the writer's name, way and unionid. Nothing is lost when it fails."""
    message = Message.objects.select_related("channel").get(id=UUID(message_id))
    customer = message.author_address.removeprefix(address_begins(message.channel))
    wanted = {"external_userid_list": [customer], "need_enter_session_context": 1}
    try:
        found = ask(message.channel, "/cgi-bin/kf/customer/batchget", wanted).get("customer_list") or []
    except Said as said:
        if said.again_later:
            raise
        log.info("wecom_person_unknown", message=message_id, words=said.words)
        return
    known: dict[str, Any] = found[0] if found else {}
    because = last_entry_of(message.id, "MessageReceived")
    if known.get("nickname"):
        name_customer(message.customer_id, str(known["nickname"]), by=BY, because=because)
    session = known.get("enter_session_context") or {}
    way = " · ".join(filter(None, (str(session.get("scene") or ""), str(session.get("scene_param") or ""))))
    if way:
        pin_trait(
            message.customer_id, "came_by", way[:200], pinned_by="wecom", at=timezone.now(), by=BY, because=because
        )
    if known.get("unionid"):
        join_by_union(message, str(known["unionid"]), by=BY)
