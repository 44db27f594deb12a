"""Questions about customers: who, known by what, consenting to what, with which traits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from zhiyin.kernel.customers.models import Consent, Customer, Identity, Merge, Trait
from zhiyin.kernel.customers.normal import normal_identity
from zhiyin.kernel.people.actor import Actor


def customers_seen_by(actor: Actor) -> QuerySet[Customer]:
    """The customers whom the actor may look at: none without `customer.read`."""
    if actor.kind == "customer":
        return Customer.objects.filter(id=actor.id) if actor.id else Customer.objects.none()
    return Customer.objects.all() if actor.may("customer.read") else Customer.objects.none()


def customer_for(actor: Actor, number: int) -> Customer:
    """The customer with this number, if the actor may see it; else `Http404`."""
    customer = customers_seen_by(actor).select_related("whole").filter(number=number).first()
    if customer is None:
        raise Http404
    return customer


def whole_ids(customer: Customer) -> list[UUID]:
    """The ids of all customers that make up the whole this one belongs to."""
    return list(parts_of(customer.whole_id or customer.id).values_list("id", flat=True))


def parts_of(head: UUID) -> QuerySet[Customer]:
    """All customers of the whole with this id. For `customer__in`: a condition on both tables would read all of them."""
    return Customer.objects.filter(Q(id=head) | Q(whole_id=head))


def identities_of(customer: Customer) -> QuerySet[Identity]:
    """How the whole customer is known, verified ones first."""
    return Identity.objects.filter(customer__in=whole_ids(customer)).order_by("verified_at", "kind", "value")


def address_of(customer_id: UUID, kind: str, beginning: str = "") -> str | None:
    """Where to reach a customer by a kind of identity: the verified one, else the oldest, of those that begin so."""
    head = Customer.objects.filter(id=customer_id).values_list("whole_id", flat=True).first() or customer_id
    found = (
        Identity.objects.filter(customer__in=parts_of(head).values("id"), kind=kind, value__startswith=beginning)
        .order_by("verified_at", "id")
        .values_list("value", flat=True)
        .first()
    )
    return found


def merges_of(customer: Customer) -> QuerySet[Merge]:
    """The merges in force around this customer, newest first."""
    ids = whole_ids(customer)
    return (
        Merge.objects.filter(Q(source__in=ids) | Q(target__in=ids), undone_at=None)
        .select_related("source", "target")
        .order_by("-merged_at")
    )


def consents_of(customer_id: UUID) -> dict[str, Consent]:
    """The consent in force for each purpose."""
    newest = Consent.objects.filter(customer_id=customer_id).order_by("purpose", "-at", "-id").distinct("purpose")
    return {consent.purpose: consent for consent in newest}


def allows(customer_id: UUID, purpose: str, *, default: bool = False) -> bool:
    """Whether the customer allows a purpose; `default` if they were never asked."""
    newest = Consent.objects.filter(customer_id=customer_id, purpose=purpose).order_by("-at", "-id").first()
    return default if newest is None else newest.given


def traits_of(customer_id: UUID) -> dict[str, Any]:
    """The traits in force: name to value."""
    return dict(Trait.objects.filter(customer_id=customer_id, until_at=None).values_list("name", "value"))


def trait_of(customer_id: UUID, name: str) -> Any | None:
    """The value of one trait in force, or None."""
    return (
        Trait.objects.filter(customer_id=customer_id, name=name, until_at=None).values_list("value", flat=True).first()
    )


def traits_of_many(customer_ids: Iterable[UUID], name: str) -> dict[UUID, Any]:
    """One trait in force of many customers, in one statement."""
    return dict(
        Trait.objects.filter(customer_id__in=list(customer_ids), name=name, until_at=None).values_list(
            "customer_id", "value"
        )
    )


def matching(actor: Actor, query: str) -> QuerySet[Customer, Any]:
    """The ids (`head`) of the whole customers whom a query finds: by number, part of the name, or an identity."""
    forms = {query, *(normal_identity(kind, query) for kind in Identity.Kind.values)} - {""}
    known = Identity.objects.filter(Q(value__in=forms) | Q(value__istartswith=query)).values("customer_id")
    condition = Q(name__icontains=query) | Q(id__in=known)
    if query.lstrip("#").isdigit() and len(query) < 19:
        condition |= Q(number=int(query.lstrip("#")))
    return customers_seen_by(actor).filter(condition).annotate(head=Coalesce("whole_id", "id")).values("head")


def pinned_traits(customer: Customer) -> QuerySet[Trait]:
    """The traits in force as rows, with who pinned each and when."""
    return Trait.objects.filter(customer=customer, until_at=None).order_by("name")
