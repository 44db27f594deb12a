"""The chain and the balance. Pure. (definitions.md B36)"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

#: What stands before the first transaction: 64 zeros as text.
BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """A line to book: `amount` in minor units, positive debit, negative credit."""

    account: str
    amount: int
    currency: str
    customer_id: UUID | None = None


def canonical(payload: Mapping[str, Any]) -> str:
    """The one way to write a payload: sorted keys, no spaces, Unicode as it is."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def next_hash(previous: str, payload: Mapping[str, Any]) -> str:
    """hₙ = SHA-256(hₙ₋₁ ‖ canonical JSON of step n), in hexadecimal.

    >>> next_hash(BEGINNING, {"n": 1, "type": "made"})
    '937fc0ca6070c0c6b7d372c3b15c3b81544a0324dba6714fa5e4dd5f4846df4e'
    """
    return hashlib.sha256((previous + canonical(payload)).encode()).hexdigest()


def imbalance(lines: Iterable[Line]) -> dict[str, int]:
    """What is left over in each currency; empty when debits equal credits."""
    sums: dict[str, int] = defaultdict(int)
    for line in lines:
        sums[line.currency] += line.amount
    return {currency: amount for currency, amount in sums.items() if amount}
