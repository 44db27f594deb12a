"""Who was let down is followed until they are as satisfied as before, and stays on the list while they are not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from zhiyin.kernel.people.models import Person
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.surveys.actions import answer, invite
from zhiyin.recover.followup import actions
from zhiyin.recover.followup.models import Rebound
from zhiyin.recover.followup.reads import came_back
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises.actions import breach_overdue
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, at, wang_writes

pytestmark = pytest.mark.django_db

MONDAY, BROKEN, LONG_AGO = at("2025-11-03 09:00"), at("2025-11-04 18:00"), at("2025-01-01 00:00")
LATER = at("2025-12-20 12:00")


def says(case: Case, score: int, when: datetime) -> None:
    """Ms Wang answers a survey; the house hears it."""
    invitation = invite(case.customer_id, "after_case", case_id=case.id, by=HOUSE, because=None, at=when)
    assert invitation is not None
    answer(invitation, "satisfaction", f"s{score}", by=HOUSE, at=when)
    entry = Entry.objects.filter(event="SurveyAnswered").latest("happened_at")
    react("recover.followup.an_answer_may_say_that_a_customer_is_back", entry.id)


def let_down(*before: int) -> Case:
    """Ms Wang, who had given these scores, was not answered in time."""
    case = wang_writes(MONDAY - timedelta(days=20))
    for number, score in enumerate(before):
        says(case, score, MONDAY - timedelta(days=19 - number))
    breach_overdue(BROKEN, by=HOUSE)
    actions.follow_rebounds(LONG_AGO, by=HOUSE, at=BROKEN)
    return case


def test_the_level_before_is_what_was_said_before_the_failure() -> None:
    case = wang_writes(MONDAY)
    for number, score in enumerate((1, 4, 5, 4, 5, 4)):  # of six the last five
        says(case, score, MONDAY - timedelta(days=30 - number))
    says(case, 2, MONDAY - timedelta(days=400))
    breach_overdue(BROKEN, by=HOUSE)
    assert actions.follow_rebounds(LONG_AGO, by=HOUSE, at=BROKEN) == 0
    actions.follow_rebounds(LONG_AGO, by=HOUSE, at=BROKEN + timedelta(hours=1))
    found = Rebound.objects.get()
    assert (found.level_before, found.n_before, found.level_after) == (4.4, 5, None)
    assert found.replan_at == found.failed_at + timedelta(days=30)


def test_who_has_no_rebound_stays_on_the_list_and_who_has_leaves_it() -> None:
    case = wang_writes(MONDAY)
    for number in range(2):
        says(case, 4, MONDAY - timedelta(days=10 - number))
    breach_overdue(BROKEN, by=HOUSE)
    actions.follow_rebounds(LONG_AGO, by=HOUSE, at=BROKEN)
    says(case, 3, BROKEN + timedelta(days=2))
    found = Rebound.objects.get()
    assert (found.level_after, found.back_at) == (3.0, None)
    says(case, 4, BROKEN + timedelta(days=10))
    assert Rebound.objects.get().back_at is None  # 3.5 on the whole
    says(case, 4, BROKEN + timedelta(days=41))  # the 3 is more than a month old
    found.refresh_from_db()
    assert (found.level_after, found.back_at) == (4.0, BROKEN + timedelta(days=41))
    assert Entry.objects.filter(event="CustomerBack").count() == 1
    assert came_back(LONG_AGO, LATER, HOUSE) == (1, 1)


def test_who_was_never_asked_before_is_back_when_content() -> None:
    case = wang_writes(MONDAY)
    breach_overdue(BROKEN, by=HOUSE)
    actions.follow_rebounds(LONG_AGO, by=HOUSE, at=BROKEN)
    says(case, 4, BROKEN + timedelta(days=3))
    found = Rebound.objects.get()
    assert (found.level_before, found.back_at) == (None, BROKEN + timedelta(days=3))


def test_what_went_wrong_again_meanwhile_is_one_story_and_after_coming_back_another() -> None:
    case = let_down()
    wang_writes(BROKEN, "还有一件事", subject="另一件事")
    breach_overdue(BROKEN + timedelta(days=2), by=HOUSE)
    actions.follow_rebounds(LONG_AGO, by=HOUSE, at=BROKEN + timedelta(days=2))
    assert Rebound.objects.count() == 1
    says(case, 5, BROKEN + timedelta(days=3))
    wang_writes(BROKEN + timedelta(days=13), "又一件", subject="第三件事")
    breach_overdue(BROKEN + timedelta(days=17), by=HOUSE)
    for _ in range(2):
        actions.follow_rebounds(LONG_AGO, by=HOUSE, at=BROKEN + timedelta(days=17))
    assert Rebound.objects.filter(back_at=None).count() == 1
    assert Rebound.objects.count() == 2


def test_a_hundred_are_counted_in_as_many_statements_as_one(django_assert_max_num_queries: object) -> None:
    let_down()
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        actions.follow_rebounds(LONG_AGO, by=HOUSE, at=BROKEN)
    for number in range(30):
        wang_writes(BROKEN, address=f"guest-{number}@example.com")
    breach_overdue(BROKEN + timedelta(days=3), by=HOUSE, limit=100)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        actions.follow_rebounds(LONG_AGO, by=HOUSE, at=BROKEN + timedelta(days=3))
    assert Rebound.objects.count() > 20


def test_a_plan_needs_words_and_says_when_to_look_again(client: Client) -> None:
    let_down()
    found, lin = Rebound.objects.get(), a_person()
    with pytest.raises(ValidationError):
        actions.plan_again(found.id, " ", 14, by=lin, at=LATER)
    client.force_login(Person.objects.get(id=lin.id))
    client.post(f"/rebounds/{found.id}/plans", {"words": "主管登门道歉", "days": 14})
    assert Rebound.objects.get().replan_at > found.replan_at
    assert "主管登门道歉" in client.get("/rebounds").content.decode()
    assert "王女士" in client.get(f"/rebounds?one={found.id}").content.decode()
    assert "王女士" not in client.get("/rebounds?show=back").content.decode()
