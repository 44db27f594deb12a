"""Send again: one delivery, all that failed since a moment; and a test event."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.webhooks.events import DeliveriesReplayed, WebhookTested
from zhiyin.listen.webhooks.models import Delivery, Webhook

# What happened while nothing was put down for a webhook, by the same rule as the trigger's.
_CATCH_UP = """
INSERT INTO webhooks_delivery (id, webhook_id, entry_id, event, state, tries, made_at, next_at)
SELECT gen_random_uuid(), w.id, e.id, e.event, 'waiting', 0, %(now)s, %(now)s
FROM timeline_entry e JOIN webhooks_webhook w ON w.id = %(webhook)s
WHERE e.happened_at >= %(since)s AND e.noted_at >= w.made_at AND e.event <> 'WebhookTested'
    AND (w.events = '{}' OR e.event = ANY (w.events))
    AND (w.unit_id IS NULL OR webhooks_within(e.unit_id, w.unit_id))
    AND NOT EXISTS (SELECT FROM webhooks_delivery d WHERE d.webhook_id = w.id AND d.entry_id = e.id)
ORDER BY e.happened_at LIMIT %(limit)s
ON CONFLICT (webhook_id, entry_id) DO NOTHING
"""
#: how many deliveries one replay puts on their way; another takes on the rest
AT_MOST = 20_000


@transaction.atomic
def replay(delivery: Delivery, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> bool:
    """Put a finished delivery on its way once more, under its id. False when it is under way: twice changes nothing."""
    by.require("webhook.manage")
    at = at or timezone.now()
    finished = Delivery.objects.filter(id=delivery.id).exclude(state__in=Delivery.OPEN)
    if not finished.update(state=Delivery.State.WAITING, tries=0, next_at=at, done_at=None):
        return False
    _announce(delivery.webhook, 1, by, because, at)
    return True


@transaction.atomic
def replay_since(
    webhook: Webhook,
    since: datetime,
    *,
    missed: bool = False,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> int:
    """Put on their way: all that failed since a moment; with `missed` also what was never put down (while disabled).

    Returns how many. At most `AT_MOST` are taken on at once.
    """
    by.require("webhook.manage")
    at = at or timezone.now()
    failed = Delivery.objects.filter(webhook=webhook, state=Delivery.State.FAILED, made_at__gte=since)
    chosen = list(failed.order_by("made_at").values_list("id", flat=True)[:AT_MOST])
    count = Delivery.objects.filter(id__in=chosen, state=Delivery.State.FAILED).update(
        state=Delivery.State.WAITING, tries=0, next_at=at, done_at=None
    )
    if missed and count < AT_MOST:
        with connection.cursor() as cursor:
            cursor.execute(
                _CATCH_UP, {"webhook": webhook.id, "since": since, "now": at, "limit": AT_MOST - count}
            )  # fmt: skip
            count += cursor.rowcount
    if count:
        _announce(webhook, count, by, because, at)
    return count


@transaction.atomic
def try_out(webhook: Webhook, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> Delivery:
    """Send a test event to this webhook, whatever events it wants."""
    by.require("webhook.manage")
    at = at or timezone.now()
    entry = announce(WebhookTested(webhook.id), by=by, because=because, unit_id=webhook.unit_id, at=at)
    return Delivery.objects.create(webhook=webhook, entry=entry, event=entry.event, made_at=at, next_at=at)


def _announce(webhook: Webhook, count: int, by: Actor, because: Entry | None, at: datetime) -> None:
    announce(DeliveriesReplayed(webhook.id, count), by=by, because=because, unit_id=webhook.unit_id, at=at)
