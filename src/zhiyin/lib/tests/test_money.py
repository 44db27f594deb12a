"""Amounts add up, round once and read well."""

import doctest
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyin.lib import money
from zhiyin.lib.money import CurrenciesDiffer, Money


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(money).failed == 0


def test_money_is_never_a_float() -> None:
    for wrong in (lambda: Money(1.0, "CNY"), lambda: Money.of(1.1, "CNY"), lambda: Money(1, "CNY").times(0.5)):
        with pytest.raises(TypeError):
            wrong()


def test_currencies_do_not_mix() -> None:
    with pytest.raises(CurrenciesDiffer):
        Money(1, "CNY") + Money(1, "USD")
    with pytest.raises(CurrenciesDiffer):
        Money(1, "CNY") < Money(1, "USD")  # noqa: B015
    with pytest.raises(ValueError, match="no such currency"):
        Money(1, "XXQ")


def test_halves_round_to_even_unless_said_otherwise() -> None:
    assert [Money.of(text, "CNY").minor for text in ("0.005", "0.015", "0.025")] == [0, 2, 2]
    assert Money.of("0.005", "CNY", ROUND_HALF_UP).minor == 1
    assert Money(1, "CNY").times(Fraction(3, 2)).minor == 2
    assert Money(100, "CNY").times(Fraction(1, 3)).minor == 33


def test_amounts_read_well_in_both_languages() -> None:
    assert Money(2000, "CNY").format("zh-hans") == "¥20.00"
    assert Money(2000, "CNY").format("en") == "CN¥20.00"
    assert Money(2000, "JPY").format("en") == "¥2,000"


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any))
def test_parts_sum_to_the_whole_and_are_fair_to_one_unit(minor: int, weights: list[int]) -> None:
    parts = Money(minor, "CNY").split(weights)
    assert sum(part.minor for part in parts) == minor
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor - Decimal(minor) * weight / sum(weights)) < 1


@given(st.integers(-(10**12), 10**12))
def test_an_amount_survives_its_major_form(minor: int) -> None:
    for currency in ("CNY", "JPY", "KWD"):
        assert Money.of(Money(minor, currency).major, currency).minor == minor
