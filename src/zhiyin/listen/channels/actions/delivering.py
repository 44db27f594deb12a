"""`deliver`: hand one message of the outbox over, once, however many workers there are."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import connection, transaction
from django.db.models import F, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.events import DeliveryReleased, MessageFailed, MessageSent
from zhiyin.listen.channels.models import Channel, Delivery, Message
from zhiyin.listen.channels.policy import AUTOMATIC_PER_HOUR, CLAIM_LASTS, wait_after
from zhiyin.listen.channels.provider import NotNow, PerhapsTaken, Receipt, Refused, Report

log = structlog.get_logger()
OUTBOX = system("outbox")


def deliver(message_id: UUID, *, now: datetime | None = None) -> str:
    """Try to deliver one message; returns the state of its delivery afterwards. Safe to repeat and to run twice at once.

    The claim is committed before the mail server is spoken to: of two workers one gets it. A worker that dies in between
    leaves the claim to expire; then the message goes out again under the same id, or, where the other side knows no ids,
    waits for a person.
    """
    now = now or timezone.now()
    delivery = _claim(message_id, now)
    if delivery is None:
        return Delivery.objects.filter(message_id=message_id).values_list("state", flat=True).first() or ""
    hand_over = delivery.message.channel.provider.hand_over
    try:
        receipt = hand_over(delivery) if hand_over else Receipt()
    except Refused as refusal:
        return _not_sent(delivery, refusal.words, final=True, now=now)
    except PerhapsTaken:
        return _not_sent(delivery, _perhaps_sent(), final=True, now=now)
    except NotNow as error:
        return _not_sent(delivery, error.words, final=False, now=now, wait=timedelta(seconds=error.wait_seconds))
    except Exception as error:
        log.warning("delivery_failed", message=str(message_id), error=repr(error))
        return _not_sent(delivery, f"{type(error).__name__}: {error}", final=False, now=now)
    _sent(delivery, receipt, timezone.now())
    return Delivery.State.SENT


def due(now: datetime, limit: int = 500) -> list[UUID]:
    """The messages whose delivery is due, oldest first: waiting long enough, or claimed by a worker that is gone."""
    waiting = Q(state__in=[Delivery.State.QUEUED, Delivery.State.HELD], next_at__lte=now)
    lost = Q(state=Delivery.State.SENDING, claimed_at__lt=now - CLAIM_LASTS)
    return list(
        Delivery.objects.filter(waiting | lost).order_by("next_at").values_list("message_id", flat=True)[:limit]
    )


@transaction.atomic
def release(delivery: Delivery, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> bool:
    """Send a held or failed message after all, on a person's word. False when under way or its channel may not send."""
    by.require("channel.manage")
    at = at or timezone.now()
    message = delivery.message
    if not Channel.objects.filter(id=message.channel_id, replies_armed=True).exists():
        return False
    released = Delivery.objects.filter(id=delivery.id, state__in=[Delivery.State.HELD, Delivery.State.FAILED]).update(
        state=Delivery.State.QUEUED, tries=0, next_at=at, error=""
    )
    if not released:
        return False
    announce(
        DeliveryReleased(message.id, delivery.case_id),
        by=by,
        because=because or delivery.because,
        customer_id=message.customer_id,
        unit_id=message.channel.unit_id,
        at=at,
    )
    defer("channels.deliver", queue="outbox", message_id=str(message.id))
    return True


@transaction.atomic
def _claim(message_id: UUID, now: datetime) -> Delivery | None:
    delivery = (
        Delivery.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("message__channel", "message__answers", "because")
        .filter(message_id=message_id)
        .first()
    )
    if delivery is None or not _may_go(delivery, now):
        return None
    channel = delivery.message.channel
    if not channel.replies_armed:
        delivery.state, delivery.next_at = Delivery.State.HELD, None
        delivery.save(update_fields=["state", "next_at"])
        return None
    if delivery.message.automatic and (free_at := _full_until(delivery, now)) is not None:
        delivery.state, delivery.next_at = Delivery.State.HELD, free_at
        delivery.save(update_fields=["state", "next_at"])
        return None
    if channel.provider.once and delivery.state == Delivery.State.SENDING:
        _not_sent(delivery, _perhaps_sent(), final=True, now=now)
        return None
    delivery.state, delivery.claimed_at, delivery.next_at = Delivery.State.SENDING, now, None
    delivery.tries += 1
    delivery.save(update_fields=["state", "claimed_at", "next_at", "tries"])
    return delivery


