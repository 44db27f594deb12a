"""A worker killed (`kill -9`) while it sends a mail: nothing is lost or sent twice, and what nobody knows is said."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import Incoming, deliver, delivering, mark_sent, receive, release, send
from zhiyin.listen.channels.actions.delivering import due
from zhiyin.listen.channels.actions.proving import bounced, reported
from zhiyin.listen.channels.models import Channel, ClaimLost, Delivery, Message
from zhiyin.listen.channels.policy import CLAIM_LASTS, HANDING_LASTS
from zhiyin.listen.channels.provider import Report

BY = system("test")
MOMENT = timedelta(seconds=1)


class Catcher:
    """The customers' mail server. `hang_up`: it takes the mail and breaks the line before it says so."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.hang_up = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(envelope.content.decode())
        if self.hang_up:
            server.transport.abort()
        return "250 OK"


@pytest.fixture
def catcher(settings: Any) -> Iterator[Catcher]:
    catcher = Catcher()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(catcher, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_TIMEOUT = 5
    yield catcher
    server.stop()


@pytest.fixture
def written(mailbox: Channel) -> Message:
    customer = identify("email", "li.na@example.com", name="李娜", by=BY)
    return send(customer_id=customer.id, channel_id=mailbox.id, text="您好", subject="你好", by=BY, because=None)


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before_it_is_noted() -> None:
    Delivery.note_handing = die  # type: ignore[method-assign]


def when_it_is_noted() -> None:
    note = Delivery.note_handing

    def noted(self: Delivery) -> None:
        note(self)
        die()

    Delivery.note_handing = noted  # type: ignore[method-assign]


def when_the_server_has_it() -> None:
    delivering._sent = die


def killed(message: Message, at_this_point: Callable[[], None]) -> None:
    """Deliver in a process of its own that is killed there."""
    child = os.fork()
    if child == 0:
        kept = connection.connection  # noqa: F841  never closed here: the line is the parent's
        connection.connection = None
        at_this_point()
        deliver(message.id)
        os._exit(0)  # only if it was not killed
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


def state(message: Message) -> str:
    return Delivery.objects.get(message=message).state


@pytest.mark.django_db(transaction=True)
def test_killed_before_the_mail_is_given_away_it_is_soon_sent_by_another(written: Message, catcher: Catcher) -> None:
    killed(written, before_it_is_noted)
    now = timezone.now()
    assert (state(written), catcher.taken, due(now)) == ("sending", [], [])
    later = now + CLAIM_LASTS + MOMENT
    assert due(later) == [written.id]
    assert (deliver(written.id, now=later), len(catcher.taken)) == ("sent", 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("point", "arrived"), [(when_it_is_noted, 0), (when_the_server_has_it, 1)])
def test_killed_after_that_it_is_never_sent_unasked(
    written: Message, catcher: Catcher, point: Callable[[], None], arrived: int
) -> None:
    killed(written, point)
    now = timezone.now()
    assert (deliver(written.id, now=now + CLAIM_LASTS * 2), len(catcher.taken)) == ("sending", arrived)
    later = now + HANDING_LASTS + MOMENT
    assert due(later) == [written.id]
    assert deliver(written.id, now=later) == "unsure"
    assert due(later + timedelta(days=9)) == []
    assert (deliver(written.id, now=later + timedelta(days=9)), len(catcher.taken)) == ("unsure", arrived)
    assert Entry.objects.filter(event="MessageUnsure", subject_id=written.id).count() == 1
    delivery = Delivery.objects.select_related("message__channel").get(message=written)
    if arrived:  # a person looked: it is there
        assert mark_sent(delivery, by=BY)
        assert not mark_sent(delivery, by=BY), "once"
    else:
        assert release(delivery, by=BY)
        assert deliver(written.id) == "sent"
    assert (state(written), len(catcher.taken)) == ("sent", 1)
    assert Entry.objects.filter(event="MessageSent", subject_id=written.id).count() == 1


@pytest.mark.django_db
def test_a_line_that_breaks_after_the_mail_was_said_leaves_it_unsure(written: Message, catcher: Catcher) -> None:
    catcher.hang_up = True
    assert (deliver(written.id), len(catcher.taken)) == ("unsure", 1)


@pytest.mark.django_db
def test_a_slow_worker_says_nothing_once_another_has_its_message(
    written: Message, catcher: Catcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = delivering._claim(written.id, timezone.now())
    assert slow is not None
    assert deliver(written.id, now=timezone.now() + CLAIM_LASTS + MOMENT) == "sent"
    with pytest.raises(ClaimLost):
        slow.note_handing()
    assert len(catcher.taken) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proof", "becomes"), [("delivered", "delivered"), ("read", "read"), ("answer", "sent"), ("bounce", "failed")]
)
def test_what_proves_that_it_left_settles_it(written: Message, catcher: Catcher, proof: str, becomes: str) -> None:
    catcher.hang_up = True
    deliver(written.id)
    now = timezone.now()
    if proof == "answer":
        answer = Incoming("answer@example.com", "email", "li.na@example.com", "谢谢", answers_id=written.id)
        receive(written.channel, answer, by=BY, because=None)
    elif proof == "bounce":
        bounced(written.id, "550 no such user", at=now)
    else:
        reported(written.channel, Report(proof, now, message_id=written.id))
    assert state(written) == becomes
    told = Entry.objects.filter(event="MessageSent", subject_id=written.id).count()
    assert told == (0 if proof == "bounce" else 1)
