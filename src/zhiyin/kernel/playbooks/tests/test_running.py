"""Runs: what begins them, what each step comes to, in which mode; waits, caps, people, switches, versions."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection, transaction
from django.utils import timezone

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.registry import JOBS
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.playbooks import register
from zhiyin.kernel.playbooks.actions import (
    begin_by_hand,
    complete_step,
    keep_version,
    skip_step,
    switch,
    take_up_again,
)
from zhiyin.kernel.playbooks.actions.scheduling import begin_due, next_beginning
from zhiyin.kernel.playbooks.actions.waking import next_wake, wake_due
from zhiyin.kernel.playbooks.hearing import hear
from zhiyin.kernel.playbooks.models import Playbook, Run, Step
from zhiyin.kernel.playbooks.reads import playbook_known
from zhiyin.kernel.playbooks.register import Kind, Outcome
from zhiyin.kernel.playbooks.tests.conftest import (
    BY,
    LEAD,
    PERSON,
    LampBroke,
    LanternLit,
    go_on,
    happen,
    light,
    lit,
    playbook,
    states,
    told,
)
from zhiyin.kernel.timeline.actions import News, announce_all
from zhiyin.kernel.timeline.models import Entry

pytestmark = pytest.mark.django_db
Use = Callable[..., None]
Breaks = Callable[..., Entry]


def test_an_event_begins_a_run_once_and_every_step_is_a_record(use: Use, breaks: Breaks) -> None:
    use(told("a", "light", colour="red"), told("b", "light", colour="blue"))
    entry = breaks()
    hear(entry)  # the job is done twice
    run = go_on()
    assert (Run.objects.count(), run.state, states(run), lit()) == (1, "done", ["done", "done"], 2)
    first = run.steps.get(position=0)
    assert (first.key, first.said, first.values, first.rows[0][0]) == (
        "a",
        "Lit in %(colour)s.",
        {"colour": "red"},
        "people.Unit",
    )
    told_of = list(Entry.objects.filter(root_id=entry.id).order_by("id").values_list("event", flat=True))
    assert told_of == ["LampBroke", "PlaybookBegun", "PlaybookStepReached", "PlaybookStepReached", "PlaybookEnded"]


def test_fifty_events_cost_two_statements_while_nothing_is_in_use(
    use: Use, customer: Customer, django_assert_num_queries: Any
) -> None:
    use(told("a", "light"), mode="off")
    news = [News(LampBroke(new_id(), 40), None, customer.id) for _ in range(50)]
    with transaction.atomic():
        entries = announce_all(news, by=BY)
    with django_assert_num_queries(2):
        hear(*entries)


def test_guards_let_nothing_else_begin(use: Use, breaks: Breaks) -> None:
    use(told("a", "light"), guards={"watts": {"from": 60}})
    breaks(watts=40)
    assert not Run.objects.exists()
    breaks(watts=60)
    assert Run.objects.get().facts == {"watts": 60}


def test_what_is_off_or_stopped_begins_nothing(use: Use, breaks: Breaks) -> None:
    for mode in ("off", "stopped"):
        use(told("a", "light"), mode=mode)
        breaks()
    assert not Run.objects.exists()


def test_a_drill_writes_what_it_would_and_nothing_else(use: Use, breaks: Breaks) -> None:
    use(
        told("a", "light", colour="red"),
        told("b", "wait", time="3 days"),
        PERSON,
        told("c", "wait_for", event="lamp_lit", at_most="2 hours"),
        told("d", "pay", amount="5.00 CNY"),
        mode="drill",
    )
    entry = breaks()
    run = go_on()
    assert (run.mode, run.state, states(run), lit()) == ("drill", "done", ["would"] * 5, 0)
    assert run.steps.get(position=4).spent_minor == 500
    assert list(Entry.objects.filter(root_id=entry.id)) == [entry]  # nothing on the customer's line


def test_a_step_that_writes_in_a_drill_is_refused_by_the_database(use: Use, breaks: Breaks) -> None:
    use(told("a", "naughty"), mode="drill")
    breaks()
    with pytest.raises(InternalError, match="read-only"), transaction.atomic():
        go_on()
    assert (lit(), Step.objects.count()) == (0, 0)


def test_a_decision_jumps_forward_by_the_facts(use: Use, breaks: Breaks) -> None:
    use(
        told("big", "decide", when={"watts": {"from": 60}}, otherwise="last"),
        told("middle", "light"),
        told("last", "light"),
    )
    breaks(watts=40)
    run = go_on()
    assert list(run.steps.order_by("position").values_list("key", flat=True)) == ["big", "last"]
    breaks(watts=100)
    assert states(go_on()) == ["done", "done", "done"]


def test_a_wait_ends_at_its_moment_and_is_not_polled(use: Use, breaks: Breaks) -> None:
    use(told("w", "wait", time="2 hours"), told("a", "light"))
    breaks()
    run = go_on()
    assert (run.state, states(run), next_wake()) == ("waiting", ["waiting"], run.wakes_at)
    assert run.wakes_at is not None
    assert wake_due(run.wakes_at - timedelta(seconds=1), by=BY) == 0
    assert wake_due(run.wakes_at, by=BY) == 1
    assert wake_due(run.wakes_at, by=BY) == 0
    assert (go_on(run).state, states(run), lit(), next_wake()) == ("done", ["done", "done"], 1, None)


WAIT_FOR = told("w", "wait_for", event="lamp_lit", at_most="2 hours", otherwise="late")


def test_a_run_waits_for_an_event_about_the_same(use: Use, breaks: Breaks, customer: Customer) -> None:
    use(WAIT_FOR, told("soon", "light"), told("late", "light"))
    lamp = new_id()
    breaks(lamp=lamp)
    run = go_on()
    happen(LanternLit(new_id()), customer)  # another lamp
    run.refresh_from_db()
    assert run.state == "waiting"
    entry = happen(LanternLit(lamp), customer)
    run = go_on(run)
    assert (run.state, states(run)) == ("done", ["done"] * 3)
    assert run.steps.get(position=0).rows == [["timeline.Entry", str(entry.id)]]


def test_a_wait_that_is_in_vain_goes_where_it_says(use: Use, breaks: Breaks) -> None:
    use(WAIT_FOR, told("soon", "light"), told("late", "light"))
    breaks()
    run = go_on()
    assert run.wakes_at is not None
    wake_due(run.wakes_at, by=BY)
    run = go_on(run)
    assert list(run.steps.order_by("position").values_list("key", flat=True)) == ["w", "late"]


def test_what_came_before_the_wait_ends_it(use: Use, breaks: Breaks, customer: Customer) -> None:
    use(WAIT_FOR, told("soon", "light"), told("late", "light"))
    lamp = new_id()
    breaks(lamp=lamp)
    happen(LanternLit(lamp), customer)  # the worker was busy
    assert states(go_on()) == ["done", "done", "done"]


def test_a_person_does_a_step_and_says_what(use: Use, breaks: Breaks) -> None:
    use(PERSON, told("a", "light"))
    breaks()
    run = go_on()
    nobody = Actor("person", new_id(), "李娜")
    with pytest.raises(PermissionDenied):
        complete_step(run.id, 0, "看过了", by=nobody, because=None)
    with pytest.raises(ValidationError):
        complete_step(run.id, 0, " ", by=LEAD, because=None)
    complete_step(run.id, 0, "看过了，换了灯泡", by=LEAD, because=None)
    with pytest.raises(ValidationError):
        complete_step(run.id, 0, "again", by=LEAD, because=None)
    step = run.steps.get(position=0)
    assert (step.state, step.reason, step.by_name) == ("done", "看过了，换了灯泡", "陈静")
    assert go_on(run).state == "done"


def test_skipping_a_step_needs_a_reason_and_leaves_a_record(use: Use, breaks: Breaks) -> None:
    use(PERSON, told("a", "light"))
    breaks()
    run = go_on()
    with pytest.raises(ValidationError):
        skip_step(run.id, 0, "", by=LEAD, because=None)
    skip_step(run.id, 0, "客户自己换了", by=LEAD, because=None)
    run = go_on(run)
    step = run.steps.get(position=0)
    assert (run.state, step.state, step.reason, step.by_name) == ("done", "skipped", "客户自己换了", "陈静")


def test_a_step_that_cannot_be_done_needs_somebody(use: Use, breaks: Breaks, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(now: Any) -> Outcome:
        light(now)
        raise ValidationError("no ladder")

    monkeypatch.setitem(register.KINDS, "climb", Kind("climb", "do", "Climb", refuse, refuse))
    use(told("a", "climb"), told("b", "light"))
    breaks()
    run = go_on()
    step = run.steps.get()
    assert (run.state, step.state, step.reason, lit()) == ("stuck", "failed", "no ladder", 0)
    monkeypatch.setitem(register.KINDS, "climb", Kind("climb", "do", "Climb", light, light))
    take_up_again(run.id, by=LEAD, because=None)
    assert (go_on(run).state, states(run), lit()) == ("done", ["done", "done"], 2)


def test_a_fault_of_the_house_is_tried_again_and_then_needs_somebody(
    use: Use, breaks: Breaks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(now: Any) -> Outcome:
        light(now)
        raise RuntimeError("fell")

    monkeypatch.setitem(register.KINDS, "climb", Kind("climb", "do", "Climb", fall, fall))
    use(told("a", "climb"))
    breaks()
    for _ in range(4):
        with pytest.raises(RuntimeError):
            go_on()
    run = go_on()
    assert (run.state, run.steps.get().reason, lit()) == ("stuck", "RuntimeError: fell", 0)


def test_runs_keep_the_version_that_they_began_with(use: Use, breaks: Breaks) -> None:
    use(told("w", "wait", time="2 hours"), told("old", "light"))
    breaks()
    run = go_on()
    keep_version(playbook(told("w", "wait", time="2 hours"), told("new", "light")), "better", by=LEAD, because=None)
    breaks()
    assert run.wakes_at is not None
    wake_due(run.wakes_at, by=BY)
    assert go_on(run).steps.get(position=1).key == "old"
    assert go_on().version.number == 2


def test_the_kill_switch_ends_what_runs_and_says_so(use: Use, breaks: Breaks) -> None:
    use(told("w", "wait", time="2 hours"), told("a", "light"))
    breaks()
    waiting = go_on()
    breaks()
    with pytest.raises(ValidationError):
        switch("lamps", "stopped", "", by=LEAD, because=None)
    switch("lamps", "stopped", "something is wrong", by=LEAD, because=None)
    assert wake_due(timezone.now() + timedelta(days=1), by=BY) == 0
    assert (go_on().state, go_on(waiting).state, lit()) == ("stopped", "stopped", 0)
    assert Playbook.objects.get().switchings.latest("at").ended == 2
    with pytest.raises(ValidationError):
        begin_by_hand(playbook_known("lamps"), "lamp", str(new_id()), "drill", by=LEAD, because=None)


def test_caps_hold_back_and_say_which(use: Use, breaks: Breaks) -> None:
    use(told("a", "light"), caps={"runs_a_day": 2})
    for _ in range(3):
        breaks()
    assert list(Run.objects.order_by("number").values_list("held_by", flat=True)) == ["", "", "runs_a_day"]
    assert Run.objects.latest("number").state == "held"


def test_a_customer_is_not_met_too_often(use: Use, breaks: Breaks, customer: Customer) -> None:
    use(told("a", "light"), caps={"runs_a_customer": 1, "customer_days": 7})
    breaks()
    breaks()
    assert [one.held_by for one in Run.objects.order_by("number")] == ["", "runs_a_customer"]
    Run.objects.update(started_at=timezone.now() - timedelta(days=8))
    breaks()
    assert Run.objects.latest("number").held_by == ""


@pytest.mark.parametrize(
    ("cap", "states_of_second"), [("spend_a_run", ["done", "failed"]), ("spend_a_day", ["failed"])]
)
def test_no_more_is_spent_than_a_cap_allows(use: Use, breaks: Breaks, cap: str, states_of_second: list[str]) -> None:
    use(told("a", "pay", amount="30.00 CNY"), told("b", "pay", amount="30.00 CNY"), caps={cap: "59.99 CNY"})
    breaks()
    first = go_on()
    breaks()
    second = go_on()
    assert (first.state, states(first)) == ("stuck", ["done", "failed"])
    assert (second.state, states(second)) == ("stuck", states_of_second)
    assert "59.99 CNY" in first.steps.get(position=1).reason
    assert sum(Step.objects.values_list("spent_minor", flat=True)) == 3000 * lit()


def do_jobs(name: str) -> None:
    """Do the jobs of this name that wait, as a worker does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE args->>'job' = %s ORDER BY id", [name])
        found = [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]
    for one in found:
        JOBS[name](**one["arguments"])


