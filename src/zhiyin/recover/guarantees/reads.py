"""Questions about guarantees: which stand, what they paid, how well they are kept; evidence; returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.http import Http404
from django.utils import timezone

from zhiyin.kernel.ledger.models import Head
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.orders.reads import lines_of as lines_of  # for the pages
from zhiyin.listen.orders.reads import order, orders_of, orders_seen_by
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.reads import awards_seen_by
from zhiyin.recover.compensation.rulings import RULED
from zhiyin.recover.guarantees import policy
from zhiyin.recover.guarantees.links import order_id_in
from zhiyin.recover.guarantees.models import Evidence, Guarantee, Return, Version
from zhiyin.resolve.promises.reads import Entitlement

#: a case shows so many orders of its customer
ORDERS_SHOWN = 5


def guarantees_seen_by(actor: Actor) -> list[Guarantee]:
    """All guarantees by key, each with its versions, newest first; none without `guarantee.read`."""
    if not actor.may("guarantee.read"):
        return []
    return list(Guarantee.objects.order_by("key"))


def guarantee_for(actor: Actor, key: str) -> Guarantee:
    """The guarantee with this key, if the actor may see it; else `Http404`."""
    found = Guarantee.objects.filter(key=key).first() if actor.may("guarantee.read") else None
    if found is None:
        raise Http404
    return found


def versions_of(guarantee_ids: Iterable[UUID]) -> dict[UUID, list[Version]]:
    """The versions of guarantees, newest first, in one statement."""
    found: dict[UUID, list[Version]] = {id: [] for id in guarantee_ids}
    for one in Version.objects.filter(guarantee__in=list(found)).select_related("guarantee").order_by("-number"):
        found[one.guarantee_id].append(one)
    return found


def in_force(versions: Sequence[Version], at: datetime) -> Version | None:
    """Of versions, newest first, the one in force at a time; None before the first and after an end."""
    current = next((one for one in versions if one.from_at <= at), None)
    return current if current is not None and current.active else None


def public_in_force(at: datetime) -> list[Version]:
    """What we guarantee in public at a time, by key."""
    versions = versions_of(Guarantee.objects.values_list("id", flat=True))
    current = [one for history in versions.values() if (one := in_force(history, at)) is not None]
    return sorted((one for one in current if one.audience == policy.PUBLIC), key=lambda one: one.guarantee.key)


class Paid:
    """What versions of guarantees paid: how many remedies, what they come to, and how many were there in five minutes."""

    def __init__(self, n: int = 0, amount_minor: int = 0, at_once: int = 0) -> None:
        self.n, self.amount_minor, self.at_once = n, amount_minor, at_once


def paid_by(version_ids: Iterable[UUID], since: datetime, until: datetime) -> dict[UUID, Paid]:
    """What these versions paid for what happened in [since, until), by version, in one statement. What was taken back does
    not count."""
    quick = Q(granted_at__lte=F("because__noted_at") + timedelta(seconds=policy.AT_ONCE_SECONDS))
    rows = (
        Award.objects.filter(
            role=RULED,
            policy_version_id__in=list(version_ids),
            state=Award.State.GRANTED,
            made_at__gte=since,  # by the index: nothing is paid before it happened
            because__happened_at__gte=since,
            because__happened_at__lt=until,
        )
        .order_by()
        .values("policy_version_id")
        .annotate(n=Count("id"), total=Sum("amount_minor"), quick=Count("id", filter=quick))
    )
    found = {}
    for row in rows:
        assert row["policy_version_id"] is not None
        found[row["policy_version_id"]] = Paid(row["n"], row["total"], row["quick"])
    return found


def told_between(type: str, since: datetime, until: datetime) -> tuple[int, int]:
    """Of the events of a type that happened to customers in [since, until): how many there are, how many were paid for."""
    counts = Evidence.objects.filter(
        type=type, happened_at__gte=since, happened_at__lt=until, customer__isnull=False
    ).aggregate(n=Count("id"), paid=Count("award_id"))
    return counts["n"], counts["paid"]


def evidence_seen_by(actor: Actor) -> QuerySet[Evidence]:
    """The evidence of the units that the actor may see; none without `guarantee.read`."""
    if not actor.may("guarantee.read"):
        return Evidence.objects.none()
    found = Evidence.objects.select_related("customer")
    if actor.kind == "system" or actor.units is None:
        return found
    return found.filter(Q(unit=None) | Q(unit__in=actor.units))


def returns_seen_by(actor: Actor) -> QuerySet[Return]:
    """The returns that were asked for in the units that the actor may see; none without `guarantee.read`."""
    if not actor.may("guarantee.read"):
        return Return.objects.none()
    return Return.objects.filter(order__in=orders_seen_by(actor)).select_related("order")


def returns_of(order_ids: Iterable[UUID]) -> QuerySet[Return]:
    """The returns that were asked for of these orders, newest first."""
    return Return.objects.filter(order__in=list(order_ids)).select_related("order").order_by("-asked_at", "-id")


def order_for_token(token: str) -> Any | None:
    """The order that a customer's signed link opens."""
    id = order_id_in(token)
    return order(id) if id else None


def order_for(actor: Actor, source: str, external_id: str) -> Any:
    """The order with this number in this shop, if the actor may see it; else `Http404`."""
    found = orders_seen_by(actor).filter(source=source, external_id=external_id).first()
    if found is None:
        raise Http404
    return found


def order_with_id(actor: Actor, id: UUID) -> Any:
    """The order with this id, if the actor may see it; else `Http404`."""
    found = orders_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def newest_orders(actor: Actor, customer_ids: Iterable[UUID]) -> list[Any]:
    """The newest orders of these customers that the actor may see, with their lines."""
    seen = orders_of(customer_ids).filter(id__in=orders_seen_by(actor).values("id"), state="placed")
    return list(seen.prefetch_related("lines")[:ORDERS_SHOWN])


def award_booked_as(transaction_id: UUID) -> Award | None:
    """The award that a booking granted."""
    return Award.objects.filter(transaction_id=transaction_id).first()


def version_with_id(id: UUID | None) -> Version | None:
    """One version of a guarantee."""
    return Version.objects.select_related("guarantee").filter(id=id).first() if id else None


def awards_by(actor: Actor, versions: Iterable[Version]) -> QuerySet[Award]:
    """What these versions gave, of the units that the actor may see."""
    return awards_seen_by(actor).filter(role=RULED, policy_version_id__in=[one.id for one in versions])


def newest_heads(n: int) -> list[Head]:
    """The newest signed heads of the ledger."""
    return list(Head.objects.select_related("key").order_by("-day")[:n])


def head_of(day: date) -> Head | None:
    """The signed head of a day."""
    return Head.objects.select_related("key").filter(day=day).first()


def window_of(order: Any, right: Entitlement | None) -> datetime | None:
    """Until when an order may be returned; None while nobody told us when it was received."""
    receipt = receipt_of(order.source, order.external_id)
    if receipt is None or right is None:
        return None
    zone = order.unit.time_zone if order.unit else timezone.get_current_timezone_name()
    return right.claim(receipt.happened_at, receipt.happened_at, zone).ends_at


def receipt_of(source: str, external_id: str) -> Evidence | None:
    """What another program told last of the receipt of an order: by the order's number, and from the order's shop."""
    told = Evidence.objects.filter(type=policy.RECEIVED, about=external_id, source=source)
    return told.order_by("-happened_at", "-id").first()
