"""Who follows several accounts of ours is one person: WeChat's unionid says so."""

from __future__ import annotations

from uuid import UUID

import structlog
from django.utils import timezone

from zhiyin.kernel.customers.actions import verify_identity
from zhiyin.kernel.customers.models import Identity
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.jobs.registry import job
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.channels.actions.writers import claim_identity
from zhiyin.listen.channels.models import Message
from zhiyin.listen.channels.wechat.asking import ask
from zhiyin.listen.channels.wechat.reading import address_begins
from zhiyin.listen.channels.wechat.refusals import Said

log = structlog.get_logger()
BY = system("wechat")


def received(message: Message) -> None:
    """With their first message here, WeChat is asked who they are."""
    earlier = Message.objects.filter(
        channel_id=message.channel_id, thread=message.thread, direction=Message.Direction.IN
    ).exclude(id=message.id)
    if not earlier.exists():
        defer("channels.wechat_person", message_id=str(message.id))


@job("channels.wechat_person")
def join_accounts(message_id: str) -> None:
    """Ask for the writer's unionid; whoever already holds it proven is the same person. Nothing is lost when it fails."""
    message = Message.objects.select_related("channel").get(id=UUID(message_id))
    openid = message.author_address.removeprefix(address_begins(message.channel))
    try:
        known = ask(message.channel, "/cgi-bin/user/info", query={"openid": openid, "lang": "zh_CN"})
    except Said as said:
        if said.again_later:
            raise
        log.info("wechat_person_unknown", message=message_id, words=said.words)  # the account may not ask
        return
    if known.get("unionid"):  # else the account belongs to no open platform, or the customer unsubscribed
        join_by_union(message, str(known["unionid"]), by=BY)


def join_by_union(message: Message, unionid: str, *, by: Actor) -> None:
    """The writer holds this unionid: whoever already holds it proven is the same person."""
    value = f"union:{unionid}"
    claim_identity(message.customer_id, "wechat", value)
    mine = Identity.objects.get(customer_id=message.customer_id, kind="wechat", value=value)
    if mine.verified_at is None:
        verify_identity(mine, "wechat", at=timezone.now(), by=by, because=last_entry_of(message.id, "MessageReceived"))
