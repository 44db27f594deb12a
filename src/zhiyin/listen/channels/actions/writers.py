"""Who wrote: a known customer in one statement, else a new one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Identity
from zhiyin.kernel.customers.normal import normal_identity
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.statements import prepared
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.incoming import Incoming

# Written out: this runs for every message, and building it anew each time costs more than running it.
_KNOWN = """
SELECT i.customer_id, c.whole_id,
       ARRAY(SELECT o.kind || ':' || o.value FROM customers_identity o WHERE o.customer_id = i.customer_id)
FROM customers_identity i JOIN customers_customer c ON c.id = i.customer_id
WHERE i.kind = %s AND i.value = %s
ORDER BY i.verified_at NULLS LAST, i.id LIMIT 1
"""


def writer_of(incoming: Incoming, *, language: str, at: datetime, by: Actor, because: Entry | None) -> UUID:
    """The customer who wrote this, with what they claim to be reachable by.

    The order is that of `identify`: who holds the identity verified, then who has held it longest. Nearly all who write
    have written before, so they are looked for first, together with what is known of them.
    """
    kind, value = incoming.identity_kind, normal_identity(incoming.identity_kind, incoming.identity)
    with prepared() as cursor:
        cursor.execute(_KNOWN, [kind, value])
        found = cursor.fetchone()
    if found is None:
        language = incoming.language or language
        made = identify(
            kind,
            value,
            name=incoming.name,
            language=language,
            verified_how=incoming.proven_how,
            looked_for=True,
            at=at,
            by=by,
            because=because,
        )
        found = (made.id, made.whole_id, [])
    customer_id: UUID = found[0]
    whole_id: UUID | None = found[1]
    identities: list[str] = found[2]
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
