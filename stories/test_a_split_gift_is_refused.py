"""An agent gives in pieces what she may not give at once; the pieces are added up, nobody decides, her lead is away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from zhiyin.kernel.ledger.reads import balance, transactions_about, verify
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.recover.compensation import actions as compensation
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.reads import approvals_waiting_for, next_approval_due_at, within_reach
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, at, wang_writes

MONDAY = at("2025-11-03 09:30")


def roles_may(**limits: int) -> None:
    rows = [
        {"when": {"role": [role]}, "then": {"limit_minor": minor, "cap_minor": minor * 10}}
        for role, minor in limits.items()
    ]
    rows.append({"when": {}, "then": {"limit_minor": 0, "cap_minor": 0}})
    put_in_force("authority", rows, "年度授权", by=HOUSE, because=None, at=MONDAY)
    free = {"kind": "voucher", "amount_minor": 1, "least_minor": 0, "most_minor": 100_000_00, "currency": "CNY"}
    put_in_force("remedies", [{"when": {}, "then": free}], "不设区间", by=HOUSE, because=None, at=MONDAY)


@pytest.mark.django_db
def test_a_split_gift_is_refused() -> None:
    roles_may(agent=2000_00, lead=3000_00, experience=9000_00)
    lin, lead, manager = a_person("agent", "小林"), a_person("lead", "周主管"), a_person("experience", "陈经理")
    case = wang_writes(MONDAY)

    def gives(amount: int, by: Actor = lin) -> Award:
        return compensation.give(case.id, "voucher", amount, "CNY", "设备反复故障", by=by, because=None, at=MONDAY)

    # 1,999.99 and one cent more are hers to give; the next cent in the same case is not
    assert gives(1999_99).state == "granted"
    assert gives(1).state == "granted"
    split = gives(1)
    assert (split.state, split.approval.why, split.approval.needed_minor) == ("waiting", "limit", 2000_01)
    assert balance("owed-to-customers", "CNY", case.customer_id) == -2000_00
    with transaction.atomic(), pytest.raises(IntegrityError):  # nor does anybody make room by deleting a row
        Award.objects.filter(amount_minor=1999_99).delete()

    # the lead decides within eight working hours, or the next above does: each is asked once
    assert split.approval.role == "lead"
    due = next_approval_due_at()
    assert due == at("2025-11-03 09:30") + timedelta(days=1, minutes=30)  # 8 h of an office that works 7 h a day
    assert compensation.escalate_overdue(due, by=HOUSE) == 1
    assert compensation.escalate_overdue(due, by=HOUSE) == 0
    split.approval.refresh_from_db()
    assert (split.approval.role, split.approval.level) == ("experience", 1)

    # the manager is away, and named the lead as deputy: who refuses in whose name is written down
    assert manager.id is not None
    assert lead.id is not None
    compensation.name_deputy(manager.id, lead.id, due, due + timedelta(days=3), by=manager, at=due)
    assert within_reach(lead, approvals_waiting_for(lead), due) == {split.approval.id}
    assert within_reach(lin, [split.approval], due) == set()
    compensation.decide(split.approval.id, False, "已经给足，请改为换新机", by=lead, at=due)
    assert Award.objects.get(id=split.id).state == "refused"
    assert not transactions_about(split.id).exists()
    assert balance("owed-to-customers", "CNY", case.customer_id) == -2000_00
    assert verify().ok
    decided = Entry.objects.get(event="ApprovalDecided", subject_id=split.approval.id)
    assert [one.event for one in why(decided)] == ["ApprovalDecided", "ApprovalAsked"]
