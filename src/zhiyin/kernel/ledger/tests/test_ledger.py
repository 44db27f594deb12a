"""The ledger balances, chains, refuses change, and notices tampering."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhiyin.kernel.ledger.actions import book, reverse
from zhiyin.kernel.ledger.models import Posting, Transaction
from zhiyin.kernel.ledger.policy import BEGINNING, Line, next_hash
from zhiyin.kernel.ledger.reads import balance, balances, verify
from zhiyin.kernel.people.actor import system

HOUSE = system("test")
database = pytest.mark.django_db


def test_the_chain_has_the_hashes_of_the_definition() -> None:
    first = next_hash(BEGINNING, {"n": 1, "type": "made"})
    second = next_hash(first, {"n": 2, "type": "shipped"})
    assert first == "937fc0ca6070c0c6b7d372c3b15c3b81544a0324dba6714fa5e4dd5f4846df4e"
    assert second == "0d7ce549c654ad916c283cafb4b4bb008ea407a9750b8ab468ad94d7e29ed07e"


def _pay(amount: int, account: str = "cost") -> Transaction:
    return book(
        "gift", [Line(account, amount, "CNY"), Line("owed", -amount, "CNY")], about_id=None, by=HOUSE, because=None
    )


def _post_one_sided(booked: Transaction) -> None:
    Posting.objects.create(transaction=booked, account="cost", amount=1, currency="CNY")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@database
def test_what_does_not_balance_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(ValidationError):
        book("gift", [Line("cost", 5, "CNY"), Line("owed", -4, "CNY")], about_id=None, by=HOUSE, because=None)
    with pytest.raises(ValidationError):
        book("gift", [Line("cost", 5, "CNY"), Line("owed", -5, "USD")], about_id=None, by=HOUSE, because=None)
    assert Transaction.objects.count() == 0


@database
def test_a_reversal_restores_every_balance_and_happens_once() -> None:
    booked = _pay(500)
    reverse(booked, "wrong customer", by=HOUSE, because=None)
    assert balance("cost", "CNY") == balance("owed", "CNY") == 0
    with pytest.raises(ValidationError):
        reverse(booked, "again", by=HOUSE, because=None)
    assert verify().ok


@database
def test_the_database_refuses_to_change_or_delete() -> None:
    booked = _pay(500)
    for statement in (
        "UPDATE ledger_posting SET amount = amount * 2",
        "DELETE FROM ledger_posting",
        "UPDATE ledger_transaction SET memo = 'x'",
        "DELETE FROM ledger_transaction",
    ):
        with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert balance("cost", "CNY") == 500
    with pytest.raises(Error, match="differ"), transaction.atomic():
        _post_one_sided(booked)


@database
@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE ledger_posting SET amount = amount * 2",
        "UPDATE ledger_transaction SET payload = jsonb_set(payload, '{memo}', '\"x\"') WHERE number = 2",
        "UPDATE ledger_transaction SET kind = 'other' WHERE number = 2",
        "DELETE FROM ledger_posting WHERE account = 'cost'",
        "UPDATE ledger_transaction SET number = 9 WHERE number = 3",
    ],
)
def test_tampering_behind_the_database_s_back_is_found(tampering: str) -> None:
    for amount in (1, 2, 3):
        _pay(amount)
    assert verify().ok
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the balance was checked before the tampering
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(tampering)
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert not verify().ok


@pytest.mark.django_db(transaction=False)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["cost", "stock"]), st.integers(1, 10**12), st.booleans()), max_size=12))
def test_any_sequence_of_bookings_and_reversals_stays_balanced_and_chained(steps: list[tuple[str, int, bool]]) -> None:
    with transaction.atomic():
        for account, amount, undo in steps:
            booked = _pay(amount, account)
            if undo:
                reverse(booked, "undone", by=HOUSE, because=None)
        assert sum(total for _account, _currency, total in balances()) == 0
        assert verify().ok
        assert verify().checked == sum(2 if undo else 1 for _account, _amount, undo in steps)
        transaction.set_rollback(True)
