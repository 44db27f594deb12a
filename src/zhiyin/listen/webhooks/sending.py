"""One attempt in three steps: claim what is due, post it, note what came back. Only the middle one speaks to others.

Claims and notes are short transactions; posting knows no database, so that slow receivers hold no connection. A sender that
dies between claim and note leaves the claim to lapse: the delivery goes out again under its id.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from zhiyin.kernel.outbound import NotSent, Resolve, send
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.sealing import CannotUnseal, unseal
from zhiyin.listen.webhooks.actions import disable_webhook
from zhiyin.listen.webhooks.envelope import MEDIA_TYPE, body_of
from zhiyin.listen.webhooks.models import Attempt, Delivery, Disabling, Secret, Webhook
from zhiyin.listen.webhooks.policy import (
    ANSWER_KEPT,
    AT_ONCE,
    AT_ONCE_FAILING,
    CLAIM_LASTS,
    TIMEOUT_SECONDS,
    gives_up,
    rest_for,
    verdict,
    wait_after,
)
from zhiyin.listen.webhooks.signing import headers_of

SENDER = system("webhooks")

# Of each webhook the oldest that are due, as many as it has places free; those that fail come after the healthy ones.
_CLAIM = """
WITH free AS (
    SELECT w.id, w.failures > 0 AS failing, CASE WHEN w.failures > 0 THEN %(failing)s ELSE %(healthy)s END - (
        SELECT count(*) FROM webhooks_delivery d
        WHERE d.webhook_id = w.id AND d.state = 'sending' AND d.next_at > %(now)s
    ) AS places
    FROM webhooks_webhook w
    WHERE (w.resting_until IS NULL OR w.resting_until <= %(now)s)
        AND NOT EXISTS (SELECT FROM webhooks_disabling x WHERE x.webhook_id = w.id)
), due AS (
    SELECT one.id FROM free CROSS JOIN LATERAL (
        SELECT d.id, d.next_at FROM webhooks_delivery d
        WHERE d.webhook_id = free.id AND d.next_at <= %(now)s
        ORDER BY d.next_at, d.made_at LIMIT greatest(free.places, 0)
        FOR UPDATE SKIP LOCKED
    ) one
    ORDER BY free.failing, one.next_at LIMIT %(limit)s
)
UPDATE webhooks_delivery d SET state = 'sending', tries = d.tries + 1, next_at = %(lapses)s
FROM due WHERE d.id = due.id RETURNING d.id
"""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One claimed delivery, ready to post: everything that is needed, and nothing of the database."""

    delivery_id: UUID
    webhook_id: UUID
    tries: int
    url: str
    body: bytes
    secrets: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of posting one parcel."""

    parcel: Parcel
    at: datetime
    milliseconds: int
    status: int | None
    headers: dict[str, str]
    answer: bytes
    fault: str


def claim(now: datetime, limit: int) -> list[Parcel]:
    """Claim at most `limit` due deliveries; several senders never get the same one."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {
                "now": now,
                "lapses": now + CLAIM_LASTS,
                "limit": limit,
                "healthy": AT_ONCE,
                "failing": AT_ONCE_FAILING,
            },
        )
        ids = [id for (id,) in cursor.fetchall()]
    if not ids:
        return []
    claimed = Delivery.objects.filter(id__in=ids).select_related("webhook", "entry").order_by("made_at", "id")
    deliveries = list(claimed)
    secrets = _secrets_of({one.webhook_id for one in deliveries}, now)
    return [_parcel(one, secrets.get(one.webhook_id, ())) for one in deliveries]


