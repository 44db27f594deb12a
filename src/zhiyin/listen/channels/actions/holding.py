"""Why a message may not leave now: not armed, the customer's wish, too much, two machines talking, the hour."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Min, Q, QuerySet

from zhiyin.kernel.customers.reads import allows
from zhiyin.kernel.policies.reads import in_force
from zhiyin.listen.channels import policy
from zhiyin.listen.channels.models import Delivery, Message

#: messages about the customer's own cases: nobody has to allow them, and they are not counted
SERVICE = "service"
_HOUR = timedelta(hours=1)
_State, _Reason = Delivery.State, Delivery.Reason


class Hold(NamedTuple):
    """What becomes of a message that may not leave now, why, and when to look again (None: when a person says so)."""

    state: str
    reason: str
    until: datetime | None = None


def hold_on(delivery: Delivery, now: datetime) -> Hold | None:
    """What keeps this message from leaving now; None when nothing does. Runs in the transaction that would claim it.

    What a person let go is stopped by an unarmed channel and by the customer's own wish only.
    """
    message = delivery.message
    if not message.channel.replies_armed:
        return Hold(_State.HELD, _Reason.UNARMED)
    if delivery.purpose != SERVICE and not allows(message.customer_id, delivery.purpose, default=True):
        return Hold(_State.WITHDRAWN, _Reason.CONSENT)
    if delivery.reason == _Reason.RELEASED:
        return None
    asked = message.automatic and message.answers_id is None and bool(message.channel.provider.hand_over)
    if delivery.purpose != SERVICE or asked:
        hold = _unasked(delivery, now, by_the_hour=asked)
        if hold is not None:
            return hold
    return _automatic(delivery, now) if message.automatic else None


def _unasked(delivery: Delivery, now: datetime, *, by_the_hour: bool) -> Hold | None:
    """The customer's hours, and how much of this they had lately."""
    customer = delivery.message.customer
    facts = {
        "language": customer.language,
        "region": str(customer.attributes.get("region", "")),
        "purpose": delivery.purpose,
    }
    rules = in_force("contact_hours", facts, unit=customer.id, at=now).outcome
    if delivery.purpose != SERVICE:
        _one_at_a_time(f"outbox {customer.id}")
        mine = _went(now - policy.FATIGUE_WINDOW).filter(message__customer_id=customer.id).exclude(purpose=SERVICE)
        if mine.exclude(id=delivery.id).count() >= rules["most_in_30_days"]:
            return Hold(_State.WITHDRAWN, _Reason.FATIGUE)
    if by_the_hour:
        begin, end = time.fromisoformat(rules["begin"]), time.fromisoformat(rules["end"])
        hours = policy.contact_hours(begin, end, rules["time_zone"], weekdays_only=rules["weekdays_only"])
        opens = policy.may_write_from(now, hours)
        if opens > now:
            return Hold(_State.HELD, _Reason.HOURS, opens)
    return None


def _automatic(delivery: Delivery, now: datetime) -> Hold | None:
    """A machine's message: are two machines talking, has its receiver or its channel had this hour's share?"""
    message = delivery.message
    channel = message.channel
    rules = in_force("sending", {"channel": channel.kind}, unit=message.customer_id, at=now).outcome
    _one_at_a_time(f"outbox {channel.id}")
    went = _went(now - _HOUR).filter(message__automatic=True).exclude(id=delivery.id)
    said = Message.objects.filter(channel=channel, thread=message.thread, at__gt=now - _HOUR)
    received = said.filter(direction=Message.Direction.IN).count()
    sent = went.filter(message__channel=channel, message__thread=message.thread).count() if received else 0
    if policy.answer_each_other(sent, received, rules["exchanges_per_hour"]):
        return Hold(_State.HELD, _Reason.LOOP)
    to = Q(to_address=delivery.to_address) if delivery.to_address else Q(message__customer_id=message.customer_id)
    for these, most in (
        (went.filter(to), int(channel.settings.get("automatic_per_hour", rules["automatic_per_hour"]))),
        (went.filter(message__channel=channel), rules["channel_per_hour"]),
    ):
        if these.count() >= most:
            first = these.aggregate(first=Min("sent_at"))["first"]
            return Hold(_State.HELD, _Reason.CAP, (first or now) + _HOUR)
    return None


def _went(since: datetime) -> QuerySet[Delivery]:
    """What has left since then, may have, or is leaving."""
    leaving = Q(state__in=[_State.SENDING, _State.UNSURE], claimed_at__gt=since)
    return Delivery.objects.filter(Q(state__in=Delivery.GONE, sent_at__gt=since) | leaving)


def _one_at_a_time(key: str) -> None:
    """Until the end of this transaction nobody else counts under this key: of two, one sees the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])
