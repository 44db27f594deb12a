"""A planted bias is found; where none was planted, none is found more often than chance allows; the mix fools nobody."""

import numpy as np
import pytest
from scipy import stats

from zhiyin.assure.fairness.policy import AMOUNT, APPROVED, Comparison, Like, compare

CELLS = [("first_reply", priority, band) for priority in (1, 2, 3) for band in ("high", "low")]


def cases(random: np.random.Generator, outcome: str, bias: float, n: int = 200) -> list[Like]:
    """n cases a group; the second group gets `bias` times as much, or is approved `bias` times as often."""
    made = []
    for group, factor in (("zh", 1.0), ("en", bias)):
        # The groups' mix differs, and what a cell gives differs too: that alone must raise no flag.
        mix = random.dirichlet(np.full(len(CELLS), 8.0))
        for cell in random.choice(len(CELLS), size=n, p=mix):
            if outcome == AMOUNT:
                value = (500 + 1500 * cell) * random.lognormal(0, 0.3) * factor
            else:
                value = float(random.random() < (0.75 + 0.03 * cell) * factor)
            made.append(Like(CELLS[cell], group, value))
    return made


@pytest.mark.parametrize("outcome", [AMOUNT, APPROVED])
def test_a_bias_of_thirty_per_cent_is_found_with_two_hundred_cases_a_group(outcome: str) -> None:
    random = np.random.default_rng()
    runs = 60
    found = [compare(cases(random, outcome, 0.7), outcome) for _ in range(runs)]
    assert sum(one[0].group == "en" and one[0].flagged for one in found) >= 0.85 * runs
    assert sum(one[0].low <= 0.7 <= one[0].high for one in found) >= 0.85 * runs
    assert not any(comparison.flagged for one in found for comparison in one if comparison.group == "zh")


@pytest.mark.parametrize("outcome", [AMOUNT, APPROVED])
def test_where_nothing_was_planted_a_flag_is_rarer_than_one_in_forty(outcome: str) -> None:
    random = np.random.default_rng()
    runs = 200
    flags = sum(any(one.flagged for one in compare(cases(random, outcome, 1.0), outcome)) for _ in range(runs))
    assert flags <= stats.binom.ppf(0.9999, runs, 0.025)


def test_a_different_mix_of_cases_is_not_a_bias() -> None:
    like = [Like("small", "zh", 100.0)] * 90 + [Like("large", "zh", 1000.0)] * 10
    like += [Like("small", "en", 100.0)] * 10 + [Like("large", "en", 1000.0)] * 90
    english, chinese = sorted(compare(like, AMOUNT), key=lambda one: one.group)
    assert (chinese.value, english.value) == (190, 910)
    assert (chinese.ratio, english.ratio) == (1, 1)
    assert not chinese.flagged


def test_few_cases_are_not_shown_and_one_sided_cells_say_nothing() -> None:
    few = compare([Like("a", "zh", 1.0)] * 4 + [Like("a", "en", 1.0)] * 40, APPROVED)
    assert all(one.value is None and one.ratio is None for one in few)
    apart = compare([Like("a", "zh", 1.0)] * 40 + [Like("b", "en", 1.0)] * 40, APPROVED)
    assert all(one.value == 1 and one.ratio is None and not one.flagged for one in apart)


def test_the_flag_needs_four_fifths_and_more_than_chance() -> None:
    def comparison(ratio: float, high: float) -> Comparison:
        return Comparison("zh", 99, 99, 1, 1, ratio, 0.1, high, 0.01, 3)

    assert comparison(0.711, 0.95).flagged
    assert not comparison(0.711, 1.05).flagged
    assert not comparison(0.82, 0.95).flagged


@pytest.mark.parametrize(
    ("low", "high", "digits", "without_spread"),
    [(0.61, 0.79, 2, False), (0.6991, 0.7009, 3, False), (0.70001, 0.70013, 4, False), (0.7, 0.7, 2, True)],
)
def test_an_interval_is_shown_with_the_digits_that_keep_its_ends_apart(
    low: float, high: float, digits: int, without_spread: bool
) -> None:
    one = Comparison("en", 40, 60, 16.0, 23.0, 0.7, low, high, 0.01, 3)
    assert (one.digits, one.without_spread) == (digits, without_spread)
    assert without_spread or f"{low:.{digits}f}" != f"{high:.{digits}f}"


def test_the_same_table_for_all_leaves_a_ratio_without_spread() -> None:
    cases = [
        Like(cell, group, amount) for cell, amount in (("P1", 100.0), ("P3", 20.0)) for group in "ab" for _ in range(9)
    ]
    assert [(one.ratio, one.without_spread) for one in compare(cases, "amount")] == [(1.0, True), (1.0, True)]
