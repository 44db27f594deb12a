"""Every method against its vectors, its limits, and a real experiment."""

import csv
import doctest
import gzip
import importlib
import pkgutil
from math import inf, isinf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhiyin.lib.stats as stats
from zhiyin.lib.stats import (
    NoData,
    Sample,
    benjamini_hochberg,
    cuped,
    early_look,
    holm,
    mantel_haenszel,
    mean_interval,
    mean_ratio,
    median_interval,
    minimum_detectable,
    minimum_detectable_mean,
    newcombe,
    nps,
    nps_difference,
    rate_ratio,
    sample_ratio,
    sample_size_two_shares,
    welch,
    wilson,
)

approx = pytest.approx
COOKIE_CATS = Path(__file__).parents[6] / "shared" / "data" / "cookie_cats" / "cookie_cats.csv.gz"


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in pkgutil.iter_modules(stats.__path__, stats.__name__ + "."):
        if not module.ispkg:
            assert doctest.testmod(importlib.import_module(module.name)).failed == 0, module.name


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (83, 100, 0.744520, 0.891064),
        (5, 5, 0.565518, 1),
        (0, 20, 0, 0.161125),
        (6, 10, 0.312674, 0.831820),
        (0, 0, 0, 1),
    ],
)
def test_wilson(successes, n, low, high) -> None:
    assert wilson(successes, n) == approx((low, high), abs=1e-6)


def test_newcombe() -> None:
    found = newcombe(312, 400, 280, 400)
    assert found[:3] == approx((0.080, 0.0192, 0.1400), abs=5e-5)
    assert newcombe(0, 10, 0, 20).p == 1
    with pytest.raises(NoData):
        newcombe(0, 0, 1, 2)


@pytest.mark.parametrize(
    ("answers", "value", "centre", "low", "high"),
    [
        ((60, 25, 15), 45.0, 43.689, 29.343, 58.036),
        ((16, 8, 1), 60.0, 53.571, 30.928, 76.215),
        ((10, 0, 0), 100, 76.923, 47.504, 100),
        ((0, 0, 5), -100, -62.5, -100, -17.491),
        ((500, 300, 200), 30.0, 29.910, 25.077, 34.744),
    ],
)
def test_net_promoter_score(answers, value, centre, low, high) -> None:
    score = nps(*answers)
    assert (score.value, score.centre, score.low, score.high) == approx((value, centre, low, high), abs=5e-4)
    assert score.n == sum(answers)


def test_two_net_promoter_scores() -> None:
    found = nps_difference((60, 25, 15), (45, 30, 25))
    assert found[:3] == approx((24.272, 3.043, 45.500), abs=5e-4)
    assert found.p == approx(0.0250, abs=5e-5)
    with pytest.raises(NoData):
        nps(0, 0, 0)


def test_welch() -> None:
    found = welch(Sample(120, 4.30, 0.9), Sample(900, 4.15, 0.8))
    assert (found.estimate, found.error, found.freedom) == approx((0.15, 0.08638, 145.18), abs=5e-3)
    assert found.error == approx(0.08638, abs=5e-6)
    assert (found.low, found.high) == approx((-0.0207, 0.3207), abs=5e-5)
    assert found.p / 2 == approx(0.042, abs=5e-4)
    assert welch([1, 1], [1, 1]).p == 1


def test_a_mean_from_sums_is_the_mean_from_values() -> None:
    values = [7.0, 6, 5, 4, 2, 7, 6, 1, 5, 3]
    sums = Sample.of_sums(10, sum(values), sum(one * one for one in values))
    assert sums == approx(Sample.of(values))
    assert mean_interval(sums) == approx(mean_interval(values))
    assert mean_interval([3.0])[:3] == (3.0, -inf, inf)


def test_the_median_interval_covers_as_often_as_it_says() -> None:
    random = np.random.default_rng(20251122)
    hits = sum(
        one.low <= 1.0 <= one.high for one in (median_interval(np.exp(random.normal(size=25))) for _ in range(600))
    )
    assert hits / 600 > 0.93
    assert median_interval([3, 1, 2])[:4] == (2, 1, 3, 3)
    assert median_interval([3, 1, 2]).coverage == approx(0.75)


def test_rate_ratio() -> None:
    found = rate_ratio(30, 1000, 15, 1000)
    assert found.ratio == 2
    assert found.p == approx(0.0357, abs=5e-5)
    assert found.low > 1
    assert rate_ratio(0, 10, 0, 10) == (1, 0, inf, 1)
    assert rate_ratio(3, 10, 0, 10).low > 0
    assert isinf(rate_ratio(3, 10, 0, 10).high)


