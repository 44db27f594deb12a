"""Why a message may not leave now: not armed, the customer's wish, too much, two machines talking, the hour."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Min, Q

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
        asked_before = Q(message__customer_id=customer.id) & ~Q(purpose=SERVICE)
        if _went(now - policy.FATIGUE_WINDOW, asked_before, besides=delivery) >= rules["most_in_30_days"]:
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
    since, automatic = now - _HOUR, Q(message__automatic=True)
    here = automatic & Q(message__channel=channel)
    said = Message.objects.filter(channel=channel, thread=message.thread, at__gt=since)
    received = said.filter(direction=Message.Direction.IN).count()
    sent = _went(since, here & Q(message__thread=message.thread), besides=delivery) if received else 0
    if policy.answer_each_other(sent, received, rules["exchanges_per_hour"]):
        return Hold(_State.HELD, _Reason.LOOP)
    to = Q(to_address=delivery.to_address) if delivery.to_address else Q(message__customer_id=message.customer_id)
    for these, most in (
        (automatic & to, int(channel.settings.get("automatic_per_hour", rules["automatic_per_hour"]))),
        (here, rules["channel_per_hour"]),
    ):
        if _went(since, these, besides=delivery) >= most:
            first = Delivery.objects.filter(these, sent_at__gt=since).aggregate(first=Min("sent_at"))["first"]
            return Hold(_State.HELD, _Reason.CAP, (first or now) + _HOUR)
    return None


def _went(since: datetime, these: Q, *, besides: Delivery) -> int:
    """How many of these have left since then, may have, or are leaving, without this one. Two questions in one statement,
    for each has an index of its own: together they would read every delivery there ever was."""
    others = Delivery.objects.filter(these).exclude(id=besides.id).values("id")
    left = others.filter(state__in=Delivery.GONE, sent_at__gt=since)
    leaving = others.filter(state__in=[_State.SENDING, _State.UNSURE], claimed_at__gt=since)
    return left.union(leaving, all=True).count()


def _one_at_a_time(key: str) -> None:
    """Until the end of this transaction nobody else counts under this key: of two, one sees the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])
