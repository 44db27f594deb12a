"""Three customers write by WeChat, Telegram and a program; each gets a case, an answer on the same way, and its report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.face.testing import hire
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.sealing import seal
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.channels.actions import deliver, make_channel, process
from zhiyin.listen.channels.models import Arrival, Channel, Delivery
from zhiyin.listen.channels.telegram.taking import secret_of
from zhiyin.listen.channels.tests import loopback_telegram, loopback_wechat
from zhiyin.listen.channels.tests.loopback import Answer, Asked, Loopback, said
from zhiyin.listen.webhooks.signing import headers_of, new_secret
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.actions import reply

pytestmark = [pytest.mark.django_db, pytest.mark.story]
HOUSE = system("test")


@pytest.fixture
def shop(db: None, settings: Any) -> Unit:
    settings.PRIVATE_RECEIVERS = "127.0.0.0/8"
    return Unit.objects.create(name="上海店", name_en="Shanghai")


@pytest.fixture
def na(shop: Unit) -> Actor:
    return actor_of(hire("agent", shop, "na@shop.example", "李娜"))


class Program(Loopback):
    def answer(self, asked: Asked) -> Answer:
        return said(id="their-1")


@pytest.fixture
def wechat(settings: Any) -> Iterator[loopback_wechat.WeChat]:
    with loopback_wechat.WeChat() as side:
        settings.WECHAT_API = side.url
        yield side


@pytest.fixture
def telegram(settings: Any) -> Iterator[loopback_telegram.Telegram]:
    with loopback_telegram.Telegram() as side:
        settings.TELEGRAM_API = side.url
        yield side


@pytest.fixture
def program() -> Iterator[Program]:
    with Program() as side:
        yield side


def connect(kind: str, shop: Unit, secrets: dict[str, str], **settings: Any) -> Channel:
    settings["sealed"] = {name: seal(value) for name, value in secrets.items()}
    return make_channel(kind, kind, shop.id, key=kind, settings=settings, by=HOUSE)


def after_undoing() -> datetime:
    """When its writer can no longer take a reply back."""
    return timezone.now() + timedelta(minutes=5)


def answered(na: Actor, text: str = "马上为您处理") -> Delivery:
    """What came in is processed; an agent answers the case; the outbox hands it over."""
    for arrival in Arrival.objects.filter(state="stored"):
        process(arrival.id)
    case = Case.objects.get()
    answer = reply(case.id, text, by=na, because=None)
    deliver(answer.id, now=after_undoing())
    assert why(Entry.objects.get(event="MessageSent"))[-1].event == "MessageReceived"
    return Delivery.objects.get(message=answer)


def test_by_wechat(shop: Unit, na: Actor, wechat: loopback_wechat.WeChat) -> None:
    secrets = {"app_secret": loopback_wechat.SECRET, "token": loopback_wechat.TOKEN, "aes_key": loopback_wechat.AES_KEY}
    connect("wechat", shop, secrets, app_id=loopback_wechat.APP_ID, encrypted=True)
    query, body = loopback_wechat.sealed(loopback_wechat.push(loopback_wechat.TEXT, text="订单还没发货"))
    assert Client().post(f"/in/wechat?{query}", body, content_type="text/xml").content == b"success"
    assert answered(na).state == "sent"
    assert wechat.sent == [{"touser": loopback_wechat.LI, "msgtype": "text", "text": {"content": "马上为您处理"}}]
    # two days later the window is closed: the agent reads why, and what to do
    wechat.fails = [(45015, "response out of time limit or subscription is canceled rid: 1")]
    late = reply(Case.objects.get().id, "已经发货了", by=na, because=None)
    deliver(late.id, now=after_undoing())
    delivery = Delivery.objects.get(message=late)
    assert (delivery.state, "45015" in delivery.error) == ("failed", True)
    assert Entry.objects.filter(event="MessageFailed", subject_id=late.id).exists()


def test_by_telegram(shop: Unit, na: Actor, telegram: loopback_telegram.Telegram) -> None:
    channel = connect("telegram", shop, {"bot_token": loopback_telegram.TOKEN})
    update = {"update_id": 1, "message": loopback_telegram.message()}
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret_of(channel)}
    assert Client().post("/in/telegram", json.dumps(update), "application/json", headers=headers).status_code == 200
    assert answered(na).external_id == f"{loopback_telegram.FANG}:9001"
    assert [one["text"] for one in telegram.sent] == ["马上为您处理"]


def test_by_a_program_that_reports_what_was_read(shop: Unit, na: Actor, program: Program) -> None:
    ours, theirs = new_secret(), new_secret()
    secrets = {"signing_secret": ours, "callback_secret": theirs}
    connect("webhook", shop, secrets, callback_url=f"{program.url}/answers")

    def posts(id: str, told: Any) -> None:
        body = json.dumps(told).encode()
        headers = headers_of(id, timezone.now(), body, [ours])
        assert Client().post("/in/webhook", body, "application/json", headers=headers).status_code == 202

    posts("msg_1", {"id": "1", "text": "开不了发票", "sender": {"id": "B-9", "name": "王芳"}})
    delivery = answered(na)
    posts("msg_2", {"report": {"message": program.asked[0].said["data"]["id"], "state": "read"}})
    for arrival in Arrival.objects.filter(state="stored"):
        process(arrival.id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.external_id) == ("read", "their-1")
