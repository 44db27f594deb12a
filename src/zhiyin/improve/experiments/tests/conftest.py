"""Many customers of the shop, and promises that were kept or broken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.models import Unit
from zhiyin.resolve.promises.models import Promise

#: customer ids, the share of them whose promise was kept, when it was due
Promised = Callable[[list[UUID], float, datetime], None]


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
