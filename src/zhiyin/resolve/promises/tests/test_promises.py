"""A case is promised a reply; the promise is kept, or broken at its instant."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhiyin.kernel.customers.actions import pin_trait
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.clock import tick
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.register import POLICIES
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.channels.models import Message
from zhiyin.resolve.cases.actions import reopen, resolve, set_priority, set_status
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.events import ReplyWritten
from zhiyin.resolve.promises import actions
from zhiyin.resolve.promises.models import Acknowledgement, Breach, Pause, Promise
from zhiyin.resolve.promises.reads import kept, kept_by_week, nearest_of_cases
from zhiyin.resolve.promises.tests.cast import HOUSE, SHANGHAI, a_channel, a_person, at, wang_says, wang_writes

pytestmark = pytest.mark.django_db

MONDAY = "2025-11-03 09:00"


def lin_replies(case: Case, when: str) -> Entry:
    lin = a_person()
    return announce(
        ReplyWritten(new_id(), case.id, lin.id), by=lin, because=None, customer_id=case.customer_id, at=at(when)
    )


def the_promise(case: Case, name: str = "first_reply") -> Promise:
    return Promise.objects.get(case_id=case.id, name=name)


def test_a_case_is_promised_a_first_reply_by_the_policy_in_force() -> None:
    case = wang_writes(at("2025-09-26 17:30"))
    put_in_force(
        "first_reply", [{"when": {}, "then": {"minutes": 120, "calendar": "office"}}], "两小时", by=HOUSE, because=None
    )
    later = wang_writes(at("2025-09-26 17:30"), "还有一件事", address="li@example.com")
    assert the_promise(case).due_at == at("2025-09-28 14:00")  # four hours: 30 min on Friday, 3 h + 30 min on Sunday
    promise = the_promise(later)
    assert promise.due_at == at("2025-09-28 10:30")
    assert [step["kind"] for step in promise.arithmetic if step["counted_seconds"]] == ["work", "extra_workday"]
    assert sum(step["counted_seconds"] for step in promise.arithmetic) == 7200
    assert (promise.policy_version, promise.policy_row) == (1, 0)
    assert Case.objects.get(id=later.id).next_due_at == promise.due_at


def test_why_a_promise_was_made_leads_back_to_the_message() -> None:
    case = wang_writes(at(MONDAY))
    made = Entry.objects.get(subject_id=the_promise(case).id, event="PromiseMade")
    assert [entry.event for entry in why(made)] == ["PromiseMade", "CaseOpened", "MessageReceived"]


def test_a_customer_of_high_value_is_promised_what_their_row_says() -> None:
    case = wang_writes(at(MONDAY))
    pin_trait(case.customer_id, "value", {"band": "high"}, pinned_by="value", at=at(MONDAY), by=HOUSE)
    later = wang_writes(at("2025-11-03 10:00"), "第二件事")
    assert the_promise(later).value_band == "high"
    assert the_promise(later).due_at == at("2025-11-03 12:00")


def test_making_a_promise_twice_makes_one() -> None:
    case = wang_writes(at(MONDAY))
    assert actions.make_for_case(case.id, by=HOUSE, because=None) == []
    assert Promise.objects.filter(case_id=case.id).count() == 1


def test_a_promise_costs_few_statements() -> None:
    case = wang_writes(at(MONDAY))
    Promise.objects.filter(case_id=case.id).delete()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        actions.make_for_case(case.id, by=HOUSE, because=None)
    mine = [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]
    # the situation, two for what is in force, the promise; the entry and its deferred acknowledgement; the pin
    assert len(mine) <= 7, "\n".join(mine)


@pytest.mark.parametrize(("when", "state"), [("2025-11-03 13:59", "met"), ("2025-11-03 14:30", "met")])
def test_a_person_who_replies_in_time_keeps_the_promise(when: str, state: str) -> None:
    case = wang_writes(at(MONDAY))
    lin_replies(case, when)
    promise = the_promise(case)
    assert (promise.state, promise.met_at) == (state, at(when))
    assert Case.objects.get(id=case.id).next_due_at is None


def test_a_reply_a_second_too_late_breaks_the_promise_even_before_the_clock_looks() -> None:
    case = wang_writes(at(MONDAY))
    lin_replies(case, "2025-11-03 14:30:01")
    promise = the_promise(case)
    assert (promise.state, promise.met_at, promise.answered_at) == ("breached", None, at("2025-11-03 14:30:01"))
    assert Breach.objects.get(promise=promise).breached_at == at("2025-11-03 14:30")


def test_a_program_and_an_automatic_answer_leave_the_clock_running() -> None:
    case = wang_writes(at(MONDAY))
    announce(ReplyWritten(new_id(), case.id, None), by=system("api"), because=None, at=at("2025-11-03 09:01"))
    actions.acknowledge(the_promise(case).id, by=HOUSE, because=None, at=at("2025-11-03 09:01"))
    assert the_promise(case).state == "pending"


def test_a_promise_is_broken_at_its_due_instant_whenever_the_clock_notices() -> None:
    case = wang_writes(at(MONDAY))
    assert actions.breach_overdue(at("2025-11-03 14:29:59")) == 0
    assert actions.breach_overdue(at("2025-11-03 16:00")) == 1
    assert actions.breach_overdue(at("2025-11-03 16:00")) == 0
    breach = Breach.objects.get(promise__case_id=case.id)
    assert (breach.breached_at, breach.noticed_at) == (at("2025-11-03 14:30"), at("2025-11-03 16:00"))
    entry = Entry.objects.get(subject_id=breach.id, event="PromiseBreached")
    assert entry.happened_at == at("2025-11-03 14:30")
    assert entry.because is not None
    assert entry.because.event == "PromiseMade"
    assert Case.objects.get(id=case.id).next_due_at == at("2025-11-03 14:30")  # still owed: it sorts first


def test_a_late_reply_is_noted_and_the_breach_stands() -> None:
    case = wang_writes(at(MONDAY))
    actions.breach_overdue(at("2025-11-03 14:30"))
    lin_replies(case, "2025-11-03 17:00")
    promise = the_promise(case)
    assert (promise.state, promise.answered_at) == ("breached", at("2025-11-03 17:00"))
    assert Entry.objects.filter(event="PromiseMetLate", subject_id=promise.id).exists()
    assert Case.objects.get(id=case.id).next_due_at is None


def test_the_clock_warns_once_and_breaks_once() -> None:
    case = wang_writes(at(MONDAY))
    assert tick(at("2025-11-03 13:42"))["promises.warn_in_time"] == 1  # 192 of 240 minutes
    assert tick(at("2025-11-03 13:43"))["promises.warn_in_time"] == 0
    assert the_promise(case).state == "warned"
    assert tick(at("2025-11-03 14:30"))["promises.breach_overdue"] == 1
    assert tick(at("2025-11-03 14:31"))["promises.breach_overdue"] == 0


def test_the_clock_breaks_the_oldest_first_and_no_more_than_a_batch() -> None:
    for minute in range(5):
        wang_writes(at(f"2025-11-03 09:0{minute}"), f"问题{minute}", address=f"wang{minute}@example.com")
    assert actions.breach_overdue(at("2025-11-04 09:00"), limit=3) == 3
    assert list(Breach.objects.order_by("breached_at").values_list("breached_at", flat=True)) == [
        at(f"2025-11-03 14:3{minute}") for minute in range(3)
    ]


def test_a_higher_priority_counts_the_promise_anew_from_its_start() -> None:
    case = wang_writes(at(MONDAY))
    set_priority(case.id, 2, 1, "家里漏水", by=HOUSE, because=None, at=at("2025-11-03 09:30"))
    promise = the_promise(case)
    assert (promise.priority, promise.due_at, promise.state) == (2, at("2025-11-03 11:00"), "pending")


def test_a_change_that_is_over_already_is_told_apart_from_a_breach() -> None:
    case = wang_writes(at(MONDAY))
    set_priority(case.id, 1, 1, "有人受伤", by=HOUSE, because=None, at=at("2025-11-03 10:00"))
    promise = the_promise(case)
    assert (promise.state, promise.due_at) == ("breached_by_change", at("2025-11-03 09:30"))
    assert not Breach.objects.exists()
    assert kept(at("2025-11-01 00:00"), at("2025-11-30 00:00")) == (0, 0)


def test_a_new_rule_counts_open_promises_anew_and_leaves_decided_ones() -> None:
    open_case = wang_writes(at("2025-11-03 14:00"))
    broken = wang_writes(at("2025-11-03 09:00"), address="li@example.com")
    actions.breach_overdue(at("2025-11-03 15:00"))
    put_in_force(
        "first_reply", [{"when": {}, "then": {"minutes": 480, "calendar": "always"}}], "放宽", by=HOUSE, because=None
    )
    assert actions.recount_batch("first_reply", by=HOUSE, because=None, at=at("2025-11-03 15:00")).moved == 1
    assert the_promise(open_case).due_at == at("2025-11-03 22:00")
    assert the_promise(broken).due_at == at("2025-11-03 14:30")


def test_a_new_holiday_moves_what_is_still_open() -> None:
    case = wang_writes(at("2025-11-03 16:00"))
    office = dict(POLICIES["calendars"].default[-1]["then"]["calendar"]) | {"closed": ["2025-11-04"]}
    put_in_force("calendars", [{"when": {}, "then": {"calendar": office}}], "厂休", by=HOUSE, because=None)
    actions.recount_batch("calendars", by=HOUSE, because=None, at=at("2025-11-03 16:30"))
    assert the_promise(case).due_at == at("2025-11-05 11:00")


def test_a_calendar_that_has_become_unreadable_does_not_stop_promises() -> None:
    written = put_in_force(
        "calendars", [{"when": {}, "then": {"calendar": {"always": True}}}], "写错了", by=HOUSE, because=None
    )
    written.rows[0]["then"]["calendar"] = {"windows": {}}  # no longer readable, as an older version may be
    written.save(update_fields=["rows"])
    assert the_promise(wang_writes(at(MONDAY))).due_at == at("2025-11-03 14:30")


def test_a_case_resolved_without_a_reply_and_reopened_takes_its_promise_up_with_the_time_used() -> None:
    case = wang_writes(at(MONDAY))
    resolve(case.id, "duplicate", by=HOUSE, because=None, at=at("2025-11-03 10:00"))
    assert the_promise(case).state == "cancelled"
    assert actions.breach_overdue(at("2025-11-04 12:00")) == 0
    reopen(case.id, "不是重复", by=HOUSE, because=None, at=at("2025-11-05 09:00"))
    promise = the_promise(case)
    assert (promise.state, promise.due_at) == ("pending", at("2025-11-05 12:00"))  # three hours were left
    assert Pause.objects.get(promise=promise).until_at == at("2025-11-05 09:00")


def test_a_promised_solution_stands_while_we_wait_and_is_kept_when_solved() -> None:
    put_in_force(
        "solution", [{"when": {}, "then": {"minutes": 480, "calendar": "office"}}], "一天内解决", by=HOUSE, because=None
    )
    case = wang_writes(at(MONDAY))
    assert the_promise(case, "solution").due_at == at("2025-11-04 09:30")
    set_status(case.id, "waiting_customer", by=HOUSE, because=None, at=at("2025-11-03 10:00"))
    assert the_promise(case, "solution").state == "paused"
    assert the_promise(case).state == "pending"  # a first reply waits for nobody
    assert actions.breach_overdue(at("2025-11-04 10:00")) == 1  # the first reply only
    set_status(case.id, "open", by=HOUSE, because=None, at=at("2025-11-05 09:00"))
    assert the_promise(case, "solution").due_at == at("2025-11-05 17:30")
    resolve(case.id, "solved", by=HOUSE, because=None, at=at("2025-11-05 11:00"))
    assert the_promise(case, "solution").state == "met"
    reopen(case.id, "又坏了", by=HOUSE, because=None, at=at("2025-11-06 09:00"))
    promise = the_promise(case, "solution")
    assert (promise.state, promise.met_at, promise.due_at) == ("pending", None, at("2025-11-06 15:30"))


def test_the_customer_is_told_the_time_once_in_their_language() -> None:
    case = wang_writes(at(MONDAY))
    promise = the_promise(case)
    told = actions.acknowledge(promise.id, by=HOUSE, because=None, at=at("2025-11-03 09:01"))
    assert told is not None
    message = Message.objects.get(id=told.message_id)
    assert message.automatic
    assert "11月3日（周一）14:30" in message.text
    assert actions.acknowledge(promise.id, by=HOUSE, because=None, at=at("2025-11-03 09:02")) is None
    assert Acknowledgement.objects.count() == 1


def test_an_english_writer_reads_english() -> None:
    case = wang_writes(
        at(MONDAY), "My washing machine does not turn any more, what can I do?", address="ann@example.com"
    )
    told = actions.acknowledge(the_promise(case).id, by=HOUSE, because=None, at=at("2025-11-03 09:01"))
    assert told is not None
    assert "by Mon 3 Nov 2025, 14:30 (Asia/Shanghai)" in Message.objects.get(id=told.message_id).text


def test_machines_get_no_promise_and_no_answer() -> None:
    message = wang_says(at(MONDAY), "我在休假", automatic=True)
    assert not Promise.objects.exists()
    assert not Message.objects.filter(direction="out", answers=message).exists()


def test_where_the_policy_says_no_the_customer_is_told_nothing() -> None:
    put_in_force("acknowledgement", [{"when": {}, "then": {"send": False}}], "太吵", by=HOUSE, because=None)
    case = wang_writes(at(MONDAY))
    assert actions.acknowledge(the_promise(case).id, by=HOUSE, because=None, at=at("2025-11-03 09:01")) is None


def test_what_was_kept_is_counted_by_week_and_mistakes_are_not() -> None:
    in_time, late, mistake = (wang_writes(at(MONDAY), address=f"{name}@example.com") for name in ("wang", "li", "zhao"))
    lin_replies(in_time, "2025-11-03 10:00")
    actions.void(the_promise(mistake).id, "测试邮件", by=a_person("lead"), because=None, at=at("2025-11-03 10:00"))
    actions.breach_overdue(at("2025-11-04 09:00"))
    window = at("2025-10-27 00:00"), at("2025-11-10 00:00")
    assert kept(*window) == (1, 1)
    (week,) = kept_by_week(*window, SHANGHAI, HOUSE)
    assert (week.week.isoformat(), week.met, week.breached) == ("2025-11-03", 1, 1)
    assert the_promise(late).state == "breached"
    assert nearest_of_cases([late.id])[late.id].state == "breached"


def test_people_see_the_promises_of_their_units_only() -> None:
    from zhiyin.kernel.people.actor import Actor
    from zhiyin.resolve.promises.reads import promises_seen_by

    case = wang_writes(at(MONDAY))
    elsewhere = Actor("person", permissions=frozenset({"promise.read"}), units=frozenset({new_id()}))
    here = Actor("person", permissions=frozenset({"promise.read"}), units=frozenset({a_channel().unit_id}))
    assert not promises_seen_by(elsewhere).exists()
    assert promises_seen_by(here).get().case_id == case.id
    assert not promises_seen_by(Actor("person")).exists()


@pytest.mark.django_db(transaction=True)
def test_a_second_clock_skips_what_the_first_one_holds() -> None:
    import psycopg

    wang_writes(at(MONDAY))
    settings = connection.get_connection_params()
    wanted = {key: settings[key] for key in ("dbname", "user", "password", "host", "port") if settings.get(key)}
    with psycopg.connect(**wanted) as other:
        other.execute("SELECT id FROM promises_promise FOR UPDATE")
        assert actions.breach_overdue(at("2025-11-03 16:00")) == 0
    assert actions.breach_overdue(at("2025-11-03 16:00")) == 1


def test_a_batch_that_dies_half_way_has_not_happened_and_happens_once_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from zhiyin.resolve.promises.actions import breaking

    for n in range(4):
        wang_writes(at(MONDAY), f"问题{n}", address=f"wang{n}@example.com")

    def dies(*facts: object, **more: object) -> None:
        assert Breach.objects.count() == 4  # half of it is written
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(breaking, "announce_all", dies)
        with pytest.raises(KeyboardInterrupt):
            actions.breach_overdue(at("2025-11-03 15:00"))
    assert not Breach.objects.exists()
    while actions.breach_overdue(at("2025-11-03 15:00"), limit=3):
        pass
    assert Breach.objects.count() == Entry.objects.filter(event="PromiseBreached").count() == 4
    assert Entry.objects.filter(event="CompensationAwarded").count() == 4
