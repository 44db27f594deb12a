"""The cast: Wang Fang the customer, Li Na the agent, one mailbox and one chat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.listen.channels.actions import Incoming, make_channel, receive

HOUSE = system("test")
EVERYTHING = frozenset({"case.read", "case.write", "case.reply", "case.assign", "case.resolve", "note.write"})
Write = Callable[..., Any]


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


@pytest.fixture
def na(shop: Unit) -> Actor:
    """Li Na, an agent of the shop."""
    person = Person.objects.create_user("na@shop.example", "a long password", name="李娜")
    return Actor(kind="person", id=person.id, name=person.name, permissions=EVERYTHING, units=frozenset({shop.id}))


@pytest.fixture
def mail(mailbox: Any, now: datetime) -> Write:
    """Wang Fang writes a mail: `mail("我的订单还没有发货", after=timedelta(days=1), answers=message.id)`."""
    count = iter(range(1000))

    def write(
        text: str,
        *,
        sender: str = "fang@example.cn",
        subject: str = "",
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
def say(chat: Any, now: datetime) -> Write:
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
