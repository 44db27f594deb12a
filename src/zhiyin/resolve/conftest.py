"""The cast of this stage: Wang Fang the customer, Li Na and Chen Wei the agents, one mailbox and one chat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from zhiyin.face.testing import hire
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.listen.channels.actions import Incoming, make_channel, receive
from zhiyin.listen.testing import mail, now
from zhiyin.resolve.cases import reads

__all__ = ["mail", "now"]  # fixtures of others
HOUSE = system("test")


@pytest.fixture
def shop(db: None) -> Unit:
    return Unit.objects.create(name="上海店", name_en="Shanghai")


@pytest.fixture
def mailbox(shop: Unit) -> Any:
    return make_channel("email", "邮箱", shop.id, "care@shop.example", replies_armed=True, by=HOUSE)


@pytest.fixture
def chat(shop: Unit) -> Any:
    return make_channel("chat", "网页聊天", shop.id, key="chat", by=HOUSE)


@pytest.fixture
def li_na(shop: Unit) -> Person:
    return hire("agent", shop, "na@shop.example", "李娜")


@pytest.fixture
def na(li_na: Person) -> Actor:
    """Li Na, an agent of the shop."""
    return actor_of(li_na)


@pytest.fixture
def wei(shop: Unit) -> Actor:
    return actor_of(hire("agent", shop, "wei@shop.example", "陈伟"))


@pytest.fixture
def auditor(shop: Unit) -> Person:
    return hire("auditor", shop, "lin@shop.example", "林静")


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
