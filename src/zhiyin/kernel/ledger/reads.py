"""Questions about the ledger: balances, and whether anything was altered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from zhiyin.kernel.ledger.models import Posting, Transaction
from zhiyin.kernel.ledger.policy import BEGINNING, next_hash


def balance(account: str, currency: str, customer_id: UUID | None = None) -> int:
    """The sum of an account in minor units, of one customer if given."""
    postings = Posting.objects.filter(account=account, currency=currency)
    if customer_id is not None:
        postings = postings.filter(customer_id=customer_id)
    total: int | None = postings.aggregate(total=Sum("amount"))["total"]
    return total or 0


def balances() -> list[tuple[str, str, int]]:
    """Every account with its currency and sum, by name."""
    rows = Posting.objects.values("account", "currency").annotate(total=Sum("amount")).order_by("account", "currency")
    return [(row["account"], row["currency"], row["total"]) for row in rows]


def transactions_about(about_id: UUID) -> QuerySet[Transaction]:
    """The bookings about one row, oldest first, with their postings."""
    return Transaction.objects.filter(about_id=about_id).order_by("number").prefetch_related("postings")


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found: whether all is well, how many transactions were checked, where the chain breaks."""

    ok: bool
    checked: int
    broken_at: int | None
    message: str
    head: str


@transaction.atomic
def verify() -> Verification:
    """Walk the chain: numbers without a gap, every hash right, postings as in the payload, every transaction balanced."""
    previous, expected = BEGINNING, 1
    # A server-side cursor keeps memory flat; postings come along in chunks.
    for booked in Transaction.objects.order_by("number").prefetch_related("postings").iterator(chunk_size=2000):
        fault = fault_of(booked, previous, expected)
        if fault:
            return Verification(False, expected - 1, booked.number, fault, previous)
        previous, expected = booked.hash, expected + 1
    checked = expected - 1
    return Verification(True, checked, None, _("%(count)s bookings, all in order.") % {"count": checked}, previous)


def fault_of(booked: Transaction, previous: str, expected: int) -> str:
    """What is wrong with a booking that is to follow a hash under a number, in the reader's language; "" if nothing."""
    if booked.number != expected:
        return _("Booking %(number)s is missing.") % {"number": expected}
    if booked.previous_hash != previous or booked.hash != next_hash(previous, booked.payload):
        return _("Booking %(number)s was altered: its hash does not fit.") % {"number": booked.number}
    kept = sorted(
        (one.account, one.amount, one.currency, str(one.customer_id) if one.customer_id else "")
        for one in booked.postings.all()
    )
    told = sorted(
        (account, amount, currency, customer or "") for account, amount, currency, customer in booked.payload["lines"]
    )
    if kept != told:
        return _("The postings of booking %(number)s are not those that were booked.") % {"number": booked.number}
    if booked.kind != booked.payload["kind"] or str(booked.about_id) != str(booked.payload["about"]):
        return _("Booking %(number)s was altered: it does not fit its payload.") % {"number": booked.number}
    return ""
