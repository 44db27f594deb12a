"""Verbs about value and risk: count them for all customers, or for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from zhiyin.kernel.customers.actions import Pin, pin_trait, pin_traits
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.understand.value import counting, policy
from zhiyin.understand.value.models import Bounds

VALUE, RISK = "value", "risk"
_RISK_DAYS: dict[str, Any] = {
    "breach_days": policy.BREACH_DAYS,
    "score_days": policy.SCORE_DAYS,
    "mood_days": policy.MOOD_DAYS,
    "orders_days": policy.ORDERS_DAYS,
    **{f"bad_{kind}": score for kind, score in policy.BAD.items()},
    **{f"good_{kind}": score for kind, score in policy.GOOD.items()},
}


@transaction.atomic
def count_all_values(now: datetime) -> int:
    """Band every customer by what they spent; returns how many customers have a value. Announces nothing.

    A few statements, whatever the number of customers: the rules in force, the bounds, the values, the traits.
    """
    rules = _rules()
    with connection.cursor() as cursor:
        cursor.execute(counting.LOCK, {"name": VALUE})
        cursor.execute(counting.BOUNDS, {**_columns(rules), "now": now})
        bounds = [
            Bounds(currency=currency, window_days=days, middle_above=middle, high_above=high, n=n, at=now)
            for currency, days, middle, high, n in cursor.fetchall()
        ]
        Bounds.objects.bulk_create(bounds)
        for one in bounds:
            rules[one.currency] |= {"middle_above": one.middle_above, "high_above": one.high_above}
        cursor.execute(
            f"CREATE TEMP TABLE wanted ON COMMIT DROP AS {counting.values(some=False)}", {**_columns(rules), "now": now}
        )
        return _pin_wanted(cursor, VALUE, now)


@transaction.atomic
def count_all_risks(now: datetime) -> int:
    """Find the signs of risk of every customer and pin what they add up to; returns how many are at risk at all."""
    with connection.cursor() as cursor:
        cursor.execute(counting.LOCK, {"name": RISK})
        cursor.execute(counting.signs(some=False), {**_RISK_DAYS, "now": now})
        found = _risks(cursor.fetchall())
        cursor.execute("CREATE TEMP TABLE found_risks (whole uuid, value jsonb) ON COMMIT DROP")
        with cursor.copy("COPY found_risks FROM STDIN") as copy:
            for whole, risk in found.items():
                copy.write_row((whole, Jsonb(risk.as_trait())))
        cursor.execute(
            "CREATE TEMP TABLE wanted ON COMMIT DROP AS SELECT c.id AS customer_id, f.value FROM found_risks f "
            "JOIN customers_customer c ON c.id = f.whole OR c.whole_id = f.whole"
        )
        pinned = _pin_wanted(cursor, RISK, now)
        cursor.execute("DROP TABLE found_risks")
        return pinned


def _pin_wanted(cursor: Any, name: str, now: datetime) -> int:
    cursor.execute("ANALYZE wanted")
    cursor.execute(counting.END_OTHERS, {"name": name, "now": now})
    cursor.execute(counting.PIN_NEW, {"name": name, "now": now})
    cursor.execute("SELECT count(*) FROM wanted")
    n: int = cursor.fetchone()[0]
    cursor.execute("DROP TABLE wanted")
    return n


@transaction.atomic
def count_value_of(customer_id: UUID, *, by: Actor, because: Entry | None, at: datetime | None = None) -> None:
    """Band one customer (and the parts of the whole) anew, by the bounds of the last count."""
    now = at or timezone.now()
    rules = _rules()
    for one in Bounds.objects.order_by("currency", "-at").distinct("currency"):
        if one.currency in rules and rules[one.currency]["method"] == "terciles":
            rules[one.currency] |= {"middle_above": one.middle_above, "high_above": one.high_above}
    with connection.cursor() as cursor:
        cursor.execute(counting.PARTS, [[customer_id]])
        parts = [part for part, _whole in cursor.fetchall()]
        cursor.execute(counting.values(some=True), {**_columns(rules), "now": now, "parts": parts})
        wanted = cursor.fetchall()
    for id, value in wanted:
        pin_trait(id, VALUE, _as_json(value), pinned_by=VALUE, at=now, by=by, because=because)


@transaction.atomic
def count_risk_of(
    customers: Mapping[UUID, Entry | None], *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> None:
    """Look for the signs of risk of these customers anew, each because of its entry, in as many statements as for one."""
    now = at or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(counting.PARTS, [list(customers)])
        parts: dict[UUID, UUID] = dict(cursor.fetchall())
        cursor.execute(counting.signs(some=True), {**_RISK_DAYS, "now": now, "parts": list(parts)})
        risks = _risks(cursor.fetchall())
    because_of = {parts[id]: entry for id, entry in customers.items() if id in parts}
    pins = [
        Pin(part, risks[whole].as_trait() if whole in risks else None, because_of[whole] or because)
        for part, whole in parts.items()
    ]
    pin_traits(RISK, pins, pinned_by=VALUE, at=now, by=by, because=because)


def _risks(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, policy.Risk]:
    """The risk of each whole that has one, from the signs of all."""
    signs: dict[UUID, list[policy.Sign]] = defaultdict(list)
    for whole, *sign in rows:
        signs[whole].append(policy.Sign(*sign))
    return {whole: risk for whole, some in signs.items() if (risk := policy.risk_of_signs(some)) is not None}


def _rules() -> dict[str, dict[str, Any]]:
    """What the policy "value_bands" says for each currency that orders are in."""
    in_force = all_in_force("value_bands")["value_bands"]
    with connection.cursor() as cursor:
        cursor.execute(counting.CURRENCIES)
        currencies = [currency for (currency,) in cursor.fetchall()]
    return {currency: in_force.decide({"currency": currency}).outcome for currency in currencies}


def _columns(rules: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    rows = list(rules.values())
    return {
        "currencies": list(rules),
        "methods": [row["method"] for row in rows],
        "windows": [row["window_days"] for row in rows],
        "middles": [row.get("middle_above") or 0 for row in rows],
        "highs": [row.get("high_above") or 0 for row in rows],
    }


def _as_json(value: Any) -> Any:
    """Django's connection hands jsonb over as text."""
    import json

    return json.loads(value) if isinstance(value, str) else value
