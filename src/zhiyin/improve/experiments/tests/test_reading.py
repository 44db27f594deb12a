"""What the arms show: no effect where there is none, the planted one where there is, nothing when the lot is not sound."""

import json
import math
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest
from scipy import stats

from zhiyin.improve.experiments import policy
from zhiyin.improve.experiments.policy import (
    Baseline,
    Reading,
    UnitRow,
    is_pilot,
    one_value_a_customer,
    read_arms,
    verdict_of,
)
from zhiyin.kernel.policies.policy import arm_of

HALVES = {"control": 50, "challenger": 50}
WEEK = timedelta(days=7)


def customers(random: np.random.Generator, n: int) -> list[UUID]:
    return [UUID(bytes=bytes(random.bytes(16))) for _ in range(n)]


def run(random: np.random.Generator, n: int, control: float, challenger: float, planned: int | None = None) -> Reading:
    """One experiment with the real lot: each customer is satisfied with the probability of their arm."""
    salt = random.bytes(8).hex()
    values: dict[str, list[float]] = {name: [] for name in HALVES}
    for one in customers(random, n):
        arm = arm_of(salt, one, list(HALVES.items()))
        values[arm].append(float(random.random() < (control if arm == "control" else challenger)))
    return read_arms(HALVES, {name: len(arm) for name, arm in values.items()}, values, planned or n)


@pytest.mark.parametrize("runs", [400, pytest.param(2000, marks=pytest.mark.slow)])
def test_two_equal_arms_differ_in_one_of_twenty_experiments(runs: int) -> None:
    random = np.random.default_rng()
    rejected = sum(
        bool(reading.effects) and reading.effects[0].p < 0.05
        for reading in (run(random, 300, 0.7, 0.7) for _ in range(runs))
    )
    low, high = stats.binom.interval(0.9999, runs, 0.05)
    assert low <= rejected <= high, f"{rejected} of {runs}"


def test_a_planted_effect_is_found_and_its_interval_covers_it() -> None:
    random = np.random.default_rng()
    readings = [run(random, 2600, 0.60, 0.70) for _ in range(40)]
    # now and then chance alone divides the customers so unevenly that nothing is read (p < 0.001)
    effects = [reading.effects[0] for reading in readings if reading.effects]
    assert len(effects) >= 37
    assert sum(effect.p < 0.05 and effect.estimate > 0 for effect in effects) >= 36
    assert sum(effect.low <= 0.10 <= effect.high for effect in effects) >= 32


def test_looking_at_every_hundred_customers_finds_nothing_that_is_not_there() -> None:
    random = np.random.default_rng()
    runs, found = 200, 0
    for _ in range(runs):
        values = (random.random((2, 1000)) < 0.7).astype(float).tolist()
        looks = (
            read_arms(
                HALVES, {"control": n, "challenger": n}, {"control": values[0][:n], "challenger": values[1][:n]}, 2000
            )
            for n in range(50, 1000, 50)
        )
        found += any(look.effects[0].low > 0 or look.effects[0].high < 0 for look in looks)
    assert found <= stats.binom.ppf(0.9999, runs, 0.05)


def test_before_the_plan_is_met_no_p_is_told_and_the_interval_is_wider() -> None:
    random = np.random.default_rng(7)
    values = {"control": list((random.random(300) < 0.6) * 1.0), "challenger": list((random.random(300) < 0.7) * 1.0)}
    exposed = {"control": 300, "challenger": 300}
    early, done = (read_arms(HALVES, exposed, values, planned).effects[0] for planned in (2000, 600))
    assert early.early
    assert early.p is None
    assert not done.early
    assert done.p is not None
    assert early.high - early.low > 1.3 * (done.high - done.low)


def test_an_unsound_lot_hides_every_effect() -> None:
    values = {"control": [0.0] * 500, "challenger": [1.0] * 400}
    reading = read_arms(HALVES, {"control": 5000, "challenger": 5400}, values, 900)
    assert reading.mismatch_p == pytest.approx(8.77e-05, rel=5e-3)
    assert not reading.readable
    assert reading.effects == []
    assert verdict_of(reading, higher_is_better=True, ran_for=WEEK, minimum_days=7).word == policy.UNREADABLE


