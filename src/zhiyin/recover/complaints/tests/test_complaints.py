"""A complaint from receipt to closing: every step a row, none before its time, silence never taken for consent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from zhiyin.kernel.jobs.clock import tick
from zhiyin.kernel.people.actor import the_customer
from zhiyin.kernel.people.models import Membership, Person, Role, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.channels.models import Message
from zhiyin.recover.complaints import actions
from zhiyin.recover.complaints.actions import NotYet
from zhiyin.recover.complaints.models import Complaint, Solution, StatutoryClock, Step
from zhiyin.recover.complaints.reads import next_moment
from zhiyin.recover.complaints.tests.cast import (
    HOUSE,
    MONDAY,
    WHYS,
    a_complaint,
    a_person,
    at,
    confirmed,
    fresh,
    investigated,
    proposed,
    wang_writes,
)
from zhiyin.resolve.cases.actions import assign
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.actions import reply, take_back
from zhiyin.resolve.promises.reads import promises_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def tick_at(when: Any) -> int:
    return tick(when, ["complaints.do_what_is_due"])["complaints.do_what_is_due"]


def last_letter(complaint: Complaint) -> str:
    return Message.objects.filter(customer=complaint.customer_id, direction="out").latest("at", "id").text


def test_a_complaint_goes_its_whole_way_and_every_step_says_who_and_when() -> None:
    lin = a_person("agent")
    complaint = a_complaint(by=lin)
    solution = proposed(complaint, lin)
    wang = the_customer(complaint.customer_id, "王女士")
    actions.answer_solution(complaint.id, "accept", solution_id=solution.id, by=wang, at=MONDAY + DAY)
    actions.close(complaint.id, by=lin, at=MONDAY + DAY)
    steps = Step.objects.filter(complaint=complaint).order_by("at", "id")
    assert [(one.name, one.state_after) for one in steps] == [
        ("open", "received"),
        ("acknowledge", "acknowledged"),
        ("confirm", "acknowledged"),
        ("assess", "assessed"),
        ("investigate", "investigating"),
        ("find_cause", "investigating"),
        ("propose", "answered"),
        ("accept", "decided"),
        ("close", "closed"),
    ]
    assert {one.by_name for one in steps} == {"小林", "王女士"}
    assert (fresh(complaint).state, fresh(complaint).closed_at) == ("closed", MONDAY + DAY)
    assert Case.objects.get(id=complaint.case_id).status == "resolved"
    closed = Entry.objects.get(event="ComplaintClosed", subject_id=complaint.id)
    chain = [entry.event for entry in why(closed)]
    assert (chain[0], chain[-1]) == ("ComplaintClosed", "MessageReceived")
    assert chain.count("ComplaintMoved") == 8


def test_a_case_is_one_complaint_however_often_it_is_classed() -> None:
    complaint = a_complaint()
    again = actions.open_complaint(complaint.case_id, "service", by=a_person("lead"), because=None)
    assert (again.id, again.kind) == (complaint.id, "product")


def test_what_complaints_are_promised_binds_as_soon_as_a_case_is_one() -> None:
    rows = [
        {"when": {"promise": ["first_reply"], "type": ["complaint"]}, "then": {"minutes": 60, "calendar": "always"}},
        {"when": {}, "then": {"minutes": 0, "calendar": "always"}},
    ]
    put_in_force("statutory_promises", rows, "为了测试", by=HOUSE, because=None, at=at("2025-01-01"))
    complaint = a_complaint()
    promise = promises_of(complaint.case_id).get(name="first_reply")
    assert (promise.audience, promise.due_at) == ("statutory", MONDAY + timedelta(hours=1))


def test_a_complaint_always_has_one_owner_and_goes_with_its_case() -> None:
    lin, zhou = a_person("agent"), a_person("lead", "周主管")
    complaint = a_complaint(by=lin)
    assert complaint.owner_id == lin.id == Case.objects.get(id=complaint.case_id).assignee_id
    assign(complaint.case_id, zhou.id, by=zhou, because=None)
    entry = Entry.objects.filter(event="CaseAssigned", subject_id=complaint.case_id).latest("id")
    react("recover.complaints.a_complaint_goes_with_its_case", entry.id)
    assert fresh(complaint).owner_id == zhou.id
    assign(complaint.case_id, None, by=zhou, because=None)
    entry = Entry.objects.filter(event="CaseAssigned", subject_id=complaint.case_id).latest("id")
    react("recover.complaints.a_complaint_goes_with_its_case", entry.id)
    assert fresh(complaint).owner_id == zhou.id


def test_what_a_program_classes_goes_to_whoever_has_the_fewest_and_to_nobody_never() -> None:
    from zhiyin.kernel.people.actor import system

    first = wang_writes(MONDAY)
    with pytest.raises(ValidationError):
        actions.open_complaint(first.id, "service", by=system("test"), because=None, at=MONDAY)
    assert not Complaint.objects.exists()
    busy, idle = a_person("agent", "甲"), a_person("agent", "乙")
    a_complaint(by=busy, address="li@example.com")
    assert actions.open_complaint(first.id, "service", by=system("test"), because=None).owner_id == idle.id


def test_the_restatement_repeats_what_was_said_and_by_when_we_answer() -> None:
    lin = a_person("agent")
    complaint = a_complaint(by=lin)
    actions.acknowledge(complaint.id, by=lin, at=MONDAY)
    letter = last_letter(complaint)
    assert "水壶盖子用了两天就掉了" in letter
    assert "换一个新的" in letter
    assert "11月4日 09:00" in letter  # 24 hours, by day and night
    assert "/my-complaint/" in letter


def test_a_complaint_without_a_wish_cannot_be_assessed_and_says_so() -> None:
    lin = a_person("agent")
    complaint = a_complaint(by=lin, wish="")
    actions.acknowledge(complaint.id, by=lin, at=MONDAY)
    with pytest.raises(NotYet) as refused:
        actions.assess(complaint.id, 2, 2, "严重", by=lin, at=MONDAY)
    assert refused.value.missing == ["wish", "confirmed"]
    assert "客户" in refused.value.messages[0]
    actions.fill_in(complaint.id, {"wish": "退款"}, by=lin, at=MONDAY)
    actions.confirm(complaint.id, "电话确认", by=lin, at=MONDAY)
    actions.assess(complaint.id, 2, 2, "严重", by=lin, at=MONDAY)
    assert fresh(complaint).state == "assessed"


def test_the_form_asks_by_the_kind_of_complaint() -> None:
    lin = a_person("agent")
    complaint = a_complaint(by=lin, kind="staff", product="")
    confirmed(complaint, lin)
    with pytest.raises(NotYet) as refused:
        actions.assess(complaint.id, 2, 2, "态度恶劣", by=lin, at=MONDAY)
    assert refused.value.missing == ["happened_on", "place"]


def test_a_colleague_confirms_only_by_saying_how_they_know_and_a_correction_is_restated() -> None:
    lin = a_person("agent")
    complaint = a_complaint(by=lin)
    actions.acknowledge(complaint.id, by=lin, at=MONDAY)
    with pytest.raises(ValidationError):
        actions.confirm(complaint.id, " ", by=lin, at=MONDAY)
    wang = the_customer(complaint.customer_id)
    actions.correct(complaint.id, "不是盖子，是壶嘴", by=wang, at=MONDAY)
    assert fresh(complaint).state == "received"
    with pytest.raises(NotYet):
        actions.confirm(complaint.id, "电话", by=lin, at=MONDAY)
    actions.fill_in(complaint.id, {"story": "壶嘴掉了"}, by=lin, at=MONDAY)
    actions.acknowledge(complaint.id, by=lin, at=MONDAY)
    assert "壶嘴掉了" in last_letter(complaint)


def test_what_was_confirmed_is_confirmed_anew_when_it_changes() -> None:
    lin = a_person("agent")
    complaint = confirmed(a_complaint(by=lin), lin)
    assert complaint.confirmed_at is not None
    actions.fill_in(complaint.id, {"place": "家里"}, by=lin, at=MONDAY)
    assert fresh(complaint).confirmed_at is not None
    actions.fill_in(complaint.id, {"wish": "退款"}, by=lin, at=MONDAY)
    assert fresh(complaint).confirmed_at is None


@pytest.mark.parametrize(("severity", "urgency", "priority"), [(1, 1, 1), (1, 3, 3), (2, 2, 3), (3, 3, 5)])
def test_severity_and_urgency_make_the_priority_of_complaint_and_case(
    severity: int, urgency: int, priority: int
) -> None:
    lin = a_person("agent")
    complaint = confirmed(a_complaint(by=lin), lin)
    actions.assess(complaint.id, severity, urgency, "判定", by=lin, at=MONDAY)
    assert fresh(complaint).priority == Case.objects.get(id=complaint.case_id).priority == priority


def test_no_solution_without_a_finding_and_no_step_out_of_turn() -> None:
    lin = a_person("agent")
    complaint = confirmed(a_complaint(by=lin), lin)
    actions.assess(complaint.id, 2, 2, "判定", by=lin, at=MONDAY)
    for wrong in (
        lambda: actions.propose(complaint.id, "换新", by=lin, at=MONDAY),
        lambda: actions.answer_solution(complaint.id, "accept", "电话同意", by=lin, at=MONDAY),
        lambda: actions.close(complaint.id, by=lin, at=MONDAY),
        lambda: actions.find_cause(complaint.id, "product", WHYS, by=lin, at=MONDAY),
    ):
        with pytest.raises(NotYet) as refused:
            wrong()
        assert "已评估" in refused.value.messages[0]
    assert not mail.outbox
    assert fresh(complaint).state == "assessed"


@pytest.mark.parametrize(
    ("answer", "solution", "state"),
    [("accept", "accepted", "decided"), ("adjust", "adjusted", "investigating"), ("refuse", "refused", "decided")],
)
def test_the_customer_accepts_wants_a_change_or_refuses(answer: str, solution: str, state: str) -> None:
    lin = a_person("agent")
    complaint = a_complaint(by=lin)
    made = proposed(complaint, lin)
    wang = the_customer(complaint.customer_id)
    for _ in range(2):  # a second tap changes nothing
        actions.answer_solution(complaint.id, answer, "请再快些", solution_id=made.id, by=wang, at=MONDAY + DAY)
    made.refresh_from_db()
    assert (made.state, made.next_at, fresh(complaint).state) == (solution, None, state)
    assert Step.objects.filter(complaint=complaint, name=answer).count() == 1
    if answer != "accept":
        newer = actions.propose(complaint.id, "换新并补偿", by=lin, at=MONDAY + 2 * DAY)
        with pytest.raises(actions.Overtaken):
            actions.answer_solution(complaint.id, "accept", solution_id=made.id, by=wang, at=MONDAY + 2 * DAY)
        actions.answer_solution(complaint.id, "accept", solution_id=newer.id, by=wang, at=MONDAY + 2 * DAY)
        assert fresh(complaint).state == "decided"


def test_nobody_answers_for_another_customer() -> None:
    lin = a_person("agent")
    complaint = a_complaint(by=lin)
    proposed(complaint, lin)
    other = wang_writes(MONDAY, address="li@example.com").customer_id
    with pytest.raises(PermissionDenied):
        actions.answer_solution(complaint.id, "accept", by=the_customer(other), at=MONDAY)


def test_silence_is_reminded_twice_and_ends_as_no_reply_never_as_consent() -> None:
    lin = a_person("agent")
    complaint = a_complaint(by=lin)
    made = proposed(complaint, lin)
    assert (
        tick_at(MONDAY + 2 * DAY) == 1
    )  # the answer in substance: the promise of a day has passed unheard by the tick
    assert tick_at(MONDAY + timedelta(days=2, hours=7)) == 0
    assert tick_at(MONDAY + timedelta(days=2, hours=8, minutes=1)) == 1
    assert tick_at(MONDAY + timedelta(days=2, hours=9)) == 0
    assert "不代表" in last_letter(complaint)
    assert tick_at(MONDAY + timedelta(days=5)) == 1
    assert (fresh(complaint).state, Entry.objects.filter(event="CustomerReminded").count()) == ("answered", 2)
    assert next_moment() == MONDAY + timedelta(days=7)
    assert tick_at(MONDAY + timedelta(days=7)) == 1
    made.refresh_from_db()
    assert (made.state, made.reminders) == ("no_reply", 2)
    found = fresh(complaint)
    assert found.state == "closed"
    assert Entry.objects.get(event="ComplaintClosed", subject_id=complaint.id).facts["outcome"] == "no_reply"
    assert Case.objects.get(id=complaint.case_id).closures.get().reason == "no_answer"
    assert tick_at(MONDAY + timedelta(days=30)) == 0
    assert Entry.objects.filter(event="CustomerReminded").count() == 2


def test_a_silent_end_without_a_cause_stays_open_for_its_owner() -> None:
    lin = a_person("agent")
    complaint = investigated(a_complaint(by=lin), lin)
    actions.propose(complaint.id, "换新", by=lin, at=MONDAY)
    for days in (3, 5, 7):
        tick_at(MONDAY + timedelta(days=days))
    assert fresh(complaint).state == "decided"
    actions.find_cause(complaint.id, "product", WHYS, by=lin, at=MONDAY + 8 * DAY)
    actions.close(complaint.id, by=lin, at=MONDAY + 8 * DAY)
    assert fresh(complaint).state == "closed"


def decided(severity: int = 1, whys: list[str] | None = None) -> tuple[Complaint, Any]:
    lin = a_person("agent")
    complaint = investigated(a_complaint(by=lin), lin, severity=severity)
    if whys is not None:
        actions.find_cause(complaint.id, "product", whys, by=lin, at=MONDAY)
    solution = actions.propose(complaint.id, "换新", by=lin, at=MONDAY)
    wang = the_customer(complaint.customer_id)
    actions.answer_solution(complaint.id, "accept", solution_id=solution.id, by=wang, at=MONDAY)
    return complaint, lin


def test_closing_without_a_cause_is_refused() -> None:
    complaint, lin = decided()
    with pytest.raises(NotYet) as refused:
        actions.close(complaint.id, by=lin, at=MONDAY)
    assert refused.value.missing == ["cause"]


def test_a_grave_complaint_whose_cause_has_two_whys_is_refused() -> None:
    lin = a_person("agent")
    complaint = investigated(a_complaint(by=lin), lin, severity=1)
    with pytest.raises(NotYet) as refused:
        actions.find_cause(complaint.id, "product", WHYS[:2], by=lin, at=MONDAY)
    assert refused.value.missing == ["whys"]


def test_a_complaint_that_became_grave_after_its_cause_needs_the_whys_to_close() -> None:
    complaint, lin = decided(severity=3, whys=[])
    actions.assess(complaint.id, 1, 1, "有人受了伤", by=lin, at=MONDAY)
    with pytest.raises(NotYet) as refused:
        actions.close(complaint.id, by=lin, at=MONDAY)
    assert refused.value.missing == ["whys"]


def test_a_closing_letter_without_the_path_outside_is_refused() -> None:
    complaint, lin = decided(whys=WHYS)
    with pytest.raises(NotYet) as refused:
        actions.close(complaint.id, "您好，此事就此了结。", by=lin, at=MONDAY)
    assert refused.value.missing == ["path"]
    assert fresh(complaint).state == "decided"
    actions.close(complaint.id, by=lin, at=MONDAY)
    assert "12315" in last_letter(complaint)


def test_closing_without_evidence_is_refused() -> None:
    lin = a_person("agent")
    complaint = confirmed(a_complaint(by=lin), lin)
    actions.assess(complaint.id, 3, 3, "小事", by=lin, at=MONDAY)
    actions.investigate(complaint.id, "问过了", by=lin, at=MONDAY)
    actions.find_cause(complaint.id, "service", [], by=lin, at=MONDAY)
    actions.propose(complaint.id, "道歉", by=lin, at=MONDAY)
    actions.answer_solution(complaint.id, "refuse", "电话里拒绝", by=lin, at=MONDAY)
    with pytest.raises(NotYet) as refused:
        actions.close(complaint.id, by=lin, at=MONDAY)
    assert refused.value.missing == ["evidence"]
    actions.fill_in(complaint.id, {}, evidence="通话录音 11-03", by=lin, at=MONDAY)
    actions.close(complaint.id, by=lin, at=MONDAY)
    assert Case.objects.get(id=complaint.case_id).is_open  # refused: whoever has the case goes on with it


def test_a_persons_answer_stops_the_clock_and_neither_a_restatement_nor_a_program_does() -> None:
    lin = a_person("agent")
    complaint = a_complaint(by=lin)

    def heard() -> Any:
        for entry in Entry.objects.filter(event="ReplyWritten").order_by("id"):
            react("recover.complaints.a_persons_answer_answers_the_complaint", entry.id)
        return fresh(complaint).first_answer_at

    actions.acknowledge(complaint.id, by=lin, at=MONDAY)
    assert heard() is None
    from zhiyin.kernel.people.actor import system

    reply(complaint.case_id, "您的投诉已收到", by=system("robot"), because=None, at=MONDAY)
    assert heard() is None
    reply(complaint.case_id, "我们已请工程师检查", by=lin, because=None, at=MONDAY + timedelta(hours=3))
    assert heard() == MONDAY + timedelta(hours=3)
    assert tick_at(MONDAY + 2 * DAY) == 0


def test_a_day_without_an_answer_is_told_exactly_once_at_its_instant() -> None:
    complaint = a_complaint()
    assert next_moment() == MONDAY + DAY
    assert tick_at(MONDAY + DAY - timedelta(seconds=1)) == 0
    assert tick_at(MONDAY + DAY) == 1
    assert tick_at(MONDAY + 2 * DAY) == 0
    told = Entry.objects.get(event="ComplaintAnswerMissed")
    assert (told.subject_id, told.happened_at) == (complaint.id, MONDAY + DAY)


def test_a_letter_taken_back_before_it_left_undoes_its_step() -> None:
    from django.utils import timezone

    lin = a_person("agent")
    now = timezone.now()
    complaint = investigated(a_complaint(now, by=lin), lin, now)
    solution = actions.propose(complaint.id, "换新", by=lin, at=now)
    assert solution.message_id is not None
    take_back(solution.message_id, by=lin)
    solution.refresh_from_db()
    assert (fresh(complaint).state, solution.state, solution.next_at) == ("investigating", "taken_back", None)
    assert Step.objects.get(message_id=solution.message_id).undone_at is not None
    again = actions.propose(complaint.id, "换新，并致歉", by=lin, at=now)
    assert (fresh(complaint).state, Solution.objects.get(state="proposed").id) == ("answered", again.id)


def test_steps_can_neither_be_changed_nor_deleted() -> None:
    step = Step.objects.get(complaint=a_complaint())
    for change in (lambda: Step.objects.filter(id=step.id).update(words="别的"), lambda: step.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_times_of_the_law_run_by_working_days_and_are_locked() -> None:
    lin = a_person("agent")
    complaint = a_complaint(by=lin)
    accept, conclude = actions.start_statutory(complaint.id, "上海市市场监督管理局", by=lin, at=MONDAY)
    assert accept.due_at == at("2025-11-12 23:59:59")  # seven working days after Monday 3 November
    assert conclude.due_at == at("2026-01-02 23:59:59")
    for name, value in (("due_at", MONDAY + 90 * DAY), ("authority", "x"), ("started_at", MONDAY + DAY)):
        with pytest.raises(DatabaseError), transaction.atomic():
            StatutoryClock.objects.filter(id=accept.id).update(**{name: value})
    with pytest.raises(DatabaseError), transaction.atomic():
        accept.delete()
    with pytest.raises(ValidationError):
        actions.withdraw(complaint.id, "不想处理", by=lin, at=MONDAY)
    actions.meet_statutory(accept.id, by=lin, at=MONDAY + DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        StatutoryClock.objects.filter(id=accept.id).update(met_at=None)
    tick_at(MONDAY + 2 * DAY)
    assert tick_at(conclude.due_at) == 1
    assert Entry.objects.get(event="StatutoryClockMissed").happened_at == conclude.due_at


def test_working_days_of_the_law_know_holidays_and_make_up_days() -> None:
    lin = a_person("agent")
    complaint = a_complaint(at("2025-09-26 09:00"), by=lin)
    accept = actions.start_statutory(complaint.id, "监管局", by=lin, at=at("2025-09-26 09:00"))[0]
    # Sun 28 Sep is worked, 29, 30; 1–8 October are not; 9, 10; Sat 11 Oct is worked; Mon 13
    assert accept.due_at == at("2025-10-13 23:59:59")


def test_a_withdrawn_complaint_says_why_and_may_be_taken_up_again() -> None:
    lin = a_person("agent")
    complaint = a_complaint(by=lin)
    with pytest.raises(ValidationError):
        actions.withdraw(complaint.id, " ", by=lin, at=MONDAY)
    actions.withdraw(complaint.id, "客户撤回", by=lin, at=MONDAY)
    assert (fresh(complaint).state, tick_at(MONDAY + 9 * DAY)) == ("withdrawn", 0)
    actions.resume(complaint.id, "客户又来信", by=lin, at=MONDAY)
    assert (fresh(complaint).state, fresh(complaint).closed_at) == ("received", None)


def test_who_may_not_or_works_elsewhere_takes_no_step() -> None:
    complaint = a_complaint()
    stranger = Person.objects.create(email="far@example.com", name="远方")
    Membership.objects.create(
        person=stranger, unit=Unit.objects.create(name="分店"), role=Role.objects.get(key="agent")
    )
    for actor in (a_person("auditor"), actor_of(stranger)):
        with pytest.raises(PermissionDenied):
            actions.acknowledge(complaint.id, by=actor, at=MONDAY)
    assert fresh(complaint).state == "received"


def test_the_files_of_the_case_are_evidence_by_reference_once() -> None:
    from zhiyin.listen.channels.incoming import Part

    lin = a_person("agent")
    photo = Part("lid.png", "image/png", 4, b"\x89PNG")
    case = wang_writes(MONDAY, "看照片", parts=[photo])
    attachment = case.messages.get().message.attachments.get()
    complaint = actions.open_complaint(case.id, "billing", wish="退款", by=lin, because=None, at=MONDAY)
    for _ in range(2):
        actions.fill_in(complaint.id, {}, file_ids=[attachment.id, complaint.id], by=lin, at=MONDAY)
    assert [one.attachment_id for one in complaint.evidence.all()] == [attachment.id]
