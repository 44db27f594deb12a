"""The rules of a case, as tables."""

from datetime import UTC, datetime, timedelta

import pytest

from zhiyin.resolve.cases import policy

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("severity", "urgency", "priority"),
    [(1, 1, 1), (1, 2, 2), (2, 1, 2), (1, 3, 3), (2, 2, 3), (3, 1, 3), (2, 3, 4), (3, 2, 4), (3, 3, 5)],
)
def test_priority_follows_the_table(severity: int, urgency: int, priority: int) -> None:
    assert policy.priority_of(severity, urgency) == priority


def test_a_vulnerable_person_gains_one_level_and_never_more_than_the_first() -> None:
    assert policy.priority_of(2, 2, vulnerable=True) == 2
    assert policy.priority_of(1, 1, vulnerable=True) == 1


@pytest.mark.parametrize(("severity", "urgency"), [(0, 1), (1, 4)])
def test_priority_refuses_what_is_no_level(severity: int, urgency: int) -> None:
    with pytest.raises(ValueError, match="1, 2 or 3"):
        policy.priority_of(severity, urgency)


@pytest.mark.parametrize(
    ("status", "wanted", "allowed"),
    [
        ("new", "open", True),
        ("new", "resolved", True),
        ("open", "new", False),
        ("waiting_customer", "waiting_other", True),
        ("resolved", "open", True),
        ("resolved", "waiting_customer", False),
        ("resolved", "closed", True),
        ("open", "closed", False),
        ("closed", "open", False),
    ],
)
def test_only_some_statuses_follow_others(status: str, wanted: str, allowed: bool) -> None:
    assert policy.may_follow(status, wanted) is allowed


@pytest.mark.parametrize(
    ("status", "days", "resumes"), [("resolved", 30, True), ("resolved", 31, False), ("closed", 1, False)]
)
def test_a_resolved_case_resumes_for_thirty_days(status: str, days: int, resumes: bool) -> None:
    assert policy.may_resume(status, NOW - timedelta(days=days), NOW) is resumes


def test_a_case_without_a_subject_is_called_by_its_first_words() -> None:
    assert policy.subject_from("", "我的订单\n还没有发货") == "我的订单 还没有发货"
    assert len(policy.subject_from("", "很" * 500)) == 120
