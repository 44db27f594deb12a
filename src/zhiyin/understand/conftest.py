"""The cast of this stage: Wang Fang the customer, Li Na the agent, Chen Jing the experience manager, one mailbox."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from zhiyin.face.testing import hire
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.listen.channels.actions import make_channel
from zhiyin.listen.testing import mail, now

__all__ = ["mail", "now"]  # fixtures of others
HOUSE = system("test")


@pytest.fixture
def hotel(db: None) -> Unit:
    return Unit.objects.create(name="杭州酒店", name_en="Hangzhou hotel")


@pytest.fixture
def mailbox(hotel: Unit) -> Any:
    return make_channel(
        kind="email", name="邮箱", unit_id=hotel.id, address="care@hotel.example", by=HOUSE, because=None
    )


@pytest.fixture
def na(hotel: Unit) -> Actor:
    """Li Na, an agent of the hotel."""
    return actor_of(hire("agent", hotel, "na@hotel.example", "李娜", "en"))


@pytest.fixture
def jing(hotel: Unit) -> Person:
    """Chen Jing, the experience manager."""
    return hire("experience", hotel, "jing@hotel.example", "陈静", "en")


@pytest.fixture
def signed_in(client: Client, jing: Person) -> Client:
    """Chen Jing's browser."""
    client.force_login(jing)
    return client
