"""A worker killed (`kill -9`) around the one call by which WeChat, WeCom or Telegram says something to a customer.

None of them knows a message by our id: what may have been said is shown as unsure, and never said again unasked.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import deliver, release, send
from zhiyin.listen.channels.actions.delivering import due
from zhiyin.listen.channels.models import Channel, Delivery, Message
from zhiyin.listen.channels.policy import CLAIM_LASTS, HANDING_LASTS
from zhiyin.listen.channels.tests import (
    loopback_telegram,
    loopback_wechat,
    loopback_wecom,
    test_telegram,
    test_wechat,
    test_wecom,
)
from zhiyin.listen.channels.tests.loopback import Answer, Asked, Loopback
from zhiyin.listen.channels.tests.test_killed_worker import before_it_is_noted, die, when_it_is_noted
from zhiyin.listen.channels.wecom.reading import thread_of

pytestmark = pytest.mark.django_db(transaction=True)
BY = system("test")
MOMENT = timedelta(seconds=1)


class Kind(NamedTuple):
    """One of them: its side, the path of its one call that speaks, our channel, a customer there."""

    side: Loopback
    says: str
    connect: Callable[[], Channel]
    address: str
    thread: str = ""


def wechat(unit: Unit, settings: Any) -> Kind:
    side = loopback_wechat.WeChat()
    settings.WECHAT_API = side.url
    address = f"{loopback_wechat.APP_ID}:{loopback_wechat.LI}"
    return Kind(side, "/cgi-bin/message/custom/send", lambda: test_wechat.connect(unit), address)


def wecom(unit: Unit, settings: Any) -> Kind:
    side = loopback_wecom.WeCom()
    settings.WECOM_API = side.url
    thread = thread_of(loopback_wecom.DESK, loopback_wecom.LI)
    address = f"{loopback_wecom.CORP}:{loopback_wecom.LI}"
    return Kind(side, "/cgi-bin/kf/send_msg", lambda: test_wecom.connect(unit), address, thread)


def telegram(unit: Unit, settings: Any) -> Kind:
    side = loopback_telegram.Telegram()
    settings.TELEGRAM_API = side.url
    says = f"/bot{loopback_telegram.TOKEN}/sendMessage"
    return Kind(side, says, lambda: test_telegram.connect(unit), str(loopback_telegram.FANG))


class Written:
    """A message of three parts that waits to be sent, and what the other side was told of it."""

    def __init__(self, kind: Kind) -> None:
        self.side, self.says, channel = kind.side, kind.says, kind.connect()
        customer = identify(channel.provider.identity, kind.address, name="李娜", by=BY)
        words = "".join("一二三"[part] * (4096 if channel.kind == "telegram" else 680) for part in range(3))
        self.message: Message = send(
            customer_id=customer.id, channel_id=channel.id, text=words, thread=kind.thread, by=BY, because=None
        )

    @property
    def heard(self) -> str:
        """The first letter of every part that the other side has heard."""
        said = [one.said.get("text") for one in self.side.asked_for(self.says)]
        return "".join((one["content"] if isinstance(one, dict) else str(one))[0] for one in said)

    @property
    def delivery(self) -> Delivery:
        return Delivery.objects.select_related("message__channel").get(message=self.message)

    def killed(self, prepare: Callable[[], None] = lambda: None, *, at_request: int = 0) -> None:
        """Deliver in a process of its own that is killed: where `prepare` says, or by the other side as it hears the part
        of this number, before it answers."""
        forked, child = threading.Event(), 0
        answer = self.side.answer

        def killing(asked: Asked) -> Answer | None:
            answered = answer(asked)
            if len(self.heard) == at_request:
                forked.wait(10)
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            return answered

        if at_request:
            self.side.answer = killing  # type: ignore[method-assign]
        child = os.fork()
        if child == 0:
            kept = connection.connection  # noqa: F841  never closed here: the line is the parent's
            connection.connection = None
            prepare()
            deliver(self.message.id)
            os._exit(0)  # only if it was not killed
        forked.set()
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        self.side.answer = answer  # type: ignore[method-assign]


@pytest.fixture(params=[wechat, wecom, telegram], ids=lambda one: one.__name__)
def written(request: Any, unit: Unit, settings: Any) -> Iterator[Written]:
    settings.PRIVATE_RECEIVERS = "127.0.0.0/8"
    kind = request.param(unit, settings)
    with kind.side:
        yield Written(kind)


def when_it_is_answered() -> None:
    Delivery.note_part = die  # type: ignore[method-assign]


def when_all_has_arrived() -> None:
    note = Delivery.note_part

    def noted(self: Delivery, parts_sent: int, external_id: str = "") -> None:
        note(self, parts_sent, external_id)
        if parts_sent == 3:
            die()

    Delivery.note_part = noted  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("prepare", "at_request", "heard"),
    [(when_it_is_noted, 0, ""), (None, 1, "一"), (None, 2, "一二"), (when_it_is_answered, 0, "一")],
    ids=["noted", "first heard", "second heard", "answered"],
)
def test_what_may_have_been_said_is_unsure_and_never_said_again_unasked(
    written: Written, prepare: Callable[[], None] | None, at_request: int, heard: str
) -> None:
    written.killed(prepare or (lambda: None), at_request=at_request)
    later = timezone.now() + HANDING_LASTS + MOMENT
    message_id = written.message.id
    assert (written.delivery.state, written.heard) == ("sending", heard)
    assert due(later) == [message_id]
    for moment in (later, later + timedelta(days=1), later + timedelta(days=9)):
        assert (deliver(message_id, now=moment), written.heard) == ("unsure", heard)
    assert due(later + timedelta(days=9)) == []
    assert Entry.objects.filter(event="MessageUnsure", subject_id=message_id).count() == 1
    in_doubt = written.delivery.parts_sent
    assert release(written.delivery, by=BY)  # a person looked: it has not arrived
    assert (deliver(message_id), written.heard) == ("sent", heard + "一二三"[in_doubt:])
    assert in_doubt >= len(heard) - 1, "of what was said, only the part in doubt is said again"


def test_what_had_not_begun_is_soon_said_by_another(written: Written) -> None:
    written.killed(before_it_is_noted)
    later = timezone.now() + CLAIM_LASTS + MOMENT
    assert (due(later), written.heard) == ([written.message.id], "")
    assert (deliver(written.message.id, now=later), written.heard) == ("sent", "一二三")


def test_what_has_arrived_as_a_whole_is_said_no_more(written: Written) -> None:
    written.killed(when_all_has_arrived)
    later = timezone.now() + CLAIM_LASTS + MOMENT
    assert (deliver(written.message.id, now=later), written.heard) == ("sent", "一二三")
