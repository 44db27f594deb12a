"""Verbs of the ledger: book, reverse. There is no third."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.ledger.models import Posting, Transaction
from zhiyin.kernel.ledger.policy import BEGINNING, Line, imbalance, next_hash
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry

__all__ = ["Booking", "Line", "book", "book_all", "reverse"]

# Names the lock under which the chain grows by one link at a time.
CHAIN_LOCK = 0x5A59_0002


@dataclass(frozen=True, slots=True)
class Booking:
    """What is to be booked: lines that balance in every currency. `memo` must name no person."""

    kind: str
    lines: Sequence[Line]
    at: datetime
    about_id: UUID | None = None
    memo: str = ""
    because_id: UUID | None = None
    reverses: Transaction | None = None


def book(
    kind: str,
    lines: Sequence[Line],
    *,
    about_id: UUID | None,
    memo: str = "",
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Transaction:
    """Book lines that balance in every currency, as the next link of the chain. `memo` must name no person."""
    booking = Booking(kind, lines, at or timezone.now(), about_id, memo, because.id if because else None)
    return book_all([booking], by=by, because=because)[0]


@transaction.atomic
def book_all(bookings: Sequence[Booking], *, by: Actor, because: Entry | None) -> list[Transaction]:
    """Append bookings to the chain in the given order, in as many statements as for one."""
    for booking in bookings:
        _check(booking.lines)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Transaction.objects.order_by("-number").values("number", "hash").first() or {"number": 0, "hash": BEGINNING}
    number, previous = last["number"], last["hash"]
    booked: list[Transaction] = []
    for booking in bookings:
        number += 1
        payload = _payload(number, booking, by)
        one = Transaction(
            id=new_id(),
            number=number,
            kind=booking.kind,
            about_id=booking.about_id,
            memo=booking.memo,
            reverses=booking.reverses,
            because_id=booking.because_id,
            at=booking.at,
            payload=payload,
            previous_hash=previous,
            hash=next_hash(previous, payload),
        )
        previous = one.hash
        booked.append(one)
    Transaction.objects.bulk_create(booked, batch_size=2000)
    Posting.objects.bulk_create(
        (
            Posting(
                transaction=one,
                account=line.account,
                customer_id=line.customer_id,
                amount=line.amount,
                currency=line.currency,
            )
            for one, booking in zip(booked, bookings, strict=True)
            for line in booking.lines
        ),
        batch_size=5000,
    )
    return booked


def _check(lines: Sequence[Line]) -> None:
    if len(lines) < 2 or any(line.amount == 0 for line in lines):
        raise ValidationError(_("A booking needs at least two lines, each with an amount."))
    left_over = imbalance(lines)
    if left_over:
        raise ValidationError(_("Debits and credits differ: %(left)s.") % {"left": left_over})


def _payload(number: int, booking: Booking, by: Actor) -> dict[str, Any]:
    """What the hash covers: ids and amounts, no personal data."""
    return {
        "n": number,
        "kind": booking.kind,
        "at": booking.at.astimezone(UTC).isoformat(),
        "about": str(booking.about_id) if booking.about_id else None,
        "memo": booking.memo,
        "by": [by.kind, str(by.id) if by.id else by.name if by.kind == "system" else None],
        "reverses": booking.reverses.number if booking.reverses else None,
        "lines": [
            [line.account, line.amount, line.currency, str(line.customer_id) if line.customer_id else None]
            for line in booking.lines
        ],
    }


@transaction.atomic
def reverse(
    booked: Transaction, reason: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Transaction:
    """Book the opposite of a transaction, once."""
    if Transaction.objects.filter(reverses=booked).exists():
        raise ValidationError(_("This booking has already been reversed."))
    booking = Booking(
        kind=f"{booked.kind}-reversed",
        lines=[
            Line(posting.account, -posting.amount, posting.currency, posting.customer_id)
            for posting in booked.postings.order_by("id")
        ],
        at=at or timezone.now(),
        about_id=booked.about_id,
        memo=reason,
        because_id=because.id if because else None,
        reverses=booked,
    )
    return book_all([booking], by=by, because=because)[0]