def _may_go(delivery: Delivery, now: datetime) -> bool:
    if delivery.state == Delivery.State.SENDING:
        return delivery.claimed_at is not None and delivery.claimed_at < now - CLAIM_LASTS
    waiting = delivery.state in (Delivery.State.QUEUED, Delivery.State.HELD)
    return waiting and delivery.next_at is not None and delivery.next_at <= now


def _full_until(delivery: Delivery, now: datetime) -> datetime | None:
    """When this address may get automatic mail again; None when now. One claim an address at a time counts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"outbox {delivery.to_address}"])
    hour = now - timedelta(hours=1)
    recent = Delivery.objects.filter(
        Q(state__in=Delivery.GONE, sent_at__gt=hour) | Q(state=Delivery.State.SENDING, claimed_at__gt=hour),
        to_address=delivery.to_address,
        message__automatic=True,
    ).exclude(id=delivery.id)
    cap = int(delivery.message.channel.settings.get("automatic_per_hour", AUTOMATIC_PER_HOUR))
    if recent.count() < cap:
        return None
    first = recent.aggregate(first=Min("sent_at"))["first"]
    return (first or now) + timedelta(hours=1)


@transaction.atomic
def _sent(delivery: Delivery, receipt: Receipt, now: datetime) -> None:
    marked = Delivery.objects.filter(id=delivery.id, state=Delivery.State.SENDING).update(
        state=Delivery.State.SENT, sent_at=now, error="", external_id=receipt.external_id[:200]
    )
    if marked:
        message = delivery.message
        announce(
            MessageSent(message.id, delivery.case_id),
            by=OUTBOX,
            because=delivery.because,
            customer_id=message.customer_id,
            unit_id=message.channel.unit_id,
            at=now,
        )


@transaction.atomic
def _not_sent(delivery: Delivery, words: str, *, final: bool, now: datetime, wait: timedelta = timedelta(0)) -> str:
    again = None if final else wait_after(delivery.tries, random.random())
    mine = Delivery.objects.filter(id=delivery.id, state=Delivery.State.SENDING)
    if again is not None:
        mine.update(state=Delivery.State.QUEUED, next_at=now + max(wait, again), error=words[:2000])
        return Delivery.State.QUEUED
    if mine.update(state=Delivery.State.FAILED, next_at=None, error=words[:2000]):
        note_failure(delivery.message, words, case_id=delivery.case_id, because=delivery.because, at=now)
    return Delivery.State.FAILED


def _perhaps_sent() -> str:
    return _(
        "It is not known whether this message arrived: the connection or our process broke off while it was sent. Look "
        "on the other side, and release it only if it is not there."
    )


def note_failure(message: Message, words: str, *, case_id: UUID | None, because: Entry | None, at: datetime) -> None:
    """Announce that a message did not reach its customer."""
    announce(
        MessageFailed(message.id, words[:300], case_id),
        by=OUTBOX,
        because=because,
        customer_id=message.customer_id,
        unit_id=message.channel.unit_id,
        at=at,
    )


#: what may follow what: a report that comes late changes nothing
_BEFORE = {
    Delivery.State.DELIVERED: [Delivery.State.SENDING, Delivery.State.SENT],
    Delivery.State.READ: [Delivery.State.SENDING, Delivery.State.SENT, Delivery.State.DELIVERED],
}


def reported(channel: Channel, report: Report) -> None:
    """Note what the other side says of a message of ours. Of a message that it never got from us, nothing."""
    named = Q(message_id=report.message_id) if report.message_id else Q(external_id=report.external_id)
    delivery = Delivery.objects.filter(named, message__channel=channel).first()
    if delivery is None:
        return
    if report.state == Delivery.State.FAILED:
        bounced(delivery.message_id, report.words, at=report.at)
        return
    state = Delivery.State(report.state)
    Delivery.objects.filter(id=delivery.id, state__in=_BEFORE[state]).update(state=state)


def bounced(message_id: UUID, words: str, *, at: datetime) -> None:
    """Note that the other side returned a message that we had handed over."""
    delivery = Delivery.objects.select_related("message__channel", "because").filter(message_id=message_id).first()
    if delivery is None:
        return
    returned = (
        Delivery.objects.filter(id=delivery.id)
        .exclude(state=Delivery.State.FAILED)
        .update(state=Delivery.State.FAILED, next_at=None, error=words[:2000], tries=F("tries"))
    )
    if returned:
        note_failure(delivery.message, words, case_id=delivery.case_id, because=delivery.because, at=at)