def test_means_are_compared_by_welch() -> None:
    random = np.random.default_rng(3)
    values = {"control": list(random.normal(60, 20, 200)), "challenger": list(random.normal(45, 30, 200))}
    effect = read_arms(HALVES, {"control": 200, "challenger": 200}, values, 400).effects[0]
    theirs = stats.ttest_ind(values["challenger"], values["control"], equal_var=False)
    assert effect.method == "welch"
    assert effect.p == pytest.approx(theirs.pvalue)
    assert (effect.low, effect.high) == pytest.approx(tuple(theirs.confidence_interval()))


def test_one_value_a_customer_counts_from_the_exposure_on() -> None:
    li, na, wu = customers(np.random.default_rng(1), 3)
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
    rows = [
        UnitRow(li, 0, 1, noon - timedelta(hours=1)),
        UnitRow(li, 1, 1, noon),
        UnitRow(li, 0, 1, noon + timedelta(hours=1)),
        UnitRow(na, 0, 0, noon),
        UnitRow(wu, 1, 1, noon),
    ]
    assert one_value_a_customer(rows, {li: noon, na: noon}) == {li: 0.5}


def verdict(
    low: float, high: float, *, days: int = 8, guardrail: tuple[float, float] | None = None, higher: bool = True
) -> str:
    def reading(low: float, high: float) -> Reading:
        effect = policy.Effect("challenger", (low + high) / 2, low, high, 0.01, False, "newcombe")
        return Reading([], 0.5, [effect], 1000)

    return verdict_of(
        reading(low, high),
        higher_is_better=higher,
        ran_for=timedelta(days=days),
        minimum_days=7,
        guardrail=reading(*guardrail) if guardrail else None,
        guardrail_margin=0.05,
    ).word


def test_the_verdict_is_the_rule_written_down_before() -> None:
    assert verdict(0.01, 0.09) == policy.SHIP
    assert verdict(0.01, 0.09, higher=False) == policy.HARM
    assert verdict(-9, -1, higher=False) == policy.SHIP
    assert verdict(-0.02, 0.06) == policy.INCONCLUSIVE
    assert verdict(0.01, 0.09, days=3) == policy.TOO_EARLY
    assert verdict(-0.09, -0.01, days=3) == policy.HARM
    assert verdict(0.01, 0.09, guardrail=(-0.04, 0.02)) == policy.SHIP
    # no evidence of harm is not harmless
    assert verdict(0.01, 0.09, guardrail=(-0.06, 0.02)) == policy.GUARDRAIL


def test_a_plan_says_what_it_can_show_and_calls_the_rest_a_pilot() -> None:
    baseline = Baseline.of([1.0] * 70 + [0.0] * 30)
    assert baseline is not None
    assert baseline.needed(0.05) == 2 * 1251
    assert baseline.detectable(2 * 1251) == pytest.approx(0.05, abs=1e-4)
    assert not is_pilot(baseline, 400)
    assert is_pilot(baseline, 8)
    assert is_pilot(None, 5000)
    assert Baseline.of([]) is None
    minutes = Baseline.of([10.0, 50.0, 30.0, 70.0])
    assert minutes is not None
    assert minutes.detectable(minutes.needed(5.0)) == pytest.approx(5.0, rel=0.01)


def test_a_reading_survives_json_even_when_it_knows_little() -> None:
    reading = read_arms(HALVES, {"control": 3, "challenger": 3}, {"control": [1.0, 0.5], "challenger": [0.2]}, 10)
    assert reading.effects == []
    again = Reading.from_json(json.loads(json.dumps(reading.as_json())))
    assert again == reading
    wide = Reading([], 1.0, [policy.Effect("b", 0.1, -math.inf, math.inf, None, True, "welch")], 3)
    assert Reading.from_json(json.loads(json.dumps(wide.as_json()))) == wide
