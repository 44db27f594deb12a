"""What guarantees owe, as a table and as properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyin.recover.guarantees.policy import (
    BREACH,
    EVIDENCE,
    Fact,
    Payout,
    Terms,
    Weighed,
    checklist,
    decided,
    held_at,
    payout,
    verdict,
)

BEGIN = datetime(2025, 11, 3, 1, tzinfo=UTC)
NAMES = UUID(int=84)


def terms(guarantee: str = "half-hour", number: int = 1, minutes: int = 0, **fields: Any) -> Terms:
    usual = {
        "trigger": BREACH,
        "name": "first_reply",
        "channels": frozenset({"chat"}),
        "fact": "",
        "at_least": 0,
        "kind": "voucher",
        "amount_minor": 3000,
        "currency": "CNY",
    }
    id = uuid5(NAMES, f"{guarantee} {number}")
    return Terms(guarantee, id, number, BEGIN + timedelta(minutes=minutes), **(usual | fields))


def late(minutes: int = 10, channel: str = "chat", name: str = "first_reply") -> Fact:
    return Fact(BREACH, name, BEGIN + timedelta(minutes=minutes), channel)


def delay(at: int, **told: Any) -> Fact:
    return Fact(EVIDENCE, "room.delay", BEGIN + timedelta(minutes=at), told=told)


ROOM = terms("room", trigger=EVIDENCE, name="room.delay", channels=frozenset(), fact="minutes", at_least=30)


@pytest.mark.parametrize(
    ("fact", "rule", "paid"),
    [
        (late(), terms(), True),
        (late(channel="email"), terms(), False),
        (replace(late(), internal=True), terms(), False),
        (late(channel="email"), terms(channels=frozenset()), True),
        (late(name="solution"), terms(), False),
        (late(-1), terms(), False),  # promised before the guarantee was
        (late(0), terms(), True),
        (late(), terms(active=False), False),
        (delay(5, minutes=29), ROOM, False),
        (delay(5, minutes=30), ROOM, True),
        (delay(5, minutes=30.5), ROOM, True),
        (delay(5), ROOM, False),
        (delay(5, minutes=True), ROOM, False),
        (delay(5, minutes="99"), ROOM, False),
        (late(), ROOM, False),
    ],
)
def test_a_rule_pays_for_what_it_promises_and_nothing_else(fact: Fact, rule: Terms, paid: bool) -> None:
    due = payout(fact, rule)
    assert (due is not None) == paid
    if due:
        assert due == Payout(rule.guarantee, rule.id, rule.number, "voucher", 3000, "CNY")


def test_the_version_of_the_time_decides_and_an_end_ends() -> None:
    history = [terms(), terms(number=2, minutes=20, amount_minor=5000), terms(number=3, minutes=40, active=False)]
    paid = [decided(late(minutes), history) for minutes in (-5, 10, 20, 39, 40)]
    assert [(one.version, one.amount_minor) if one else None for one in paid] == [
        None,
        (1, 3000),
        (2, 5000),
        (2, 5000),
        None,
    ]


def test_of_several_guarantees_one_pays_and_it_is_the_best() -> None:
    rules = [terms("b"), terms("a"), terms("c", amount_minor=2000)]
    best = decided(late(), rules)
    assert best is not None
    assert best.guarantee == "a"


a_rule = st.builds(
    lambda guarantee, minutes, amount, trigger, active, least: (guarantee, minutes, amount, trigger, active, least),
    st.sampled_from("abc"),
    st.integers(-50, 50),
    st.integers(1, 10_000),
    st.sampled_from([BREACH, EVIDENCE]),
    st.booleans(),
    st.integers(0, 60),
)


def histories(raw: list[tuple[str, int, int, str, bool, int]]) -> list[Terms]:
    """Versions as they can be made: numbered without a gap, never beginning before the one before."""
    made: list[Terms] = []
    for guarantee, minutes, amount, trigger, active, least in sorted(raw, key=lambda one: one[1]):
        number = sum(one.guarantee == guarantee for one in made) + 1
        on = {"trigger": trigger, "amount_minor": amount, "active": active}
        more = {"name": "room.delay", "fact": "minutes", "at_least": least} if trigger == EVIDENCE else {}
        made.append(terms(guarantee, number, minutes, **(on | more)))
    return made


@given(
    st.lists(a_rule, max_size=8),
    st.lists(st.tuples(st.integers(-60, 60), st.integers(0, 90)), max_size=20),
    st.randoms(),
)
def test_a_replay_gives_the_same_whatever_is_decided_later_and_in_which_order(
    raw: list[tuple[str, int, int, str, bool, int]], happened: list[tuple[int, int]], chance: Any
) -> None:
    rules = histories(raw)
    facts = [one for at, minutes in happened for one in (late(at), delay(at, minutes=minutes))]
    then = [decided(fact, [one for one in rules if one.from_at <= fact.at]) for fact in facts]  # known at that time
    shuffled = list(rules)
    chance.shuffle(shuffled)
    assert [decided(fact, shuffled) for fact in facts] == then  # looked back upon from today
    for fact, due in zip(facts, then, strict=True):
        in_force = {one.id for one in held_at(rules, fact.at) if one.active}
        assert due is None or due.version_id in in_force
        best = max((one.amount_minor for one in held_at(rules, fact.at) if payout(fact, one)), default=None)
        assert (due.amount_minor if due else None) == best


@pytest.mark.parametrize(
    ("received", "late_", "excluded", "said"),
    [
        (True, False, False, "covered"),
        (True, True, False, "late"),
        (True, True, True, "late"),
        (True, False, True, "excluded"),
        (False, False, False, "unknown"),
        (False, False, True, "excluded"),
    ],
)
def test_a_return_is_judged(received: bool, late_: bool, excluded: bool, said: str) -> None:
    assert verdict(received=received, late=late_, excluded=excluded) == said


def test_the_checklist_holds_what_can_be_counted_against_a_guarantee() -> None:
    good = Weighed(
        "30 分钟内回复，迟到送 30 元券。", "A reply in 30 minutes, or a voucher.", BREACH, "public", 1, 3000, 2000, 4, 4
    )
    assert set(checklist(good).values()) == {True}
    slow = Weighed("x" * 61, "", EVIDENCE, "contract", 3, 1000, 2000, 4, 3)
    held = checklist(slow)
    assert [name for name, one in held.items() if one is True] == ["invoked", "measurable", "automatic"]
    young = Weighed("好", "Good.", BREACH, "public", 0, 1, None, 0, 0)
    assert [name for name, one in checklist(young).items() if one is None] == ["meaningful", "collected"]
