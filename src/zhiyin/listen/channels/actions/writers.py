"""Who wrote: a known customer in one statement, else a new one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value
from django.db.models.functions import Concat

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Identity
from zhiyin.kernel.customers.normal import normal_identity
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.incoming import Incoming


def writer_of(incoming: Incoming, *, language: str, at: datetime, by: Actor, because: Entry | None) -> UUID:
    """The customer who wrote this, with what they claim to be reachable by.

    The order is that of `identify`: who holds the identity verified, then who has held it longest. Nearly all who write
    have written before, so they are looked for first, together with what is known of them.
    """
    kind, value = incoming.identity_kind, normal_identity(incoming.identity_kind, incoming.identity)
    known = Identity.objects.filter(customer_id=OuterRef("customer_id")).values_list(
        Concat("kind", Value(":"), "value")
    )
    found = (
        Identity.objects.filter(kind=kind, value=value)
        .order_by("verified_at", "id")  # verified first: PostgreSQL sorts NULL last
        .values_list("customer_id", "customer__whole_id", ArraySubquery(known))
        .first()
    )
    if found is None:
        language = incoming.language or language
        made = identify(kind, value, name=incoming.name, language=language, at=at, by=by, because=because)
        customer_id, whole_id, identities = made.id, made.whole_id, []
    else:
        customer_id, whole_id, identities = found
    for claimed_kind, claimed in incoming.also:
        if f"{claimed_kind}:{normal_identity(claimed_kind, claimed)}" not in identities:
            claim_identity(customer_id, claimed_kind, claimed)
    return whole_id or customer_id


def claim_identity(customer_id: UUID, kind: str, value: str) -> None:
    """Note that a customer says to be reachable so. Unverified: it proves nothing and takes nothing from others."""
    value = normal_identity(kind, value)
    if value:
        Identity.objects.bulk_create(
            [Identity(customer_id=customer_id, kind=kind, value=value[:320])], ignore_conflicts=True
        )
