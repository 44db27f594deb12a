"""Who may grant how much, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyin.recover.compensation import policy
from zhiyin.recover.compensation.policy import Authority, beyond, first_that_suffices, strongest

AGENT = Authority("agent", 2000_00, 10_000_00)
LEAD = Authority("lead", 5000_00, 50_000_00)


@pytest.mark.parametrize(
    ("amount", "in_case", "in_period", "why"),
    [
        (1999_99, 0, 0, ""),
        (2000_00, 0, 0, ""),
        (2000_01, 0, 0, "limit"),
        (1000_00, 1000_00, 1000_00, ""),  # split payments in one case add up
        (1000_01, 1000_00, 1000_00, "limit"),
        (1000_00, 0, 9000_00, ""),
        (1000_00, 0, 9000_01, "cap"),
        (0, 99999_00, 99999_00, ""),  # an apology costs no authority
    ],
)
def test_authority_ends_at_its_limit_and_cap(amount: int, in_case: int, in_period: int, why: str) -> None:
    assert beyond(amount, in_case, in_period, AGENT) == why


def test_the_strongest_role_counts_and_none_is_no_authority() -> None:
    held = {"agent": AGENT, "lead": LEAD}
    assert strongest(["agent", "lead", "night-watch"], held) == LEAD
    assert strongest(["night-watch"], held).limit_minor == 0


def test_the_smallest_role_that_reaches_is_asked() -> None:
    assert first_that_suffices(3000_00, [LEAD, AGENT]) == "lead"
    assert first_that_suffices(9000_00, [LEAD, AGENT]) == ""


def test_the_wording_changes_with_how_often_we_apologised() -> None:
    assert [policy.wording(before) for before in (0, 1, 2, 7)] == ["first", "again", "often", "often"]


@given(st.lists(st.integers(1, 3000_00), max_size=20))
def test_split_payments_never_add_up_to_more_than_the_limit(amounts: list[int]) -> None:
    given_so_far = 0
    for amount in amounts:
        if not beyond(amount, given_so_far, given_so_far, AGENT):
            given_so_far += amount
    assert given_so_far <= AGENT.limit_minor
