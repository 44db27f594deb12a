"""Where something went wrong, a person asks within one to three days whether it is solved; what is not opens the case."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.people.models import Person
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.surveys.actions import answer
from zhiyin.listen.surveys.models import Invitation
from zhiyin.recover.followup import actions
from zhiyin.recover.followup.models import FollowUp
from zhiyin.recover.followup.reads import followed_up_in_time, next_follow_up_due_at
from zhiyin.resolve.cases.actions import close_old, reopen, resolve, undo_resolve
from zhiyin.resolve.cases.models import Case, Reopening
from zhiyin.resolve.promises.actions import breach_overdue
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, at, wang_writes

pytestmark = pytest.mark.django_db

MONDAY, SOLVED = at("2025-11-03 09:00"), at("2025-11-05 10:00")
REACTIONS = "recover.followup."


def let_down() -> Case:
    """Ms Wang's case, whose promised reply came late."""
    case = wang_writes(MONDAY)
    breach_overdue(at("2025-11-04 18:00"), by=HOUSE)
    return case


def planned(case: Case, resolved_at: datetime = SOLVED) -> FollowUp | None:
    closure = resolve(case.id, "solved", by=HOUSE, because=None, at=resolved_at)
    entry = Entry.objects.get(event="CaseResolved", subject_id=closure.id)
    react(f"{REACTIONS}a_resolved_case_is_followed_up", entry.id)
    react(f"{REACTIONS}a_resolved_case_is_followed_up", entry.id)
    return FollowUp.objects.filter(case=case).first()


def a_plan() -> tuple[Case, FollowUp]:
    case = let_down()
    found = planned(case)
    assert found is not None
    return case, found


def test_a_case_that_went_wrong_is_asked_about_within_one_to_three_days_once() -> None:
    _case, found = a_plan()
    assert (found.from_at, found.due_at) == (SOLVED + timedelta(days=1), SOLVED + timedelta(days=3))
    assert FollowUp.objects.count() == 1
    assert next_follow_up_due_at() == found.due_at
    assert [one.event for one in why(Entry.objects.get(event="FollowUpPlanned"))][:2] == [
        "FollowUpPlanned",
        "CaseResolved",
    ]


def test_a_case_in_which_all_went_well_is_asked_about_by_the_survey_alone() -> None:
    assert planned(wang_writes(MONDAY), MONDAY + timedelta(minutes=10)) is None


def test_not_solved_opens_the_same_case_and_counts_as_reopened() -> None:
    case, found = a_plan()
    lin, called_at = a_person(), SOLVED + timedelta(days=2)
    with pytest.raises(ValidationError):
        actions.note_follow_up(found.id, "not_solved", " ", by=lin, at=called_at)
    actions.note_follow_up(found.id, "not_solved", "还是不转", by=lin, at=called_at)
    assert Case.objects.get(id=case.id).status == "open"
    reopening = Reopening.objects.get(case=case)
    assert "还是不转" in reopening.reason
    told = why(Entry.objects.get(event="CaseReopened"))
    assert [one.event for one in told][:2] == ["CaseReopened", "FollowedUp"]
    assert SOLVED <= reopening.at < SOLVED + timedelta(days=30)  # what the share of reopened cases counts
    with pytest.raises(ValidationError):
        actions.note_follow_up(found.id, "solved", "", by=lin, at=called_at)


def test_a_case_too_old_to_open_again_is_followed_by_a_new_one() -> None:
    case, found = a_plan()
    close_old(SOLVED + timedelta(days=31), by=HOUSE)
    actions.note_follow_up(found.id, "not_solved", "又坏了", by=a_person(), at=SOLVED + timedelta(days=31))
    assert Case.objects.exclude(id=case.id).get().follows_id == case.id


def test_what_nobody_asked_in_time_is_noted_once_and_stays_on_the_list() -> None:
    _case, found = a_plan()
    assert actions.note_missed(found.due_at - timedelta(seconds=1), by=HOUSE) == 0
    assert [actions.note_missed(found.due_at, by=HOUSE) for _ in range(2)] == [1, 0]
    assert Entry.objects.filter(event="FollowUpMissed").count() == 1
    assert FollowUp.objects.filter(done_at=None).count() == 1
    actions.note_follow_up(found.id, "solved", "", by=a_person(), at=found.due_at + timedelta(hours=1))
    assert followed_up_in_time(SOLVED, SOLVED + timedelta(days=9), HOUSE) == (0, 1)


def test_a_satisfied_answer_spares_the_call_and_an_opened_case_has_answered_it() -> None:
    case, found = a_plan()
    closure_entry = Entry.objects.get(event="CaseResolved")
    id = actions.ask_how_it_went(case.id, found.closure_id, by=HOUSE, because=closure_entry, at=SOLVED)
    answer(Invitation.objects.get(id=id), "satisfaction", "s5", by=HOUSE, at=SOLVED + timedelta(hours=2))
    react(f"{REACTIONS}a_satisfied_answer_is_a_follow_up", Entry.objects.get(event="SurveyAnswered").id)
    found.refresh_from_db()
    assert (found.outcome, found.how) == ("solved", "survey")


@pytest.mark.parametrize(("slip", "outcome"), [(True, "void"), (False, "not_solved")])
def test_a_case_opened_again_needs_no_call(slip: bool, outcome: str) -> None:
    case, found = a_plan()
    if slip:
        undo_resolve(case.id, by=HOUSE, because=None, at=SOLVED + timedelta(seconds=5))
    else:
        reopen(case.id, "客户来电：还是不行", by=HOUSE, because=None, at=SOLVED + timedelta(hours=3))
    for entry in Entry.objects.filter(event="CaseReopened"):
        react(f"{REACTIONS}a_reopened_case_was_not_solved", entry.id)
    found.refresh_from_db()
    assert (found.outcome, found.how) == (outcome, "reopened")


def test_the_page_shows_who_is_to_be_asked_and_takes_what_came_of_it(client: Client) -> None:
    _case, found = a_plan()
    client.force_login(Person.objects.get(id=a_person("agent").id))
    assert "王女士" in client.get("/follow-ups").content.decode()
    client.post(f"/follow-ups/{found.id}/outcome", {"outcome": "", "note": ""})
    assert FollowUp.objects.get().done_at is None
    client.post(f"/follow-ups/{found.id}/outcome", {"outcome": "solved", "note": "修好了，很满意"})
    assert (FollowUp.objects.get().outcome, FollowUp.objects.get().done_at <= timezone.now()) == ("solved", True)
    assert "修好了，很满意" in client.get("/follow-ups?show=made").content.decode()
    assert "王女士" not in client.get("/follow-ups").content.decode()
