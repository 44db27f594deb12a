"""From a stored mail to an `Incoming`: who wrote, which message it answers, which of ours came back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from zhiyin.kernel.statements import prepared
from zhiyin.listen.channels.email.parsing import Mail, content_digest, parse
from zhiyin.listen.channels.email.tokens import message_of_id, split_reply_address
from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Arrival, Channel, Message
from zhiyin.listen.channels.provider import Nothing

#: a Date header is believed when it lies so much before the arrival, at most
_BELIEVED = timedelta(days=1)

_OURS = "SELECT EXISTS (SELECT FROM channels_channel WHERE kind = 'email' AND address = %s)"
_ELSEWHERE = """
SELECT EXISTS (
    SELECT FROM channels_channel c JOIN channels_arrival a ON a.channel_id = c.id AND a.external_id = %s
    WHERE c.kind = 'email' AND c.id <> %s
)
"""


def incoming_of(arrival: Arrival) -> Incoming | Nothing:
    """What this mail is as a message; `Nothing` when it is one already, sent to another address of ours. Five statements at
    most, where it came to one address."""
    raw = bytes(arrival.raw)
    copies = _copies_elsewhere(arrival, raw)
    copied = next((one.message_id for one in copies if one.message_id), None)
    if copied is not None:
        return Nothing("the same mail came to another address of ours", copied)
    mail = parse(raw)
    channels = [arrival.channel, *(one.channel for one in copies)]
    channel = _addressed_first(channels, mail)
    ours = bool(mail.sender) and _one(_OURS, mail.sender)
    returned = _returned(mail)
    answered = returned or _answered(channel, mail)
    if answered is not None:  # what goes on stays where it is
        channel = next((one for one in channels if one.id == answered.channel_id), channel)
    root = mail.references[0] if mail.references else next(iter(mail.in_reply_to), "")
    return Incoming(
        external_id=arrival.external_id,
        identity_kind="email" if mail.sender else "external",
        identity=mail.sender or f"sender of {arrival.external_id}"[:320],
        name=mail.sender_name,
        subject=mail.subject,
        text=mail.said,
        quoted=mail.quoted,
        html=mail.html,
        at=believed(mail.date, arrival.arrived_at),
        thread=(answered.thread if answered else root or arrival.external_id)[:200],
        answers_id=answered.id if answered else None,
        author_address=mail.reply_to or mail.sender,
        automatic=mail.automatic or ours,
        parts=tuple(mail.parts),
        customer_id=returned.customer_id if returned else None,
        returns_id=returned.id if returned else None,
        returns_words=mail.returned_words or mail.subject,
        channel_id=None if channel is arrival.channel else channel.id,
    )


def _copies_elsewhere(arrival: Arrival, raw: bytes) -> list[Arrival]:
    """The same mail as it came to other mailboxes: one mail to several of our addresses is one message.

    The younger arrival waits for the older one while that is being read. The older one waits for nobody, and needs not: to
    read it, its row must be free.
    """
    if not _one(_ELSEWHERE, arrival.external_id, arrival.channel_id):  # nearly always
        return []
    same = (
        Arrival.objects.filter(
            channel__in=Channel.objects.filter(kind=Channel.Kind.EMAIL).exclude(id=arrival.channel_id),
            external_id=arrival.external_id,
        )
        .select_related("channel")
        .order_by("id")
    )
    others = list(same.filter(id__lt=arrival.id).select_for_update(of=("self",)))
    others += same.filter(id__gt=arrival.id)
    digest = content_digest(raw) if others else ""
    return [one for one in others if content_digest(bytes(one.raw)) == digest]


def _addressed_first(channels: list[Channel], mail: Mail) -> Channel:
    """The mailbox that the writer named first, whichever was looked into first."""
    if len(channels) == 1:
        return channels[0]
    places = {address: place for place, address in enumerate(split_reply_address(one)[0] for one in mail.addressed)}
    return min(channels, key=lambda one: places.get(one.address, len(places)))


def _one(statement: str, *given: Any) -> bool:
    with prepared() as cursor:
        cursor.execute(statement, given)
        row = cursor.fetchone()
    return bool(row and row[0])


def believed(date: datetime | None, arrived_at: datetime) -> datetime:
    """When a mail was written, as far as its Date header can be believed: clocks run out on it. Pure."""
    if date is None or not arrived_at - _BELIEVED <= date <= arrived_at:
        return arrived_at
    return date


def _answered(channel: Channel, mail: Mail) -> Message | None:
    """The message that a mail answers: by our token, else by a Message-ID of this channel. Never by subject."""
    proven = [message_id for address in mail.recipients if (message_id := split_reply_address(address)[1])]
    ids = mail.in_reply_to + mail.references[::-1]
    proven += [message_id for one in ids if (message_id := message_of_id(one))]
    if proven:
        known = Message.objects.in_bulk(proven)
        found = next((known[one] for one in proven if one in known), None)
        if found is not None:
            return found
    if not ids:
        return None
    named = {one.external_id: one for one in Message.objects.filter(channel=channel, external_id__in=ids)}
    return next((named[one] for one in ids if one in named), None)


def _returned(mail: Mail) -> Message | None:
    ids: list[UUID] = [message_id for one in mail.returned if (message_id := message_of_id(one))]
    return Message.objects.filter(id__in=ids, direction=Message.Direction.OUT).first() if ids else None
