"""Who is told when time runs out, exactly once; when nobody owns a case; when nobody keeps it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from zhiyin.face.testing import hire
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.resolve.cases import actions as cases
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.actions import reply
from zhiyin.resolve.promises.actions import breach_overdue, warn_in_time
from zhiyin.resolve.promises.models import Promise
from zhiyin.resolve.routing import jobs
from zhiyin.resolve.routing.models import Alarm, Telling, Wait
from zhiyin.resolve.routing.tests.conftest import HOUSE, Clock, do_what_waits, on_shift, rule, skilled

pytestmark = pytest.mark.django_db
Write = Callable[..., Case]


def told(kind: str) -> dict[Any, str]:
    return dict(Telling.objects.filter(alarm__kind=kind).values_list("person_id", "role"))


@pytest.fixture
def owned(clock: Clock, write: Write, na: Actor, lead: Actor, manager: Actor) -> Case:
    """A case of Li Na whose first reply is promised within 100 working minutes."""
    then = {"minutes": 100, "calendar": "office"}
    put_in_force("first_reply", [{"when": {}, "then": then}], "x", by=HOUSE, because=None)
    case = write()
    cases.assign(case.id, na.id, by=na, because=None)
    do_what_waits()
    return case


def every_clock(clock: Clock) -> None:
    """All that the clocks do at this moment, twice over: nothing may come twice."""
    for _again in range(2):
        warn_in_time(clock.now)
        breach_overdue(clock.now)
        do_what_waits()
        jobs.overruns(clock.now)
        do_what_waits()


def test_each_step_of_a_promise_is_told_exactly_once(
    clock: Clock, owned: Case, na: Actor, lead: Actor, manager: Actor
) -> None:
    steps = [
        (79, []), (1, ["warned"]), (19, ["warned"]), (1, ["breached", "warned"]),
        (90 + 49, ["breached", "warned"]), (1, ["breached", "overrun", "warned"]), (600, ["breached", "overrun", "warned"]),
    ]  # fmt: skip
    # due at 11:40; half of 100 minutes more is 20 until noon and 30 after the break of ninety minutes
    for minutes, kinds in steps:
        clock.go(minutes=minutes)
        every_clock(clock)
        found = Alarm.objects.exclude(kind="unowned").order_by("kind").values_list("kind", flat=True)
        assert list(found) == kinds, clock.now
    assert told("warned") == {na.id: "owner"}
    assert told("breached") == {na.id: "owner", lead.id: "lead"}
    assert told("overrun") == {na.id: "owner", lead.id: "lead", manager.id: "manager"}
    raised = Entry.objects.get(event="AlarmRaised", facts__kind="overrun")
    assert [one.event for one in why(raised)][:3] == ["AlarmRaised", "PromiseBreached", "PromiseMade"]
    assert raised.happened_at == Alarm.objects.get(kind="overrun").at


def test_what_was_answered_in_time_is_told_no_more(clock: Clock, owned: Case, na: Actor) -> None:
    clock.go(minutes=85)
    every_clock(clock)
    reply(owned.id, "您好，已经为您查到了，今天发出。", by=na, because=None)
    clock.go(days=3)
    every_clock(clock)
    assert list(Alarm.objects.values_list("kind", flat=True)) == ["warned"]


def test_a_late_answer_ends_the_alarms(clock: Clock, owned: Case, na: Actor) -> None:
    clock.go(minutes=101)
    every_clock(clock)
    reply(owned.id, "抱歉让您久等了，今天发出。", by=na, because=None)
    clock.go(days=3)
    every_clock(clock)
    assert not Alarm.objects.filter(kind="overrun").exists()


def test_the_policy_names_who_is_told_and_hands_on_to_the_next_level(
    clock: Clock, owned: Case, na: Actor, wei: Actor, lead: Actor
) -> None:
    then = {"owner": False, "lead": True, "manager": False, "level": 2}
    nothing = {"owner": False, "lead": False, "manager": False, "level": 0}
    rows = [{"when": {"step": ["breached"]}, "then": then}, {"when": {}, "then": nothing}]
    put_in_force("escalation", rows, "x", by=HOUSE, because=None)
    on_shift(na.id)
    on_shift(wei.id)
    skilled(wei.id, "refund", 2)
    do_what_waits()
    clock.go(minutes=101)
    every_clock(clock)
    assert told("warned") == {}
    assert told("breached") == {lead.id: "lead"}
    owned.refresh_from_db()
    assert owned.assignee_id == wei.id
    assert Alarm.objects.get(kind="breached").handed_to_id == wei.id


def test_a_case_that_stays_where_it_is_when_nobody_of_a_higher_level_is_there(
    clock: Clock, owned: Case, na: Actor, wei: Actor
) -> None:
    then = {"owner": True, "lead": False, "manager": False, "level": 3}
    put_in_force("escalation", [{"when": {}, "then": then}], "x", by=HOUSE, because=None)
    on_shift(wei.id)
    skilled(wei.id, "refund", 2)
    clock.go(minutes=101)
    every_clock(clock)
    owned.refresh_from_db()
    assert owned.assignee_id == na.id


def test_an_unowned_case_is_told_to_the_leads_after_fifteen_working_minutes(
    clock: Clock, write: Write, lead: Actor, na: Actor
) -> None:
    clock.go(hours=1, minutes=50)  # 11:50: five of the fifteen come after the break
    case = write()
    wait = Wait.objects.get(case=case)
    assert wait.alarm_at == clock.now + timedelta(minutes=105)
    assert jobs._next_alarm() == wait.alarm_at
    assert jobs.unowned_for_long(clock.go(minutes=104)) == 0
    assert jobs.unowned_for_long(clock.go(minutes=1)) == 1
    assert jobs.unowned_for_long(clock.go(minutes=1)) == 0
    assert told("unowned") == {lead.id: "lead"}
    rule(give=False, alarm_minutes=0)
    other = write("li@example.com")
    assert not Wait.objects.filter(case=other).exists()


def test_who_takes_it_in_time_wakes_nobody(clock: Clock, write: Write, lead: Actor, na: Actor) -> None:
    case = write()
    cases.assign(case.id, na.id, by=na, because=None)
    do_what_waits()
    assert jobs.unowned_for_long(clock.go(days=1)) == 0
    assert not Alarm.objects.exists()


def test_the_third_reassignment_is_told_once(
    clock: Clock, owned: Case, shop: Unit, na: Actor, wei: Actor, lead: Actor, manager: Actor
) -> None:
    hui = actor_of(hire("agent", shop, "hui@shop.example", "刘慧"))
    for taker, alarms in ((wei, 0), (None, 0), (hui, 0), (hui, 0), (na, 1), (wei, 1)):
        cases.assign(owned.id, taker.id if taker else None, by=lead, because=None)
        do_what_waits()
        assert Alarm.objects.filter(kind="bounced").count() == alarms
    assert told("bounced") == {lead.id: "lead", manager.id: "manager"}


def test_a_promise_warned_again_after_a_new_count_is_not_told_again(clock: Clock, owned: Case) -> None:
    clock.go(minutes=81)
    every_clock(clock)
    Promise.objects.filter(case=owned).update(state="pending")
    every_clock(clock)
    assert Alarm.objects.filter(kind="warned").count() == 1
