"""Webhooks over the API: make, change, look, send again."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from zhiyin.face.api_access import scope
from zhiyin.face.api_pages import Listing, Paging, listing
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.webhooks import actions
from zhiyin.listen.webhooks.models import Attempt, Delivery, Webhook
from zhiyin.listen.webhooks.offered import events_offered
from zhiyin.listen.webhooks.reads import (
    attempts_of,
    deliveries_of,
    delivery_for,
    disabling_of,
    webhook_for,
    webhooks_seen_by,
)

router = Router(tags=["webhooks"])


class WebhookIn(Schema):
    """Where to send what."""

    name: str = Field(min_length=1, max_length=120)
    url: str = Field(min_length=8, max_length=2000, description="https, and not inside your own network")
    events: list[str] = Field([], max_length=500, description="Names of events; empty: every event")
    unit_id: UUID | None = Field(None, description="Only events of this unit and those below; all when left out")


class WebhookChange(Schema):
    """What to change; what is left out stays."""

    name: str | None = Field(None, min_length=1, max_length=120)
    url: str | None = Field(None, min_length=8, max_length=2000)
    events: list[str] | None = Field(None, max_length=500)
    unit_id: UUID | None = None


class WebhookOut(Schema):
    """A webhook. `disabled` says why it is out of use; null while it is in use."""

    id: UUID
    name: str
    url: str
    events: list[str]
    unit_id: UUID | None
    made_at: datetime
    delivered_at: datetime | None
    failing_since: datetime | None
    failures: int
    disabled: Literal["person", "gone", "failing"] | None

    @staticmethod
    def resolve_disabled(row: Webhook) -> str | None:
        found = disabling_of(row)
        return found.reason if found else None


class WebhookMadeOut(WebhookOut):
    """A new webhook with its secret, which no later request shows."""

    secret: str


class SecretOut(Schema):
    """A new secret, which no later request shows. The one before it signs as well for a day."""

    secret: str


class DeliveryOut(Schema):
    """One entry of the timeline for one webhook. `id` is the `webhook-id` of every attempt."""

    id: UUID
    webhook_id: UUID
    entry_id: UUID
    event: str
    state: Literal["waiting", "sending", "delivered", "failed"]
    tries: int
    made_at: datetime
    next_at: datetime | None
    done_at: datetime | None


class AttemptOut(Schema):
    """One try: the status and the first bytes of the answer, or the fault."""

    at: datetime
    milliseconds: int
    status: int | None
    answer: str
    fault: str


class DeliveryDetail(DeliveryOut):
    """A delivery with its attempts, oldest first."""

    attempts: list[AttemptOut]

    @staticmethod
    def resolve_attempts(row: Delivery) -> list[Attempt]:
        return list(attempts_of([row.id]))


class EventOut(Schema):
    """One event that a webhook may ask for; `sentence` in the language of the request."""

    name: str
    type: str
    sentence: str
    room: str
    facts: list[str]


class Wanted(Schema):
    """Which deliveries to list."""

    state: Literal["waiting", "sending", "delivered", "failed"] | None = None
    event: str | None = Field(None, max_length=80)
    since: datetime | None = None
    until: datetime | None = None


class ReplaysIn(Schema):
    """Since when to send again what failed; with `missed` also what happened while the webhook was disabled."""

    since: datetime
    missed: bool = False


class ReplaysOut(Schema):
    """How many deliveries are on their way again."""

    count: int


@router.get("", response=Listing[WebhookOut], summary="Webhooks, the newest first")
@scope("webhook.read")
def get_webhooks(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """The webhooks of the units that the key may see."""
    return listing(webhooks_seen_by(_actor(request)), paging, order=("-made_at", "-id"))


@router.post("", response={201: WebhookMadeOut}, summary="Make a webhook")
@scope("webhook.manage")
def post_webhook(request: HttpRequest, body: WebhookIn) -> Status[dict[str, Any]]:
    """The answer holds the secret: keep it, it is shown once."""
    made, secret = actions.make_webhook(
        body.name, body.url, events=body.events, unit_id=body.unit_id, by=_actor(request)
    )  # fmt: skip
    return Status(201, {**WebhookOut.from_orm(made).dict(), "secret": secret})


@router.get("/events", response=list[EventOut], summary="The events that a webhook may ask for")
@scope("webhook.read")
def get_events(request: HttpRequest) -> list[Any]:
    """Every event of the house, explained."""
    return list(events_offered())


@router.get("/deliveries/{delivery_id}", response=DeliveryDetail, summary="One delivery with its attempts")
@scope("webhook.read")
def get_delivery(request: HttpRequest, delivery_id: UUID) -> Delivery:
    """What came of it each time."""
    return delivery_for(_actor(request), delivery_id)


@router.post("/deliveries/{delivery_id}/replays", response=ReplaysOut, summary="Send a delivery again")
@scope("webhook.manage")
def post_replay(request: HttpRequest, delivery_id: UUID) -> dict[str, int]:
    """Under the same id. A delivery that is on its way already is left alone (count 0)."""
    actor = _actor(request)
    return {"count": int(actions.replay(delivery_for(actor, delivery_id), by=actor))}


@router.get("/{webhook_id}", response=WebhookOut, summary="One webhook")
@scope("webhook.read")
def get_webhook(request: HttpRequest, webhook_id: UUID) -> Webhook:
    """Its address, its events, how it fares."""
    return webhook_for(_actor(request), webhook_id)


@router.patch("/{webhook_id}", response=WebhookOut, summary="Change a webhook")
@scope("webhook.manage")
def patch_webhook(request: HttpRequest, webhook_id: UUID, body: WebhookChange) -> Webhook:
    """Only what is given changes; `unit_id: null` widens it to all units."""
    actor = _actor(request)
    found = webhook_for(actor, webhook_id)
    return actions.change_webhook(
        found,
        name=found.name if body.name is None else body.name,
        url=found.url if body.url is None else body.url,
        events=found.events if body.events is None else body.events,
        unit_id=body.unit_id if "unit_id" in body.model_fields_set else found.unit_id,
        by=actor,
    )


@router.delete("/{webhook_id}", response={204: None}, summary="Remove a webhook")
@scope("webhook.manage")
def delete_webhook(request: HttpRequest, webhook_id: UUID) -> Status[None]:
    """With its secrets and deliveries."""
    actor = _actor(request)
    actions.remove_webhook(webhook_for(actor, webhook_id), by=actor)
    return Status(204, None)


@router.put("/{webhook_id}/disabling", response=WebhookOut, summary="Take a webhook out of use")
@scope("webhook.manage")
def put_disabling(request: HttpRequest, webhook_id: UUID) -> Webhook:
    """Nothing is sent and nothing new is put down until it is enabled again."""
    actor = _actor(request)
    actions.disable_webhook(webhook_for(actor, webhook_id), by=actor)
    return webhook_for(actor, webhook_id)


@router.delete("/{webhook_id}/disabling", response=WebhookOut, summary="Put a webhook back in use")
@scope("webhook.manage")
def delete_disabling(request: HttpRequest, webhook_id: UUID) -> Webhook:
    """What waits is sent at once."""
    actor = _actor(request)
    actions.enable_webhook(webhook_for(actor, webhook_id), by=actor)
    return webhook_for(actor, webhook_id)


@router.post("/{webhook_id}/secrets", response={201: SecretOut}, summary="Rotate the secret")
@scope("webhook.manage")
def post_secret(request: HttpRequest, webhook_id: UUID) -> Status[dict[str, str]]:
    """Old and new secret both sign for 24 hours."""
    actor = _actor(request)
    return Status(201, {"secret": actions.rotate_secret(webhook_for(actor, webhook_id), by=actor)})


@router.post("/{webhook_id}/tests", response={201: DeliveryOut}, summary="Send a test event")
@scope("webhook.manage")
def post_test(request: HttpRequest, webhook_id: UUID) -> Status[Delivery]:
    """To this webhook alone, whatever events it wants."""
    actor = _actor(request)
    return Status(201, actions.try_out(webhook_for(actor, webhook_id), by=actor))


@router.get("/{webhook_id}/deliveries", response=Listing[DeliveryOut], summary="Deliveries, the newest first")
@scope("webhook.read")
def get_deliveries(
    request: HttpRequest, webhook_id: UUID, paging: Query[Paging], wanted: Query[Wanted]
) -> dict[str, Any]:  # fmt: skip
    """The log of the last thirty days."""
    found = deliveries_of(
        webhook_for(_actor(request), webhook_id),
        state=wanted.state or "",
        event=wanted.event or "",
        since=_aware(wanted.since),
        until=_aware(wanted.until),
    )
    return listing(found, paging, order=("-made_at", "-id"))


@router.post("/{webhook_id}/replays", response=ReplaysOut, summary="Send again what failed since a moment")
@scope("webhook.manage")
def post_replays(request: HttpRequest, webhook_id: UUID, body: ReplaysIn) -> dict[str, int]:
    """At most 20,000 at once; ask again for the rest."""
    actor = _actor(request)
    since = _aware(body.since)
    assert since is not None
    count = actions.replay_since(webhook_for(actor, webhook_id), since, missed=body.missed, by=actor)
    return {"count": count}


def _aware(at: datetime | None) -> datetime | None:
    """A time without a zone is one of ours."""
    return timezone.make_aware(at) if at is not None and timezone.is_naive(at) else at


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
