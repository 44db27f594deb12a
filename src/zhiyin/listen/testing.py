"""Fixtures of whoever tests what follows a message: a stage's `conftest` imports them and says which `mailbox` it has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from zhiyin.kernel.people.actor import system
from zhiyin.listen.channels.actions import Incoming, receive


@pytest.fixture
def now() -> datetime:
    """The moment of the test, of whole seconds."""
    return timezone.now().replace(microsecond=0)


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
        return receive(mailbox, incoming, by=system("test"), because=None, at=now + after)

    return write
