"""Many at once: evidence pays once, a product goes back once, and a rule made meanwhile changes no replay."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.ledger.models import Transaction
from zhiyin.kernel.ledger.reads import verify
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.guarantees.actions import Wanted, ask_to_return, keep_evidence, publish
from zhiyin.recover.guarantees.actions.telling import Told
from zhiyin.recover.guarantees.models import Evidence, Return, Version
from zhiyin.recover.guarantees.replaying import replay
from zhiyin.recover.guarantees.tests.cast import HOUSE, room
from zhiyin.recover.guarantees.tests.test_returns import an_order, received

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TIMES = 12


def at_once(deeds: list[Callable[[], object]]) -> list[object]:
    """Do all of it at the same moment, each in a thread and a connection of its own."""
    together = Barrier(len(deeds), timeout=60)

    def do(deed: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            together.wait()
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(do, deeds))


def late_room(id: str) -> Told:
    now = timezone.now()
    wang = identify("email", "wang@example.com", name="王女士", verified_how="told us", at=now, by=HOUSE)
    return Told("/hotel", id, "room.ready", wang.id, None, now, {"minutes_late": 45})


def test_one_piece_of_evidence_told_by_many_at_once_pays_once() -> None:
    room(timezone.now() - timedelta(days=1))
    told = late_room("1806")
    at_once([lambda: keep_evidence([told], by=HOUSE, because=None)] * TIMES)
    assert Evidence.objects.count() == Award.objects.count() == Transaction.objects.count() == 1
    assert verify().ok
    assert replay().identical


def test_a_rule_that_is_made_while_payouts_are_decided_changes_no_replay() -> None:
    room(timezone.now() - timedelta(days=1))
    late_room("first")  # so that Ms Wang is known

    def change(amount: int) -> Version:
        wanted = Wanted(
            "客房按时。",
            "A room in time.",
            "evidence",
            "room.ready",
            "voucher",
            amount,
            fact="minutes_late",
            at_least=30,
        )
        return publish("room", wanted, "改", by=HOUSE)

    deeds: list[Callable[[], object]] = []
    for number in range(TIMES):
        deeds.append(lambda number=number: keep_evidence([late_room(f"{number}")], by=HOUSE, because=None))  # type: ignore[misc]
        if number % 3 == 0:
            deeds.append(lambda number=number: change(1 + number))  # type: ignore[misc]
    at_once(deeds)
    assert Version.objects.count() == 1 + TIMES // 3
    assert Award.objects.count() == TIMES
    found = replay()
    assert (found.identical, found.listed) == (True, [])


def test_one_product_asked_back_by_many_at_once_is_accepted_once() -> None:
    now = timezone.now()
    order = an_order(now - timedelta(days=3))
    received(now - timedelta(days=1))
    made = at_once([lambda: ask_to_return(order.id, "kettle", by=HOUSE).id] * TIMES)
    assert set(made) == {Return.objects.get().id}
