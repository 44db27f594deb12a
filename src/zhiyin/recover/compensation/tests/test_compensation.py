"""A broken promise is made good: once, within authority, with an apology, booked in the ledger."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zhiyin.kernel.ledger.models import Transaction
from zhiyin.kernel.ledger.reads import balance, verify
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.channels.models import Message
from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.actions import AlreadyDecided, BeyondAuthority
from zhiyin.recover.compensation.models import Apology, Approval, Award
from zhiyin.recover.compensation.reads import approvals_waiting_for, canned_wordings, within_reach
from zhiyin.resolve.cases.actions import assign
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises.actions import breach_overdue
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, at, wang_writes

pytestmark = pytest.mark.django_db

MONDAY, DUE = at("2025-11-03 09:00"), at("2025-11-03 14:30")


def worth(amount: int, kind: str = "voucher") -> None:
    """Let every breach be worth so much."""
    then = {"kind": kind, "amount_minor": amount, "currency": "CNY", "apology": True}
    put_in_force("compensation", [{"when": {}, "then": then}], "测试", by=HOUSE, because=None)


def limits(**limit: int) -> None:
    """Let roles grant so much in a case, and ten times as much in 30 days."""
    rows: list[dict[str, Any]] = [
        {"when": {"role": [role]}, "then": {"limit_minor": minor, "cap_minor": minor * 10}}
        for role, minor in limit.items()
    ]
    rows.append({"when": {}, "then": {"limit_minor": 0, "cap_minor": 0}})
    put_in_force("authority", rows, "测试", by=HOUSE, because=None)


def broken(address: str = "wang@example.com", *, assignee: Actor | None = None, **fields: Any) -> Case:
    """A case whose promise of a first reply was broken."""
    case = wang_writes(MONDAY, address=address, **fields)
    if assignee is not None:
        assign(case.id, assignee.id, by=HOUSE, because=None, at=MONDAY)
    breach_overdue(DUE)
    return case


def the_award(case: Case) -> Award:
    return Award.objects.get(case_id=case.id, breach_id__isnull=False)


def test_a_broken_promise_is_made_good_at_once_and_booked() -> None:
    case = broken()
    award = the_award(case)
    assert (award.state, award.amount_minor, award.currency, award.role) == ("granted", 2000, "CNY", "agent")
    assert balance("owed-to-customers", "CNY", case.customer_id) == -2000
    assert balance("compensation-cost", "CNY") == 2000
    assert Transaction.objects.get(id=award.transaction_id).about_id == award.id


def test_why_a_customer_got_something_leads_back_to_their_message() -> None:
    entry = Entry.objects.get(event="CompensationAwarded", subject_id=the_award(broken()).id)
    assert [one.event for one in why(entry)] == [
        "CompensationAwarded",
        "PromiseBreached",
        "PromiseMade",
        "CaseOpened",
        "MessageReceived",
    ]


def test_a_breach_is_compensated_once_however_often_it_is_told() -> None:
    case = broken()
    entry = Entry.objects.get(event="PromiseBreached", customer_id=case.customer_id)
    react("recover.compensation.a_breached_promise_compensates_the_customer", entry.id)
    assert Award.objects.filter(case_id=case.id).count() == 1
    assert Apology.objects.filter(award__case_id=case.id).count() == 1


@pytest.mark.parametrize(("amount", "state"), [(1999_99, "granted"), (2000_00, "granted"), (2000_01, "waiting")])
def test_compensation_needs_approval_beyond_authority(amount: int, state: str) -> None:
    limits(agent=2000_00, lead=5000_00)
    worth(amount)
    award = the_award(broken())
    assert award.state == state
    assert balance("compensation-cost", "CNY") == (amount if state == "granted" else 0)
    if state == "waiting":
        assert (award.approval.why, award.approval.role, award.approval.needed_minor) == ("limit", "lead", amount)


def test_split_payments_in_the_same_case_add_up() -> None:
    limits(agent=2000_00, lead=5000_00)
    worth(1500_00)
    lin = a_person("agent")
    case = broken(assignee=lin)
    assert actions.give(case.id, "voucher", 500_00, "CNY", "再次致歉", by=lin, because=None, at=DUE).state == "granted"
    more = actions.give(case.id, "voucher", 1, "CNY", "再次致歉", by=lin, because=None, at=DUE)
    assert more.state == "waiting"
    assert more.approval.needed_minor == 2000_01


def test_the_cap_of_a_period_counts_what_one_person_granted_in_30_days() -> None:
    limits(agent=100_00, lead=5000_00)  # and a cap of 1000.00
    worth(100_00)
    lin = a_person("agent")
    for number in range(10):
        assert the_award(broken(f"wang{number}@example.com", assignee=lin)).state == "granted"
    last = the_award(broken("wang10@example.com", assignee=lin))
    assert (last.state, last.approval.why) == ("waiting", "cap")
    case = wang_writes(MONDAY, address="late@example.com")
    later = DUE + timedelta(days=30)
    assert (
        actions.give(case.id, "voucher", 100_00, "CNY", "新的一月", by=lin, because=None, at=later).state == "granted"
    )


def test_the_authority_is_that_of_the_assignee() -> None:
    limits(agent=100_00, lead=5000_00)
    worth(3000_00)
    assert the_award(broken("wang@example.com", assignee=a_person("agent"))).state == "waiting"
    award = the_award(broken("li@example.com", assignee=a_person("lead")))
    assert (award.state, award.role) == ("granted", "lead")


def test_the_customer_reads_what_went_wrong_our_apology_and_the_amount() -> None:
    apology = Apology.objects.get(award=the_award(broken()))
    message = Message.objects.get(id=apology.message_id)
    assert message.direction == "out"
    assert message.automatic
    for words in ("洗衣机", "11月3日（周一）14:30", "20.00"):
        assert words in message.text


def test_while_the_amount_waits_the_customer_is_apologised_to_without_it() -> None:
    limits(agent=0, lead=5000_00)
    worth(888_00)
    case = broken()
    first = Apology.objects.get(award=the_award(case))
    assert first.occasion == "breach"
    assert "888" not in first.text
    actions.decide(the_award(case).approval.id, True, "", by=a_person("lead"), at=DUE)
    second = Apology.objects.get(award=the_award(case), occasion="granted")
    assert "888.00" in second.text
    assert Message.objects.filter(id__in=[first.message_id, second.message_id]).count() == 2


def test_granting_books_and_counts_against_whoever_granted() -> None:
    limits(agent=0, lead=500_00, experience=5000_00)
    worth(600_00)
    case = broken()
    approval = the_award(case).approval
    assert approval.role == "experience"
    lead, manager = a_person("lead"), a_person("experience")
    assert within_reach(lead, approvals_waiting_for(lead)) == set()
    assert within_reach(manager, approvals_waiting_for(manager)) == {approval.id}
    with pytest.raises(BeyondAuthority):
        actions.decide(approval.id, True, "", by=lead, at=DUE)
    actions.decide(approval.id, True, "老客户", by=manager, at=DUE)
    award = the_award(case)
    assert (award.state, award.given_by_id, award.role) == ("granted", manager.id, "experience")
    assert balance("owed-to-customers", "CNY", case.customer_id) == -600_00
    with pytest.raises(AlreadyDecided):
        actions.decide(approval.id, False, "晚了", by=manager, at=DUE)


def test_refusing_needs_a_reason_and_books_nothing() -> None:
    limits(agent=0, lead=5000_00)
    case = broken()
    approval, lead = the_award(case).approval, a_person("lead")
    with pytest.raises(ValidationError):
        actions.decide(approval.id, False, "  ", by=lead, at=DUE)
    actions.decide(approval.id, False, "客户另有赔付", by=lead, at=DUE)
    assert the_award(case).state == "refused"
    assert Approval.objects.get(id=approval.id).reason == "客户另有赔付"
    assert not Transaction.objects.exists()


def test_who_may_not_approve_cannot() -> None:
    limits(agent=0, lead=5000_00)
    approval = the_award(broken()).approval
    with pytest.raises(PermissionDenied):
        actions.decide(approval.id, True, "", by=a_person("agent"), at=DUE)
    stranger = Actor(
        "person", permissions=frozenset({"compensation.approve"}), units=frozenset(), roles=frozenset({"lead"})
    )
    with pytest.raises(PermissionDenied):
        actions.decide(approval.id, True, "", by=stranger, at=DUE)


def test_what_was_granted_can_be_taken_back_once() -> None:
    case, manager = broken(), a_person("experience")
    actions.reverse_award(the_award(case).id, "同一事件已赔付", by=manager, at=DUE)
    assert the_award(case).state == "reversed"
    assert balance("owed-to-customers", "CNY", case.customer_id) == 0
    with pytest.raises(ValidationError):
        actions.reverse_award(the_award(case).id, "再来一次", by=manager, at=DUE)


def test_an_apology_alone_books_nothing() -> None:
    worth(500, kind="apology")
    award = the_award(broken())
    assert (award.state, award.amount_minor, award.transaction_id) == ("granted", 0, None)
    assert Apology.objects.filter(award=award).exists()


def test_nobody_reads_the_same_words_over_and_over_unnoticed() -> None:
    for number in range(6):
        wang_writes(MONDAY + timedelta(minutes=number), f"第{number}个问题")
    breach_overdue(at("2025-11-04 09:00"))
    wordings = list(Apology.objects.order_by("at", "id").values_list("template", flat=True))
    assert sorted(wordings) == ["again", "first", "often", "often", "often", "often"]
    assert canned_wordings([Award.objects.all()[0].customer_id]) == {"often": 4}


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_the_ledger_balances_and_each_breach_is_made_good_at_most_once(seed: int) -> None:
    chance = random.Random(seed)
    limits(agent=100_00, lead=1000_00, experience=5000_00)
    people = [a_person(role) for role in ("agent", "lead", "experience")]
    cases: list[UUID] = []
    for step in range(40):
        deed = chance.choice(["break", "tell_again", "give", "approve", "refuse", "reverse"])
        by = chance.choice(people)
        try:
            if deed == "break":
                worth(chance.choice([0, 1, 20_00, 99_99, 500_00, 3000_00]))
                cases.append(broken(f"wang{seed}-{step}@example.com", assignee=chance.choice([None, *people])).id)
            elif deed == "tell_again" and (
                entry := Entry.objects.filter(event="PromiseBreached").order_by("?").first()
            ):
                react("recover.compensation.a_breached_promise_compensates_the_customer", entry.id)
            elif deed == "give" and cases:
                amount = chance.randrange(1, 600_00)
                actions.give(chance.choice(cases), "voucher", amount, "CNY", "心意", by=by, because=None, at=DUE)
            elif deed in ("approve", "refuse") and (waiting := Approval.objects.order_by("?").first()):
                actions.decide(waiting.id, deed == "approve", "考虑过了", by=by, at=DUE)
            elif deed == "reverse" and (award := Award.objects.order_by("?").first()):
                actions.reverse_award(award.id, "收回", by=by, at=DUE)
        except (ValidationError, PermissionDenied):
            continue
    granted = sum(Award.objects.filter(state="granted").values_list("amount_minor", flat=True))
    assert balance("compensation-cost", "CNY") == granted
    assert balance("owed-to-customers", "CNY") == -granted
    assert verify().ok
    breaches = list(Award.objects.filter(breach_id__isnull=False).values_list("breach_id", flat=True))
    assert len(breaches) == len(set(breaches)) == Entry.objects.filter(event="PromiseBreached").count()
