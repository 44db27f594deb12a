"""A changed rule is tried on past cases; the rule in force, tried on them, gives exactly what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.reads import rows_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.lib.working_time import Pause as Stood
from zhiyin.resolve.cases.actions import reopen, resolve, set_priority, set_status
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.events import ReplyWritten
from zhiyin.resolve.promises import actions, jobs, register
from zhiyin.resolve.promises.models import Promise, Trying
from zhiyin.resolve.promises.policy import replay
from zhiyin.resolve.promises.policy.replay import Recorded, Step
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, at, wang_writes

pytestmark = pytest.mark.django_db
START = at("2025-11-03 09:00")
NOW = at("2025-11-20 09:00")


def row(minutes: int, calendar: str = "office", **when: Any) -> dict[str, Any]:
    return {"when": when, "then": {"minutes": minutes, "calendar": calendar}}


def solution_of(minutes: int) -> None:
    put_in_force("solution", [row(minutes)], "测试", by=HOUSE, because=None, at=at("2025-01-01"))


def a_month(count: int, seed: int) -> list[Case]:
    """Cases in which people answer, wait, resolve and reopen as chance has it, with the clock looking on the way."""
    rng, lin = Random(seed), a_person()
    happens: list[tuple[datetime, Callable[[datetime], object]]] = []
    cases = []
    for n in range(count):
        opened = START + timedelta(minutes=rng.randrange(0, 7 * 24 * 60))
        case = wang_writes(opened, f"问题{n}", address=f"w{seed}-{n}@example.com")
        cases.append(case)
        when = opened
        for _step in range(rng.randrange(0, 7)):
            when += timedelta(minutes=rng.choice((7, 61, 240, 900, 3000)))
            happens.append((when, _something(rng, case, lin)))
    for when, happen in sorted(happens, key=lambda one: one[0]):
        while actions.breach_overdue(when):
            pass
        try:
            happen(when)
        except ValidationError:
            continue  # a resolved case waits for nobody, an open one is not reopened
    while actions.breach_overdue(NOW):
        pass
    return cases


def _something(rng: Random, case: Case, lin: Actor) -> Callable[[datetime], object]:
    kind = rng.choice(("reply", "wait", "open", "solve", "close", "reopen", "grade"))
    if kind == "reply":
        reply = ReplyWritten(new_id(), case.id, lin.id)
        return lambda when: announce(reply, by=lin, because=None, customer_id=case.customer_id, at=when)
    if kind in ("wait", "open"):
        status = "waiting_customer" if kind == "wait" else "open"
        return lambda when: set_status(case.id, status, by=lin, because=None, at=when)
    if kind in ("solve", "close"):
        reason = "solved" if kind == "solve" else "no_answer"
        return lambda when: resolve(case.id, reason, by=lin, because=None, at=when)
    if kind == "reopen":
        return lambda when: reopen(case.id, "还没好", by=lin, because=None, at=when)
    severity = rng.randrange(1, 4)
    return lambda when: set_priority(case.id, severity, 2, "重新看过", by=lin, because=None, at=when)


def tried(key: str, rows: Sequence[Any], limit: int = 7) -> Trying:
    """Try rows on November, in small batches as the job does."""
    lead = HOUSE
    trying = actions.try_rule(key, rows, START, START + timedelta(days=30), by=lead, because=None, at=NOW)
    while actions.try_batch(trying.id, by=lead, because=None, at=NOW, limit=limit):
        pass
    trying.refresh_from_db()
    return trying


@pytest.mark.parametrize("seed", [1, 2])
def test_the_rule_in_force_tried_on_past_cases_gives_exactly_what_happened(seed: int) -> None:
    solution_of(300)
    a_month(14, seed)
    for key in ("first_reply", "solution"):
        pairs = tried(key, rows_in_force(key)).result["pairs"][key]
        assert {pair for pair in pairs if pair.split(">")[0] != pair.split(">")[1]} <= {"by_change>broken"}
        assert sum(pairs.values()) == 14
        assert {"kept>kept", "broken>broken"} <= set(pairs)


@pytest.mark.parametrize("seed", [3, 4])
def test_a_promise_that_was_never_made_is_tried_on_what_would_have_been_recorded(seed: int) -> None:
    """The same month, once with the promise of a solution and once without, comes to the same."""
    solution_of(300)
    a_month(12, seed)
    with_promise = tried("solution", [row(200)]).result["pairs"]["solution"]
    Promise.objects.filter(name="solution").delete()
    without = tried("solution", [row(200)]).result["pairs"]["solution"]

    def would(pairs: dict[str, int]) -> dict[str, int]:
        found: dict[str, int] = {}
        for pair, n in pairs.items():
            end = pair.split(">")[1]
            found[end] = found.get(end, 0) + n
        return found

    assert would(with_promise) == would(without)
    assert {pair.split(">")[0] for pair in without} == {"nothing"}


def test_a_shorter_and_a_longer_rule_break_and_keep_what_they_say() -> None:
    a_month(14, 5)
    never, always = (tried("first_reply", [row(minutes, "always")]).result for minutes in (1, 60 * 24 * 60))
    assert not {pair for pair in never["pairs"]["first_reply"] if pair.endswith(">kept")}
    assert not {pair for pair in always["pairs"]["first_reply"] if pair.endswith(">broken")}
    flipped = sum(n for pair, n in never["pairs"]["first_reply"].items() if pair == "kept>broken")
    assert len([one for one in never["examples"] if one["was"] == "kept"]) == flipped > 0


def test_trying_changes_nothing_and_says_how_far_it_is() -> None:
    a_month(9, 6)
    before = list(Promise.objects.order_by("id").values())
    trying = actions.try_rule(
        "first_reply", [row(5)], START, START + timedelta(days=30), by=HOUSE, because=None, at=NOW
    )
    assert (trying.cases, trying.done) == (9, 0)
    assert actions.try_batch(trying.id, by=HOUSE, because=None, at=NOW, limit=4)
    trying.refresh_from_db()
    assert (trying.done, trying.done_at) == (4, None)
    jobs.try_rule_on_cases(str(trying.id))
    jobs.try_rule_on_cases(str(trying.id))
    trying.refresh_from_db()
    assert trying.done == sum(trying.result["pairs"]["first_reply"].values()) == 9
    assert list(Promise.objects.order_by("id").values()) == before


def test_a_contract_is_tried_on_all_that_it_would_bind() -> None:
    a_month(6, 7)
    result = tried("contract_promises", [row(1, "always", promise=["solution"]), row(0)]).result["pairs"]
    assert sum(result["solution"].values()) == sum(result["first_reply"].values()) == 6
    assert not {pair for pair in result["first_reply"] if pair.split(">")[0] != pair.split(">")[1]}


def test_rows_that_could_not_come_into_force_are_not_tried() -> None:
    for key, rows in (("first_reply", [row(5, channel=["chat"])]), ("calendars", rows_in_force("calendars"))):
        with pytest.raises(ValidationError):
            actions.try_rule(key, rows, START, NOW, by=HOUSE, because=None)
    with pytest.raises(ValidationError):
        actions.try_rule("first_reply", [row(5)], START, START + timedelta(days=100), by=HOUSE, because=None)


@pytest.fixture
def a_room_that_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another room says what a broken promise costs: ten yuan each."""

    def would_pay(broken: Sequence[register.WouldBreak]) -> list[register.Amount]:
        return [register.Amount(10_00, "CNY") for _one in broken]

    monkeypatch.setattr(register, "_PAYS", [])
    actions.pays(would_pay)


