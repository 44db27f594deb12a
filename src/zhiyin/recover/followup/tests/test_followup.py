"""A resolved case asks how it went; a bad answer reopens it and asks for a call back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.surveys.actions import answer
from zhiyin.listen.surveys.models import Invitation
from zhiyin.recover.followup import actions
from zhiyin.recover.followup.models import Attempt, CallBack
from zhiyin.recover.followup.reads import closed_loops
from zhiyin.resolve.cases.actions import close_old, resolve, undo_resolve
from zhiyin.resolve.cases.models import Case, Closure, Reopening
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, at, wang_writes

pytestmark = pytest.mark.django_db

MONDAY, SOLVED = at("2025-11-03 09:00"), at("2025-11-03 10:00")


def solved(address: str = "wang@example.com") -> tuple[Case, Closure]:
    case = wang_writes(MONDAY, address=address)
    return case, resolve(case.id, "solved", by=HOUSE, because=None, at=SOLVED)


def asked(address: str = "wang@example.com") -> tuple[Case, Invitation]:
    case, closure = solved(address)
    entry = Entry.objects.get(event="CaseResolved", subject_id=closure.id)
    id = actions.ask_how_it_went(case.id, closure.id, by=HOUSE, because=entry, at=SOLVED + timedelta(minutes=1))
    return case, Invitation.objects.get(id=id)


def test_a_resolved_case_asks_its_customer_once() -> None:
    case, invitation = asked()
    assert (invitation.case_id, invitation.form_key) == (case.id, "after_case")
    entry = Entry.objects.get(event="CaseResolved")
    actions.ask_how_it_went(case.id, invitation.about_id, by=HOUSE, because=entry, at=SOLVED + timedelta(minutes=2))
    assert Invitation.objects.count() == 1


def test_a_slip_taken_back_asks_nobody() -> None:
    case, closure = solved()
    undo_resolve(case.id, by=HOUSE, because=None, at=SOLVED + timedelta(seconds=5))
    assert actions.ask_how_it_went(case.id, closure.id, by=HOUSE, because=None) is None


@pytest.mark.parametrize(("reason", "jobs"), [("solved", 1), ("no_answer", 1), ("duplicate", 0), ("spam", 0)])
def test_only_who_was_served_is_asked(reason: str, jobs: int) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    case = wang_writes(MONDAY)
    closure = resolve(case.id, reason, by=HOUSE, because=None, at=SOLVED)
    entry = Entry.objects.get(event="CaseResolved", subject_id=closure.id)
    react("recover.followup.a_resolved_case_asks_how_it_went", entry.id)
    waiting = ProcrastinateJob.objects.filter(
        args__job="followup.ask_how_it_went", args__arguments__case_id=str(case.id)
    )
    assert waiting.count() == jobs


def test_a_bad_answer_reopens_the_case_and_asks_for_a_call_back() -> None:
    case, invitation = asked()
    answer(invitation, "satisfaction", "s1", by=HOUSE, at=at("2025-11-03 16:30"))
    call_back = CallBack.objects.get(case_id=case.id)
    assert (call_back.kind, call_back.score, call_back.due_at) == ("csat", 1, at("2025-11-04 09:30"))
    assert Case.objects.get(id=case.id).status == "open"
    assert Reopening.objects.get(case_id=case.id).at == at("2025-11-03 16:30")
    entry = Entry.objects.get(event="CallBackAsked")
    assert [one.event for one in why(entry)][:3] == ["CallBackAsked", "SurveyAnswered", "SurveyInvited"]


@pytest.mark.parametrize(
    ("answers", "call_backs"),
    [
        ([("satisfaction", "s5")], 0),
        ([("satisfaction", "s3")], 0),
        ([("satisfaction", "s2")], 1),
        ([("recommendation", "r6")], 1),
        ([("recommendation", "r7")], 0),
        ([("satisfaction", "s5"), ("recommendation", "r0")], 0),  # content with the case, no friend of the house
        ([("satisfaction", "s3"), ("recommendation", "r0")], 1),
        ([("satisfaction", "s1"), ("recommendation", "r0")], 1),
        ([("words", "再也不来了")], 0),
    ],
)
def test_which_answers_ask_for_a_call_back(answers: list[tuple[str, str]], call_backs: int) -> None:
    _case, invitation = asked()
    for question, value in answers:
        answer(invitation, question, _option(invitation, question, value), by=HOUSE, at=at("2025-11-03 16:30"))
    assert CallBack.objects.count() == call_backs


def _option(invitation: Invitation, question: str, value: str) -> str:
    """The option's id by its score, whatever the form calls it."""
    from zhiyin.listen.surveys.content import parse

    asked = parse(invitation.version.content).question(question)
    if asked is None or not asked.options:
        return value
    return next(one.id for one in asked.options if one.score == int(value[1:]))


def test_a_case_too_old_to_reopen_is_followed_by_a_new_one() -> None:
    case, invitation = asked()
    close_old(SOLVED + timedelta(days=31), by=HOUSE)
    Invitation.objects.filter(id=invitation.id).update(expires_at=SOLVED + timedelta(days=60))
    answer(invitation, "satisfaction", "s1", by=HOUSE, at=SOLVED + timedelta(days=31))
    call_back = CallBack.objects.get()
    assert call_back.case_id != case.id
    assert Case.objects.get(id=call_back.case_id).follows_id == case.id


def test_the_loop_is_closed_only_when_the_customer_was_told() -> None:
    _case, invitation = asked()
    answer(invitation, "satisfaction", "s1", by=HOUSE, at=at("2025-11-03 16:30"))
    call_back, lin = CallBack.objects.get(), a_person()
    actions.note_call(call_back.id, "not_reached", "没人接", by=lin, at=at("2025-11-03 17:00"))
    assert CallBack.objects.get().made_at is None
    with pytest.raises(ValidationError):
        actions.note_call(call_back.id, "reached", " ", by=lin, at=at("2025-11-03 17:30"))
    actions.note_call(call_back.id, "reached", "换新机，已告知", by=lin, at=at("2025-11-03 17:30"))
    done = CallBack.objects.get()
    assert (done.made_at, done.made_by_id, done.note) == (at("2025-11-03 17:30"), lin.id, "换新机，已告知")
    assert Attempt.objects.count() == 2
    assert closed_loops(at("2025-11-01 00:00"), at("2025-12-01 00:00")) == (1, 1)
    with pytest.raises(ValidationError):
        actions.note_call(call_back.id, "reached", "再打一次", by=lin, at=at("2025-11-03 18:00"))


def test_who_may_not_call_back_cannot_note_it() -> None:
    _case, invitation = asked()
    answer(invitation, "satisfaction", "s1", by=HOUSE, at=at("2025-11-03 16:30"))
    with pytest.raises(PermissionDenied):
        actions.note_call(CallBack.objects.get().id, "reached", "好了", by=a_person("auditor"))
