"""Why we reach out, as values; the words are made when they are shown. Pure."""

from __future__ import annotations

from datetime import date
from typing import Any

#: for how long a broken promise counts
BREACHES_COUNT_FOR_DAYS = 60
#: how long a customer is left in peace after we asked for an outreach
ONCE_IN_DAYS = 30

SCALES = {"csat": 5, "nps": 10, "ces": 7}


def reasons(
    *, kind: str, score: int, breaches: int, last_breach_on: date | None, value: dict[str, Any] | None
) -> list[dict[str, Any]]:
    """The reasons, weightiest first, as JSON values without a word in any language.

    >>> [one["key"] for one in reasons(kind="csat", score=1, breaches=0, last_breach_on=None, value=None)]
    ['bad_answer']
    """
    found: list[dict[str, Any]] = [{"key": "bad_answer", "kind": kind, "score": score, "scale": SCALES[kind]}]
    if breaches:
        found.append(
            {
                "key": "broken_promises",
                "count": breaches,
                "last_on": last_breach_on.isoformat() if last_breach_on else None,
            }
        )
    if value and value.get("band") == "high":
        found.append(
            {
                "key": "high_value",
                "amount_minor": value.get("amount_minor"),
                "currency": value.get("currency"),
                "orders": value.get("orders"),
            }
        )
    return found
