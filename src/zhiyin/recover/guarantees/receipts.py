"""Receipts: the number of a booking in the ledger with a code that only we can make. Who has both may see that booking.

The code is ten letters (50 bits) of an HMAC of the booking's id under our secret, so that counting upwards finds nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings

from zhiyin.kernel.ledger.models import Transaction

#: without I, L, O and U, which are mistaken for others
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISTAKEN = str.maketrans("ILO", "110")
CODE_LENGTH = 10


def receipt(booked: Transaction) -> str:
    """The receipt of a booking as people read it: `1204-7KQ2M-9XB4T`."""
    code = _code(booked.id, settings.SECRET_KEY)
    return f"{booked.number}-{code[:5]}-{code[5:]}"


def receipts(transaction_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The receipts of bookings by their ids, in one statement."""
    found = Transaction.objects.filter(id__in=list(transaction_ids)).only("id", "number")
    return {one.id: receipt(one) for one in found}


def address_of(receipt: str) -> str:
    """The whole address at which a receipt is checked, for a message."""
    return f"{settings.PUBLIC_URL}/receipts/{receipt}"


def booking_of(receipt: str) -> Transaction | None:
    """The booking that a receipt is of; None for one that we did not make. Spaces, small letters and missing hyphens do
    not matter."""
    number, _hyphen, rest = receipt.strip().replace(" ", "").partition("-")
    code = rest.replace("-", "").upper().translate(_MISTAKEN)
    if not (number.isascii() and number.isdecimal()) or len(number) > 18 or len(code) != CODE_LENGTH:
        return None
    found = Transaction.objects.filter(number=int(number)).first()
    # Whether the number is there takes as long to refuse as a wrong code.
    id = found.id if found else UUID(int=0)
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    right = [hmac.compare_digest(code.encode(), _code(id, str(one)).encode()) for one in secrets]
    return found if any(right) else None


def _code(id: UUID, secret: str) -> str:
    made = hmac.digest(hashlib.sha256(b"zhiyin receipt 1" + secret.encode()).digest(), id.bytes, "sha256")
    number = int.from_bytes(made[:8], "big") >> 14
    return "".join(_LETTERS[number >> shift & 31] for shift in range(45, -1, -5))
