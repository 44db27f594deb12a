"""`keep_consent`: the code of a person's consent becomes the refresh token of a mailbox."""

from __future__ import annotations

from django.db import transaction

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.email.access import exchange, keep_refresh_token
from zhiyin.listen.channels.events import ChannelChanged
from zhiyin.listen.channels.models import Channel


def keep_consent(
    channel: Channel, code: str, verifier: str, redirect_address: str, *, by: Actor, because: Entry | None = None
) -> None:
    """Exchange the code and keep the refresh token, sealed. Raises `NoToken` with the provider's words."""
    by.require("channel.manage")
    token = exchange(channel, code, verifier, redirect_address)  # asks the provider: no transaction is open meanwhile
    with transaction.atomic():
        keep_refresh_token(channel, token)
        announce(ChannelChanged(channel.id), by=by, because=because, unit_id=channel.unit_id)
