"""The cast: He Min the experience manager of the Shanghai shop, and many customers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone, translation

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Membership, Person, Role, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.resolve.promises.models import Promise

#: customer ids, the share of them whose promise was kept, when it was due
Promised = Callable[[list[UUID], float, datetime], None]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What is said outside of a page is said in English here."""
    with translation.override("en"):
        yield


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def shop(db: None) -> Unit:
    return Unit.objects.create(name="上海店", name_en="Shanghai")


@pytest.fixture
def min_(shop: Unit) -> Person:
    person = Person.objects.create_user("min@shop.example", "a long password", name="何敏", language="en")
    Membership.objects.create(person=person, unit=shop, role=Role.objects.get(key="experience"))
    return person


@pytest.fixture
def manager(min_: Person) -> Actor:
    return actor_of(min_)


@pytest.fixture
def promised(shop: Unit) -> Promised:
    def make(customers: list[UUID], kept: float, due_at: datetime) -> None:
        Promise.objects.bulk_create(
            Promise(
                name="first_reply",
                customer_id=customer,
                unit=shop,
                duration_seconds=3600,
                started_at=due_at - timedelta(hours=1),
                due_at=due_at,
                warn_at=due_at,
                state="met" if index < kept * len(customers) else "breached",
                met_at=due_at if index < kept * len(customers) else None,
            )
            for index, customer in enumerate(customers)
        )

    return make


@pytest.fixture
def crowd(db: None, now: datetime) -> Callable[[int], list[UUID]]:
    def make(n: int) -> list[UUID]:
        customers = [Customer(id=new_id(), made_at=now) for _ in range(n)]
        Customer.objects.bulk_create(customers)
        return [one.id for one in customers]

    return make
