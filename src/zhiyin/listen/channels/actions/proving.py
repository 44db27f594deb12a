"""What proves that a message left, or did not arrive: a report, a bounce, an answer, a person's word."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions.delivering import OUTBOX, note_failure
from zhiyin.listen.channels.actions.telling import tell
from zhiyin.listen.channels.events import MessageSent
from zhiyin.listen.channels.models import Channel, Delivery
from zhiyin.listen.channels.provider import Report

#: what may follow what: a report that comes late changes nothing
_BEFORE = {
    Delivery.State.SENT: [Delivery.State.UNSURE],
    Delivery.State.DELIVERED: [Delivery.State.SENDING, Delivery.State.UNSURE, Delivery.State.SENT],
    Delivery.State.READ: [
        Delivery.State.SENDING,
        Delivery.State.UNSURE,
        Delivery.State.SENT,
        Delivery.State.DELIVERED,
    ],
}


def reported(channel: Channel, report: Report) -> None:
    """Note what the other side says of a message of ours. Of a message that it never got from us, nothing."""
    named = Q(message_id=report.message_id) if report.message_id else Q(external_id=report.external_id)
    delivery = _whole().filter(named, message__channel=channel).first()
    if delivery is None:
        return
    if report.state == Delivery.State.FAILED:
        bounced(delivery.message_id, report.words, at=report.at)
        return
    _proven(delivery, Delivery.State(report.state), by=OUTBOX, at=report.at)


def answered(message_id: UUID, *, at: datetime) -> None:
    """Note that the customer answered a message of ours: if nobody knew whether it had left, now it is known."""
    delivery = _whole().filter(message_id=message_id, state=Delivery.State.UNSURE).first()
    if delivery is not None:
        _proven(delivery, Delivery.State.SENT, by=OUTBOX, at=at)


@transaction.atomic
def mark_sent(delivery: Delivery, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> bool:
    """Note a person's word that a message which may have been sent was. False when it is known by now."""
    by.require("channel.manage")
    return _proven(delivery, Delivery.State.SENT, by=by, at=at or timezone.now())


@transaction.atomic
def _proven(delivery: Delivery, state: Delivery.State, *, by: Actor, at: datetime) -> bool:
    """Something proves that a message left: note it, and tell of its sending if nobody has."""
    row = Delivery.objects.select_for_update().get(id=delivery.id)
    if row.state not in _BEFORE[state]:
        return False
    untold = row.sent_at is None
    row.state, row.sent_at, row.reason, row.error = state, row.sent_at or at, "", ""
    row.save(update_fields=["state", "sent_at", "reason", "error"])
    if untold:
        tell(delivery, MessageSent(delivery.message_id, delivery.case_id), by=by, at=at)
    return True


def bounced(message_id: UUID, words: str, *, at: datetime) -> None:
    """Note that the other side returned a message that we had handed over."""
    delivery = _whole().filter(message_id=message_id).first()
    if delivery is None:
        return
    returned = (
        Delivery.objects.filter(id=delivery.id)
        .exclude(state=Delivery.State.FAILED)
        .update(state=Delivery.State.FAILED, reason="", next_at=None, error=words[:2000])
    )
    if returned:
        note_failure(delivery, words, at=at)


def _whole() -> QuerySet[Delivery]:
    return Delivery.objects.select_related("message__channel", "because")
