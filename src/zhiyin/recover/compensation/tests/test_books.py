"""Whatever people do in whatever order: the books balance to the cent, and no limit, cap or budget is exceeded."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zhiyin.kernel.ledger.models import Posting, Transaction
from zhiyin.kernel.ledger.reads import balance, verify
from zhiyin.kernel.people.actor import Actor
from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.models import Approval, Award, Reversal
from zhiyin.recover.compensation.register import KINDS
from zhiyin.recover.compensation.tests.test_compensation import DUE, MONDAY, limits
from zhiyin.resolve.promises.tests.cast import a_channel, a_person, wang_writes

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
LIMITS = {"agent": 100_00, "lead": 400_00, "experience": 900_00}  # and caps of ten times as much
BUDGET = 2_500_00
STEPS = 50


@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_gifts_decisions_and_reversals(seed: int) -> None:
    chance = random.Random(seed)
    limits(**LIMITS)
    actions.set_budget(a_channel().unit_id, "CNY", "month", BUDGET, "计划", by=a_person("experience"), at=MONDAY)
    people = [a_person(role) for role in ("agent", "agent", "lead", "lead", "experience")]
    cases = [wang_writes(MONDAY, address=f"wang{number}@example.com").id for number in range(5)]
    granted = _Told()
    for step in range(STEPS):
        at, by = DUE + timedelta(minutes=step), chance.choice(people)
        before = granted.total
        try:
            _act(chance, cases, by, granted, step)
        except (ValidationError, PermissionDenied):
            continue
        finally:
            granted.read()
        if granted.total > max(before, BUDGET):
            assert by.may("budget.exceed"), (seed, step, at)
        granted.must_hold(people)
    assert granted.total > 0
    for award in Award.objects.filter(state="refused"):
        assert not Transaction.objects.filter(about_id=award.id).exists()
    assert Reversal.objects.count() == Award.objects.filter(state="reversed").count()


def _act(chance: random.Random, cases: list[UUID], by: Actor, granted: _Told, step: int) -> None:
    at = DUE + timedelta(minutes=step)
    deed = chance.choice(["give", "give", "give", "approve", "approve", "refuse", "reverse"])
    waiting = Approval.objects.filter(decided_at=None).order_by("asked_at", "id")
    if deed == "give":
        kind = chance.choice(["voucher", "refund", "gift", "redo"])
        amount = chance.choice([1, 99_99, 100_00, 100_01, 399_99, chance.randrange(1, 600_00)])
        actions.give(chance.choice(cases), kind, amount, "CNY", "心意", by=by, because=None, at=at)
    elif deed in ("approve", "refuse") and waiting:
        actions.decide(chance.choice(list(waiting)).id, deed == "approve", "考虑过了", by=by, at=at)
    elif deed == "reverse" and granted.rows and chance.random() < 0.5:
        actions.reverse_award(chance.choice(granted.rows).id, "收回", by=by, at=at)


class _Told:
    """What is granted, read anew after each step and added up by hand."""

    def __init__(self) -> None:
        self.rows: list[Award] = []

    def read(self) -> None:
        self.rows = list(Award.objects.filter(state="granted").order_by("granted_at", "id"))

    @property
    def total(self) -> int:
        return sum(one.amount_minor for one in self.rows)

    def must_hold(self, people: list[Actor]) -> None:
        """Every cent stands twice in the ledger, and no more was granted than those who granted may."""
        owed: Counter[str] = Counter()
        in_case: Counter[UUID | None] = Counter()
        by_giver: Counter[UUID | None] = Counter()
        reach: dict[UUID | None, int] = {}
        for one in self.rows:
            owed[KINDS[one.kind].owed] += one.amount_minor
            in_case[one.case_id] += one.amount_minor
            by_giver[one.given_by_id] += one.amount_minor
            reach[one.case_id] = max(reach.get(one.case_id, 0), LIMITS[one.role])
        assert balance("compensation-cost", "CNY") == self.total
        for account in {kind.owed for kind in KINDS.values()}:
            assert balance(account, "CNY") == -owed[account]
        assert sum(Posting.objects.values_list("amount", flat=True)) == 0
        assert all(in_case[case] <= reach[case] for case in in_case)
        roles = {one.id: next(iter(one.roles)) for one in people}
        assert all(total <= LIMITS[roles[giver]] * 10 for giver, total in by_giver.items() if giver)
        assert verify().ok
