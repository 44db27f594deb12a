"""The product finds what was planted in the simulated company, from the data alone, and nothing where nothing was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps

from zhiyin.assure.fairness.reads import compensation_by_group
from zhiyin.demo.actions import seed
from zhiyin.demo.cast import unit_ids_by_key
from zhiyin.demo.truths import NOTHING, PLANTED, Truths
from zhiyin.improve.experiments.reads import readings_of
from zhiyin.kernel.ledger.reads import balances, verify
from zhiyin.kernel.people.actor import system
from zhiyin.lib.stats import newcombe
from zhiyin.resolve.promises.reads import promises_between
from zhiyin.understand.hotspots.reads import hotspots_seen_by
from zhiyin.understand.value.reads import paradox_between, returns_between

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOUSE = system("test")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
BEGIN = NOW - timedelta(days=90)
Company = tuple[Truths, int]


@pytest.fixture(
    params=[(PLANTED, 1), (PLANTED, 2), (NOTHING, 3), (NOTHING, 4)],
    ids=["planted, seed 1", "planted, seed 2", "nothing, seed 3", "nothing, seed 4"],
    scope="module",
)
def company(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Company]:
    """A company of half the demo's size, seeded once for all tests of this module and then taken away whole."""
    from django.db import transaction

    truths, number = request.param
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        seed(truths=truths, seed=number, guests=4_000, cases=14_000, now=NOW)
        yield truths, number
        transaction.set_rollback(True)


def test_the_topic_that_grew_is_found(company: Company) -> None:
    truths, _number = company
    found = [hotspot.topic for hotspot in hotspots_seen_by(HOUSE).filter(state="open")]
    assert found == (["delivery"] if truths.surge_factor > 1 else [])


def test_the_price_of_a_broken_promise_is_found(company: Company) -> None:
    truths, _number = company
    difference = returns_between(BEGIN, NOW).difference
    assert difference is not None
    if truths.returns_broken < truths.returns_kept:
        assert difference.high < 0
    else:
        assert difference.low < 0.03
        assert difference.high > -0.03


def test_no_recovery_paradox_is_found_where_none_was_planted(company: Company) -> None:
    truths, _number = company
    found = paradox_between(BEGIN, NOW)
    assert not any(one.shown for one in found.against_none)
    satisfaction = found.against_none[0].difference
    assert satisfaction is not None
    if truths.satisfied_broken < truths.satisfied_kept:
        assert satisfaction.high < 0


def test_the_effect_of_the_shorter_promise_is_found(company: Company) -> None:
    truths, _number = company
    experiment = apps.get_model("experiments.Experiment").objects.get()
    reading, _guardrail, _verdict = readings_of(experiment, NOW)
    assert reading.readable
    (effect,) = reading.effects
    if truths.quicker_lift:
        assert effect.low > 0
    else:
        assert effect.low < 0 < effect.high


def test_unfair_compensation_is_found(company: Company) -> None:
    truths, _number = company
    by_outcome = {one.outcome: one for one in compensation_by_group(HOUSE, "language", BEGIN, NOW, NOW)}
    flagged = [comparison.group for comparison in by_outcome["amount"].flagged]
    assert flagged == (["en"] if truths.unfair_share < 0.8 else [])


def test_the_cause_of_long_waits_is_found(company: Company) -> None:
    """Kept rates of late and early contacts at the slow unit differ, and only there."""
    truths, _number = company
    units = unit_ids_by_key()
    decided = promises_between(BEGIN, NOW).filter(state__in=["met", "breached"])

    def kept(unit: str, *, late: bool) -> tuple[int, int]:
        of_unit = decided.filter(unit=units[unit])
        hours = (
            {"started_at__hour__gte": truths.slow_from_hour}
            if late
            else {"started_at__hour__lt": truths.slow_from_hour}
        )
        counted = of_unit.filter(**hours)
        return counted.filter(state="met").count(), counted.count()

    for unit in ("shanghai", "hangzhou", "shop"):
        difference = newcombe(*kept(unit, late=True), *kept(unit, late=False))
        if truths.slow_factor > 1 and unit == truths.slow_unit:
            assert difference.high < -0.05
        else:
            assert difference.low < 0.02
            assert difference.high > -0.02


def test_the_ledger_of_the_history_balances_and_holds(company: Company) -> None:
    assert verify().ok
    assert verify().checked > 100
    assert sum(total for _account, _currency, total in balances()) == 0
