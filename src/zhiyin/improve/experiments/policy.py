"""The rules of experiments: one value a customer, the reading of the arms, and what it advises. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, inf, isfinite, sqrt
from typing import Any, NamedTuple
from uuid import UUID

from zhiyin.lib.stats import (
    MISMATCH_BELOW,
    Sample,
    early_look,
    holm,
    mean_interval,
    minimum_detectable,
    minimum_detectable_mean,
    newcombe,
    sample_ratio,
    sample_size_two_shares,
    welch,
    wilson,
)

DESIGNED, RUNNING, ENDED, WITHDRAWN = "designed", "running", "ended", "withdrawn"
#: verdicts
UNREADABLE, TOO_EARLY, SHIP, HARM, GUARDRAIL, INCONCLUSIVE = (
    "unreadable",
    "too_early",
    "ship",
    "harm",
    "guardrail",
    "inconclusive",
)
FULL_WEEK_DAYS = 7
#: an experiment that can only show more than this part of the baseline proves little: it is called a pilot
PILOT_ABOVE = 0.5


class UnitRow(NamedTuple):
    """What a metric says of one of its units: numerator and denominator, whose it is, when it happened."""

    customer_id: UUID
    numerator: float
    denominator: float
    at: datetime


def one_value_a_customer(rows: Iterable[UnitRow], since: Mapping[UUID, datetime] | None = None) -> dict[UUID, float]:
    """Σ numerator / Σ denominator of each customer, of what happened from their exposure on; nothing from before."""
    sums: dict[UUID, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in rows:
        if since is not None and (row.customer_id not in since or row.at < since[row.customer_id]):
            continue
        sums[row.customer_id][0] += row.numerator
        sums[row.customer_id][1] += row.denominator
    return {customer: top / bottom for customer, (top, bottom) in sums.items() if bottom}


def is_binary(values: Iterable[float]) -> bool:
    """Whether every customer's value is plainly no or yes: then it is a share, else a mean."""
    return all(value in (0.0, 1.0) for value in values)


@dataclass(frozen=True, slots=True)
class Baseline:
    """What customers' values were before: how many, their mean and deviation, and whether they are plain shares."""

    customers: int
    mean: float
    deviation: float
    binary: bool

    @classmethod
    def of(cls, values: Sequence[float]) -> Baseline | None:
        """None without any value."""
        if not values:
            return None
        sample = Sample.of(values)
        return cls(sample.n, sample.mean, sample.deviation, is_binary(values))

    def needed(self, effect: float, arms: int = 2) -> int:
        """Customers in all arms together that show `effect` (metric's unit) with 80 % power at 5 %."""
        if self.binary:
            other = self.mean + effect if self.mean + effect <= 1 else self.mean - effect
            per_arm = sample_size_two_shares(self.mean, min(1.0, max(0.0, other)))
        else:
            per_arm = 2 * ((1.959964 + 0.841621) * self.deviation / effect) ** 2
        return max(arms * 2, arms * ceil(per_arm))

    def detectable(self, planned_n: int, arms: int = 2) -> float:
        """The smallest effect that so many customers show; infinite if they show none."""
        per_arm = planned_n / arms
        if self.binary:
            return minimum_detectable(self.mean, per_arm)
        return minimum_detectable_mean(self.deviation, per_arm)


def is_pilot(baseline: Baseline | None, planned_n: int, arms: int = 2) -> bool:
    """Whether so many customers could only show an effect beyond half of the baseline, or nobody knows the baseline."""
    return baseline is None or baseline.detectable(planned_n, arms) > PILOT_ABOVE * abs(baseline.mean)


