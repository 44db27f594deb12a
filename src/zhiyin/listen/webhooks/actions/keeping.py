"""Make a webhook, change it, take it out of use and back, remove it, rotate its secret."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.outbound import Refused, checked_addresses, target_of
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.reads import units_seen_by
from zhiyin.kernel.sealing import seal
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.webhooks.events import (
    SecretRotated,
    WebhookChanged,
    WebhookDisabled,
    WebhookEnabled,
    WebhookMade,
    WebhookRemoved,
)
from zhiyin.listen.webhooks.models import Delivery, Disabling, Secret, Webhook
from zhiyin.listen.webhooks.offered import names_offered
from zhiyin.listen.webhooks.policy import OVERLAP
from zhiyin.listen.webhooks.signing import new_secret


@transaction.atomic
def make_webhook(
    name: str,
    url: str,
    *,
    events: Collection[str] = (),
    unit_id: UUID | None = None,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> tuple[Webhook, str]:
    """Make a webhook. Returns the row and its secret, which is shown once. Raises `ValidationError` by field."""
    by.require("webhook.manage")
    at = at or timezone.now()
    webhook = Webhook(
        name=_name(name), url=_receiver(url), events=_events(events), unit_id=_unit(unit_id, by), made_at=at
    )  # fmt: skip
    webhook.save(force_insert=True)
    secret = new_secret()
    Secret.objects.create(webhook=webhook, sealed=seal(secret), made_at=at)
    announce(WebhookMade(webhook.id), by=by, because=because, unit_id=webhook.unit_id, at=at)
    return webhook, secret


@transaction.atomic
def change_webhook(
    webhook: Webhook,
    *,
    name: str,
    url: str,
    events: Collection[str],
    unit_id: UUID | None,
    by: Actor,
    because: Entry | None = None,
) -> Webhook:
    """Change what a webhook is called, where it goes and what it hears. What is on its way goes to the new address."""
    by.require("webhook.manage")
    webhook.name, webhook.url, webhook.events = _name(name), _receiver(url), _events(events)
    if unit_id != webhook.unit_id:
        webhook.unit_id = _unit(unit_id, by)
    webhook.save(update_fields=["name", "url", "events", "unit"])
    announce(WebhookChanged(webhook.id), by=by, because=because, unit_id=webhook.unit_id)
    return webhook


@transaction.atomic
def remove_webhook(webhook: Webhook, *, by: Actor, because: Entry | None = None) -> None:
    """Take a webhook away with its secrets, deliveries and attempts."""
    by.require("webhook.manage")
    announce(WebhookRemoved(webhook.id, webhook.name), by=by, because=because, unit_id=webhook.unit_id)
    webhook.delete()


@transaction.atomic
def disable_webhook(
    webhook: Webhook,
    *,
    reason: str = Disabling.Reason.PERSON,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> None:
    """Take a webhook out of use: nothing new is put down for it, nothing waiting is sent. Again changes nothing."""
    by.require("webhook.manage")
    at = at or timezone.now()
    made = Disabling.objects.bulk_create(
        [Disabling(webhook=webhook, reason=reason, at=at, by_name=by.name if by.kind != "system" else "")],
        ignore_conflicts=True,
    )
    if Disabling.objects.filter(id=made[0].id).exists():
        announce(WebhookDisabled(webhook.id, reason), by=by, because=because, unit_id=webhook.unit_id, at=at)


@transaction.atomic
def enable_webhook(webhook: Webhook, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> None:
    """Put a webhook back in use: what waits is sent at once, and failures are counted anew."""
    by.require("webhook.manage")
    at = at or timezone.now()
    ended, _rows = Disabling.objects.filter(webhook=webhook).delete()
    if ended:
        Webhook.objects.filter(id=webhook.id).update(failures=0, failing_since=None, resting_until=None)
        Delivery.objects.filter(webhook=webhook, state=Delivery.State.WAITING, next_at__gt=at).update(next_at=at)
        announce(WebhookEnabled(webhook.id), by=by, because=because, unit_id=webhook.unit_id, at=at)


@transaction.atomic
def rotate_secret(webhook: Webhook, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> str:
    """A new secret, shown once. The one before it signs beside it for a day; one that was replaced earlier ends now."""
    by.require("webhook.manage")
    at = at or timezone.now()
    Webhook.objects.select_for_update(no_key=True).get(id=webhook.id)
    Secret.objects.filter(webhook=webhook, until_at__isnull=False).delete()
    Secret.objects.filter(webhook=webhook, until_at=None).update(until_at=at + OVERLAP)
    secret = new_secret()
    Secret.objects.create(webhook=webhook, sealed=seal(secret), made_at=at)
    announce(SecretRotated(webhook.id), by=by, because=because, unit_id=webhook.unit_id, at=at)
    return secret


def _name(name: str) -> str:
    name = name.strip()
    if not name:
        raise ValidationError({"name": _("Give it a name, so that others know whose it is.")})
    return name[:120]


def _receiver(url: str) -> str:
    """The address as given, once it may be one. Names are resolved and checked at every delivery, not here."""
    url = url.strip()
    try:
        target = target_of(url)
        checked_addresses(target, lambda host, port: ["2606:4700::1111"])  # numeric addresses only
    except Refused as refusal:
        raise ValidationError({"url": str(refusal)}) from refusal
    if target.scheme != "https" and not target.inside:
        raise ValidationError({"url": _("Use https: over http anybody on the way could read along.")})
    return url


def _events(events: Collection[str]) -> list[str]:
    unknown = set(events) - names_offered()
    if unknown:
        raise ValidationError({"events": _("There is no event %(name)s.") % {"name": min(unknown)}})
    return sorted(set(events))


def _unit(unit_id: UUID | None, by: Actor) -> UUID | None:
    """Who sees only some units makes webhooks for one of them."""
    if unit_id is None:
        if by.kind != "system" and by.units is not None:
            raise ValidationError(
                {"unit": _("Choose one of your units: events of all units are not for you to pass on.")}
            )
        return None
    if not units_seen_by(by).filter(id=unit_id).exists():
        raise ValidationError({"unit": _("There is no such unit, or you do not see it.")})
    return unit_id
