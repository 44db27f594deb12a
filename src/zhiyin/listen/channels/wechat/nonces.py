"""The numbers that WeChat signs, each used once."""

from __future__ import annotations

from datetime import datetime

from zhiyin.kernel.identifiers import new_id
from zhiyin.listen.channels.models import Channel, Nonce


def is_new_or_same(channel: Channel, number: str, name: str, now: datetime) -> bool:
    """Without encryption a signature does not cover the content: once used it is good for that content alone."""
    Nonce.objects.bulk_create(
        [Nonce(id=new_id(), channel=channel, value=number, used_for=name, used_at=now)], ignore_conflicts=True
    )
    return Nonce.objects.filter(channel=channel, value=number, used_for=name).exists()
