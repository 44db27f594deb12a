"""What webhooks announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class WebhookMade(Event):
    """Another program asked to be told of events."""

    webhook_id: UUID

    subject: ClassVar = "webhooks.Webhook"
    sentence: ClassVar = _("A webhook was made")
    icon: ClassVar = "arrow-up-on-square"


@dataclass(frozen=True, slots=True)
class WebhookChanged(Event):
    """A webhook got another name, address or choice of events."""

    webhook_id: UUID

    subject: ClassVar = "webhooks.Webhook"
    sentence: ClassVar = _("A webhook was changed")
    icon: ClassVar = "arrow-up-on-square"


@dataclass(frozen=True, slots=True)
class WebhookRemoved(Event):
    """A webhook was taken away, with its deliveries."""

    webhook_id: UUID
    name: str

    subject: ClassVar = "webhooks.Webhook"
    sentence: ClassVar = _("A webhook was removed")
    icon: ClassVar = "trash"


@dataclass(frozen=True, slots=True)
class WebhookDisabled(Event):
    """A webhook went out of use: a person switched it off, its receiver said it is gone, or it failed for days."""

    webhook_id: UUID
    reason: str

    subject: ClassVar = "webhooks.Webhook"
    sentence: ClassVar = _("A webhook was disabled")
    icon: ClassVar = "no-symbol"


@dataclass(frozen=True, slots=True)
class WebhookEnabled(Event):
    """A webhook is in use again."""

    webhook_id: UUID

    subject: ClassVar = "webhooks.Webhook"
    sentence: ClassVar = _("A webhook was enabled")
    icon: ClassVar = "check-circle"


@dataclass(frozen=True, slots=True)
class WebhookTested(Event):
    """A person asked for a test event; it goes to that webhook alone."""

    webhook_id: UUID

    subject: ClassVar = "webhooks.Webhook"
    sentence: ClassVar = _("A webhook was tested")
    icon: ClassVar = "beaker"


@dataclass(frozen=True, slots=True)
class SecretRotated(Event):
    """A webhook got a new secret; the old one signs beside it for a day."""

    webhook_id: UUID

    subject: ClassVar = "webhooks.Webhook"
    sentence: ClassVar = _("The secret of a webhook was rotated")
    icon: ClassVar = "key"


@dataclass(frozen=True, slots=True)
class DeliveriesReplayed(Event):
    """Deliveries of a webhook were put on their way once more."""

    webhook_id: UUID
    count: int

    subject: ClassVar = "webhooks.Webhook"
    sentence: ClassVar = _("Deliveries of a webhook were replayed")
    icon: ClassVar = "arrow-path"