@given(st.integers(0, 60), st.floats(1, 1e4), st.integers(0, 60), st.floats(1, 1e4))
def test_a_rate_ratio_turned_round_is_its_inverse_and_its_p_agrees_with_its_interval(c1, e1, c2, e2) -> None:
    one, two = rate_ratio(c1, e1, c2, e2), rate_ratio(c2, e2, c1, e1)
    assert one.low <= one.ratio * (1 + 1e-9)
    assert one.ratio <= one.high * (1 + 1e-9)
    assert one.p == approx(two.p, rel=1e-6)
    if one.low and two.high < inf:
        assert one.low == approx(1 / two.high, rel=1e-6)
    if abs(one.p - 0.05) > 1e-6:
        assert (one.p < 0.05) == (not one.low <= 1 <= one.high)


def test_several_tests_at_once() -> None:
    ps = [0.04, 0.001, 0.2, 0.012, 0.03]
    assert holm(ps) == approx([0.09, 0.005, 0.2, 0.048, 0.09])
    assert benjamini_hochberg(ps) == approx([0.05, 0.005, 0.2, 0.03, 0.05])
    assert holm([]) == benjamini_hochberg([]) == []


@pytest.mark.parametrize(
    ("counts", "weights", "p"),
    [
        ([5000, 5200], None, 0.04767),
        ([5000, 5400], None, 8.77e-05),
        ([821588, 815482], None, 1.82e-06),
        ([5000, 5240, 0], [1, 1, 0], 0.01771),
        ([5000, 5240, 1], [1, 1, 0], 0),
        ([0, 0], None, 1),
    ],
)
def test_sample_ratio(counts, weights, p) -> None:
    assert sample_ratio(counts, weights) == approx(p, rel=5e-3)


def test_mantel_haenszel_of_one_cell_is_its_plain_ratio_and_cells_with_one_group_say_nothing() -> None:
    one = mantel_haenszel([(32, 100, 45, 100)])
    assert one.ratio == approx(0.711, abs=5e-4)
    # log-binomial by hand: var = 1/32 − 1/100 + 1/45 − 1/100
    assert np.log(one.high / one.ratio) / 1.959964 == approx((1 / 32 - 0.01 + 1 / 45 - 0.01) ** 0.5, rel=1e-6)
    assert mantel_haenszel([(32, 100, 45, 100), (9, 10, 0, 0)]) == one
    with pytest.raises(NoData):
        mantel_haenszel([(1, 2, 0, 0)])


def test_mantel_haenszel_is_not_fooled_by_a_different_mix() -> None:
    # Within each cell both groups get it equally often; the crude shares are .26 against .74.
    cells = [(10, 100, 90, 900), (720, 900, 80, 100)]
    assert mantel_haenszel(cells).ratio == approx(1)
    assert mantel_haenszel(cells, of="rates").ratio == approx(1)
    assert mean_ratio([(Sample(100, 5, 1), Sample(900, 5, 2)), (Sample(900, 50, 9), Sample(100, 50, 4))]).ratio == 1


def test_mantel_haenszel_rates_of_one_cell_have_poisson_variance() -> None:
    one = mantel_haenszel([(30, 1000, 15, 1000)], of="rates")
    assert one.ratio == 2
    assert np.log(one.high / 2) / 1.959964 == approx((1 / 30 + 1 / 15) ** 0.5, rel=1e-6)


def test_planning() -> None:
    assert sample_size_two_shares(0.70, 0.75) == approx(1250.7, abs=0.05)
    assert minimum_detectable(0.70, 1250.7) == approx(0.05, abs=1e-5)
    fall = minimum_detectable(0.99, 500)
    assert sample_size_two_shares(0.99, 0.99 - fall) == approx(500)
    assert isinf(minimum_detectable(0.5, 2))
    assert minimum_detectable_mean(1.0, 1570) == approx(0.1, abs=1e-4)


def test_looking_early() -> None:
    assert [early_look(n, 5000) for n in (500, 1000, 5000, 20000)] == approx([3.8551, 3.3639, 3.0352, 3.1271], abs=5e-5)


def test_cuped() -> None:
    found = cuped([12, 15, 9, 20, 14, 11], [10, 14, 8, 18, 12, 9])
    assert (found.theta, found.variance_ratio) == approx((1.024213, 0.0175915), abs=5e-7)
    assert np.var(found.values) / np.var([12, 15, 9, 20, 14, 11]) == approx(0.0175915, abs=5e-7)
    assert cuped([1, 2], [3, 3]).theta == 0


def test_a_real_experiment_reads_as_published() -> None:
    if not COOKIE_CATS.exists():
        pytest.skip("the cookie_cats data set is not beside the repository")
    n, kept = {"gate_30": 0, "gate_40": 0}, {"gate_30": 0, "gate_40": 0}
    with gzip.open(COOKIE_CATS, "rt") as lines:
        for row in csv.DictReader(lines):
            n[row["version"]] += 1
            kept[row["version"]] += row["retention_7"].upper() in ("TRUE", "1")
    assert sample_ratio(list(n.values())) == approx(0.0086, abs=5e-5)
    found = newcombe(kept["gate_40"], n["gate_40"], kept["gate_30"], n["gate_30"])
    assert found[:3] == approx((-0.00820, -0.01328, -0.00312), abs=5e-6)
