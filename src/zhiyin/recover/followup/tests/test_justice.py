"""After a recovery three questions ask how fair it was; what moves satisfaction is said only from enough answers."""

from __future__ import annotations

from random import Random

import pytest
from django.test import Client

from zhiyin.kernel.people.models import Person
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.surveys.actions import answer
from zhiyin.listen.surveys.content import parse, shipped
from zhiyin.listen.surveys.models import Invitation
from zhiyin.recover.complaints.actions import open_complaint
from zhiyin.recover.followup import actions
from zhiyin.recover.followup.justice import felt_in
from zhiyin.recover.followup.policy import JUSTICE
from zhiyin.recover.followup.tests.test_follow_ups import MONDAY, SOLVED, let_down
from zhiyin.resolve.cases.actions import resolve
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, wang_writes


def asked(case: Case) -> Invitation:
    closure = resolve(case.id, "solved", by=HOUSE, because=None, at=SOLVED)
    entry = Entry.objects.get(event="CaseResolved", subject_id=closure.id)
    return Invitation.objects.get(id=actions.ask_how_it_went(case.id, closure.id, by=HOUSE, because=entry, at=SOLVED))


def test_the_form_asks_all_three_from_1_to_7_in_both_languages() -> None:
    form = parse(shipped()["after_recovery"])
    for key in JUSTICE:
        question = form.question(key)
        assert question is not None
        assert [one.score for one in question.options] == [1, 2, 3, 4, 5, 6, 7]
        assert all(question.text[language] and question.low[language] for language in ("zh", "en"))


@pytest.mark.django_db
def test_who_was_let_down_is_asked_how_fair_it_was_once() -> None:
    invitation = asked(let_down())
    assert invitation.form_key == "after_recovery"
    assert Invitation.objects.count() == 1
    for key, value in (("satisfaction", "s4"), ("outcome", "f6"), ("process", "f3"), ("treatment", "f7")):
        answer(invitation, key, value, by=HOUSE, at=SOLVED)
    assert sorted(invitation.answers.values_list("question", "score")) == [
        ("outcome", 6), ("process", 3), ("satisfaction", 4), ("treatment", 7),
    ]  # fmt: skip


@pytest.mark.django_db
def test_who_complained_is_asked_also_when_the_case_stays_open() -> None:
    case = wang_writes(MONDAY)
    complaint = open_complaint(case.id, "service", by=a_person("lead"), because=None, at=MONDAY)
    entry = Entry.objects.get(event="ComplaintOpened", subject_id=complaint.id)
    id = actions.ask_how_fair_it_was(case.id, by=HOUSE, because=entry, at=SOLVED)
    assert actions.ask_how_fair_it_was(case.id, by=HOUSE, because=entry, at=SOLVED) == id
    invitation = Invitation.objects.get()
    assert (invitation.form_key, invitation.about_id, invitation.case_id) == ("after_recovery", complaint.id, case.id)
    resolve(case.id, "solved", by=HOUSE, because=None, at=SOLVED)
    assert actions.ask_how_fair_it_was(case.id, by=HOUSE, because=None, at=SOLVED) is None


def test_the_driver_is_named_only_from_enough_answers() -> None:
    random = Random(5)
    answers = []
    for _ in range(400):
        parts = {key: random.randint(1, 7) for key in JUSTICE}
        moved = 0.2 * parts["outcome"] + 0.2 * parts["process"] + 0.9 * parts["treatment"] + random.gauss(0, 1)
        answers.append({**parts, "satisfaction": max(1, min(5, round(moved / 1.8)))})
    few, many = felt_in(answers[:99]), felt_in(answers)
    assert (few.drivers, few.ranked, few.parts[0].mean.n if few.parts[0].mean else 0) == (None, [], 99)
    assert many.drivers is not None
    assert (many.ranked[0].key, many.drivers.clear, many.complete) == ("treatment", True, 400)


def test_half_an_answer_counts_for_its_part_alone() -> None:
    found = felt_in([{"satisfaction": 4, "outcome": 6}, {"outcome": 4}])
    assert [one.mean.n if one.mean else 0 for one in found.parts] == [2, 0, 0]
    assert found.complete == 0


@pytest.mark.django_db
def test_the_page_says_that_there_is_too_little(client: Client) -> None:
    case = let_down()
    invitation = asked(case)
    Invitation.objects.update(expires_at="2099-01-01T00:00Z")
    answer(invitation, "outcome", "f6", by=HOUSE)
    client.force_login(Person.objects.get(id=a_person("experience").id))
    shown = client.get("/felt-fairness", headers={"accept-language": "en"}).content.decode()
    assert "6.00" in shown
    assert "100" in shown
    react("recover.followup.a_satisfied_answer_is_a_follow_up", Entry.objects.get(event="SurveyAnswered").id)
