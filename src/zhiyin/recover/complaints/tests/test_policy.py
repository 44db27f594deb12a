"""The order of a complaint, its repeats and its words of danger, without a database."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyin.lib.stats import rate_ratio
from zhiyin.recover.complaints import policy, repeats
from zhiyin.recover.complaints.policy import Facts
from zhiyin.recover.complaints.words_of_danger import (
    DEFAULT_EXCEPTIONS,
    DEFAULT_WORDS,
    dangers_in,
    fault_of_words,
    words_in,
)

ALL = frozenset({"story", "wish", "product"})
WHEN = datetime(2025, 11, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_the_line_leads_from_receipt_to_closing_in_the_order_of_the_standard() -> None:
    state = policy.RECEIVED
    seen = [state]
    for step in ("acknowledge", "assess", "investigate", "propose", "accept", "close"):
        following = policy.next_state(step, state)
        assert following is not None
        state = following
        seen.append(state)
    assert tuple(seen) == policy.LINE


@given(st.lists(st.sampled_from(list(policy.STEPS)), max_size=30))
def test_no_way_skips_a_station(steps: list[str]) -> None:
    state, furthest = policy.RECEIVED, 0
    for step in steps:
        state = policy.next_state(step, state) or state
        if state in policy.LINE:
            assert policy.LINE.index(state) <= furthest + 1
            furthest = max(furthest, policy.LINE.index(state))


@pytest.mark.parametrize("step", [one for one in policy.STEPS if one != "resume"])
def test_what_is_closed_takes_no_step_but_to_be_taken_up_again(step: str) -> None:
    assert policy.next_state(step, policy.CLOSED) is None
    assert policy.next_state(step, policy.WITHDRAWN) is None


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (Facts("acknowledged", required=ALL, filled=ALL, confirmed=True), []),
        (Facts("acknowledged", required=ALL, filled=ALL - {"wish"}, confirmed=True), ["wish"]),
        (Facts("acknowledged", required=ALL, filled=ALL), ["confirmed"]),
        (Facts("acknowledged", required=ALL, filled=frozenset()), ["story", "wish", "product", "confirmed"]),
        (Facts("acknowledged", required=ALL | {"evidence"}, filled=ALL, confirmed=True), ["evidence"]),
        (Facts("acknowledged", required=ALL | {"evidence"}, filled=ALL, confirmed=True, evidence=1), []),
        (Facts("investigating", required=ALL), []),  # judged anew later on: what was asked first is settled
    ],
)
def test_a_complaint_without_a_wish_cannot_be_assessed(facts: Facts, missing: list[str]) -> None:
    assert policy.missing(policy.ASSESS, facts) == missing


@pytest.mark.parametrize(
    ("cause", "whys", "priority", "missing"),
    [
        ("", 5, 5, ["cause"]),
        ("weather", 5, 5, ["cause"]),
        ("service", 0, 3, []),
        ("service", 2, 2, ["whys"]),
        ("service", 3, 2, []),
        ("other", 2, 1, ["whys"]),
        ("other", 3, 1, []),
    ],
)
def test_a_grave_complaint_needs_three_whys(cause: str, whys: int, priority: int, missing: list[str]) -> None:
    assert policy.missing_of_cause(cause, whys, priority) == missing


def test_closing_names_all_that_is_missing() -> None:
    bare = Facts("decided", priority=1, path_in_letter=False)
    assert policy.missing(policy.CLOSE, bare) == ["answer", "evidence", "cause", "path"]
    whole = Facts("decided", priority=1, answered=True, evidence=1, cause_class="product", whys=3)
    assert policy.missing(policy.CLOSE, whole) == []


@pytest.mark.parametrize("step", list(policy.STEPS))
def test_what_is_missing_is_always_said_in_words(step: str) -> None:
    assert set(policy.missing(step, Facts("acknowledged", required=ALL, path_in_letter=False))) <= set(policy.MISSING)


def test_a_silent_customer_is_reminded_twice_within_the_days() -> None:
    week = timedelta(days=7)
    moments = [policy.silence(WHEN, reminded, week) - WHEN for reminded in (0, 1, 2, 3)]
    assert moments == [week / 3, week * 2 / 3, week, week]


@pytest.mark.parametrize(
    ("other", "causes", "flagged"), [(0, 0, False), (15, 100, False), (16, 100, True), (1, 1, True)]
)
def test_too_many_causes_called_other_are_flagged(other: int, causes: int, flagged: bool) -> None:
    assert policy.too_many_others(other, causes) is flagged


def days(*numbers: float) -> list[datetime]:
    return [WHEN + timedelta(days=number) for number in numbers]


@pytest.mark.parametrize(
    ("times", "most"),
    [([], 0), (days(0), 1), (days(0, 15, 30), 3), (days(0, 15, 30.01), 2), (days(90, 0, 61, 60, 89), 4)],
)
def test_the_most_within_thirty_days(times: list[datetime], most: int) -> None:
    assert repeats.most_within_window(times) == most


@given(st.lists(st.integers(0, 200), max_size=12))
def test_the_sliding_window_finds_what_looking_everywhere_finds(numbers: list[int]) -> None:
    times = days(*numbers)
    slow = max((sum(0 <= (other - one).days <= 30 for other in times) for one in times), default=0)
    assert repeats.most_within_window(times) == slow


def test_a_matter_is_the_product_however_it_is_typed_else_the_kind() -> None:
    assert repeats.matter_of("product", " Kettle  X1 ") == repeats.matter_of("delivery", "kettle x1") == "kettle x1"
    assert repeats.matter_of("staff", "  ") == "staff"


def test_a_rise_beyond_chance_is_found_and_an_ordinary_week_is_not() -> None:
    rates = [repeats.Rate("kettle", 12, 1000, 6, 3000), repeats.Rate("staff", 4, 1000, 11, 3000)]
    assert set(repeats.risen(rates)) == {"kettle"}
    assert repeats.risen([repeats.Rate("kettle", 2, 10, 0, 30000)]) == {}  # two are no problem of their own
    assert repeats.risen([repeats.Rate("kettle", 5, 0, 5, 0)]) == {}


def test_the_exact_interval_of_a_rate_ratio_against_values_counted_by_hand() -> None:
    # none after, n before, equal exposure: the upper limit p of the share solves (1 − p)^n = 0.025
    for n in (3, 5, 6, 10):
        share = 1 - 0.025 ** (1 / n)
        assert math.isclose(rate_ratio(0, 500, n, 500).high, share / (1 - share), rel_tol=1e-9)
    found = rate_ratio(30, 1000, 15, 1000)  # definitions B25
    assert (found.ratio, round(found.p, 4)) == (2.0, 0.0357)


@pytest.mark.parametrize(
    ("days", "after", "before", "look", "passed", "why"),
    [
        (30, 0, 6, 1, True, ""),
        (30, 0, 3, 1, False, "interval"),  # none left, but three before prove nothing
        (29, 0, 60, 1, False, "days"),
        (30, 2, 20, 1, True, ""),
        (30, 12, 20, 1, False, "interval"),
        (30, 30, 20, 1, False, "interval"),
        (30, 0, 6, 4, False, "interval"),  # who looks a fourth time must see more
        (30, 0, 0, 1, False, "data"),
    ],
)
def test_prevention_is_claimed_only_when_the_whole_interval_lies_below_one(
    days: int, after: int, before: int, look: int, passed: bool, why: str
) -> None:
    found = repeats.verdict(days, after, 1000, before, 1000, look)
    assert (found.passed, found.why) == (passed, why)


def test_fewer_guests_are_no_prevention() -> None:
    assert repeats.verdict(30, 5, 250, 20, 1000).passed is False  # the same rate a case in a quiet month


@pytest.mark.slow
def test_looking_again_and_again_claims_falsely_in_less_than_five_of_a_hundred() -> None:
    from random import Random

    rng, claims, runs = Random(7), 0, 1500
    for _ in range(runs):
        before = sum(rng.random() < 0.02 for _ in range(600))
        after = exposure = 0
        for look in range(1, 7):  # once a week, nothing has changed
            exposure += 150
            after += sum(rng.random() < 0.02 for _ in range(150))
            if repeats.verdict(30, after, exposure, before, 600, look).passed:
                claims += 1
                break
    assert claims / runs < 0.05


def test_before_and_after_are_of_one_length_in_whole_weeks() -> None:
    begin, turn, end = repeats.windows(WHEN, WHEN + timedelta(days=52, hours=5))
    assert (turn - begin, end - turn) == (timedelta(days=49), timedelta(days=49))
    begin, turn, end = repeats.windows(WHEN, WHEN + timedelta(days=31))
    assert (end - turn, turn - begin) == (timedelta(days=31), timedelta(days=31))
    assert repeats.windows(WHEN, WHEN - timedelta(days=3)) == (WHEN, WHEN, WHEN)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1806 房的插座冒烟，好像着火了！", ["冒烟", "着火"]),
        ("孩子吃了你们的蛋糕食物中毒，正在送医", ["食物中毒", "送医"]),
        ("My daughter burnt her hand on the lid.", ["burnt"]),
        ("There is a GAS LEAK in the kitchen", ["gas leak"]),
        ("The lobby is full of smoke", ["full of smoke"]),
        ("电梯坏了，我们被困在里面", ["被困"]),
        ("爆炸优惠还有吗？", []),
        ("我的电脑中毒了，订单发不出去", []),
        ("I am burnt out and need a spa day", []),
        ("The toast was dry, and the room smells of cigarettes.", []),
        ("The hotel next to hospital number 6", []),
        ("没有受伤，只是行李湿了", []),
        ("洗衣机不转了，怎么办？", []),
        ("", []),
    ],
)
def test_words_of_danger_are_found_and_what_only_sounds_so_is_not(text: str, found: list[str]) -> None:
    assert dangers_in(text, DEFAULT_WORDS, DEFAULT_EXCEPTIONS) == found


@pytest.mark.parametrize("word", words_in(DEFAULT_WORDS))
def test_every_word_of_danger_is_found_where_it_stands(word: str) -> None:
    said = f"你好，{word}！" if not word.isascii() else f"Hello, {word}!"
    assert dangers_in(said, DEFAULT_WORDS, DEFAULT_EXCEPTIONS), word


def test_a_list_without_words_or_with_one_letter_is_refused() -> None:
    assert fault_of_words(" , ")
    assert "火" in fault_of_words("着火, 火")
    assert "of" in fault_of_words("fire alarm, of")
    assert fault_of_words(DEFAULT_WORDS) == ""
