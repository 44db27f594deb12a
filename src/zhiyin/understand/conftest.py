"""The cast of this stage: Wang Fang the customer, Li Na the agent, Chen Jing the experience manager, one mailbox."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Membership, Person, Role, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.listen.channels.actions import Incoming, make_channel, receive

HOUSE = system("test")
PASSWORD = "a long password"


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def hotel(db: None) -> Unit:
    return Unit.objects.create(name="杭州酒店", name_en="Hangzhou hotel")


@pytest.fixture
def mailbox(hotel: Unit) -> Any:
    return make_channel(
        kind="email", name="邮箱", unit_id=hotel.id, address="care@hotel.example", by=HOUSE, because=None
    )


def _person(email: str, name: str, role: str, unit: Unit) -> Person:
    person = Person.objects.create_user(email, PASSWORD, name=name, language="en")
    Membership.objects.create(person=person, unit=unit, role=Role.objects.get(key=role))
    return person


@pytest.fixture
def na(hotel: Unit) -> Actor:
    """Li Na, an agent of the hotel."""
    return actor_of(_person("na@hotel.example", "李娜", "agent", hotel))


@pytest.fixture
def jing(hotel: Unit) -> Person:
    """Chen Jing, the experience manager."""
    return _person("jing@hotel.example", "陈静", "experience", hotel)


@pytest.fixture
def signed_in(client: Client, jing: Person) -> Client:
    """Chen Jing's browser."""
    client.force_login(jing)
    return client


@pytest.fixture
def mail(mailbox: Any, now: datetime) -> Callable[..., Any]:
    """A customer writes a mail: `mail("我的订单还没有发货", after=timedelta(days=1))`."""
    count = iter(range(10_000))

    def write(
        text: str, *, sender: str = "fang@example.cn", after: timedelta = timedelta(0), automatic: bool = False
    ) -> Any:
        incoming = Incoming(
            external_id=f"<{next(count)}@example.cn>",
            identity_kind="email",
            identity=sender,
            name="王芳",
            text=text,
            author_address=sender,
            automatic=automatic,
        )
        return receive(mailbox, incoming, by=HOUSE, because=None, at=now + after)

    return write
