"""An approval goes from role to role as far as needed, each step once; deputies decide, and it is written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.jobs import pass_on_what_nobody_decided
from zhiyin.recover.compensation.models import Approval, Award, Escalation
from zhiyin.recover.compensation.reads import approvals_waiting_for, next_approval_due_at, within_reach
from zhiyin.recover.compensation.tests.test_compensation import DUE, broken, limits, the_award, worth
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, at, wang_writes

pytestmark = pytest.mark.django_db
FRIDAY_EVENING = at("2025-11-07 17:30")


def four_hours() -> None:
    then = {"hours": 4, "calendar": "office"}
    put_in_force("approval_time", [{"when": {}, "then": then}], "测试", by=HOUSE, because=None)


def asked(amount: int = 300_00) -> Approval:
    """An approval that Lin, who may give nothing, asks for on Monday at 14:30."""
    limits(agent=0, lead=500_00, experience=1000_00, executive=2000_00)
    case = wang_writes(DUE)
    return actions.give(case.id, "voucher", amount, "CNY", "重视", by=a_person(), because=None, at=DUE).approval


def test_an_approval_not_decided_in_its_working_hours_goes_to_the_next_role_once() -> None:
    four_hours()
    approval = asked()
    # Monday 14:30, four working hours of an office that closes at 18:00 and opens at 9:00
    assert (approval.role, approval.due_at) == ("lead", at("2025-11-04 09:30"))
    assert next_approval_due_at() == approval.due_at
    assert pass_on_what_nobody_decided(at("2025-11-04 09:29")) == 0
    for _again in range(2):
        pass_on_what_nobody_decided(at("2025-11-04 09:30"))
    approval.refresh_from_db()
    assert (approval.role, approval.level, approval.due_at) == ("experience", 1, at("2025-11-04 15:00"))
    assert Entry.objects.filter(event="ApprovalEscalated", subject_id=approval.id).count() == 1
    pass_on_what_nobody_decided(at("2025-11-04 15:00"))
    pass_on_what_nobody_decided(at("2025-11-09 15:00"))
    approval.refresh_from_db()
    assert (approval.role, approval.level, approval.due_at) == ("executive", 2, None)  # there is nobody above
    assert list(Escalation.objects.order_by("level").values_list("from_role", "to_role")) == [
        ("lead", "experience"),
        ("experience", "executive"),
    ]
    assert next_approval_due_at() is None


def test_the_first_role_that_is_asked_is_the_first_that_suffices() -> None:
    assert asked(501_00).role == "experience"


def test_what_was_decided_in_time_goes_to_nobody() -> None:
    four_hours()
    approval = asked()
    actions.decide(approval.id, True, "", by=a_person("lead"), at=DUE)
    assert next_approval_due_at() is None
    assert pass_on_what_nobody_decided(DUE + timedelta(days=9)) == 0


def test_an_approval_over_the_weekend_waits_for_monday() -> None:
    four_hours()
    approval = asked()
    Approval.objects.filter(id=approval.id).update(due_at=FRIDAY_EVENING)
    pass_on_what_nobody_decided(FRIDAY_EVENING)
    assert Approval.objects.get(id=approval.id).due_at == at("2025-11-10 14:00")


def test_a_deputy_decides_with_the_authority_of_whom_they_stand_in_for() -> None:
    approval = asked(900_00)
    manager, lead = a_person("experience", "陈经理"), a_person("lead")
    assert within_reach(lead, approvals_waiting_for(lead), DUE) == set()
    with pytest.raises(actions.BeyondAuthority):
        actions.decide(approval.id, True, "", by=lead, at=DUE)
    actions.name_deputy(manager.id, lead.id, DUE, DUE + timedelta(days=1), by=manager, at=DUE)  # type: ignore[arg-type]
    assert within_reach(lead, approvals_waiting_for(lead), DUE) == {approval.id}
    with pytest.raises(actions.BeyondAuthority):  # not before, and not after
        actions.decide(approval.id, True, "", by=lead, at=DUE + timedelta(days=1))
    decided = actions.decide(approval.id, True, "", by=lead, at=DUE)
    assert (decided.decided_by_id, decided.in_name_of_id) == (lead.id, manager.id)
    award = Award.objects.get(id=approval.award_id)
    assert (award.given_by_id, award.role) == (manager.id, "experience")


def test_a_deputy_uses_their_own_authority_where_it_reaches() -> None:
    approval = asked(300_00)
    manager, lead = a_person("experience"), a_person("lead")
    actions.name_deputy(manager.id, lead.id, DUE, DUE + timedelta(days=1), by=manager, at=DUE)  # type: ignore[arg-type]
    decided = actions.decide(approval.id, True, "", by=lead, at=DUE)
    assert (decided.in_name_of_id, Award.objects.get(id=approval.award_id).given_by_id) == (None, lead.id)


def test_only_oneself_or_who_may_names_a_deputy_and_one_who_approves() -> None:
    lead, other, agent, manager = a_person("lead"), a_person("lead"), a_person("agent"), a_person("experience")
    until = DUE + timedelta(days=1)
    assert lead.id
    assert other.id
    assert agent.id
    with pytest.raises(PermissionDenied):
        actions.name_deputy(other.id, lead.id, DUE, until, by=lead, at=DUE)
    for deputy in (agent.id, lead.id):
        with pytest.raises(ValidationError):
            actions.name_deputy(lead.id, deputy, DUE, until, by=lead, at=DUE)
    with pytest.raises(ValidationError):
        actions.name_deputy(lead.id, other.id, until, DUE, by=lead, at=DUE)
    named = actions.name_deputy(other.id, lead.id, DUE, until, by=manager, at=DUE)
    ended = actions.end_deputy(named.id, by=other, at=DUE)
    assert ended.ended_at == DUE


def test_nobody_approves_as_deputy_of_who_asked() -> None:
    limits(agent=0, lead=100_00, experience=1000_00)
    manager, lead = a_person("experience"), a_person("lead")
    case = broken()
    gift = actions.give(case.id, "voucher", 1_500_00, "CNY", "重视", by=manager, because=None, at=DUE)
    limits(agent=0, lead=100_00, experience=5000_00)
    actions.name_deputy(manager.id, lead.id, DUE, DUE + timedelta(days=1), by=manager, at=DUE)  # type: ignore[arg-type]
    for person in (manager, lead):
        with pytest.raises(actions.BeyondAuthority):
            actions.decide(gift.approval.id, True, "", by=person, at=DUE)
    actions.decide(gift.approval.id, True, "", by=a_person("experience"), at=DUE)


def test_above_an_amount_two_people_agree_whatever_their_authority() -> None:
    put_in_force("two_people", [{"when": {}, "then": {"above_minor": 1000_00}}], "测试", by=HOUSE, because=None)
    limits(agent=100_00, lead=900_00, experience=9000_00)
    boss, case = a_person("experience"), broken()
    assert give_by(boss, case, 980_00) == "granted"  # with the 20.00 of the broken promise exactly the amount
    assert give_by(boss, case, 1) == "waiting"
    approval = Approval.objects.get(why="two_people")
    with pytest.raises(actions.BeyondAuthority):
        actions.decide(approval.id, True, "", by=boss, at=DUE)
    lead = a_person("lead")
    assert within_reach(lead, approvals_waiting_for(lead), DUE) == {approval.id}
    actions.decide(approval.id, True, "", by=lead, at=DUE)  # whoever asked has the authority: the lead agrees
    award = Award.objects.get(id=approval.award_id)
    assert (award.state, award.given_by_id) == ("granted", boss.id)


def give_by(person: object, case: object, amount: int) -> str:
    return actions.give(case.id, "voucher", amount, "CNY", "重视", by=person, because=None, at=DUE).state  # type: ignore


def test_where_the_house_asks_by_itself_two_people_agree_one_after_the_other() -> None:
    put_in_force("two_people", [{"when": {}, "then": {"above_minor": 1000_00}}], "测试", by=HOUSE, because=None)
    limits(agent=0, executive=9000_00)
    worth(1500_00)
    approval = the_award(broken()).approval
    one, other = a_person("executive"), a_person("executive")
    first = actions.decide(approval.id, True, "", by=one, at=DUE)
    assert (first.decided_at, first.agreed_by_id) == (None, one.id)
    with pytest.raises(actions.BeyondAuthority):
        actions.decide(approval.id, True, "", by=one, at=DUE)
    assert Award.objects.get(id=approval.award_id).state == "waiting"
    actions.decide(approval.id, True, "", by=other, at=DUE)
    assert Award.objects.get(id=approval.award_id).state == "granted"
