"""Three alike open exactly one problem; prevented is what a test has shown, and nothing else."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.recover.complaints import actions
from zhiyin.recover.complaints.models import Complaint, Problem, Proof
from zhiyin.recover.complaints.tests.cast import (
    MONDAY,
    WHYS,
    a_complaint,
    a_person,
    fresh,
    investigated,
    wang_writes,
)

DAY = timedelta(days=1)


def explained(number: int, when: datetime, by: Actor, cause: str = "product", product: str = "水壶 X1") -> Complaint:
    """A complaint whose cause was found."""
    complaint = a_complaint(when, by=by, address=f"wang{number}@example.com", product=product)
    investigated(complaint, by, when)
    actions.find_cause(complaint.id, cause, WHYS, by=by, at=when)
    return fresh(complaint)


@pytest.mark.django_db
def test_three_alike_within_thirty_days_open_exactly_one_problem_and_more_join_it() -> None:
    lin = a_person("agent")
    first = explained(1, MONDAY, lin)
    explained(2, MONDAY + 5 * DAY, lin, cause="service")
    explained(3, MONDAY + 6 * DAY, lin, product="吹风机")
    second = explained(4, MONDAY + 10 * DAY, lin, product="水壶  x1")  # however it is typed
    assert not Problem.objects.exists()
    third = explained(5, MONDAY + 29 * DAY, lin)
    problem = Problem.objects.get()
    assert (problem.cause, problem.found, problem.counts["count"]) == ("product", "repeats", 3)
    assert {one.problem_id for one in map(fresh, (first, second, third))} == {problem.id}
    assert explained(6, MONDAY + 31 * DAY, lin).problem_id == problem.id
    assert Problem.objects.count() == 1
    entry = Entry.objects.get(event="ProblemOpened")
    assert [one.event for one in why(entry)][:2] == ["ProblemOpened", "ComplaintMoved"]


@pytest.mark.django_db
def test_three_alike_over_a_longer_time_are_no_problem() -> None:
    lin = a_person("agent")
    for number, days in enumerate((0, 20, 40)):
        explained(number, MONDAY + days * DAY, lin)
    assert not Problem.objects.exists()


@pytest.mark.django_db
def test_what_was_withdrawn_counts_nowhere() -> None:
    lin = a_person("agent")
    gone = explained(1, MONDAY, lin)
    actions.withdraw(gone.id, "并非投诉", by=lin, at=MONDAY)
    explained(2, MONDAY, lin)
    explained(3, MONDAY, lin)
    assert not Problem.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_causes_found_at_once_open_one_problem() -> None:
    lin = a_person("agent")
    waiting = [a_complaint(MONDAY, by=lin, address=f"w{number}@example.com") for number in range(5)]
    for complaint in waiting:
        investigated(complaint, lin)
    faults: list[BaseException] = []

    def find(complaint: Complaint) -> None:
        try:
            actions.find_cause(complaint.id, "product", WHYS, by=lin, at=MONDAY)
        except BaseException as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=find, args=(complaint,)) for complaint in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    problem = Problem.objects.get()
    assert Complaint.objects.filter(problem=problem).count() == 5


@pytest.mark.django_db
def test_a_rise_beyond_chance_opens_one_problem_whose_cause_is_still_to_be_found() -> None:
    lin = a_person("agent")
    now = MONDAY + 120 * DAY
    for number in range(60):  # ordinary cases of the weeks before and of the last days
        wang_writes(now - timedelta(days=1 + number * 1.8), f"请问几点开门 {number}", address=f"o{number}@example.com")
    for number in range(8):
        a_complaint(now - 5 * DAY, by=lin, address=f"k{number}@example.com")
    assert len(actions.look_for_risen(now)) == 1
    assert actions.look_for_risen(now) == []
    problem = Problem.objects.get()
    assert (problem.found, problem.cause, problem.counts["count"]) == ("rate", "", 8)
    with pytest.raises(ValidationError):
        actions.correct_problem(problem.id, "换卡扣", by=a_person("lead"), at=now)
    complaint = Complaint.objects.filter(problem=problem).first()
    assert complaint is not None
    investigated(complaint, lin, now)
    actions.find_cause(complaint.id, "product", WHYS, by=lin, at=now)
    problem.refresh_from_db()
    assert (problem.cause, Problem.objects.count()) == ("product", 1)


def a_problem(before: int = 8, cases: int = 40) -> tuple[Problem, Actor, datetime]:
    """A problem with a correction: so many complaints among so many cases in the 30 days before it."""
    lin, lead = a_person("agent"), a_person("lead", "周主管")
    turn = MONDAY + 30 * DAY
    for number in range(cases):
        wang_writes(MONDAY + timedelta(hours=17 * number + 1), f"请问 {number}", address=f"b{number}@example.com")
    for number in range(before):
        explained(number, MONDAY + timedelta(days=3 * number), lin)
    problem = Problem.objects.get()
    actions.correct_problem(problem.id, "改用金属卡扣", turn, by=lead, at=turn)
    return problem, lead, turn


def afterwards(turn: datetime, cases: int = 40) -> None:
    for number in range(cases):
        wang_writes(turn + timedelta(hours=17 * number + 1), f"请问 {number}", address=f"a{number}@example.com")


@pytest.mark.django_db
def test_prevention_is_claimed_when_and_only_when_the_test_passes() -> None:
    problem, lead, turn = a_problem()
    afterwards(turn)
    early = actions.prove_prevention(problem.id, by=lead, at=turn + 29 * DAY)
    assert (early.passed, early.why) == (False, "days")
    proof = actions.prove_prevention(problem.id, by=lead, at=turn + 30 * DAY)
    assert (proof.passed, proof.look, proof.before_count, proof.after_count) == (True, 1, 8, 0)
    assert proof.high is not None
    assert proof.high < 1
    problem.refresh_from_db()
    assert (problem.state, problem.ended_at) == ("prevented", turn + 30 * DAY)


@pytest.mark.django_db
def test_without_a_passing_test_nothing_is_called_prevented() -> None:
    problem, lead, turn = a_problem()
    afterwards(turn)
    lin = a_person("agent")
    for number in range(4):
        explained(100 + number, turn + timedelta(days=2 * number), lin)
    assert actions.prove_prevention(problem.id, by=lead, at=turn + 30 * DAY).why == "interval"
    assert actions.prove_prevention(problem.id, by=lead, at=turn + 37 * DAY).look == 2
    problem.refresh_from_db()
    assert problem.state == "acting"
    actions.end_problem(problem.id, "产品已下架", by=lead, at=turn + 40 * DAY)
    problem.refresh_from_db()
    assert problem.state == "ended"


@pytest.mark.django_db
def test_complaints_whose_cause_nobody_found_yet_speak_against_the_prevention() -> None:
    problem, lead, turn = a_problem()
    afterwards(turn)
    lin = a_person("agent")
    for number in range(5):
        a_complaint(turn + timedelta(days=number), by=lin, address=f"u{number}@example.com")
    assert actions.prove_prevention(problem.id, by=lead, at=turn + 30 * DAY).after_count == 5


@pytest.mark.django_db
def test_the_database_itself_refuses_a_prevention_without_proof() -> None:
    problem, lead, turn = a_problem()
    afterwards(turn)
    proof = actions.prove_prevention(problem.id, by=lead, at=turn + 29 * DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proof.objects.filter(id=proof.id).update(passed=True)


@pytest.mark.django_db
def test_what_comes_back_after_a_prevention_opens_a_new_problem_that_follows() -> None:
    problem, lead, turn = a_problem()
    afterwards(turn)
    actions.prove_prevention(problem.id, by=lead, at=turn + 30 * DAY)
    lin = a_person("agent")
    for number in range(3):
        explained(200 + number, turn + timedelta(days=60 + number), lin)
    again = Problem.objects.exclude(id=problem.id).get()
    assert (again.follows_id, again.state) == (problem.id, "open")


@pytest.mark.django_db
def test_nothing_is_corrected_ahead_nor_by_who_may_not() -> None:
    lin = a_person("agent")
    for number in range(3):
        explained(number, MONDAY, lin)
    problem, lead = Problem.objects.get(), a_person("lead")
    with pytest.raises(PermissionDenied):
        actions.correct_problem(problem.id, "改", by=lin, at=MONDAY)
    with pytest.raises(ValidationError):
        actions.correct_problem(problem.id, "改", MONDAY + DAY, by=lead, at=MONDAY)
    with pytest.raises(ValidationError):
        actions.prove_prevention(problem.id, by=lead, at=MONDAY + 90 * DAY)
