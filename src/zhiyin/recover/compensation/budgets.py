"""What units may grant in a period, and how much of it is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, Sum

from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.models import Award, Budget

#: a unit and a currency
Pot = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class State:
    """A budget in its running period `[from_at, to_at)`: what it is, and what was granted out of it, in minor units."""

    budget: Budget
    from_at: datetime
    to_at: datetime
    used_minor: int

    @property
    def amount_minor(self) -> int:
        return self.budget.amount_minor or 0

    @property
    def left_minor(self) -> int:
        """Below zero where somebody who may exceed it did."""
        return self.amount_minor - self.used_minor


def in_force(unit_ids: Iterable[UUID | None], at: datetime) -> dict[Pot, Budget]:
    """The budgets of these units that bound something at a time, in one statement."""
    newest = (
        Budget.objects.filter(unit__in=[id for id in unit_ids if id], set_at__lte=at)
        .select_related("unit")
        .order_by("unit", "currency", "-set_at", "-id")
        .distinct("unit", "currency")
    )
    return {(one.unit_id, one.currency): one for one in newest if one.amount_minor is not None}


def states(budgets: Iterable[Budget], at: datetime) -> dict[Pot, State]:
    """How much of each budget was used in the period that `at` is in, in one statement for all."""
    periods: dict[Pot, tuple[Budget, datetime, datetime]] = {}
    wanted = Q()
    for one in budgets:
        zone = ZoneInfo(one.unit.time_zone)
        begin, end = policy.period_of(at.astimezone(zone).date(), cast(policy.Period, one.period))
        from_at, to_at = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (begin, end))
        periods[one.unit_id, one.currency] = (one, from_at, to_at)
        wanted |= Q(unit=one.unit_id, currency=one.currency, granted_at__gte=from_at, granted_at__lt=to_at)
    if not periods:
        return {}
    sums: dict[Pot, Any] = {
        (unit, currency): total
        for unit, currency, total in Award.objects.filter(wanted, state=policy.GRANTED)
        .order_by()
        .values_list("unit_id", "currency")
        .annotate(total=Sum("amount_minor"))
    }
    return {pot: State(*period, used_minor=sums.get(pot) or 0) for pot, period in periods.items()}


class Pots:
    """The budgets that these awards are granted out of, held until the transaction ends, and what is left in each.

    One statement where there are no budgets, three where there are, however many awards. What is granted meanwhile is
    taken out with `take`. Call it after `authority.hold`: everybody waits in that order.
    """

    def __init__(self, awards: Iterable[Award], at: datetime) -> None:
        pots = {(one.unit_id, one.currency) for one in awards if one.amount_minor and one.unit_id}
        budgets = in_force({unit for unit, _currency in pots}, at) if pots else {}
        held = [budget for pot, budget in budgets.items() if pot in pots]
        if held:
            with connection.cursor() as cursor:
                cursor.execute(_HOLD, [[f"award:budget:{one.unit_id}:{one.currency}" for one in held]])
        self._left = {pot: state.left_minor for pot, state in states(held, at).items()}

    def beyond(self, award: Award) -> bool:
        """Whether an award is more than what is left."""
        left = None if award.unit_id is None else self._left.get((award.unit_id, award.currency))
        return left is not None and award.amount_minor > max(left, 0)

    def take(self, award: Award) -> None:
        """Count an award that is granted for those after it."""
        if award.unit_id and (award.unit_id, award.currency) in self._left:
            self._left[award.unit_id, award.currency] -= award.amount_minor


_HOLD = """
SELECT pg_advisory_xact_lock(key)
FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest(%s::text[]) name ORDER BY key) keys
"""