def test_what_would_have_been_paid_is_told_where_a_room_knows(a_room_that_pays: None) -> None:
    a_month(10, 8)
    result = tried("first_reply", [row(1, "always")]).result
    pairs = result["pairs"]["first_reply"]
    was = sum(n for pair, n in pairs.items() if pair.startswith("broken>"))
    would = sum(n for pair, n in pairs.items() if pair.endswith(">broken"))
    assert result["would_pay"] == {"CNY": would * 1000}
    assert result["paid"] == ({"CNY": was * 1000} if was else {})


def test_the_batch_is_read_in_a_handful_of_statements(django_assert_max_num_queries: Any) -> None:
    solution_of(300)
    a_month(12, 9)
    trying = actions.try_rule("contract_promises", [row(5)], START, NOW, by=HOUSE, because=None, at=NOW)
    with django_assert_max_num_queries(20):
        actions.try_batch(trying.id, by=HOUSE, because=None, at=NOW)


def test_the_story_of_a_case_gives_what_its_promise_would_have_recorded() -> None:
    def steps(*told: tuple[int, str]) -> list[Step]:
        return [Step(START + timedelta(hours=hour), to) for hour, to in told]

    def hour(n: int) -> datetime:
        return START + timedelta(hours=n)

    assert replay.from_story([]) == (None, None, ())
    assert replay.from_story(steps((1, "waiting_customer"), (3, "open"), (5, "solved"))) == (
        hour(5),
        None,
        (Stood(hour(1), hour(3)), Stood(hour(5), None)),
    )
    assert replay.from_story(steps((2, "resolved"), (4, "reopened"))) == (None, None, (Stood(hour(2), hour(4)),))


@given(answered=st.none() | st.integers(0, 100), due=st.integers(1, 100), now=st.integers(0, 200))
def test_an_outcome_is_never_both_and_a_later_due_time_never_breaks_more(
    answered: int | None, due: int, now: int
) -> None:
    def minute(n: int) -> datetime:
        return START + timedelta(minutes=n)

    known = answered is not None and answered <= now
    recorded = Recorded(new_id(), new_id(), {}, START, minute(answered) if known and answered is not None else None)
    first, later = (replay.would_have(recorded, minute(at), minute(now)) for at in (due, due + 1))
    assert first in (replay.KEPT, replay.BROKEN, replay.RUNNING)
    assert not (later == replay.BROKEN and first != replay.BROKEN)
    assert replay.would_have(recorded, None, minute(now)) == replay.NOTHING