def test_the_calendar_begins_it_for_each_once_a_day(use: Use, customer: Customer) -> None:
    use(told("a", "light"), trigger={"at": "09:00", "each": "lamps"})
    at = Playbook.objects.get().next_at
    assert at is not None
    assert (timezone.localtime(at).hour, next_beginning()) == (9, at)
    assert begin_due(at - timedelta(seconds=1)) == 0
    assert begin_due(at) == 1
    assert next_beginning() == at + timedelta(days=1)
    for _ in range(2):  # the job is done twice
        do_jobs("playbooks.begin_each")
    assert [one.customer_id for one in Run.objects.all()] == [customer.id]
    assert begin_due(at + timedelta(days=1, hours=2)) == 1
    do_jobs("playbooks.begin_each")
    assert Run.objects.count() == 2
    switch("lamps", "off", "", by=LEAD, because=None)
    assert next_beginning() is None


def test_a_person_begins_it_live_only_while_it_is_live(use: Use) -> None:
    use(told("a", "light"), mode="off")
    lamp = str(new_id())
    with pytest.raises(ValidationError):
        begin_by_hand(playbook_known("lamps"), "lamp", lamp, "live", by=LEAD, because=None)
    begin_by_hand(playbook_known("lamps"), "lamp", lamp, "drill", by=LEAD, because=None)
    with pytest.raises(ValidationError):
        begin_by_hand(playbook_known("lamps"), "lamp", lamp, "drill", by=LEAD, because=None)
    assert (go_on().mode, lit()) == ("drill", 0)


def test_a_switch_is_changed_once_and_its_history_says_who(use: Use, breaks: Breaks) -> None:
    from zhiyin.kernel.policies.reads import rows_in_force, version_in_force
    from zhiyin.kernel.policies.register import POLICIES

    key, outcome = next(
        (one.key, out.name)
        for one in POLICIES.values()
        for out in one.outcomes
        if out.kind == "boolean" and any(row["then"][out.name] for row in one.default)
    )
    use(
        told("off", "change_switch", switch=f"{key}.{outcome}", on=False),
        told("again", "change_switch", switch=f"{key}.{outcome}", on=False),
    )
    breaks()
    run = go_on()
    version = version_in_force(key)
    assert version is not None
    assert (run.state, version.number, version.by_name) == ("done", 1, "playbooks")
    assert {row["then"][outcome] for row in rows_in_force(key)} == {False}
