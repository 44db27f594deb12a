"""How reviews make a score, and how a suggestion changes a table."""

import pytest

from zhiyin.improve.proposals.policy import changed_rows, may_review, mostly, score_of, scores_are_whole
from zhiyin.kernel.identifiers import new_id

WEIGHTS = {"benefit": 0.3, "ease": 0.4, "evidence": 0.3}


def test_the_score_is_the_weighted_mean_and_the_spread_is_that_of_the_reviewers() -> None:
    one = score_of([{"benefit": 4, "ease": 5, "evidence": 3}], WEIGHTS)
    assert one is not None
    assert one.value == pytest.approx(4.1)
    two = score_of([{"benefit": 4, "ease": 5, "evidence": 3}, {"benefit": 2, "ease": 1, "evidence": 3}], WEIGHTS)
    assert two is not None
    assert (two.value, two.lowest, two.highest, two.n) == pytest.approx((3.0, 1.9, 4.1, 2))
    assert two.by_criterion == {"benefit": 3, "ease": 3, "evidence": 3}
    assert score_of([], WEIGHTS) is None
    assert score_of([{"benefit": 4, "ease": 4, "evidence": 4}], dict.fromkeys(WEIGHTS, 7)).value == 4


def test_authors_do_not_review_and_what_is_decided_is_not_reviewed() -> None:
    li, na = new_id(), new_id()
    assert may_review(li, na, "draft")
    assert may_review(None, na, "in_review")
    assert not may_review(li, li, "draft")
    assert not may_review(li, na, "accepted")
    assert not may_review(None, None, "draft")


def test_every_criterion_is_scored_from_one_to_five() -> None:
    assert scores_are_whole({"benefit": 1, "ease": 5, "evidence": 3})
    for wrong in (
        {"benefit": 1},
        {"benefit": 0, "ease": 5, "evidence": 3},
        {"benefit": True, "ease": 5, "evidence": 3},
    ):
        assert not scores_are_whole(wrong)


def test_a_channel_is_where_the_problem_is_if_it_holds_most_of_the_evidence() -> None:
    assert mostly({"email": 6, "chat": 4}) == "email"
    assert mostly({"email": 5, "chat": 5}) is None
    assert mostly({}) is None


ROWS = [
    {"when": {"channel": ["chat"]}, "then": {"minutes": 5, "calendar": "office"}},
    {"when": {"priority": {"below": 2}}, "then": {"minutes": 31, "calendar": "always"}},
    {"when": {}, "then": {"minutes": 240, "calendar": "office"}},
]


def test_a_change_for_one_channel_stands_in_front_and_leaves_the_rest_alone() -> None:
    changed = changed_rows(ROWS, "minutes", 0.5, {"channel": "email"})
    assert changed[:2] == [
        {"when": {"priority": {"below": 2}, "channel": ["email"]}, "then": {"minutes": 16, "calendar": "always"}},
        {"when": {"channel": ["email"]}, "then": {"minutes": 120, "calendar": "office"}},
    ]
    assert changed[2:] == ROWS


def test_a_change_for_all_channels_changes_every_row_in_place_and_stays_above_zero() -> None:
    assert [row["then"]["minutes"] for row in changed_rows(ROWS, "minutes", 0.5, {})] == [2, 16, 120]
    assert [row["then"]["minutes"] for row in changed_rows(ROWS, "minutes", 0.001, {})] == [1, 1, 1]
    assert ROWS[0]["then"]["minutes"] == 5
