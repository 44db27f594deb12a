"""Verbs of the ledger: book, reverse. There is no third."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
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

__all__ = ["Line", "book", "reverse"]

# Names the lock under which the chain grows by one link at a time.
CHAIN_LOCK = 0x5A59_0002


@transaction.atomic
def book(
    kind: str,
    lines: Sequence[Line],
    *,
    about_id: UUID | None,
    memo: str = "",
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
    reverses: Transaction | None = None,
) -> Transaction:
    """Book lines that balance in every currency, as the next link of the chain. `memo` must name no person."""
    at = (at or timezone.now()).astimezone(UTC)
    if len(lines) < 2 or any(line.amount == 0 for line in lines):
        raise ValidationError(_("A booking needs at least two lines, each with an amount."))
    left_over = imbalance(lines)
    if left_over:
        raise ValidationError(_("Debits and credits differ: %(left)s.") % {"left": left_over})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Transaction.objects.order_by("-number").values("number", "hash").first() or {"number": 0, "hash": BEGINNING}
    number, previous = last["number"] + 1, last["hash"]
    payload = {
        "n": number,
        "kind": kind,
        "at": at.isoformat(),
        "about": str(about_id) if about_id else None,
        "memo": memo,
        "by": [by.kind, str(by.id) if by.id else by.name if by.kind == "system" else None],
        "reverses": reverses.number if reverses else None,
        "lines": [
            [line.account, line.amount, line.currency, str(line.customer_id) if line.customer_id else None]
            for line in lines
        ],
    }
    booked = Transaction.objects.create(
        id=new_id(),
        number=number,
        kind=kind,
        about_id=about_id,
        memo=memo,
        reverses=reverses,
        because=because,
        at=at,
        payload=payload,
        previous_hash=previous,
        hash=next_hash(previous, payload),
    )
    Posting.objects.bulk_create(
        Posting(
            transaction=booked,
            account=line.account,
            customer_id=line.customer_id,
            amount=line.amount,
            currency=line.currency,
        )
        for line in lines
    )
    return booked


@transaction.atomic
def reverse(
    booked: Transaction, reason: str, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Transaction:
    """Book the opposite of a transaction, once."""
    if Transaction.objects.filter(reverses=booked).exists():
        raise ValidationError(_("This booking has already been reversed."))
    lines = [
        Line(posting.account, -posting.amount, posting.currency, posting.customer_id)
        for posting in booked.postings.order_by("id")
    ]
    return book(
        f"{booked.kind}-reversed",
        lines,
        about_id=booked.about_id,
        memo=reason,
        by=by,
        because=because,
        at=at,
        reverses=booked,
    )