def post(parcel: Parcel, at: datetime, resolve: Resolve | None = None) -> Outcome:
    """Post one parcel. Never raises: what went wrong is part of the outcome."""
    started = time.monotonic()
    status, headers, answer, fault = None, {}, b"", parcel.fault
    if not fault:
        try:
            sent = send(
                "POST",
                parcel.url,
                headers={"Content-Type": MEDIA_TYPE}
                | headers_of(str(parcel.delivery_id), at, parcel.body, parcel.secrets),
                body=parcel.body,
                timeout_seconds=TIMEOUT_SECONDS,
                longest_answer=ANSWER_KEPT,
                resolve=resolve,
            )
            status, headers, answer = sent.status, dict(sent.headers), sent.body
        except NotSent as error:
            fault = str(error)
        except Exception as error:  # a thread that died of it would keep the claim for nothing
            fault = f"{type(error).__name__}: {error}"
    return Outcome(parcel, at, round((time.monotonic() - started) * 1000), status, headers, answer, fault)


def note(outcomes: Iterable[Outcome], now: datetime) -> None:
    """Note what came of some attempts, in one transaction."""
    with transaction.atomic():
        # in one order, so that two senders that note at once do not wait for each other in a circle
        for outcome in sorted(outcomes, key=lambda one: (one.parcel.webhook_id, one.parcel.delivery_id)):
            _note(outcome, now)


def _note(outcome: Outcome, now: datetime) -> None:
    parcel = outcome.parcel
    delivery = (
        Delivery.objects.select_for_update(of=("self",)).select_related("webhook").filter(id=parcel.delivery_id).first()
    )
    if delivery is None:  # removed meanwhile
        return
    Attempt.objects.create(
        delivery=delivery,
        at=outcome.at,
        milliseconds=outcome.milliseconds,
        status=outcome.status,
        answer=outcome.answer.decode("utf-8", "replace").replace("\x00", "\N{REPLACEMENT CHARACTER}"),
        fault=outcome.fault[:300],
    )
    meaning = verdict(outcome.status)
    mine = delivery.state == Delivery.State.SENDING and delivery.tries == parcel.tries
    webhook = Webhook.objects.filter(id=parcel.webhook_id)
    if meaning == "delivered":
        if delivery.state in Delivery.OPEN:
            _close(delivery, Delivery.State.DELIVERED, now)
        webhook.update(delivered_at=now, failures=0, failing_since=None, resting_until=None)
        return
    webhook.update(failures=F("failures") + 1, failing_since=Coalesce(F("failing_since"), now))
    health = webhook.get()
    if mine:
        wait = None if meaning == "gone" else wait_after(delivery.tries, random.random())
        if wait is None:
            _close(delivery, Delivery.State.FAILED, now)
        else:
            Delivery.objects.filter(id=delivery.id).update(state=Delivery.State.WAITING, next_at=now + wait)
    if meaning == "slow down":
        webhook.update(resting_until=now + rest_for(outcome.headers, health.failures, now))
    if meaning == "gone":
        disable_webhook(health, reason=Disabling.Reason.GONE, by=SENDER, because=None, at=now)
    elif gives_up(health.failures, health.failing_since, now):
        disable_webhook(health, reason=Disabling.Reason.FAILING, by=SENDER, because=None, at=now)


def _close(delivery: Delivery, state: str, now: datetime) -> None:
    Delivery.objects.filter(id=delivery.id).update(state=state, next_at=None, done_at=now)


def _secrets_of(webhook_ids: Iterable[UUID], now: datetime) -> dict[UUID, tuple[str, ...]]:
    """The sealed secrets in force of each webhook, the lasting one first."""
    in_force = Secret.objects.filter(Q(until_at=None) | Q(until_at__gt=now), webhook__in=list(webhook_ids))
    found: dict[UUID, tuple[str, ...]] = {}
    for one in in_force.order_by(F("until_at").asc(nulls_first=True)):
        found[one.webhook_id] = (*found.get(one.webhook_id, ()), one.sealed)
    return found


def _parcel(delivery: Delivery, sealed: Sequence[str]) -> Parcel:
    opened: tuple[str, ...] = ()
    fault = ""
    try:
        opened = tuple(unseal(one) for one in sealed)
    except CannotUnseal as error:
        fault = str(error)
    return Parcel(
        delivery.id,
        delivery.webhook_id,
        delivery.tries,
        delivery.webhook.url,
        body_of(delivery.entry),
        opened,
        fault,
    )
