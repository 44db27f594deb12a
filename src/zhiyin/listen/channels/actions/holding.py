"""Why a message may not leave now: not armed, the customer's wish, too much, two machines talking, the hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from zhiyin.kernel.customers.reads import allows
from zhiyin.kernel.policies.reads import all_in_force, in_force
from zhiyin.kernel.statements import prepared
from zhiyin.listen.channels import policy
from zhiyin.listen.channels.models import Delivery

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
    return holds([delivery], now)[0]


def holds(deliveries: Sequence[Delivery], now: datetime) -> list[Hold | None]:
    """`hold_on` for several messages that would leave together: those that may go count for those after them."""
    found = [_unwanted(one, now) for one in deliveries]
    counted = [
        one
        for one, hold in zip(deliveries, found, strict=True)
        if hold is None and one.message.automatic and one.reason != _Reason.RELEASED
    ]
    if counted:
        lately = _Lately(counted, now)
        shares = {id(one): _share(one, lately, now) for one in counted}
        found = [shares.get(id(one), hold) for one, hold in zip(deliveries, found, strict=True)]
    return found


def _unwanted(delivery: Delivery, now: datetime) -> Hold | None:
    """The channel's state, the customer's wish, hours and patience."""
    message = delivery.message
    if not message.channel.replies_armed:
        return Hold(_State.HELD, _Reason.UNARMED)
    if delivery.purpose != SERVICE and not allows(message.customer_id, delivery.purpose, default=True):
        return Hold(_State.WITHDRAWN, _Reason.CONSENT)
    if delivery.reason == _Reason.RELEASED:
        return None
    asked = message.automatic and message.answers_id is None and bool(message.channel.provider.hand_over)
    if delivery.purpose != SERVICE or asked:
        return _unasked(delivery, now, by_the_hour=asked)
    return None


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


def _share(delivery: Delivery, lately: _Lately, now: datetime) -> Hold | None:
    """A machine's message: are two machines talking, has its receiver or its channel had this hour's share?"""
    message = delivery.message
    channel = message.channel
    rules = lately.rules(channel.kind, message.customer_id)
    thread, to, here = _keys(delivery)
    if policy.answer_each_other(lately.went(thread), lately.received(thread), rules["exchanges_per_hour"]):
        return Hold(_State.HELD, _Reason.LOOP)
    for key, most in (
        (to, int(channel.settings.get("automatic_per_hour", rules["automatic_per_hour"]))),
        (here, rules["channel_per_hour"]),
    ):
        if lately.went(key) >= most:
            return Hold(_State.HELD, _Reason.CAP, lately.first_at(key, now) + _HOUR)
    lately.goes(thread, to, here, at=now)
    return None


_Key = tuple[str, str, str]


def _keys(delivery: Delivery) -> tuple[_Key, _Key, _Key]:
    """What a machine's message is counted under: its thread, its receiver, its channel."""
    message = delivery.message
    channel = str(message.channel_id)
    to = ("address", delivery.to_address, "") if delivery.to_address else ("customer", str(message.customer_id), "")
    return ("thread", channel, message.thread), to, ("channel", channel, "")


# Two questions in one statement, for each has an index of its own: together they would read every delivery there ever was.
_WENT = """
WITH went AS MATERIALIZED (
    SELECT d.to_address, d.sent_at, m.customer_id, m.channel_id, m.thread
    FROM channels_delivery d JOIN channels_message m ON m.id = d.message_id
    WHERE d.state IN ('sent', 'delivered', 'read') AND d.sent_at > %(since)s AND m.automatic AND d.id <> ALL(%(these)s)
    UNION ALL
    SELECT d.to_address, NULL, m.customer_id, m.channel_id, m.thread
    FROM channels_delivery d JOIN channels_message m ON m.id = d.message_id
    WHERE d.state IN ('sending', 'unsure') AND d.claimed_at > %(since)s AND m.automatic AND d.id <> ALL(%(these)s)
)
SELECT 'channel', channel_id::text, '', count(*), min(sent_at) FROM went
WHERE channel_id = ANY(%(channels)s) GROUP BY channel_id
UNION ALL
SELECT 'thread', channel_id::text, thread, count(*), min(sent_at) FROM went
WHERE channel_id = ANY(%(channels)s) AND thread = ANY(%(threads)s) GROUP BY channel_id, thread
UNION ALL
SELECT 'address', to_address, '', count(*), min(sent_at) FROM went
WHERE to_address = ANY(%(addresses)s) GROUP BY to_address
UNION ALL
SELECT 'customer', customer_id::text, '', count(*), min(sent_at) FROM went
WHERE customer_id = ANY(%(customers)s) GROUP BY customer_id
UNION ALL
SELECT 'received', channel_id::text, thread, count(*), NULL FROM channels_message
WHERE channel_id = ANY(%(channels)s) AND thread = ANY(%(threads)s) AND at > %(since)s AND direction = 'in'
GROUP BY channel_id, thread
"""


class _Lately:
    """What machines wrote within the last hour, in one statement however many messages ask; and what goes meanwhile.

    What has left, may have, or is leaving counts. Nobody else counts for these channels until the transaction ends.
    """

    def __init__(self, deliveries: Sequence[Delivery], now: datetime) -> None:
        messages = [one.message for one in deliveries]
        _one_at_a_time(*(f"outbox {channel}" for channel in {one.channel_id for one in messages}))
        self._rules = all_in_force("sending", at=now)["sending"]
        self._counted: dict[_Key, int] = {}
        self._first: dict[_Key, datetime] = {}
        asked: dict[str, Any] = {
            "since": now - _HOUR,
            "these": [one.id for one in deliveries],
            "channels": list({one.channel_id for one in messages}),
            "threads": list({one.thread for one in messages}),
            "addresses": list({one.to_address for one in deliveries if one.to_address}),
            "customers": list({one.message.customer_id for one in deliveries if not one.to_address}),
        }
        with prepared() as cursor:
            cursor.execute(_WENT, asked)
            for kind, whose, thread, count, first in cursor.fetchall():
                self._counted[kind, whose, thread] = count
                if first is not None:
                    self._first[kind, whose, thread] = first

    def rules(self, kind: str, customer_id: UUID) -> dict[str, Any]:
        return self._rules.decide({"channel": kind}, unit=customer_id).outcome

    def went(self, key: _Key) -> int:
        return self._counted.get(key, 0)

    def received(self, thread: _Key) -> int:
        return self._counted.get(("received", *thread[1:]), 0)

    def first_at(self, key: _Key, otherwise: datetime) -> datetime:
        """When the first of those that count left."""
        return self._first.get(key, otherwise)

    def goes(self, *keys: _Key, at: datetime) -> None:
        for key in keys:
            self._counted[key] = self._counted.get(key, 0) + 1
            self._first.setdefault(key, at)


def _went(since: datetime, these: Q, *, besides: Delivery) -> int:
    """How many of these have left since then, may have, or are leaving, without this one. Two questions in one statement,
    for each has an index of its own: together they would read every delivery there ever was."""
    others = Delivery.objects.filter(these).exclude(id=besides.id).values("id")
    left = others.filter(state__in=Delivery.GONE, sent_at__gt=since)
    leaving = others.filter(state__in=[_State.SENDING, _State.UNSURE], claimed_at__gt=since)
    return left.union(leaving, all=True).count()


def _one_at_a_time(*keys: str) -> None:
    """Until the end of this transaction nobody else counts under these keys: of two, one sees the other."""
    with connection.cursor() as cursor:
        for key in sorted(keys):  # everybody in the same order: nobody waits for who waits for them
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [key])
