"""Many people at once: no limit, cap or budget is exceeded, and one request makes one entry."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from zhiyin.kernel.ledger.models import Transaction
from zhiyin.kernel.ledger.reads import balance, verify
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.models import Approval, Award, Escalation
from zhiyin.recover.compensation.tests.test_compensation import DUE, MONDAY, limits
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises.tests.cast import HOUSE, a_channel, a_person, wang_writes

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PEOPLE = 50


def at_once(deeds: list[Callable[[], object]]) -> list[object]:
    """Do all of it at the same moment, each in a thread and a connection of its own; faults are results too."""
    together = Barrier(len(deeds), timeout=60)

    def do(deed: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            together.wait()
            return deed()
        except ValidationError as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


def a_gift(case: Case, amount: int, by: Actor) -> Callable[[], str]:
    return lambda: actions.give(case.id, "voucher", amount, "CNY", "添麻烦了", by=by, because=None, at=DUE).state


def the_books_hold() -> int:
    """What is granted altogether; every cent of it stands in the ledger, which is whole."""
    granted = sum(Award.objects.filter(state="granted").values_list("amount_minor", flat=True))
    assert (balance("compensation-cost", "CNY"), balance("owed-to-customers", "CNY")) == (granted, -granted)
    assert verify().ok
    return granted


def test_fifty_people_granting_in_one_case_never_exceed_its_limit() -> None:
    limits(agent=200_00, lead=5000_00)
    case, people = wang_writes(MONDAY), [a_person() for _person in range(PEOPLE)]
    states = at_once([a_gift(case, 15_00, one) for one in people])
    assert sorted(states) == ["granted"] * 13 + ["waiting"] * 37  # type: ignore[type-var]
    assert the_books_hold() == 195_00


def test_one_person_at_fifty_desks_never_exceeds_their_cap() -> None:
    limits(agent=40_00, lead=5000_00)  # and a cap of 400.00
    lin = a_person()
    cases = [wang_writes(MONDAY, address=f"wang{number}@example.com") for number in range(PEOPLE)]
    states = at_once([a_gift(case, 30_00, lin) for case in cases])
    assert states.count("granted") == 13
    assert the_books_hold() == 390_00


def test_fifty_people_granting_out_of_one_budget_never_exceed_it() -> None:
    unit = a_channel().unit_id
    actions.set_budget(unit, "CNY", "month", 100_00, "年度计划", by=a_person("experience"), at=MONDAY)
    people = [a_person() for _person in range(PEOPLE)]
    cases = [wang_writes(MONDAY, address=f"wang{number}@example.com") for number in range(PEOPLE)]
    states = at_once([a_gift(case, 7_00, one) for case, one in zip(cases, people, strict=True)])
    assert states.count("granted") == 14
    assert set(Approval.objects.values_list("why", flat=True)) == {"budget"}
    assert the_books_hold() == 98_00


def test_fifty_approvals_of_one_request_make_one_entry() -> None:
    limits(agent=0, lead=1000_00)
    award = actions.give(wang_writes(MONDAY).id, "voucher", 300_00, "CNY", "心意", by=a_person(), because=None, at=DUE)
    leads = [a_person("lead") for _person in range(PEOPLE)]
    done = at_once([lambda one=one: actions.decide(award.approval.id, True, "", by=one, at=DUE) for one in leads])  # type: ignore[misc]
    assert sum(isinstance(one, Approval) for one in done) == 1
    assert sum(isinstance(one, actions.AlreadyDecided) for one in done) == PEOPLE - 1
    assert Transaction.objects.filter(about_id=award.id).count() == 1
    assert Entry.objects.filter(event__in=("CompensationAwarded", "ApprovalDecided")).count() == 2
    assert the_books_hold() == 300_00


def test_deputies_of_each_other_deciding_at_once_do_not_wait_for_each_other_for_ever() -> None:
    limits(agent=0, lead=500_00, experience=9000_00)
    one, other = a_person("experience"), a_person("experience")
    until = DUE + timedelta(days=1)
    assert one.id
    assert other.id
    actions.name_deputy(one.id, other.id, DUE, until, by=one, at=DUE)
    actions.name_deputy(other.id, one.id, DUE, until, by=other, at=DUE)
    asked = [
        actions.give(
            wang_writes(MONDAY, address=f"wang{number}@example.com").id,
            "voucher",
            600_00,
            "CNY",
            "心意",
            by=a_person(),
            because=None,
            at=DUE,
        ).approval
        for number in range(20)
    ]
    deciders = [(approval, by) for approval in asked for by in (one, other)]
    done = at_once([lambda a=a, by=by: actions.decide(a.id, True, "", by=by, at=DUE) for a, by in deciders])  # type: ignore[misc]
    assert sum(isinstance(one, Approval) for one in done) == len(asked)
    assert the_books_hold() == 20 * 600_00


def test_workers_escalating_at_once_pass_an_approval_on_once() -> None:
    put_in_force(
        "approval_time", [{"when": {}, "then": {"hours": 1, "calendar": "always"}}], "试", by=HOUSE, because=None
    )
    limits(agent=0, lead=500_00, experience=9000_00)
    actions.give(wang_writes(MONDAY).id, "voucher", 300_00, "CNY", "心意", by=a_person(), because=None, at=DUE)
    late = DUE + timedelta(hours=1)
    handled = at_once([lambda: actions.escalate_overdue(late, by=HOUSE)] * 8)
    assert sum(handled) == 1  # type: ignore[arg-type]
    assert Escalation.objects.count() == 1
