"""Who listens, and what each may hear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Facts = dict[str, Any]
SALT = "live"
TOKEN_SECONDS = 24 * 3600
#: what a customer's own page is told: their conversation, and nothing of what is decided about them
FOR_CUSTOMERS = frozenset({"MessageReceived", "MessageSent", "MessageSeen", "FileFetched", "WeType"})


@dataclass(frozen=True, slots=True)
class Listener:
    """Who listens: staff of these units (`None` is every unit), or one customer, by all the ids of a merged one."""

    units: frozenset[str] | None = None
    customers: frozenset[str] | None = None

    def may_hear(self, facts: Facts) -> bool:
        """Whether something that happened is for this listener."""
        if self.customers is not None:
            return facts.get("customer_id") in self.customers and facts.get("event") in FOR_CUSTOMERS
        unit = facts.get("unit_id")
        return self.units is None or unit is None or unit in self.units


def listener_of(token: str, secret: str) -> Listener | None:
    """Who a signed token names; None when it is forged or old."""
    from django.core import signing

    try:
        said = signing.loads(token, key=secret, salt=SALT, max_age=TOKEN_SECONDS, fallback_keys=[])
    except signing.BadSignature:
        return None
    if "customer" in said:
        named = said["customer"]
        return Listener(frozenset(), frozenset(named if isinstance(named, list) else [str(named)]))
    units = said.get("units")
    return Listener(None if units is None else frozenset(str(unit) for unit in units))
