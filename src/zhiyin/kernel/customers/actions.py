"""Verbs about customers: identify, verify, merge, unmerge, name, note consent, pin a trait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.customers.events import ConsentNoted, CustomersMerged, CustomersUnmerged
from zhiyin.kernel.customers.models import Consent, Customer, Identity, Merge, Trait
from zhiyin.kernel.customers.normal import normal_identity
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.statements import Read, insert
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry


def identify(
    kind: str,
    value: str,
    *,
    name: str = "",
    language: str = "",
    verified_how: str = "",
    looked_for: bool = False,
    at: datetime | None = None,
    by: Actor,
    because: Entry | None = None,
) -> Customer:
    """The customer known by this identity, made when unknown. `looked_for`: the caller just found nobody who holds it.

    The customer who holds it verified comes first, then the one who has held it longest. Safe under concurrency: of two
    that verify the same identity at once, the loser reads the winner's row.
    """
    at = at or timezone.now()
    value = normal_identity(kind, value)
    if not value:
        raise ValidationError(_("An identity needs a value."))
    with transaction.atomic(savepoint=False):  # every message does this: nothing below fails by itself
        return (None if looked_for else _holder(kind, value)) or _new_holder(
            kind, value, name, language, verified_how, at
        )


def _new_holder(kind: str, value: str, name: str, language: str, verified_how: str, at: datetime) -> Customer:
    customer = Customer(name=name, language=language, made_at=at)
    insert(customer)
    identity = Identity(
        customer=customer, kind=kind, value=value, verified_at=at if verified_how else None, verified_how=verified_how
    )
    if not verified_how:
        insert(identity)
        return customer
    if (
        Identity.objects.bulk_create([identity], ignore_conflicts=True)
        and Identity.objects.filter(id=identity.id).exists()
    ):
        return customer
    customer.delete()
    winner = _holder(kind, value)
    assert winner is not None
    return winner


_HOLDING = Read(
    lambda kind, value: (
        Identity.objects.filter(kind=kind, value=value)
        .select_related("customer__whole")
        .order_by("verified_at", "id")[:1]  # verified first: PostgreSQL sorts NULL last
    ),
    parameters=2,
)


def _holder(kind: str, value: str) -> Customer | None:
    identity = _HOLDING.first(kind, value)
    return None if identity is None else (identity.customer.whole or identity.customer)


@transaction.atomic
def verify_identity(identity: Identity, how: str, *, at: datetime, by: Actor, because: Entry | None = None) -> Identity:
    """Note that an identity was proven, and how. If another customer already proved it, the two are merged."""
    holder = (
        Identity.objects.select_related("customer")
        .filter(kind=identity.kind, value=identity.value, verified_at__isnull=False)
        .exclude(id=identity.id)
        .first()
    )
    if holder is not None:
        merge(
            identity.customer,
            holder.customer,
            _("the same verified %(kind)s") % {"kind": identity.kind},
            at=at,
            by=by,
            because=because,
        )
        return holder
    identity.verified_at, identity.verified_how = at, how
    identity.save(update_fields=["verified_at", "verified_how"])
    return identity


@transaction.atomic
def merge(
    source: Customer, target: Customer, reason: str, *, at: datetime, by: Actor, because: Entry | None = None
) -> Merge | None:
    """Point `source` (and all that it stands for) at `target`. No row moves, so `unmerge` is exact. None if already one."""
    pair = {c.id: c for c in Customer.objects.select_for_update().filter(id__in=[source.id, target.id]).order_by("id")}
    head, onto = pair[source.id].whole_or_self_id, pair[target.id].whole_or_self_id
    if head == onto:
        return None
    moved = [head, *Customer.objects.filter(whole_id=head).exclude(id=head).values_list("id", flat=True)]
    Customer.objects.filter(id__in=moved).update(whole_id=onto)
    done = Merge.objects.create(
        source_id=head, target_id=onto, moved=[str(one) for one in moved], reason=reason, merged_at=at
    )
    announce(
        CustomersMerged(done.id, done.source_id, done.target_id),
        by=by,
        because=because,
        customer_id=done.target_id,
        at=at,
    )
    return done


@transaction.atomic
def unmerge(done: Merge, *, at: datetime, by: Actor, because: Entry | None = None) -> None:
    """Take a merge back: every customer that it moved stands as before it."""
    done = Merge.objects.select_for_update().get(id=done.id)
    if done.undone_at is not None:
        return
    later = (
        Merge.objects.filter(source_id=done.target_id, undone_at=None, merged_at__gte=done.merged_at)
        .exclude(id=done.id)
        .first()
    )
    if later is not None:
        raise ValidationError(_("The joined customer was later merged into another. Take that merge back first."))
    Customer.objects.filter(id__in=done.moved).update(whole_id=done.source_id)
    Customer.objects.filter(id=done.source_id).update(whole_id=None)
    done.undone_at = at
    done.save(update_fields=["undone_at"])
    announce(
        CustomersUnmerged(done.id, done.source_id, done.target_id),
        by=by,
        because=because,
        customer_id=done.source_id,
        at=at,
    )


@transaction.atomic
def note_consent(
    customer_id: UUID, purpose: str, given: bool, source: str, *, at: datetime, by: Actor, because: Entry | None = None
) -> Consent:
    """Note that a customer gave or withdrew consent for a purpose, and how we know."""
    consent = Consent.objects.create(customer_id=customer_id, purpose=purpose, given=given, source=source, at=at)
    announce(ConsentNoted(consent.id, purpose, given), by=by, because=because, customer_id=customer_id, at=at)
    return consent


@transaction.atomic
def name_customer(customer_id: UUID, name: str, *, by: Actor, because: Entry | None = None) -> bool:
    """Note what a customer calls themself, while they have no name yet. False when they have one: it stays."""
    name = name.replace("\x00", "").strip()[:200]
    return bool(name) and bool(Customer.objects.filter(id=customer_id, name="").update(name=name))


@transaction.atomic
def pin_trait(
    customer_id: UUID, name: str, value: Any, *, pinned_by: str, at: datetime, by: Actor, because: Entry | None = None
) -> Trait:
    """Pin a trait; the one in force before it ends at `at`. Pinning the same value again changes nothing."""
    pins = [Pin(customer_id, value, because)]
    return pin_traits(name, pins, pinned_by=pinned_by, at=at, by=by, because=because)[customer_id]


class Pin(NamedTuple):
    """What a trait of a customer is to say (None: nothing any more), and because of what."""

    customer_id: UUID
    value: Any
    because: Entry | None = None


@transaction.atomic
def pin_traits(
    name: str, pins: Sequence[Pin], *, pinned_by: str, at: datetime, by: Actor, because: Entry | None = None
) -> dict[UUID, Trait]:
    """Pin one trait of several customers, or end it, each as `pin_trait` does, in as many statements as for one.

    Returns the traits in force, by customer.
    """
    ids = [one.customer_id for one in pins]
    list(Customer.objects.select_for_update().only("id").filter(id__in=ids).order_by("id"))
    known = {one.customer_id: one for one in Trait.objects.filter(customer_id__in=ids, name=name, until_at=None)}
    changed = [one for one in pins if one.customer_id not in known or known[one.customer_id].value != one.value]
    ended = [known.pop(one.customer_id).id for one in changed if one.customer_id in known]
    if ended:
        Trait.objects.filter(id__in=ended).update(until_at=at)
    new = [
        Trait(customer_id=id, name=name, value=value, pinned_by=pinned_by, because=why or because, from_at=at)
        for id, value, why in changed
        if value is not None
    ]
    insert(*new)
    return known | {one.customer_id: one for one in new}
