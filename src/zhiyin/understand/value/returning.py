"""What a broken promise costs: do its customers buy again as often as those whose promise was kept?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from zhiyin.lib.stats import Difference, Interval, newcombe, wilson

#: days after the reply was due within which a further order counts as a return
WITHIN_DAYS = 30

_RETURNS = """
WITH firsts AS (
    SELECT DISTINCT ON (customer_id) customer_id, state, due_at FROM promises_promise
    WHERE due_at >= %(from)s AND due_at < %(to)s AND state IN ('met', 'breached')
      AND (%(everywhere)s OR unit_id = ANY(%(units)s))
    ORDER BY customer_id, due_at
)
SELECT state, count(*), count(*) FILTER (WHERE EXISTS (
    SELECT 1 FROM orders_order o WHERE o.customer_id = f.customer_id AND o.state = 'placed'
    AND o.placed_at > f.due_at AND o.placed_at <= f.due_at + %(within)s))
FROM firsts f GROUP BY state
"""


@dataclass(frozen=True, slots=True)
class Returns:
    """Customers whose first promise of the window was kept or broken, and how many of each bought again.

    Observed, not tried: what else sets the two groups apart is in the difference too. `difference` is None while a side
    is empty.
    """

    kept: int
    kept_returned: int
    broken: int
    broken_returned: int

    @property
    def kept_share(self) -> Interval | None:
        return wilson(self.kept_returned, self.kept) if self.kept else None

    @property
    def broken_share(self) -> Interval | None:
        return wilson(self.broken_returned, self.broken) if self.broken else None

    @property
    def kept_rate(self) -> float | None:
        return self.kept_returned / self.kept if self.kept else None

    @property
    def broken_rate(self) -> float | None:
        return self.broken_returned / self.broken if self.broken else None

    @property
    def points(self) -> tuple[str, str, str] | None:
        """The difference and its interval in percentage points, with signs."""
        found = self.difference
        return None if found is None else tuple(f"{100 * one:+.1f}" for one in (found.estimate, found.low, found.high))  # type: ignore[return-value]

    @property
    def difference(self) -> Difference | None:
        """The broken share minus the kept share, with Newcombe's interval."""
        if not self.kept or not self.broken:
            return None
        return newcombe(self.broken_returned, self.broken, self.kept_returned, self.kept)


def returns_between(from_at: datetime, to_at: datetime, unit_ids: Iterable[UUID] | None = None) -> Returns:
    """Of the promises due in [from, to), one a customer. Those of the last 30 days before `to` are still open: left out."""
    facts: dict[str, Any] = {
        "from": from_at,
        "to": to_at - timedelta(days=WITHIN_DAYS),
        "within": timedelta(days=WITHIN_DAYS),
        "everywhere": unit_ids is None,
        "units": list(unit_ids or ()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_RETURNS, facts)
        counted = {state: (count, returned) for state, count, returned in cursor.fetchall()}
    kept, broken = counted.get("met", (0, 0)), counted.get("breached", (0, 0))
    return Returns(*kept, *broken)
