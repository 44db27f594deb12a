"""Questions about messages, channels and deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.channels.models import Arrival, Channel, Delivery, Message


def message(id: UUID) -> Message:
    """The message with this id, with its channel."""
    return Message.objects.select_related("channel").get(id=id)


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


def failures_seen_by(actor: Actor) -> QuerySet[Arrival]:
    """The arrivals that could not be processed, of the channels that the actor may see, newest first."""
    return (
        Arrival.objects.filter(state=Arrival.State.FAILED, channel__in=channels_seen_by(actor))
        .select_related("channel")
        .order_by("-arrived_at", "-id")
    )
