"""A message that will not leave: its writer takes it back, or the customer does not want it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.search import actions as search
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions.telling import tell
from zhiyin.listen.channels.events import MessageWithdrawn
from zhiyin.listen.channels.models import Delivery, Message


class TooLate(ValidationError):
    """A message has left, or may have: it cannot be taken back."""


@transaction.atomic
def withdraw(
    message_id: UUID, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> tuple[Message, bool]:
    """Take a message back that has not left; returns it, and whether this call did it. Repeating changes nothing.

    Raises `TooLate` when it has left, is leaving, may have left or was refused by the other side.
    """
    by.require("message.write")
    delivery = (
        Delivery.objects.select_for_update(of=("self",)).select_related("message__channel").get(message_id=message_id)
    )
    if delivery.state == Delivery.State.WITHDRAWN:
        return delivery.message, False
    if delivery.state not in (Delivery.State.QUEUED, Delivery.State.HELD):
        raise TooLate(_("It has left already and cannot be taken back."))
    take_off(delivery, Delivery.Reason.UNDONE, by=by, because=because, at=at or timezone.now())
    return delivery.message, True


def take_off(delivery: Delivery, reason: str, *, by: Actor, because: Entry | None, at: datetime) -> None:
    """Let a locked delivery never happen, and say so."""
    delivery.state, delivery.reason, delivery.next_at, delivery.undo_until = (
        Delivery.State.WITHDRAWN,
        reason,
        None,
        None,
    )
    delivery.save(update_fields=["state", "reason", "next_at", "undo_until"])
    search.remove("message", delivery.message_id)
    tell(delivery, MessageWithdrawn(delivery.message_id, reason, delivery.case_id), by=by, because=because, at=at)
