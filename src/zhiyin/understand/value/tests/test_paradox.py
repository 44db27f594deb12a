"""That recovery leaves customers better than if nothing had gone wrong is said only where it is shown."""

from __future__ import annotations

from random import Random

import pytest
from django.utils import timezone

from zhiyin.lib.stats import Sample, welch
from zhiyin.understand.value.paradox import Contrast, Sums, contrast, paradox_between, response_between


def sums(values: list[float]) -> Sums:
    return Sums(len(values), sum(values), sum(one * one for one in values))


def test_the_vector_of_the_definition_is_not_shown() -> None:
    """+0.15 with 95 % −0.02 … 0.32, of which a one-sided test would have made a finding."""
    first, second = Sample(120, 4.30, 0.9), Sample(900, 4.15, 0.8)
    found = welch(first, second)
    assert (round(found.estimate, 2), round(found.error, 5), round(found.freedom, 2)) == (0.15, 0.08638, 145.18)
    assert (round(found.low, 4), round(found.high, 4), round(found.p / 2, 3)) == (-0.0207, 0.3207, 0.042)
    assert not Contrast("satisfaction", first, second, 0, found).shown


def test_it_is_shown_only_when_the_whole_interval_is_above_nothing() -> None:
    better = welch(Sample(400, 4.5, 0.8), Sample(900, 4.15, 0.8))
    worse = welch(Sample(400, 3.5, 0.8), Sample(900, 4.15, 0.8))
    assert Contrast("satisfaction", None, None, 0, better).shown
    assert not Contrast("satisfaction", None, None, 0, worse).shown
    assert not Contrast("satisfaction", None, None, 0, None).shown


def test_like_is_compared_with_like() -> None:
    """Good recoveries stand mostly among big spenders, who are happier anyway: crudely that looks like a paradox."""
    random = Random(4)

    def drawn(n: int, mean: float) -> list[float]:
        return [random.gauss(mean, 0.8) for _ in range(n)]

    good = {"big": drawn(180, 4.6), "small": drawn(20, 3.8)}
    none = {"big": drawn(200, 4.6), "small": drawn(1800, 3.8)}
    crude = welch([one for cell in good.values() for one in cell], [one for cell in none.values() for one in cell])
    fair = contrast(
        "satisfaction",
        {cell: sums(values) for cell, values in good.items()},
        {cell: sums(values) for cell, values in none.items()},
    )
    assert crude.low > 0.3
    assert fair.difference is not None
    assert (fair.shown, abs(fair.difference.estimate) < 0.2) == (False, True)


def test_weights_of_one_are_no_weights() -> None:
    values = [[1.0, 2.0, 4.0], [3.0, 5.0, 5.0, 2.0]]
    weighted = Sample.of_weighted((1.0, one.n, one.total, one.squares) for one in map(sums, values))
    plain = Sample.of(one for cell in values for one in cell)
    assert (weighted.n, weighted.mean, weighted.deviation) == (
        plain.n, pytest.approx(plain.mean), pytest.approx(plain.deviation),
    )  # fmt: skip


def test_who_has_nobody_like_them_is_left_out_and_said() -> None:
    cells = {"a": sums([4.0] * 20 + [5.0] * 20), "b": sums([5.0] * 9)}
    found = contrast("satisfaction", cells, {"a": sums([4.0] * 30 + [5.0] * 30)})
    assert (found.unmatched, found.good.n if found.good else 0) == (9, 40)


def test_of_too_few_nothing_is_said() -> None:
    found = contrast("satisfaction", {"a": sums([5.0] * 29)}, {"a": sums([1.0] * 500)})
    assert (found.difference, found.shown) == (None, False)


@pytest.mark.django_db
def test_an_empty_house_says_nothing() -> None:
    now = timezone.now()
    found = paradox_between(now.replace(year=2020), now)
    assert [one.difference for one in (*found.against_none, *found.against_poor)] == [None] * 6
    assert response_between(now.replace(year=2020), now).rate is None
