"""Status, assignment and priority."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.cases import actions, reads
from zhiyin.resolve.cases.models import Case, Grading, Reopening

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def case(mail: Any) -> Case:
    found = reads.case_of_message(mail("发货", subject="发货").id)
    assert found is not None
    return found


def test_an_illegal_transition_is_refused_in_words(case: Case, na: Actor) -> None:
    actions.resolve(case.id, by=na, because=None)
    with pytest.raises(ValidationError, match=str(case.number)):
        actions.set_status(case.id, "waiting_customer", by=na, because=None)
    with pytest.raises(ValidationError):
        actions.resolve(case.id, by=na, because=None)
    with pytest.raises(ValidationError):
        actions.set_status(case.id, "closed", by=na, because=None)


def test_waiting_for_the_customer_stops_their_waiting(case: Case, na: Actor) -> None:
    actions.set_status(case.id, "waiting_customer", by=na, because=None)
    case.refresh_from_db()
    assert case.waiting_since is None


def test_taking_a_resolving_back_restores_the_case(case: Case, na: Actor) -> None:
    waiting = case.waiting_since
    actions.set_status(case.id, "waiting_other", by=na, because=None)
    actions.resolve(case.id, by=na, because=None)
    closure = actions.undo_resolve(case.id, by=na, because=None)
    case.refresh_from_db()
    assert (case.status, case.resolved_at, case.waiting_since) == ("waiting_other", None, waiting)
    assert closure.undone_at is not None
    assert not Reopening.objects.exists()
    with pytest.raises(ValidationError):
        actions.undo_resolve(case.id, by=na, because=None)


def test_reopening_needs_a_reason_and_comes_in_time(case: Case, na: Actor, now: Any) -> None:
    with pytest.raises(ValidationError):
        actions.reopen(case.id, "too soon", by=na, because=None)
    actions.resolve(case.id, by=na, because=None, at=now)
    with pytest.raises(ValidationError):
        actions.reopen(case.id, "  ", by=na, because=None)
    with pytest.raises(actions.TooLateToReopen):
        actions.reopen(case.id, "again", by=na, because=None, at=now + DAY * 31)
    actions.reopen(case.id, "again", by=na, because=None, at=now + DAY)
    case.refresh_from_db()
    assert case.status == "open"


def test_resolved_cases_close_after_thirty_days(case: Case, na: Actor, now: Any) -> None:
    actions.resolve(case.id, by=na, because=None, at=now)
    assert actions.close_old(now + DAY * 30, by=na) == 0
    assert actions.close_old(now + DAY * 31, by=na) == 1
    case.refresh_from_db()
    assert case.status == "closed"
    assert Entry.objects.filter(event="CaseStatusChanged", facts__status="closed").count() == 1


def test_a_priority_needs_a_reason_which_is_kept(case: Case, na: Actor) -> None:
    with pytest.raises(ValidationError):
        actions.set_priority(case.id, 1, 1, " ", by=na, because=None)
    actions.set_priority(case.id, 1, 2, "全店停业", by=na, because=None)
    actions.set_priority(case.id, 1, 2, "全店停业", by=na, because=None)
    case.refresh_from_db()
    assert case.priority == 2
    assert Grading.objects.get().reason == "全店停业"


def test_assigning_the_same_again_tells_nobody(case: Case, na: Actor) -> None:
    actions.assign(case.id, na.id, by=na, because=None)
    actions.assign(case.id, na.id, by=na, because=None)
    assert Entry.objects.filter(event="CaseAssigned").count() == 1


def test_who_may_only_read_changes_nothing(case: Case, na: Actor) -> None:
    reader = Actor(kind="person", id=na.id, permissions=frozenset({"case.read"}))
    for change in (
        lambda: actions.assign(case.id, reader.id, by=reader, because=None),
        lambda: actions.resolve(case.id, by=reader, because=None),
        lambda: actions.set_priority(case.id, 1, 1, "?", by=reader, because=None),
    ):
        with pytest.raises(PermissionDenied):
            change()
    case.refresh_from_db()
    assert (case.assignee_id, case.status, case.priority) == (None, "new", 3)


def test_cases_of_other_units_are_not_seen(case: Case, na: Actor) -> None:
    elsewhere = Actor(kind="person", id=na.id, permissions=na.permissions, units=frozenset())
    nobody = Actor(kind="customer", units=frozenset())
    assert reads.cases_seen_by(na).count() == 1
    assert reads.cases_seen_by(elsewhere).count() == 0
    assert reads.cases_seen_by(nobody).count() == 0
