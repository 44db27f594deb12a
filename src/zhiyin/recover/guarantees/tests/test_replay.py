"""All that happened, once more by the rules of its time: identical, or it says what is not."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.db import connection

from zhiyin.kernel.ledger.actions import Line, book
from zhiyin.recover.compensation.actions import reverse_award
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.guarantees import replaying
from zhiyin.recover.guarantees.actions import end
from zhiyin.recover.guarantees.models import Evidence
from zhiyin.recover.guarantees.replaying import replay
from zhiyin.recover.guarantees.tests.cast import DUE, HOUSE, MONDAY, a_guarantee, a_person, delay, room, wang_writes
from zhiyin.resolve.promises.actions import breach_overdue

pytestmark = pytest.mark.django_db


def a_history(seed: int = 7) -> None:
    """Twenty days of mails, late and punctual rooms, and rules that change in between."""
    chance = random.Random(seed)
    a_guarantee()
    room()
    for day in range(20):
        now = MONDAY + timedelta(days=day, minutes=chance.randrange(600))
        if chance.random() < 0.3:
            a_guarantee(amount_minor=chance.randrange(1, 20_000), when=now)
        if chance.random() < 0.2:
            room(amount_minor=chance.randrange(1, 20_000), when=now, at_least=chance.randrange(60))
        if chance.random() < 0.1:
            end("room", "停", by=HOUSE, at=now)
            room(when=now + timedelta(hours=1))
        if chance.random() < 0.7:
            wang_writes(now + timedelta(minutes=5), address=f"{day}@example.com")
        for _again in range(chance.randrange(3)):
            delay(f"room-{day}", chance.randrange(80), now + timedelta(minutes=chance.randrange(5, 50)))
        if chance.random() < 0.4:
            breach_overdue(now + timedelta(hours=3))
    breach_overdue(MONDAY + timedelta(days=40))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_replay_of_what_really_happened_is_identical(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "BATCH", 4)
    a_history(seed)
    found = replay()
    assert (found.identical, found.listed) == (True, [])
    assert found.breaches >= 5
    assert found.evidence == Evidence.objects.count()
    assert found.paid == Award.objects.filter(role="guarantee").count() >= 5


def test_a_rule_made_later_changes_no_replay_and_neither_does_taking_back() -> None:
    a_guarantee()
    wang_writes(MONDAY)
    breach_overdue(DUE)
    a_guarantee(amount_minor=1, when=DUE + timedelta(days=1))
    end("reply", "停", by=HOUSE, at=DUE + timedelta(days=2))
    reverse_award(Award.objects.get().id, "重复", by=a_person("experience"))
    assert replay().identical


def tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE compensation_award SET amount_minor = 1 WHERE breach_id IS NOT NULL", "other"),
        ("UPDATE compensation_award SET role = 'agent' WHERE breach_id IS NOT NULL", "missing"),
        ("UPDATE guarantees_evidence SET told = '{\"minutes_late\": 3}'", "extra"),
        ("UPDATE ledger_posting SET amount = amount * 2", "other"),
        ("UPDATE promises_promise SET channel_kind = 'chat'", "extra"),
        ("UPDATE guarantees_version SET amount_minor = 7", "other"),
    ],
)
def test_whatever_does_not_fit_is_told(statement: str, kind: str) -> None:
    a_guarantee()
    room()
    wang_writes(MONDAY)
    breach_overdue(DUE)
    delay("room", 45, DUE)
    assert replay().identical
    tamper(statement)
    assert {one.kind for one in replay().listed} == {kind}


def test_a_second_booking_of_one_payout_is_told() -> None:
    a_guarantee()
    case = wang_writes(MONDAY)
    breach_overdue(DUE)
    lines = [Line("compensation-cost", 3500, "CNY"), Line("owed-to-customers", -3500, "CNY", case.customer_id)]
    book("compensation", lines, about_id=Award.objects.get().id, by=HOUSE, because=None)
    (one,) = replay().listed
    assert (one.kind, one.booked_minor) == ("other", 7000)
