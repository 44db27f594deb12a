"""Shares of the explained variance: against what can be counted by hand, and against planted truths."""

from __future__ import annotations

from random import Random

import pytest

from zhiyin.lib.stats import NoData, drivers


def rows(n: int, weights: tuple[float, ...], seed: int, together: float = 0.6) -> tuple[list[list[float]], list[float]]:
    random = Random(seed)
    measures: list[list[float]] = [[] for _ in weights]
    outcome = []
    for _ in range(n):
        common = random.gauss(0, 1)
        values = [together * common + random.gauss(0, 1) for _ in weights]
        for column, value in zip(measures, values, strict=True):
            column.append(value)
        outcome.append(sum(w * v for w, v in zip(weights, values, strict=True)) + random.gauss(0, 1))
    return measures, outcome


def test_measures_that_have_nothing_to_do_with_each_other_get_their_squared_correlations() -> None:
    first, second = [1.0, 1.0, -1.0, -1.0] * 5, [1.0, -1.0, 1.0, -1.0] * 5
    outcome = [2 * a + b for a, b in zip(first, second, strict=True)]
    found = drivers([first, second], outcome)
    assert found.explained == pytest.approx(1.0)
    assert [(one.place, round(one.share, 9)) for one in found.ranked] == [(0, 0.8), (1, 0.2)]


def test_shares_add_up_to_the_whole_that_is_explained() -> None:
    found = drivers(*rows(400, (0.2, 0.5, 0.3), 3))
    assert sum(one.share for one in found.ranked) == pytest.approx(1.0)
    assert all(one.low <= one.share <= one.high for one in found.ranked)


def test_the_planted_driver_is_first_in_95_of_100_worlds() -> None:
    first = [drivers(*rows(300, (0.2, 0.6, 0.2), seed), draws=5).ranked[0].place for seed in range(100)]
    assert first.count(1) >= 95


def test_equal_drivers_are_seldom_called_clear() -> None:
    clear = [drivers(*rows(150, (0.4, 0.4, 0.4), seed), draws=80).clear for seed in range(30)]
    assert sum(clear) <= 5


def test_too_little_is_no_ranking() -> None:
    with pytest.raises(NoData):
        drivers([[1.0] * 5, [2.0] * 5], [1.0] * 5)
    with pytest.raises(NoData):
        drivers([[1.0] * 50, list(range(50))], [float(one) for one in range(50)])
