"""Open a channel, change it, let it send or forbid it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from zhiyin.kernel.customers.normal import normal_identity
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.events import ChannelChanged, ChannelMade, RepliesArmed
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.provider import PROVIDERS

#: keys that are addresses of pages: `/channels/new`
RESERVED_KEYS = {"new", "failures", "outbox", "consent"}


@transaction.atomic
def make_channel(
    kind: str,
    name: str,
    unit_id: UUID,
    address: str = "",
    *,
    key: str = "",
    settings: dict[str, Any] | None = None,
    replies_armed: bool | None = None,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Channel:
    """Open a channel. An e-mail channel takes in first: its replies are not armed unless asked for."""
    by.require("channel.manage")
    at = at or timezone.now()
    if kind not in PROVIDERS:
        raise ValidationError({"kind": _("There is no such kind of channel.")})
    address = normal_identity("email", address) if kind == Channel.Kind.EMAIL else ""
    channel_id = new_id()
    _check_mailbox(kind, address, except_id=channel_id)
    if key in RESERVED_KEYS:
        raise ValidationError({"key": _("This key is taken by a page of its own.")})
    if key and Channel.objects.filter(key=key).exists():
        raise ValidationError({"key": _("Another channel has this key.")})
    channel = Channel.objects.create(
        id=channel_id,
        name=name,
        key=key or _free_key(slugify(name) or kind, channel_id),
        kind=kind,
        unit_id=unit_id,
        address=address,
        settings=settings or {},
        replies_armed=PROVIDERS[kind].armed if replies_armed is None else replies_armed,
        made_at=at,
    )
    announce(ChannelMade(channel.id, kind), by=by, because=because, unit_id=unit_id, at=at)
    return channel


@transaction.atomic
def change_channel(
    channel: Channel,
    *,
    name: str,
    address: str,
    settings: dict[str, Any],
    active: bool,
    by: Actor,
    because: Entry | None = None,
) -> Channel:
    """Rename a channel, move its mailbox, change its settings, take it out of use."""
    by.require("channel.manage")
    channel.address = normal_identity("email", address) if channel.kind == Channel.Kind.EMAIL else ""
    channel.name, channel.settings, channel.active = name, {**channel.settings, **settings}, active
    if active:
        _check_mailbox(channel.kind, channel.address, except_id=channel.id)
    channel.save(update_fields=["name", "address", "settings", "active"])
    announce(ChannelChanged(channel.id), by=by, because=because, unit_id=channel.unit_id)
    return channel


@transaction.atomic
def arm_replies(
    channel: Channel, armed: bool, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> None:
    """Let a channel send, or hold everything outgoing from now on. What was held stays held until someone releases it."""
    by.require("channel.manage")
    if Channel.objects.filter(id=channel.id, replies_armed=not armed).update(replies_armed=armed):
        channel.replies_armed = armed
        announce(RepliesArmed(channel.id, armed), by=by, because=because, unit_id=channel.unit_id, at=at)


def _check_mailbox(kind: str, address: str, *, except_id: UUID) -> None:
    if kind != Channel.Kind.EMAIL:
        return
    if "@" not in address.strip("@"):
        raise ValidationError({"address": _("An e-mail channel needs the address of its mailbox.")})
    if Channel.objects.filter(kind=kind, address=address, active=True).exclude(id=except_id).exists():
        raise ValidationError({"address": _("Another channel in use has this address.")})


def _free_key(wanted: str, channel_id: UUID) -> str:
    wanted = wanted[:50]
    taken = wanted in RESERVED_KEYS or Channel.objects.filter(key=wanted).exists()
    return f"{wanted}-{channel_id.hex[-6:]}" if taken else wanted
