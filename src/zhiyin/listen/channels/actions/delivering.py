"""`deliver`: hand one message of the outbox over, once, however many workers there are."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions.holding import hold_on
from zhiyin.listen.channels.actions.telling import tell
from zhiyin.listen.channels.actions.withdrawing import take_off
from zhiyin.listen.channels.events import (
    DeliveryReleased,
    MessageFailed,
    MessageSent,
    MessageUnsure,
)
from zhiyin.listen.channels.models import Channel, ClaimLost, Delivery
from zhiyin.listen.channels.policy import CLAIM_LASTS, HANDING_LASTS, lost, wait_after
from zhiyin.listen.channels.provider import NotNow, PerhapsTaken, Receipt, Refused
from zhiyin.listen.channels.scanning import unsafe_file_of

log = structlog.get_logger()
OUTBOX = system("outbox")


def deliver(message_id: UUID, *, now: datetime | None = None) -> str:
    """Try to deliver one message; returns the state of its delivery afterwards. Safe to repeat and to run twice at once.

    The claim is committed before the other side is spoken to: of two workers one gets it. A second commit notes the moment
    just before the content is given away. A worker that dies before it has sent nothing: soon another does. After it
    nobody knows: where the other side would not recognise a repeated message, it waits as `unsure` for a person or a proof.
    """
    now = now or timezone.now()
    delivery = _claim(message_id, now)
    if delivery is None:
        return _state_of(message_id)
    provider = delivery.message.channel.provider
    try:
        if words := unsafe_file_of(delivery.message):
            return _not_sent(delivery, words, final=True, now=now)
        if not provider.notes_handing:
            delivery.note_handing()
        receipt = provider.hand_over(delivery) if provider.hand_over else Receipt()
    except ClaimLost:
        return _state_of(message_id)
    except Refused as refusal:
        return _not_sent(delivery, refusal.words, final=True, now=now)
    except PerhapsTaken:
        return _unsure(delivery, now)
    except NotNow as error:
        return _not_sent(delivery, error.words, final=False, now=now, wait=timedelta(seconds=error.wait_seconds))
    except Exception as error:
        log.warning("delivery_failed", message=str(message_id), error=repr(error))
        return _not_sent(delivery, f"{type(error).__name__}: {error}", final=False, now=now)
    _sent(delivery, receipt, timezone.now())
    return Delivery.State.SENT


def _state_of(message_id: UUID) -> str:
    return Delivery.objects.filter(message_id=message_id).values_list("state", flat=True).first() or ""


def due(now: datetime, limit: int = 500) -> list[UUID]:
    """The messages whose delivery is due, oldest first: waiting long enough, or claimed by a worker that is gone."""
    waiting = Q(state__in=[Delivery.State.QUEUED, Delivery.State.HELD], next_at__lte=now)
    lost = Q(state=Delivery.State.SENDING) & (
        Q(handing_at=None, claimed_at__lt=now - CLAIM_LASTS) | Q(handing_at__lt=now - HANDING_LASTS)
    )
    return list(
        Delivery.objects.filter(waiting | lost).order_by("next_at").values_list("message_id", flat=True)[:limit]
    )


def next_let_go() -> datetime | None:
    """When the next message may no longer be taken back, read from the head of an index."""
    return (
        Delivery.objects.filter(undo_until__isnull=False)
        .order_by("undo_until")
        .values_list("undo_until", flat=True)
        .first()
    )


def let_go(now: datetime) -> list[UUID]:
    """The messages that may no longer be taken back: their time is over. Each is told once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE channels_delivery SET undo_until = NULL WHERE undo_until <= %s RETURNING message_id, state", [now]
        )
        return [message_id for message_id, state in cursor.fetchall() if state == Delivery.State.QUEUED]


