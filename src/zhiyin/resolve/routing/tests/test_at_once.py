"""Several workers at once never give anybody more than they may have."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from zhiyin.kernel.people.models import Membership, Person, Role, Unit
from zhiyin.listen.channels.actions import Incoming, make_channel, receive
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.routing.actions import place_waiting, queue_case
from zhiyin.resolve.routing.models import Placement, Wait
from zhiyin.resolve.routing.tests.conftest import HOUSE, TEN, on_shift, rule

AT_ONCE, CAPACITY = 4, 3


@pytest.mark.django_db(transaction=True)
def test_two_units_that_share_people_never_exceed_a_capacity(shop: Unit, li_na: Person) -> None:
    """Two units, four workers, one agent of both: she gets three cases, whoever is first."""
    other = Unit.objects.create(name="杭州店")
    Membership.objects.create(person=li_na, unit=other, role=Role.objects.get(key="agent"))
    always = {str(day): [["00:00", "24:00"]] for day in range(7)}
    on_shift(li_na.id, capacity=CAPACITY, hours=always)
    rule()
    for unit in (shop, other):
        mailbox = make_channel("email", "邮箱", unit.id, f"{unit.id}@shop.example", by=HOUSE)
        for n in range(4):
            receive(
                mailbox, Incoming(f"{unit.id}{n}", "email", f"{n}@{unit.id}.example", "你好"), by=HOUSE, because=None
            )
    for case in Case.objects.all():
        queue_case(case.id, by=HOUSE, because=None)
    start = Barrier(AT_ONCE)

    def work(unit: Unit) -> None:
        try:
            start.wait(timeout=20)
            place_waiting(unit.id, by=HOUSE, at=TEN)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as workers:
        for done in [workers.submit(work, unit) for unit in (shop, other) * (AT_ONCE // 2)]:
            done.result(timeout=30)
    assert Case.objects.filter(assignee=li_na).count() == Placement.objects.count() == CAPACITY
    assert Wait.objects.filter(ended_at=None).count() == 8 - CAPACITY


@pytest.mark.django_db(transaction=True)
def test_a_case_queued_by_two_at_once_waits_once(case: Any) -> None:
    rule()
    start = Barrier(2)

    def work() -> None:
        try:
            start.wait(timeout=20)
            queue_case(case.id, by=HOUSE, because=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        for done in [workers.submit(work) for _worker in range(2)]:
            done.result(timeout=30)
    assert Wait.objects.count() == 1
