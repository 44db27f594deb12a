"""A visitor of the chat says who they are, or the site does."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.customers.actions import identify, merge, verify_identity
from zhiyin.kernel.customers.models import Customer, Identity
from zhiyin.kernel.customers.normal import normal_identity
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions.writers import claim_identity
from zhiyin.listen.channels.events import VisitorIntroduced
from zhiyin.listen.channels.models import Channel

#: how an identity is proven that a site signed
BY_SITE = "signed by the site"


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


@transaction.atomic
def join_known(
    channel: Channel, visitor: UUID, external: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Customer:
    """The customer whom the channel's site vouches for by their number there; this visitor is that customer from now on."""
    at = at or timezone.now()
    customer = identify("external", external, verified_how=BY_SITE, at=at, by=by, because=because)
    theirs = Q(customer=customer) | Q(customer__whole=customer)
    number = Identity.objects.filter(theirs, kind="external", value=normal_identity("external", external))
    for one in number.filter(verified_at=None)[:1]:
        verify_identity(one, BY_SITE, at=at, by=by, because=because)
    claim_identity(customer.id, "visitor", visitor.hex)
    return customer


@transaction.atomic
def join_stranger(
    stranger_id: UUID, known: Customer, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> None:
    """What a stranger said in this browser a moment ago was said by the customer who signs in now.

    A stranger of whom anything is proven is a person of their own and stays one.
    """
    stranger = Customer.objects.get(id=stranger_id)
    proven = Identity.objects.filter(customer=stranger, verified_at__isnull=False).exists()
    if proven or stranger.whole_id is not None:
        return
    merge(stranger, known, _("the same browser, signed in"), at=at or timezone.now(), by=by, because=because)
