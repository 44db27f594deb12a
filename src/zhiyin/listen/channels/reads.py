"""Questions about messages, channels and deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.statements import Read
from zhiyin.listen.channels.admitting import OUT, FileRules
from zhiyin.listen.channels.files import path_of
from zhiyin.listen.channels.incoming import Part
from zhiyin.listen.channels.models import Arrival, Attachment, Channel, Delivery, MailboxState, Message
from zhiyin.listen.channels.provider import PROVIDERS

_MESSAGE = Read(lambda id: Message.objects.select_related("channel").filter(id=id))
_API_CHANNEL = Read(lambda key: Channel.objects.filter(key=key, kind=Channel.Kind.API, active=True))


_at_hand: ContextVar[Message | None] = ContextVar("at_hand", default=None)


@contextmanager
def at_hand(message: Message) -> Iterator[None]:
    """While a message is announced that was just written, those who react need not fetch it again."""
    token = _at_hand.set(message)
    try:
        yield
    finally:
        _at_hand.reset(token)


def message(id: UUID) -> Message:
    """The message with this id, with its channel."""
    known = _at_hand.get()
    found = known if known is not None and known.id == id else _MESSAGE.first(id)
    if found is None:
        raise Message.DoesNotExist
    return found


def messages(ids: Iterable[UUID]) -> dict[UUID, Message]:
    """These messages by id, with their channels, in one statement."""
    return Message.objects.select_related("channel").in_bulk(list(ids))


def messages_seen_by(actor: Actor) -> QuerySet[Message]:
    """The messages of the units that the actor may see: none without `message.read`."""
    if not actor.may("message.read"):
        return Message.objects.none()
    found = Message.objects.select_related("channel")
    return found if actor.kind == "system" or actor.units is None else found.filter(channel__unit__in=actor.units)


def channels_seen_by(actor: Actor) -> QuerySet[Channel]:
    """The channels of the units that the actor may see, by name."""
    channels = Channel.objects.select_related("unit").order_by("name")
    return channels if actor.kind == "system" or actor.units is None else channels.filter(unit__in=actor.units)


def channel_for(actor: Actor, key: str) -> Channel:
    """The channel with this key, if the actor may see it; else `Http404`."""
    channel = channels_seen_by(actor).filter(key=key).first()
    if channel is None:
        raise Http404
    return channel


def api_channel_for(actor: Actor, key: str) -> Channel | None:
    """The API channel in use with this key, if the actor may see it."""
    found = _API_CHANNEL.first(key)
    return found if found is not None and actor.sees_unit(found.unit_id) else None


def kinds_of_channel() -> tuple[tuple[str, object], ...]:
    """The kinds of channel that this house offers, with their names for people."""
    return tuple((one.kind, one.label) for one in PROVIDERS.values())


def channel_of(id: UUID) -> Channel:
    """The channel with this id."""
    return Channel.objects.get(id=id)


def deliveries_of(message_ids: Iterable[UUID]) -> dict[UUID, Delivery]:
    """The deliveries of these messages, by message id, in one statement."""
    return {one.message_id: one for one in Delivery.objects.filter(message_id__in=list(message_ids))}


def last_channel_of(customer_id: UUID) -> Channel | None:
    """The channel in use through which the customer wrote last."""
    last = (
        Message.objects.filter(customer_id=customer_id, direction=Message.Direction.IN, channel__active=True)
        .select_related("channel")
        .order_by("-at")
        .first()
    )
    return last.channel if last else None


def failures_seen_by(actor: Actor, state: str = Arrival.State.FAILED) -> QuerySet[Arrival]:
    """The arrivals that could not be processed, in channels that the actor may see, newest first; or those set aside."""
    return (
        Arrival.objects.filter(state=state, channel__in=channels_seen_by(actor))
        .select_related("channel")
        .order_by("-arrived_at", "-id")
    )


def mailboxes_seen_by(actor: Actor) -> dict[UUID, MailboxState]:
    """How far each fetched mailbox is and what its last fault was, by channel, of the channels that the actor may see.

    `email.checking.trouble` says the fault in words.
    """
    found = MailboxState.objects.filter(channel__in=channels_seen_by(actor), channel__active=True)
    return {one.channel_id: one for one in found}


def waiting_seen_by(actor: Actor) -> QuerySet[Delivery]:
    """The deliveries that are held, have failed or may have left, of the channels that the actor may see."""
    return Delivery.objects.filter(
        state__in=Delivery.WAITING, message__channel__in=channels_seen_by(actor)
    ).select_related("message__channel", "message__customer", "because")


def unarmed_seen_by(actor: Actor) -> list[Channel]:
    """The channels in use that only take in: nothing leaves them until somebody arms their replies."""
    return list(channels_seen_by(actor).filter(active=True, replies_armed=False)[:20])


def message_for(actor: Actor, id: UUID) -> Message:
    """The message with this id, if the actor may see it; else `Http404`."""
    found = messages_seen_by(actor).select_related("customer", "answers").filter(id=id).first()
    if found is None:
        raise Http404
    return found


def attachment_for(actor: Actor, id: UUID) -> Attachment:
    """The attachment with this id, if the actor may see its message; else `Http404`."""
    found = Attachment.objects.filter(id=id, message__in=messages_seen_by(actor)).first()
    if found is None:
        raise Http404
    return found


def attachment_signed_for(id: UUID) -> Attachment | None:
    """The attachment with this id, for whoever was given a signed address of it: signing it was the permission."""
    return Attachment.objects.filter(id=id).first()


def takes_files(channel: Channel | None) -> int:
    """How many bytes a document may have that goes with a message through this channel; 0 when it takes none."""
    return FileRules(channel, OUT).largest("a.pdf") if channel is not None and channel.provider.files else 0


def parts_taken_back(ids: Iterable[UUID], customer_id: UUID, writer: Actor) -> list[Part]:
    """Files of messages to this customer that their writer took back, to send them after all."""
    found = Attachment.objects.filter(
        id__in=list(ids),
        message__customer_id=customer_id,
        message__by_person_id=writer.id,
        message__delivery__state=Delivery.State.WITHDRAWN,
    ).exclude(digest="")
    return [
        Part(one.name, one.content_type, one.size, path_of(one.digest).read_bytes()) for one in found.order_by("id")
    ]


def arrival_for(actor: Actor, id: UUID) -> Arrival:
    """The arrival with this id, if the actor may see its channel; else `Http404`."""
    found = Arrival.objects.select_related("channel").filter(id=id, channel__in=channels_seen_by(actor)).first()
    if found is None:
        raise Http404
    return found


def conversation(channel: Channel, thread: str, limit: int = 100) -> list[Message]:
    """What both sides of a chat see of it, oldest first: what is held is not there yet."""
    seen = Q(direction=Message.Direction.IN) | Q(delivery__state__in=Delivery.GONE)
    found = Message.objects.filter(seen, channel=channel, thread=thread).order_by("-at", "-id")[:limit]
    return list(found)[::-1]


def chat_in_use(key: str) -> Channel | None:
    """The chat channel with this key, open to anyone while it is in use."""
    return Channel.objects.filter(key=key, kind=Channel.Kind.CHAT, active=True).first()


def channel_in_use(key: str) -> Channel | None:
    """The channel with this key while it is in use, for whoever sends it requests: its provider checks who that is."""
    return Channel.objects.filter(key=key, active=True).first()


def mailbox_beside(channel: Channel) -> Channel | None:
    """The mailbox of this channel's unit that may send, the oldest if there are several."""
    found = Channel.objects.filter(unit=channel.unit_id, kind=Channel.Kind.EMAIL, active=True, replies_armed=True)
    return found.order_by("made_at", "id").first()


def said_since(channel: Channel, thread: str, at: datetime) -> int:
    """How many messages came in on this thread after `at`."""
    return Message.objects.filter(channel=channel, thread=thread, direction=Message.Direction.IN, at__gt=at).count()


def written_since(channel: Channel, thread: str, at: datetime) -> bool:
    """Whether anything was written on this thread after `at`, by either side."""
    return Message.objects.filter(channel=channel, thread=thread, at__gt=at).exists()
