"""What became of a message of ours, told on the timeline."""

from __future__ import annotations

from datetime import datetime

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.events import Event
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.models import Delivery


def tell(delivery: Delivery, event: Event, *, by: Actor, because: Entry | None = None, at: datetime) -> None:
    """Announce it about the message's customer and unit, because of what had it written unless there is a nearer cause."""
    announce(
        event,
        by=by,
        because=because or delivery.because,
        customer_id=delivery.message.customer_id,
        unit_id=delivery.message.channel.unit_id,
        at=at,
    )
