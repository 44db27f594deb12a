"""The cast of this stage: Wang Fang the customer, Li Na and Chen Wei the agents, one mailbox and one chat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Membership, Person, Role, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.listen.channels.actions import Incoming, make_channel, receive
from zhiyin.resolve.cases import reads

HOUSE = system("test")


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def shop(db: None) -> Unit:
    return Unit.objects.create(name="上海店", name_en="Shanghai")


@pytest.fixture
def mailbox(shop: Unit) -> Any:
    return make_channel("email", "邮箱", shop.id, "care@shop.example", replies_armed=True, by=HOUSE)


@pytest.fixture
def chat(shop: Unit) -> Any:
    return make_channel("chat", "网页聊天", shop.id, key="chat", by=HOUSE)


def _person(shop: Unit, email: str, name: str, role: str) -> Person:
    person = Person.objects.create_user(email, "a long password", name=name)
    Membership.objects.create(person=person, unit=shop, role=Role.objects.get(key=role))
    return person


@pytest.fixture
def li_na(shop: Unit) -> Person:
    return _person(shop, "na@shop.example", "李娜", "agent")


@pytest.fixture
def na(li_na: Person) -> Actor:
    """Li Na, an agent of the shop."""
    return actor_of(li_na)


@pytest.fixture
def wei(shop: Unit) -> Actor:
    return actor_of(_person(shop, "wei@shop.example", "陈伟", "agent"))


@pytest.fixture
def auditor(shop: Unit) -> Person:
    return _person(shop, "lin@shop.example", "林静", "auditor")


@pytest.fixture
def mail(mailbox: Any, now: datetime) -> Callable[..., Any]:
    """Wang Fang writes: `mail("我的订单还没有发货", after=timedelta(days=1), answers=message.id)`; returns the message."""
    count = iter(range(100_000))

    def write(
        text: str,
        *,
        subject: str = "",
        sender: str = "fang@example.cn",
        answers: UUID | None = None,
        after: timedelta = timedelta(0),
        automatic: bool = False,
    ) -> Any:
        incoming = Incoming(
            external_id=f"<{next(count)}@example.cn>",
            identity_kind="email",
            identity=sender,
            name="王芳",
            text=text,
            subject=subject,
            answers_id=answers,
            author_address=sender,
            automatic=automatic,
        )
        return receive(mailbox, incoming, by=HOUSE, because=None, at=now + after)

    return write


@pytest.fixture
def say(chat: Any, now: datetime) -> Callable[..., Any]:
    """A visitor says something in the chat: `say("在吗", session="s1")`."""
    count = iter(range(1000))

    def write(text: str, *, session: str = "s1", after: timedelta = timedelta(0)) -> Any:
        incoming = Incoming(
            external_id=f"chat-{next(count)}",
            identity_kind="visitor",
            identity=session,
            text=text,
            thread=session,
        )
        return receive(chat, incoming, by=HOUSE, because=None, at=now + after)

    return write


@pytest.fixture
def case(mail: Callable[..., Any]) -> Any:
    """Wang Fang's order has not been sent."""
    found = reads.case_of_message(mail("我的订单还没有发货", subject="发货").id)
    assert found is not None
    return found
