"""`introduce`: a visitor of the chat says who they are."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions.writers import claim_identity
from zhiyin.listen.channels.events import VisitorIntroduced
from zhiyin.listen.channels.models import Channel


@transaction.atomic
def introduce(
    channel: Channel,
    visitor: UUID,
    *,
    name: str,
    email: str,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Customer:
    """Note the name and address that a visitor gives. Unverified: it opens no one else's history to them."""
    at = at or timezone.now()
    customer = identify("visitor", visitor.hex, name=name[:200], at=at, by=by, because=because)
    if name and not customer.name:
        customer.name = name[:200]
        customer.save(update_fields=["name"])
    if email:
        claim_identity(customer.id, "email", email)
    announce(
        VisitorIntroduced(customer.id, channel.id),
        by=by,
        because=because,
        customer_id=customer.id,
        unit_id=channel.unit_id,
        at=at,
    )
    return customer
