"""Who takes a case: the rule as a table, its properties, and proof that a batch is solved exactly."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiyin.resolve.routing.policy import (
    WHOLE,
    Asked,
    Candidate,
    Held,
    Plan,
    Weights,
    _idleness,
    cost_of,
    fault_of,
    plan,
    rank,
    why_nobody,
)

TODAY = date(2026, 4, 16)
NINE = datetime(2026, 4, 16, 1, tzinfo=UTC)
LATER, EXPIRED = Held(2, TODAY + timedelta(days=1)), Held(4, TODAY)


def number(n: int) -> UUID:
    return UUID(int=n)


def person(n: int, **told: object) -> Candidate:
    return Candidate(number(n), **{"capacity": 3, "languages": frozenset({"zh"})} | told)  # type: ignore[arg-type]


def case(n: int, **told: object) -> Asked:
    return Asked(number(100 + n), **{"acuity": 3, "arrived_at": NINE + timedelta(minutes=n)} | told)  # type: ignore[arg-type]


def who(made: Plan) -> dict[int, int]:
    return {one.case_id.int - 100: one.person_id.int for one in made.taken}


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"skills": {"refund": LATER}}, ""),
        ({}, "skill"),
        ({"skills": {"refund": replace(LATER, level=1)}}, "skill"),
        ({"skills": {"refund": EXPIRED}}, "expired"),
        ({"skills": {"refund": LATER}, "languages": frozenset({"en"})}, "language"),
        ({"skills": {"refund": LATER}, "on_shift": False}, "shift"),
        ({"skills": {"refund": LATER}, "away": True}, "away"),
        ({"skills": {"refund": LATER}, "load": 201}, "full"),
        ({"skills": {"refund": LATER}, "load": 200}, ""),
        ({"skills": {"refund": LATER}, "capacity": 0}, "full"),
    ],
)
def test_who_may_take_a_case_has_skill_language_shift_and_room(told: dict[str, object], fault: str) -> None:
    asked = case(1, needs={"refund": 2}, language="zh")
    assert fault_of(asked, person(1, **told), TODAY) == fault
    assert bool(plan([asked], [person(1, **told)], TODAY).taken) == (fault == "")


def test_the_least_loaded_takes_it_and_of_equals_who_was_idle_longest() -> None:
    least = plan([case(1)], [person(1, load=100), person(2, load=100, capacity=4)], TODAY)
    assert (who(least), least.taken[0].rule) == ({1: 2}, "load")
    idle = plan([case(1)], [person(1, given_at=NINE), person(2, given_at=NINE - timedelta(hours=1))], TODAY)
    assert (who(idle), idle.taken[0].rule) == ({1: 2}, "idle")
    never = plan([case(1)], [person(1, given_at=NINE), person(2)], TODAY)
    assert who(never) == {1: 2}


def test_who_served_the_customer_last_goes_first_while_they_may() -> None:
    asked = case(1, known_to=number(1))
    known = plan([asked], [person(1, load=200), person(2)], TODAY)
    assert (who(known), known.taken[0].rule) == ({1: 1}, "known")
    assert who(plan([asked], [person(1, load=300), person(2)], TODAY)) == {1: 2}
    assert who(plan([asked], [person(1, on_shift=False), person(2)], TODAY)) == {1: 2}
    assert who(plan([asked], [person(1, load=200), person(2)], TODAY, Weights(known=0))) == {1: 2}


def test_class_goes_before_arrival_and_of_one_class_the_earlier_goes_first() -> None:
    early, late, urgent = case(1), case(2), case(3, acuity=1)
    assert who(plan([late, early], [person(1, load=200)], TODAY)) == {1: 1}
    assert who(plan([early, late, urgent], [person(1, load=200)], TODAY)) == {3: 1}
    assert sorted([early, late, urgent], key=rank) == [urgent, early, late]


def test_a_batch_spreads_and_keeps_the_expert_for_who_needs_them() -> None:
    expert, other = person(1, skills={"refund": LATER}), person(2, load=100)
    made = plan([case(1), case(2, needs={"refund": 1})], [replace(expert, capacity=1), other], TODAY)
    assert who(made) == {1: 2, 2: 1}
    assert made.taken[0].rule == "batch"
    assert sorted(who(plan([case(n) for n in range(4)], [person(1), person(2)], TODAY)).values()) == [1, 1, 2, 2]


def test_why_nobody_takes_it_is_the_first_thing_that_nobody_fulfils() -> None:
    asked = case(1, needs={"refund": 2}, language="zh")
    able = person(1, skills={"refund": LATER})
    noon = NINE + timedelta(hours=3)
    told = [
        ([person(1)], ("skill", "refund", None)),
        ([person(1, skills={"refund": EXPIRED})], ("expired", "refund", None)),
        ([replace(able, languages=frozenset())], ("language", "refund", None)),
        ([replace(able, on_shift=False, returns_at=noon), person(2)], ("shift", "refund", noon)),
        ([replace(able, away=True)], ("away", "refund", None)),
        ([replace(able, load=300), person(2)], ("full", "refund", None)),
        ([], ("nobody", "refund", None)),
    ]
    for people, expected in told:
        left = why_nobody(asked, people, TODAY)
        assert (left.fault, left.skill, left.until) == expected
    gave = why_nobody(replace(asked, without=number(1)), [able], TODAY)
    assert gave.fault == "gave_back"


def test_everybody_else_is_named_with_what_kept_them() -> None:
    made = plan([case(1)], [person(1), person(2, away=True), person(3, load=100)], TODAY)
    assert [(one.person_id.int, one.fault, one.load) for one in made.taken[0].alternatives] == [
        (2, "away", 0),
        (3, "", 100),
    ]


SKILLS = st.dictionaries(
    st.sampled_from(["refund", "hotel"]),
    st.builds(Held, st.integers(1, 4), st.sampled_from([TODAY - timedelta(days=9), TODAY + timedelta(days=9)])),
)
TIMES = st.integers(0, 5).map(lambda minutes: NINE + timedelta(minutes=minutes))
TONGUES = st.frozensets(st.sampled_from(["zh", "en"]), min_size=1)


@st.composite
def people(draw: st.DrawFn, most: int = 5) -> list[Candidate]:
    return [
        Candidate(
            number(n + 1), draw(st.integers(0, 3)), draw(st.sampled_from([0, 25, 100, 150, 300])), draw(SKILLS),
            draw(TONGUES), draw(st.booleans()), draw(st.booleans()), given_at=draw(st.none() | TIMES),
        )
        for n in range(draw(st.integers(0, most)))
    ]  # fmt: skip


@st.composite
def queues(draw: st.DrawFn, most: int = 8) -> list[Asked]:
    needs = st.dictionaries(st.sampled_from(["refund", "hotel"]), st.integers(1, 4), max_size=1)
    return [
        Asked(
            number(100 + n), draw(st.integers(1, 5)), draw(TIMES), draw(needs), draw(st.sampled_from(["", "zh", "en"])),
            draw(st.none() | st.integers(1, 5).map(number)), draw(st.none() | st.integers(1, 5).map(number)),
        )
        for n in range(draw(st.integers(0, most)))
    ]  # fmt: skip


@given(queues(), people())
def test_nobody_is_ever_given_what_they_may_not_take(queue: list[Asked], staff: list[Candidate]) -> None:
    made = plan(queue, staff, TODAY)
    by_id, asked = {one.id: one for one in staff}, {one.id: one for one in queue}
    for one in made.taken:
        taker, wanted = by_id[one.person_id], asked[one.case_id]
        assert taker.on_shift
        assert not taker.away
        assert taker.id != wanted.without
        assert not wanted.language or wanted.language in taker.languages
        assert all(taker.skills[skill].level >= level for skill, level in wanted.needs.items())
        assert all(taker.skills[skill].expires_on > TODAY for skill in wanted.needs)
    for taker in staff:
        given_now = sum(one.person_id == taker.id for one in made.taken)
        assert not given_now or taker.load + given_now * WHOLE <= taker.capacity * WHOLE
    assert sorted(one.case_id for one in (*made.taken, *made.left)) == sorted(asked)


@given(queues(), people(), st.randoms(use_true_random=False))
def test_the_same_facts_in_any_order_give_the_same_plan(
    queue: list[Asked], staff: list[Candidate], chance: object
) -> None:
    made = plan(queue, staff, TODAY)
    chance.shuffle(queue)  # type: ignore[attr-defined]
    chance.shuffle(staff)  # type: ignore[attr-defined]
    assert plan(queue, staff, TODAY) == made


@given(queues(), people())
def test_of_alike_cases_none_is_taken_before_an_earlier_one(queue: list[Asked], staff: list[Candidate]) -> None:
    made = plan(queue, staff, TODAY)
    taken = {one.case_id for one in made.taken}

    def alike(one: Asked) -> tuple[object, ...]:
        return (tuple(sorted(one.needs.items())), one.language, one.without)

    for first, second in itertools.permutations(queue, 2):
        if alike(first) == alike(second) and rank(first) < rank(second):
            assert first.id in taken or second.id not in taken


@given(queues(), people(), st.integers(0, 4))
def test_the_worth_of_a_customer_has_no_way_into_the_order(
    queue: list[Asked], staff: list[Candidate], known: int
) -> None:
    """Whom a customer knows decides who takes it, never whether it is taken."""
    made = plan(queue, staff, TODAY)
    other = plan([replace(one, known_to=number(known)) for one in queue], staff, TODAY)
    assert {one.case_id for one in made.taken} == {one.case_id for one in other.taken}


def every_assignment(queue: list[Asked], staff: list[Candidate]) -> list[tuple[tuple[bool, ...], int]]:
    """All that is possible, by trying everything: which cases are placed, and what it costs."""
    idle = _idleness(staff)
    found = []
    for choice in itertools.product([None, *range(len(staff))], repeat=len(queue)):
        counts = dict.fromkeys(range(len(staff)), 0)
        cost, possible = 0, True
        for asked, place in zip(queue, choice, strict=True):
            if place is None:
                continue
            one = staff[place]
            possible &= fault_of(asked, one, TODAY) == "" and counts[place] < one.room
            if not possible:
                break
            cost += cost_of(asked, one, counts[place], idle[place], Weights())
            counts[place] += 1
        if possible:
            found.append((tuple(place is not None for place in choice), cost))
    return found


@settings(max_examples=150)
@given(queues(most=4), people(most=3))
def test_a_batch_is_solved_as_well_as_by_trying_everything(queue: list[Asked], staff: list[Candidate]) -> None:
    queue.sort(key=rank)
    made = plan(queue, staff, TODAY)
    taken = {one.case_id for one in made.taken}
    possible = every_assignment(queue, staff)
    first_set = max(placed for placed, _cost in possible)  # earlier cases weigh more than all later ones together
    assert tuple(one.id in taken for one in queue) == first_set
    assert len(taken) == max(sum(placed) for placed, _cost in possible)
    assert made.cost == min(cost for placed, cost in possible if placed == first_set)


def test_a_long_queue_is_planned_at_once() -> None:
    """Two hundred cases and fifty people: the count of steps is bounded, not a wall clock."""
    staff = [person(n, capacity=5, languages=frozenset({"zh", "en"} if n % 3 else {"zh"})) for n in range(50)]
    queue = [case(n, acuity=1 + n % 5, language="en" if n % 4 == 0 else "zh") for n in range(200)]
    made = plan(queue, staff, TODAY)
    assert len(made.taken) == 200
    assert max(sum(one.person_id == taker.id for one in made.taken) for taker in staff) <= 5