@dataclass(frozen=True, slots=True)
class Group:
    """One arm: customers who met it, how many of them have an outcome, and the value with its interval."""

    arm: str
    exposed: int
    n: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """A challenger's value minus the control's. `early`: the interval holds at every look, and p is not told."""

    arm: str
    estimate: float
    low: float
    high: float
    p: float | None
    early: bool
    method: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the arms show: who met them, whether the lot fell as planned, and the effects unless it did not."""

    groups: list[Group]
    mismatch_p: float
    effects: list[Effect]
    n: int

    @property
    def readable(self) -> bool:
        return self.mismatch_p >= MISMATCH_BELOW

    def as_json(self) -> dict[str, Any]:
        """JSON values; what is infinite becomes null."""
        return {
            "groups": [_finite(one) for one in self.groups],
            "mismatch_p": self.mismatch_p,
            "effects": [_finite(one) for one in self.effects],
            "n": self.n,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Reading:
        """What `as_json` gave, with open ends as infinity again."""
        return cls(
            [Group(**one) for one in value["groups"]],
            value["mismatch_p"],
            [
                Effect(
                    **one
                    | {
                        "low": -inf if one["low"] is None else one["low"],
                        "high": inf if one["high"] is None else one["high"],
                    }
                )
                for one in value["effects"]
            ],
            value["n"],
        )


def _finite(row: Group | Effect) -> dict[str, Any]:
    return {
        name: None if isinstance(value, float) and not isfinite(value) else value
        for name in row.__slots__
        for value in [getattr(row, name)]
    }


def read_arms(
    weights: Mapping[str, int],
    exposed: Mapping[str, int],
    values: Mapping[str, Sequence[float]],
    planned_n: int,
) -> Reading:
    """Compare the arms; the first of `weights` is the control. `values` holds one value a customer with an outcome.

    Below `planned_n` outcomes the interval is the always-valid one, so that looking early does no harm. When the arms got
    other numbers of customers than planned, no effect is computed at all.
    """
    names = list(weights)
    mismatch = sample_ratio([exposed.get(name, 0) for name in names], [weights[name] for name in names])
    binary = is_binary(value for arm in values.values() for value in arm)
    groups = [_group(name, exposed.get(name, 0), values.get(name, ()), binary) for name in names]
    n = sum(group.n for group in groups)
    effects: list[Effect] = []
    if mismatch >= MISMATCH_BELOW:
        control = values.get(names[0], ())
        for name in names[1:]:
            effect = _effect(name, control, values.get(name, ()), binary, n, planned_n)
            if effect is not None:
                effects.append(effect)
        if len(effects) > 1 and all(effect.p is not None for effect in effects):
            adjusted = holm([effect.p or 0.0 for effect in effects])
            effects = [
                Effect(one.arm, one.estimate, one.low, one.high, p, one.early, one.method)
                for one, p in zip(effects, adjusted, strict=True)
            ]
    return Reading(groups, mismatch, effects, n)


def _group(name: str, exposed: int, values: Sequence[float], binary: bool) -> Group:
    if not values:
        return Group(name, exposed, 0, None, None, None)
    n = len(values)
    if binary:
        low, high = wilson(sum(values), n)
        return Group(name, exposed, n, sum(values) / n, low, high)
    mean = mean_interval(values)
    finite = isfinite(mean.low)
    return Group(name, exposed, n, mean.value, mean.low if finite else None, mean.high if finite else None)


def _effect(
    name: str, control: Sequence[float], treated: Sequence[float], binary: bool, n: int, planned_n: int
) -> Effect | None:
    """None while an arm has too few outcomes for any interval."""
    if len(control) < 2 or len(treated) < 2:
        return None
    early = n < planned_n
    if binary:
        estimate, low, high, p = newcombe(sum(treated), len(treated), sum(control), len(control))
        method = "newcombe"
        # The add-one shares keep the error above zero when an arm is all yes or all no.
        error = sqrt(sum(_variance(sum(arm), len(arm)) for arm in (control, treated)))
    else:
        found = welch(treated, control)
        estimate, low, high, p, error, method = found.estimate, found.low, found.high, found.p, found.error, "welch"
    if early:
        half = early_look(n, planned_n) * error
        return Effect(name, estimate, estimate - half, estimate + half, None, True, method)
    return Effect(name, estimate, low, high, p, False, method)


def _variance(successes: float, n: int) -> float:
    share = (successes + 1) / (n + 2)
    return share * (1 - share) / n


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the numbers advise about one challenger, one word of this module's verdicts."""

    word: str
    arm: str | None = None


def verdict_of(
    reading: Reading,
    *,
    higher_is_better: bool,
    ran_for: timedelta,
    minimum_days: int,
    guardrail: Reading | None = None,
    guardrail_higher_is_better: bool = True,
    guardrail_margin: float = 0.05,
) -> Verdict:
    """Ship a challenger whose interval lies on the good side, unless the guardrail may have lost more than its margin.

    "No evidence of harm" is not "harmless": a guardrail whose interval reaches beyond the margin holds the winner back.
    """
    if not reading.readable or (guardrail is not None and not guardrail.readable):
        return Verdict(UNREADABLE)
    sign = 1 if higher_is_better else -1
    good = [one for one in reading.effects if min(sign * one.low, sign * one.high) > 0]
    bad = [one for one in reading.effects if max(sign * one.low, sign * one.high) < 0]
    if bad and not good:
        return Verdict(HARM, bad[0].arm)
    if ran_for < timedelta(days=minimum_days):
        return Verdict(TOO_EARLY)
    if good:
        best = max(good, key=lambda one: sign * one.estimate)
        if guardrail is not None and not _holds(
            guardrail, best.arm, 1 if guardrail_higher_is_better else -1, guardrail_margin
        ):
            return Verdict(GUARDRAIL, best.arm)
        return Verdict(SHIP, best.arm)
    if not reading.effects or any(one.early for one in reading.effects):
        return Verdict(TOO_EARLY)
    return Verdict(INCONCLUSIVE)


def _holds(guardrail: Reading, arm: str, sign: int, margin: float) -> bool:
    effect = next((one for one in guardrail.effects if one.arm == arm), None)
    return effect is not None and min(sign * effect.low, sign * effect.high) > -margin
