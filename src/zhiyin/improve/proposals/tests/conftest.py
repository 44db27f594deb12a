"""Who decides about proposals: Zhou Lei the team lead, Chen Yu the executive."""

from __future__ import annotations

import pytest

from zhiyin.face.testing import hire
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.people.reads import actor_of


@pytest.fixture
def lei(shop: Unit) -> Person:
    return hire("lead", shop, "lead@shop.example", "周磊", "en")


@pytest.fixture
def yu(shop: Unit) -> Person:
    return hire("executive", shop, "executive@shop.example", "陈宇", "en")


@pytest.fixture
def lead(lei: Person) -> Actor:
    return actor_of(lei)
