"""Cases find their people: by the rule, with the reason, in the order of the queue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhiyin.kernel.people import actions as people
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.resolve.cases import actions as cases
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.actions import reply
from zhiyin.resolve.routing import actions, jobs
from zhiyin.resolve.routing.models import Alarm, Placement, Telling, Wait
from zhiyin.resolve.routing.tests.conftest import HOUSE, TEN, Clock, do_what_waits, on_shift, rule, skilled

pytestmark = pytest.mark.django_db
Write = Callable[..., Case]


def owner(case: Case) -> Any:
    case.refresh_from_db()
    return case.assignee_id


def test_nothing_is_given_out_until_the_policy_says_so(clock: Clock, staff: None, write: Write, na: Actor) -> None:
    case = write()
    assert owner(case) is None
    rule()
    do_what_waits()
    assert owner(case) is not None
    other = write("li@example.com")
    assert owner(other) is not None
    rule(give=False)
    assert owner(write("zhao@example.com")) is None


def test_a_new_case_is_given_to_the_least_loaded_with_the_reason(
    routed: None, staff: None, write: Write, na: Actor, wei: Actor
) -> None:
    first, second = write("a@example.com"), write("b@example.com")
    assert {owner(first), owner(second)} == {na.id, wei.id}
    placed = Placement.objects.get(case=second)
    assert placed.rule == "load"
    assert placed.facts["alternatives"] == [{"id": str(owner(first)), "fault": "", "load": 100, "capacity": 8}]
    assert (placed.facts["class"], placed.facts["language"], placed.facts["load"]) == (3, "zh", 0)
    assigned = Entry.objects.get(event="CaseAssigned", subject_id=second.id)
    assert [one.event for one in why(assigned)] == [
        "CaseAssigned", "CasePlaced", "CaseQueued", "CaseOpened", "MessageReceived",
    ]  # fmt: skip


def test_who_served_the_customer_last_week_is_given_their_next_case(
    routed: None, staff: None, write: Write, na: Actor, wei: Actor, clock: Clock
) -> None:
    first = write("wang@example.com")
    known = owner(first)
    cases.resolve(first.id, by=na, because=None, at=clock.now)
    clock.go(days=7)
    cases.assign(write("x@example.com").id, known, by=HOUSE, because=None)  # more loaded than the other
    do_what_waits()
    again = write("wang@example.com")
    assert (owner(again), Placement.objects.get(case=again).rule) == (known, "known")
    rule(known_days=0)
    stranger = write("wang@example.com", "另一件事")
    assert Placement.objects.get(case=stranger).rule != "known"


def test_skills_that_expired_count_no_more(
    routed: None, staff: None, write: Write, na: Actor, wei: Actor, clock: Clock
) -> None:
    put_in_force(
        "skills_needed", [{"when": {}, "then": {"skills": "refund:2", "speak": True}}], "x", by=HOUSE, because=None
    )
    skilled(na.id, "refund", 2, on=date(2025, 4, 16))  # until 16 April 2026: today it counts no more
    waits = write()
    assert owner(waits) is None
    assert (Wait.objects.get(case=waits).fault, Wait.objects.get(case=waits).skill) == ("expired", "refund")
    skilled(wei.id, "refund", 1, on=date(2026, 4, 15))
    do_what_waits()
    assert owner(waits) is None  # one level too low
    skilled(wei.id, "refund", 2, on=date(2026, 4, 16))
    do_what_waits()
    assert owner(waits) == wei.id


def test_only_who_speaks_the_language_is_given_a_case_in_it(
    routed: None, staff: None, write: Write, wei: Actor
) -> None:
    text = "Hello, my order has not arrived yet and I am worried about it. Could you please help me?"
    case = write("john@example.com", text)
    assert (case.language, owner(case)) == ("en", None)
    assert Wait.objects.get(case=case).fault == "language"
    people.plan_languages(wei.id, ["zh", "en"], by=HOUSE)
    do_what_waits()
    assert owner(case) == wei.id


def test_off_shift_a_case_waits_until_the_next_shift_begins(
    routed: None, staff: None, write: Write, clock: Clock
) -> None:
    clock.go(hours=9)  # 19:00
    case = write()
    wait = Wait.objects.get(case=case)
    assert (owner(case), wait.fault, wait.until_at) == (None, "shift", TEN + timedelta(hours=23))
    assert jobs._next_shift() == wait.until_at
    clock.go(hours=14)
    assert jobs.shifts_begin(clock.now) == 1
    do_what_waits()
    assert owner(case) is not None
    assert jobs._next_shift() is None


def test_nobody_is_given_more_than_their_capacity_and_the_next_goes_when_there_is_room(
    routed: None, write: Write, na: Actor, clock: Clock
) -> None:
    on_shift(na.id, capacity=2)
    given = [write(f"{n}@example.com") for n in range(4)]
    clock.go(minutes=1)
    urgent = write("urgent@example.com")
    cases.set_priority(urgent.id, 1, 1, "安全", by=na, because=None)
    do_what_waits()
    assert [owner(one) is not None for one in (*given, urgent)] == [True, True, False, False, False]
    assert set(Wait.objects.filter(ended_at=None).values_list("fault", flat=True)) == {"full"}
    cases.resolve(given[0].id, by=na, because=None)
    do_what_waits()
    assert owner(urgent) == na.id  # its class goes first, though it came last
    cases.resolve(given[1].id, by=na, because=None)
    do_what_waits()
    assert [owner(one) is not None for one in given[2:]] == [True, False]  # of one class the earlier


def test_a_case_that_waits_for_the_customer_counts_what_the_policy_says(
    routed: None, write: Write, na: Actor, clock: Clock
) -> None:
    on_shift(na.id, capacity=1)
    first, second = write("a@example.com"), write("b@example.com")
    reply(first.id, "请问您的订单号是多少？", by=na, because=None)
    do_what_waits()
    assert owner(second) is None  # a quarter is still taken
    rule(waiting_counts=0)
    do_what_waits()
    assert owner(second) == na.id


def test_who_takes_a_case_by_hand_takes_it_out_of_the_queue(clock: Clock, staff: None, write: Write, na: Actor) -> None:
    case = write()
    assert Wait.objects.get(case=case).ended_at is None
    cases.assign(case.id, na.id, by=na, because=None)
    do_what_waits()
    assert Wait.objects.get(case=case).ended_at is not None
    rule()
    do_what_waits()
    assert owner(case) == na.id


def test_what_somebody_gives_back_goes_to_somebody_else(
    routed: None, write: Write, na: Actor, wei: Actor, clock: Clock
) -> None:
    on_shift(na.id)
    case = write()
    assert owner(case) == na.id
    cases.assign(case.id, None, by=na, because=None)
    do_what_waits()
    assert owner(case) is None
    assert Wait.objects.get(case=case, ended_at=None).fault == "gave_back"
    on_shift(wei.id)
    do_what_waits()
    assert owner(case) == wei.id


def test_doing_it_twice_changes_nothing(routed: None, staff: None, write: Write) -> None:
    case = write()
    entry = Entry.objects.get(event="CaseOpened", subject_id=case.id)
    for _again in range(2):
        actions.queue_case(case.id, by=HOUSE, because=entry)
        actions.place_waiting(case.unit_id, by=HOUSE)
    assert Placement.objects.count() == Wait.objects.count() == 1
    assert Entry.objects.filter(event="CaseAssigned").count() == 1


def test_who_goes_away_gives_back_what_they_have_not_begun(
    routed: None, write: Write, na: Actor, wei: Actor, clock: Clock
) -> None:
    on_shift(na.id)
    begun, untouched = write("a@example.com"), write("b@example.com")
    clock.go(minutes=2)
    reply(begun.id, "您好，我来处理。", by=na, because=None)
    on_shift(wei.id)
    people.go_away(na.id, "身体不适", by=na)
    do_what_waits()
    assert (owner(begun), owner(untouched)) == (na.id, wei.id)
    ends = dict(Placement.objects.filter(person=na.id).values_list("case_id", "end"))
    assert ends[untouched.id] == "returned"
    assert ends[begun.id] == "begun"
    told = Telling.objects.get(alarm__kind=Alarm.Kind.RETURNED)
    assert (told.person_id, told.role) == (na.id, "owner")
    again = Wait.objects.filter(case=untouched).order_by("id").last()
    assert again is not None
    assert again.arrived_at == TEN  # its old place in the queue


def test_the_end_of_a_shift_gives_back_what_was_not_begun_and_a_break_does_not(
    routed: None, write: Write, na: Actor, clock: Clock
) -> None:
    lunch = {str(day): [["09:00", "12:00"], ["13:30", "18:00"]] for day in range(7)}
    on_shift(na.id, hours=lunch)
    case = write()
    placed = Placement.objects.get(case=case)
    assert placed.look_at == TEN + timedelta(hours=2)
    assert jobs.shifts_end(clock.go(hours=2)) == 1
    do_what_waits()
    assert owner(case) == na.id
    assert jobs.shifts_end(clock.go(hours=1, minutes=31)) == 1
    assert jobs._next_end() == TEN + timedelta(hours=8)
    assert jobs.shifts_end(clock.go(hours=4, minutes=29)) == 1
    do_what_waits()
    assert owner(case) is None
    assert Wait.objects.get(case=case, ended_at=None).fault == "shift"


def test_a_message_costs_no_statement_more_while_it_comes_in(routed: None, staff: None, write: Write) -> None:
    write("a@example.com")
    with CaptureQueriesContext(
        connection,
    ) as routing_on:
        write("b@example.com", after=False)
    rule(give=False, alarm_minutes=0)
    do_what_waits()
    with CaptureQueriesContext(connection) as routing_off:
        write("c@example.com", after=False)
    assert len(routing_on) == len(routing_off)


def test_giving_out_costs_as_many_reads_for_many_as_for_few(
    routed: None, staff: None, write: Write, clock: Clock
) -> None:
    rule(give=False)
    made = [write(f"{n}@example.com") for n in range(6)]
    Wait.objects.update(given=True)
    with CaptureQueriesContext(connection) as six:
        actions.place_waiting(made[0].unit_id, by=HOUSE)
    writes = sum(not one["sql"].lstrip("(").startswith("SELECT") for one in six.captured_queries)
    assert len(six) - writes <= 20 + 6 * 3, [one["sql"][:90] for one in six.captured_queries]
