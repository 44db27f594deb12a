"""Questions about webhooks and their deliveries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.webhooks.models import Attempt, Delivery, Disabling, Secret, Webhook


def webhooks_seen_by(actor: Actor) -> QuerySet[Webhook]:
    """The webhooks that the actor may see, by name: who sees some units sees those of them, and none without the right."""
    if not (actor.may("webhook.read") or actor.may("webhook.manage")):
        return Webhook.objects.none()
    found = Webhook.objects.select_related("unit", "disabling").order_by("name", "id")
    return found if actor.kind == "system" or actor.units is None else found.filter(unit__in=actor.units)


def webhook_for(actor: Actor, id: UUID) -> Webhook:
    """The webhook with this id, if the actor may see it; else `Http404`."""
    found = webhooks_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def disabling_of(webhook: Webhook) -> Disabling | None:
    """Why a webhook is out of use; None while it is in use."""
    return getattr(webhook, "disabling", None)


def deliveries_of(
    webhook: Webhook, *, state: str = "", event: str = "", since: datetime | None = None, until: datetime | None = None
) -> QuerySet[Delivery]:
    """The deliveries of a webhook (got by a scoped read), newest first."""
    found = Delivery.objects.filter(webhook=webhook).select_related("webhook__unit", "entry")
    conditions = Q()
    if state:
        conditions &= Q(state=state)
    if event:
        conditions &= Q(event=event)
    if since is not None:
        conditions &= Q(made_at__gte=since)
    if until is not None:
        conditions &= Q(made_at__lt=until)
    return found.filter(conditions).order_by("-made_at", "-id")


def delivery_for(actor: Actor, id: UUID) -> Delivery:
    """The delivery with this id, if the actor may see its webhook; else `Http404`."""
    found = (
        Delivery.objects.select_related("webhook__unit", "webhook__disabling", "entry")
        .filter(id=id, webhook__in=webhooks_seen_by(actor))
        .first()
    )
    if found is None:
        raise Http404
    return found


def attempts_of(delivery_ids: Iterable[UUID]) -> QuerySet[Attempt]:
    """The attempts of these deliveries, in order."""
    return Attempt.objects.filter(delivery__in=list(delivery_ids)).order_by("id")


def last_attempts(deliveries: Sequence[Delivery]) -> dict[UUID, Attempt]:
    """The last attempt of each of these, in one statement."""
    newest = Attempt.objects.filter(delivery__in=deliveries).order_by("delivery_id", "-id").distinct("delivery_id")
    return {one.delivery_id: one for one in newest}


def secrets_of(webhook: Webhook, now: datetime) -> QuerySet[Secret]:
    """The secrets that sign now, the lasting one last. Sealed: nobody can look at them."""
    return Secret.objects.filter(Q(until_at=None) | Q(until_at__gt=now), webhook=webhook).order_by("until_at")


def events_seen_in(webhook: Webhook) -> list[str]:
    """The names of the events that this webhook has deliveries of."""
    return sorted(Delivery.objects.filter(webhook=webhook).values_list("event", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Health:
    """How a webhook fares: how many deliveries of the last day came to what, and how many wait."""

    webhook: Webhook
    disabling: Disabling | None
    delivered: int
    failed: int
    waiting: int


def health_of(webhooks: Iterable[Webhook], now: datetime) -> list[Health]:
    """The health of these webhooks, in two statements."""
    found = list(webhooks)
    day = now - timedelta(days=1)
    counted = {
        id: (delivered, failed)
        for id, delivered, failed in Delivery.objects.filter(webhook__in=found, made_at__gte=day)
        .values_list("webhook_id")
        .annotate(
            delivered=Count("id", filter=Q(state=Delivery.State.DELIVERED)),
            failed=Count("id", filter=Q(state=Delivery.State.FAILED)),
        )
    }
    open_now: dict[UUID, int] = dict(
        Delivery.objects.filter(webhook__in=found, next_at__isnull=False)
        .values_list("webhook_id")
        .annotate(waiting=Count("id"))
    )
    return [
        Health(
            webhook=one,
            disabling=disabling_of(one),
            delivered=counted.get(one.id, (0, 0))[0],
            failed=counted.get(one.id, (0, 0))[1],
            waiting=open_now.get(one.id, 0),
        )
        for one in found
    ]
