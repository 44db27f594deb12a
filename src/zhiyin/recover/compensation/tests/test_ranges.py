"""What is proposed, from which table, in which range; and what leaves the range waits for somebody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from zhiyin.kernel.ledger.reads import balance
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.reads import InForce, all_in_force
from zhiyin.kernel.policies.register import POLICIES
from zhiyin.listen.orders.models import Order
from zhiyin.recover.compensation import actions, register
from zhiyin.recover.compensation.forms import GiveForm
from zhiyin.recover.compensation.kinds import FAILURES
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.ranges import past_of, proposal_for_case, propose
from zhiyin.recover.compensation.tests.test_compensation import DUE, MONDAY, broken, limits, the_award
from zhiyin.recover.compensation.wording import Situation, letter
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises.actions import breach_overdue
from zhiyin.resolve.promises.tests.cast import HOUSE, a_channel, a_person, wang_writes

TABLE = InForce(POLICIES["remedies"], None, None)


def give(case: Case, amount: int, failure: str, **fields: object) -> Award:
    fields = {"kind": "voucher", "currency": "CNY", "by": a_person("agent"), **fields}
    kind, currency, by = fields["kind"], fields["currency"], fields["by"]
    return actions.give(case.id, kind, amount, currency, "添麻烦了", failure, by=by, because=None, at=DUE)  # type: ignore[arg-type]


@given(
    failure=some.sampled_from([key for key, _label in FAILURES]),
    severity=some.integers(1, 3),
    at_risk=some.none() | some.integers(0, 10**9),
    history=some.integers(0, 50),
    kind=some.none() | some.sampled_from(list(register.KINDS)),
)
def test_the_same_inputs_give_the_same_range_and_the_proposal_lies_in_it(
    failure: str, severity: int, at_risk: int | None, history: int, kind: str | None
) -> None:
    facts = {"failure": failure, "severity": severity, "value_at_risk": at_risk, "history": history, "kind": kind}
    one, again = propose(TABLE, facts), propose(TABLE, dict(reversed(facts.items())))
    assert one == again
    assert 0 <= one.least_minor <= one.amount_minor <= one.most_minor


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("amount", "state"), [(9_99, "waiting"), (10_00, "granted"), (100_00, "granted"), (100_01, "waiting")]
)
def test_an_amount_outside_the_range_needs_an_approver(amount: int, state: str) -> None:
    limits(agent=2000_00, lead=5000_00)
    award = give(wang_writes(MONDAY), amount, "late")
    assert (award.state, award.least_minor, award.most_minor, award.failure) == (state, 10_00, 100_00, "late")
    if state == "waiting":
        assert (award.approval.why, award.approval.role) == ("range", "lead")
        with pytest.raises(ValidationError):  # whoever asked is no approver
            actions.decide(award.approval.id, True, "", by=a_person("lead"), at=DUE) and actions.decide(
                award.approval.id, True, "", by=a_person("lead"), at=DUE
            )


@pytest.mark.django_db
def test_who_asked_does_not_approve_it_as_well() -> None:
    limits(agent=2000_00, lead=5000_00, experience=6000_00)
    lead = a_person("lead")
    award = give(wang_writes(MONDAY), 500_00, "late", by=lead)
    assert (award.state, award.approval.why, award.approval.role) == ("waiting", "range", "experience")
    with pytest.raises(actions.BeyondAuthority):
        actions.decide(award.approval.id, True, "", by=lead, at=DUE)
    other = a_person("lead")
    actions.decide(award.approval.id, True, "", by=other, at=DUE)
    assert Award.objects.get(id=award.id).given_by_id == other.id


@pytest.mark.django_db
def test_a_reason_is_always_needed_and_a_failure_must_be_known() -> None:
    case = wang_writes(MONDAY)
    with pytest.raises(ValidationError):
        give(case, 10_00, "weather")
    with pytest.raises(ValidationError):
        actions.give(case.id, "voucher", 10_00, "CNY", " ", "late", by=a_person(), because=None, at=DUE)


@pytest.mark.django_db
def test_history_and_value_at_risk_change_what_is_proposed() -> None:
    table = all_in_force("remedies")["remedies"]
    case = wang_writes(MONDAY)
    assert proposal_for_case(table, case, "late", DUE).most_minor == 100_00
    Order.objects.create(
        customer=case.customer,
        source="shop",
        external_id="A1",
        unit=case.unit,
        amount_minor=2_000_00,
        currency="CNY",
        placed_at=MONDAY,
    )
    valuable = proposal_for_case(table, case, "late", DUE)
    assert (valuable.amount_minor, valuable.most_minor) == (100_00, 500_00)  # five percent of the order
    for _time in range(2):
        give(case, 50_00, "goodwill")
    assert proposal_for_case(table, case, "late", DUE + timedelta(hours=1)).least_minor == 50_00


@pytest.mark.django_db
def test_the_past_of_many_takes_three_statements_and_none_when_no_table_asks(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    ids = {wang_writes(MONDAY, address=f"wang{number}@example.com").customer_id for number in range(5)}
    with django_assert_num_queries(4):
        assert set(past_of(TABLE, ids, DUE)) == ids
    with django_assert_num_queries(0):
        assert past_of(InForce(POLICIES["compensation"], None, None), ids, DUE) == {}


@pytest.mark.django_db
def test_a_broken_promise_may_be_worth_more_the_more_often_it_happens() -> None:
    often = {"kind": "voucher", "amount_minor": 150_00, "currency": "CNY", "apology": True}
    rows = [{"when": {"history": {"from": 1}}, "then": often}, {"when": {}, "then": often | {"amount_minor": 10_00}}]
    put_in_force("compensation", rows, "再三失约", by=HOUSE, because=None)
    first = broken()
    assert the_award(first).amount_minor == 10_00
    second = wang_writes(MONDAY + timedelta(days=1), "发票还没有收到", subject="发票")
    breach_overdue(DUE + timedelta(days=2))
    assert (second.id != first.id, the_award(second).amount_minor) == (True, 150_00)


@pytest.mark.django_db
def test_a_later_room_adds_a_kind_with_words_and_an_account_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "KINDS", register.KINDS)
    register.register(register.Kind("tree", "Tree", "We plant a tree for %(amount)s.", owed="trees-owed"))
    try:
        assert "tree" in dict(POLICIES["compensation"].outcomes[0].choices)
        assert "tree" in dict(GiveForm().fields["kind"].choices)  # type: ignore[attr-defined]
        award = give(wang_writes(MONDAY), 30_00, "goodwill", kind="tree")
        assert award.state == "granted"
        assert (balance("trees-owed", "CNY"), balance("compensation-cost", "CNY")) == (-30_00, 30_00)
        situation = Situation("王女士", "洗衣机", "", "", "tree", 30_00, "CNY", True, a_channel().name)
        assert "We plant a tree for" in letter("goodwill", "en", situation)
        with pytest.raises(TypeError):
            register.register(register.Kind("tree", "Tree"))
    finally:
        del register.KINDS["tree"]
