"""What the policy "Remedies" proposes to a person who wants to make something good, and what more a table may ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.customers.reads import trait_of
from zhiyin.kernel.policies.reads import InForce
from zhiyin.listen.orders.reads import orders_of
from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.kinds import FAILURES
from zhiyin.recover.compensation.models import Award

if TYPE_CHECKING:
    from zhiyin.resolve.cases.models import Case

#: how far back it counts that we made good to a customer, and that they bought something
HISTORY_DAYS, ORDER_DAYS = 180, 90
MONEY = "CNY"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a row of the table proposes: kind, amount, and the range with both ends, in minor units of `currency`."""

    kind: str
    amount_minor: int
    least_minor: int
    most_minor: int
    currency: str
    version_id: UUID | None
    version: int
    row: int

    def range_in(self, currency: str) -> tuple[int, int]:
        """The range for amounts in a currency. In another than the table's no amount is within: 0 … 0."""
        return (self.least_minor, self.most_minor) if currency == self.currency else (0, 0)


def propose(table: InForce, facts: Mapping[str, Any], customer_id: UUID | None = None) -> Proposal:
    """Decide by the table: the same facts give the same proposal. A percentage is of the value at risk, where known."""
    decision = table.decide(facts, unit=customer_id)
    then = decision.outcome
    amount, percent, at_risk = then["amount_minor"], then.get("percent"), facts.get("value_at_risk")
    if percent and at_risk is not None:
        amount = round(at_risk * percent / 100)
    return Proposal(
        kind=then["kind"],
        amount_minor=min(max(amount, then["least_minor"]), then["most_minor"]),
        least_minor=then["least_minor"],
        most_minor=then["most_minor"],
        currency=then["currency"],
        version_id=decision.version_id,
        version=decision.version,
        row=decision.row,
    )


def proposal_for_case(table: InForce, case: Case, failure: str, at: datetime, kind: str | None = None) -> Proposal:
    """What is proposed for a failure in a case; with a `kind`, the range for that kind. Raises `ValidationError`."""
    if failure not in dict(FAILURES):
        raise ValidationError({"failure": _("Say what went wrong.")})
    facts: dict[str, Any] = {"failure": failure, "severity": case.severity, "kind": kind}
    if "value_band" in facts_asked(table):
        value = trait_of(case.customer_id, "value")
        facts["value_band"] = value["band"] if isinstance(value, dict) and "band" in value else "unknown"
    facts |= past_of(table, [case.customer_id], at).get(case.customer_id, {})
    return propose(table, facts, case.customer_id)


def facts_asked(table: InForce) -> set[str]:
    """The facts that some row in force, or some arm of its trial, asks about."""
    arms = [arm["rows"] or () for arm in table.trial.arms] if table.trial else []
    return {name for rows in (table.rows, *arms) for row in rows for name in row["when"]}


def past_of(table: InForce, customer_ids: Iterable[UUID], at: datetime) -> dict[UUID, dict[str, Any]]:
    """The facts `history` and `value_at_risk` of many customers, as far as the table asks: at most three statements."""
    wanted = facts_asked(table) & {"history", "value_at_risk"}
    ids = set(customer_ids)
    if not wanted or not ids:
        return {}
    heads = {id: whole or id for id, whole in Customer.objects.filter(id__in=ids).values_list("id", "whole_id")}
    whole = set(heads.values())
    rows = Customer.objects.filter(Q(id__in=whole) | Q(whole_id__in=whole)).values_list("id", "whole_id")
    head_of = {id: head or id for id, head in rows}
    found: dict[UUID, dict[str, Any]] = {id: {} for id in ids}
    if "history" in wanted:
        times = _times_made_good(head_of, at)
        for id in ids:
            found[id]["history"] = times[heads[id]]
    if "value_at_risk" in wanted:
        amounts = _last_orders(head_of, at)
        for id in ids:
            found[id]["value_at_risk"] = amounts.get(heads[id])
    return found


def _times_made_good(head_of: Mapping[UUID, UUID], at: datetime) -> Counter[UUID]:
    awards = Award.objects.filter(
        customer__in=list(head_of),
        state=policy.GRANTED,
        amount_minor__gt=0,
        made_at__gt=at - timedelta(days=HISTORY_DAYS),
        made_at__lt=at,
    )
    return Counter(head_of[id] for id in awards.values_list("customer_id", flat=True))


def _last_orders(head_of: Mapping[UUID, UUID], at: datetime) -> dict[UUID, int]:
    orders = (
        orders_of(head_of)
        .filter(state="placed", currency=MONEY, placed_at__gt=at - timedelta(days=ORDER_DAYS), placed_at__lte=at)
        .order_by("placed_at", "id")
    )
    return {head_of[id]: amount for id, amount in orders.values_list("customer_id", "amount_minor")}
