"""Marks of a chat: who is typing (passes, and is written nowhere), what was seen."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions.proving import reported
from zhiyin.listen.channels.chat.events import MessageSeen
from zhiyin.listen.channels.models import Channel, Delivery, Message
from zhiyin.listen.channels.provider import Report

WE_TYPE, CUSTOMER_TYPES, CUSTOMER_READ = "WeType", "CustomerTypes", "CustomerRead"


def tell_typing(customer_id: UUID, unit_id: UUID, *, by: Actor) -> None:
    """Tell the other side's open pages that somebody is typing. Whoever does not hear it misses nothing."""
    _tell(WE_TYPE if by.kind == "person" else CUSTOMER_TYPES, customer_id=customer_id, unit_id=unit_id)


@transaction.atomic
def see(message: Message, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> None:
    """Note that a person saw this incoming chat message; of one that was seen before, nothing."""
    by.require("message.read")
    if Entry.objects.filter(subject_id=message.id, event=MessageSeen.__name__).exists():
        return
    announce(
        MessageSeen(message.id),
        by=by,
        because=because,
        customer_id=message.customer_id,
        unit_id=message.channel.unit_id,
        at=at,
    )


@transaction.atomic
def note_read(channel: Channel, thread: str, up_to: Message, *, at: datetime | None = None) -> int:
    """Note that the customer read our messages up to this one; returns how many were new to them."""
    unread = Delivery.objects.filter(
        message__channel=channel,
        message__thread=thread,
        message__at__lte=up_to.at,
        state__in=[Delivery.State.SENT, Delivery.State.DELIVERED],
    )
    found = list(unread.values_list("message_id", "case_id"))
    for message_id, _case in found:
        reported(channel, Report("read", at or timezone.now(), message_id=message_id))
    for case_id in {case for _message, case in found if case is not None}:
        _tell(CUSTOMER_READ, customer_id=up_to.customer_id, unit_id=channel.unit_id, case_id=case_id)
    return len(found)


def _tell(event: str, **ids: UUID) -> None:
    facts = {"event": event} | {name: str(value) for name, value in ids.items()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('zhiyin', %s)", [json.dumps(facts)])
