"""What a unit may grant in a month; beyond it somebody decides who may exceed it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zhiyin.kernel.people.models import Unit
from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.policy import period_of
from zhiyin.recover.compensation.reads import approvals_waiting_for, budgets_of, budgets_seen_by, within_reach
from zhiyin.recover.compensation.tests.test_compensation import DUE, MONDAY, broken, limits, the_award, worth
from zhiyin.resolve.promises.tests.cast import a_channel, a_person, at, wang_writes

pytestmark = pytest.mark.django_db


def budget(amount: int | None, period: str = "month") -> None:
    """Let the service centre grant so much."""
    unit = a_channel().unit_id
    actions.set_budget(unit, "CNY", period, amount, "年度计划", by=a_person("experience"), at=MONDAY)


def gift(amount: int, when: datetime = DUE) -> Award:
    """Lin gives so much in a new case."""
    case = wang_writes(MONDAY, address=f"wang{Award.objects.count()}@example.com")
    return actions.give(case.id, "voucher", amount, "CNY", "添麻烦了", by=a_person(), because=None, at=when)


def left() -> int:
    unit = a_channel().unit_id
    return budgets_of([unit], DUE)[unit, "CNY"].left_minor


def test_a_grant_beyond_the_budget_waits_for_who_may_exceed_it() -> None:
    limits(agent=200_00, lead=1000_00, experience=5000_00)
    budget(50_00)
    assert [gift(20_00).state for _time in range(2)] == ["granted", "granted"]
    assert left() == 10_00
    assert gift(10_00).state == "granted"
    award = gift(1)
    assert (award.state, award.approval.why, award.approval.role) == ("waiting", "budget", "experience")
    lead, manager = a_person("lead"), a_person("experience")
    assert within_reach(lead, approvals_waiting_for(lead), DUE) == set()
    assert within_reach(manager, approvals_waiting_for(manager), DUE) == {award.approval.id}
    with pytest.raises(actions.BeyondAuthority, match=r"预算|budget"):
        actions.decide(award.approval.id, True, "", by=lead, at=DUE)
    actions.decide(award.approval.id, True, "", by=manager, at=DUE)
    assert left() == -1


def test_what_is_taken_back_is_in_the_budget_again() -> None:
    budget(20_00)
    award = gift(20_00)
    assert left() == 0
    actions.reverse_award(award.id, "重复赔付", by=a_person("experience"), at=DUE)
    assert left() == 20_00


def test_several_breaches_at_once_do_not_all_fit_into_what_is_left_for_one() -> None:
    from zhiyin.resolve.promises.actions import breach_overdue

    budget(50_00)
    for number in range(5):
        wang_writes(MONDAY, address=f"wang{number}@example.com")
    breach_overdue(DUE)
    states = sorted(Award.objects.values_list("state", flat=True))
    assert states == ["granted", "granted", "waiting", "waiting", "waiting"]


def test_an_apology_alone_needs_no_budget() -> None:
    budget(0)
    worth(0, kind="apology")
    assert the_award(broken()).state == "granted"


def test_a_budget_is_set_anew_and_who_set_it_stays() -> None:
    budget(10_00)
    budget(30_00)
    assert left() == 30_00
    budget(None)
    assert budgets_of([a_channel().unit_id], DUE) == {}
    with pytest.raises(PermissionDenied):
        actions.set_budget(a_channel().unit_id, "CNY", "month", 1, "我要", by=a_person("lead"), at=MONDAY)
    with pytest.raises(ValidationError):
        actions.set_budget(a_channel().unit_id, "CNY", "month", 1, " ", by=a_person("experience"), at=MONDAY)


def test_a_budget_begins_anew_with_the_month_of_the_unit() -> None:
    budget(20_00)
    assert gift(20_00).state == "granted"
    assert gift(1, at("2025-11-30 23:59")).state == "waiting"
    assert gift(20_00, at("2025-12-01 00:00")).state == "granted"
    unit = a_channel().unit_id
    assert budgets_of([unit], at("2025-11-30 23:59"))[unit, "CNY"].left_minor == 0
    assert budgets_of([unit], at("2025-12-01 00:00"))[unit, "CNY"].left_minor == 0
    assert budgets_of([unit], at("2026-01-01 00:00"))[unit, "CNY"].left_minor == 20_00


def test_one_sees_the_budgets_of_the_units_whose_work_one_sees() -> None:
    budget(20_00)
    far = Unit.objects.create(name="分店")
    actions.set_budget(far.id, "CNY", "year", 5, "试营业", by=a_person("experience"), at=MONDAY)
    assert [one.budget.unit_id for one in budgets_seen_by(a_person("lead"), DUE)] == [a_channel().unit_id]
    assert len(budgets_seen_by(a_person("experience"), DUE)) == 2


@pytest.mark.parametrize(
    ("day", "period", "begins", "ends"),
    [
        ("2025-02-28", "month", "2025-02-01", "2025-03-01"),
        ("2025-12-31", "month", "2025-12-01", "2026-01-01"),
        ("2025-05-01", "quarter", "2025-04-01", "2025-07-01"),
        ("2025-11-03", "year", "2025-01-01", "2026-01-01"),
    ],
)
def test_periods_are_those_of_the_calendar(day: str, period: str, begins: str, ends: str) -> None:
    found = period_of(at(day).date(), period)  # type: ignore[arg-type]
    assert [str(one) for one in found] == [begins, ends]
