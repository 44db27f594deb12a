"""Questions about fairness: how customer groups were compensated for like broken promises."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from zhiyin.assure.fairness import policy
from zhiyin.assure.fairness.policy import Comparison, Like
from zhiyin.kernel.people.actor import Actor
from zhiyin.recover.compensation.reads import awards_between
from zhiyin.resolve.promises.reads import breaches_between

#: how customers may be grouped: what is lawful to hold, and the channel as a stand-in where nothing is
LANGUAGE, REGION, CHANNEL = GROUPINGS = ("language", "region", "channel")
GRANTED, REFUSED, WAITING, REVERSED = "granted", "refused", "waiting", "reversed"


@dataclass(frozen=True, slots=True)
class Fairness:
    """How groups compare in one outcome, and how many broken promises it rests on.

    `ungrouped` broken promises have no known group and `pending` ones wait for a decision: both are left out.
    """

    grouping: str
    outcome: str
    comparisons: list[Comparison]
    n: int
    ungrouped: int
    pending: int
    currency: str

    @property
    def flagged(self) -> list[Comparison]:
        return [one for one in self.comparisons if one.flagged]


@dataclass(frozen=True, slots=True)
class Given:
    """What one broken promise brought its customer, as far as it is decided."""

    state: str
    amount_minor: int
    currency: str
    asked: bool


def compensation_by_group(
    actor: Actor, grouping: str, from_at: datetime, to_at: datetime, now: datetime
) -> list[Fairness]:
    """Amount, whether compensated at all, and whether approved when asked — for promises broken in [from, to).

    Like cases are promises of the same name, priority and value band. Two statements, of the actor's units only.
    """
    actor.require("assurance.read")
    breaches = breaches_between(from_at, to_at)
    if actor.kind != "system" and actor.units is not None:
        breaches = breaches.filter(promise__unit__in=actor.units)
    rows = list(
        breaches.values_list(
            "id",
            "promise__name",
            "promise__priority",
            "promise__value_band",
            "promise__channel_kind",
            "promise__customer__language",
            "promise__customer__attributes",
        )
    )
    awards = _awards(from_at, now, {row[0] for row in rows})
    currency = _main_currency(awards.values())
    grouped = [(row, _group(grouping, row)) for row in rows]
    known = [(row, group) for row, group in grouped if group]
    pending = sum(1 for row, _group_name in known if row[0] in awards and awards[row[0]].state == WAITING)
    return [
        Fairness(
            grouping,
            outcome,
            policy.compare(
                (Like(row[1:4], group, _outcome(outcome, awards.get(row[0]), currency)) for row, group in known),
                outcome,
            ),
            len(known),
            len(rows) - len(known),
            pending,
            currency,
        )
        for outcome in policy.OUTCOMES
    ]


def _awards(from_at: datetime, now: datetime, breach_ids: set[UUID]) -> dict[UUID, Given]:
    rows = awards_between(from_at, now).filter(breach_id__isnull=False)
    return {
        breach_id: Given(state, amount, currency, approval is not None)
        for breach_id, state, amount, currency, approval in rows.values_list(
            "breach_id", "state", "amount_minor", "currency", "approval"
        )
        if breach_id in breach_ids
    }


def _main_currency(given: Any) -> str:
    """The currency that most amounts are in: amounts in others cannot be compared and are left out."""
    common = Counter(one.currency for one in given if one.amount_minor).most_common(1)
    return common[0][0] if common else "CNY"


def _group(grouping: str, row: tuple[Any, ...]) -> str:
    if grouping == LANGUAGE:
        return row[5] or ""
    if grouping == CHANNEL:
        return row[4] or ""
    attributes = row[6] if isinstance(row[6], dict) else {}
    return str(attributes.get(grouping) or "")


def _outcome(outcome: str, given: Given | None, currency: str) -> float | None:
    """None leaves the case out: it waits for a decision, is in another currency, or nobody asked for an approval."""
    if given is None:
        return None if outcome == policy.APPROVED else 0.0
    if given.state == WAITING or (given.amount_minor and given.currency != currency):
        return None
    granted = given.state in (GRANTED, REVERSED) if outcome == policy.APPROVED else given.state == GRANTED
    if outcome == policy.APPROVED:
        return float(granted) if given.asked else None
    if outcome == policy.COMPENSATED:
        return float(granted and given.amount_minor > 0)
    return float(given.amount_minor) if granted else 0.0