@transaction.atomic
def release(delivery: Delivery, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> bool:
    """Send a held, failed or perhaps sent message after all, on a person's word. False when it is under way or its channel
    may not send."""
    by.require("channel.manage")
    at = at or timezone.now()
    message = delivery.message
    if not Channel.objects.filter(id=message.channel_id, replies_armed=True).exists():
        return False
    released = Delivery.objects.filter(id=delivery.id, state__in=Delivery.WAITING).update(
        state=Delivery.State.QUEUED, reason=Delivery.Reason.RELEASED, tries=0, next_at=at, handing_at=None, error=""
    )
    if not released:
        return False
    tell(delivery, DeliveryReleased(message.id, delivery.case_id), by=by, because=because, at=at)
    defer("channels.deliver", queue="outbox", message_id=str(message.id))
    return True


@transaction.atomic
def _claim(message_id: UUID, now: datetime) -> Delivery | None:
    delivery = (
        Delivery.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("message__channel", "message__answers", "message__customer", "because")
        .filter(message_id=message_id)
        .first()
    )
    if delivery is None or not _may_go(delivery, now):
        return None
    if delivery.message.channel.provider.once and delivery.handing_at is not None:
        _unsure(delivery, now)
        return None
    if (hold := hold_on(delivery, now)) is not None:
        if hold.state == Delivery.State.WITHDRAWN:
            take_off(delivery, hold.reason, by=OUTBOX, because=delivery.because, at=now)
        else:
            delivery.state, delivery.reason, delivery.next_at = hold.state, hold.reason, hold.until
            delivery.save(update_fields=["state", "reason", "next_at"])
        return None
    delivery.state, delivery.claimed_at, delivery.next_at = Delivery.State.SENDING, now, None
    delivery.handing_at = delivery.undo_until = None
    delivery.tries += 1
    delivery.save(update_fields=["state", "claimed_at", "handing_at", "undo_until", "next_at", "tries"])
    return delivery


def _may_go(delivery: Delivery, now: datetime) -> bool:
    if delivery.state == Delivery.State.SENDING:
        return lost(delivery.claimed_at, delivery.handing_at, now)
    waiting = delivery.state in (Delivery.State.QUEUED, Delivery.State.HELD)
    return waiting and delivery.next_at is not None and delivery.next_at <= now


def _of_my_claim(delivery: Delivery) -> QuerySet[Delivery]:
    """The row while nobody took it on after this claim: who was thought lost and answers after all settles it."""
    states = [Delivery.State.SENDING, Delivery.State.UNSURE]
    return Delivery.objects.filter(id=delivery.id, state__in=states, claimed_at=delivery.claimed_at)


@transaction.atomic
def _sent(delivery: Delivery, receipt: Receipt, now: datetime) -> None:
    marked = _of_my_claim(delivery).update(
        state=Delivery.State.SENT, reason="", sent_at=now, error="", external_id=receipt.external_id[:200]
    )
    if marked:
        tell(delivery, MessageSent(delivery.message_id, delivery.case_id), by=OUTBOX, at=now)
    elif receipt.external_id:  # a report on it was quicker than the answer
        Delivery.objects.filter(id=delivery.id, external_id="").update(external_id=receipt.external_id[:200])


@transaction.atomic
def _not_sent(delivery: Delivery, words: str, *, final: bool, now: datetime, wait: timedelta = timedelta(0)) -> str:
    again = None if final else wait_after(delivery.tries, random.random())
    mine = _of_my_claim(delivery)
    if again is not None:
        mine.update(state=Delivery.State.QUEUED, next_at=now + max(wait, again), handing_at=None, error=words[:2000])
        return Delivery.State.QUEUED
    if mine.update(state=Delivery.State.FAILED, next_at=None, error=words[:2000]):
        note_failure(delivery, words, at=now)
    return Delivery.State.FAILED


@transaction.atomic
def _unsure(delivery: Delivery, now: datetime) -> str:
    """Nobody knows whether this left: it waits for a person, or for a report, bounce or answer that proves it."""
    known = _of_my_claim(delivery).exclude(state=Delivery.State.UNSURE)
    if known.update(state=Delivery.State.UNSURE, reason=Delivery.Reason.UNSURE, next_at=None):
        tell(delivery, MessageUnsure(delivery.message_id, delivery.case_id), by=OUTBOX, at=now)
    return Delivery.State.UNSURE


def note_failure(delivery: Delivery, words: str, *, at: datetime) -> None:
    """Announce that a message did not reach its customer."""
    tell(delivery, MessageFailed(delivery.message_id, words[:300], delivery.case_id), by=OUTBOX, at=at)
