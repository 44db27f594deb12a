"""Chen begins in the chat of the shop's site, goes on by WeChat on the way home, and ends by mail: one case, told once."""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Customer, Identity
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.sealing import seal
from zhiyin.listen.channels.actions import make_channel, process, store_mail
from zhiyin.listen.channels.models import Arrival, Channel, Message
from zhiyin.listen.channels.tests import loopback_wechat
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.actions import reply
from zhiyin.resolve.conversations.talk import talk_of

pytestmark = [pytest.mark.django_db, pytest.mark.story]
HOUSE = system("test")
SECRET, MEMBER, MAIL = "what the site signs with", "member-7", "chen@example.com"


@pytest.fixture
def shop(db: None, settings: Any, tmp_path: Any) -> Unit:
    settings.PRIVATE_RECEIVERS = "127.0.0.0/8"
    settings.MEDIA_ROOT = tmp_path
    return Unit.objects.create(name="上海店", name_en="Shanghai")


@pytest.fixture
def wechat(settings: Any) -> Iterator[loopback_wechat.WeChat]:
    with loopback_wechat.WeChat() as side:
        settings.WECHAT_API = side.url
        yield side


@pytest.fixture
def account(shop: Unit, wechat: loopback_wechat.WeChat) -> Channel:
    they = loopback_wechat
    secrets = {"app_secret": they.SECRET, "token": they.TOKEN, "aes_key": they.AES_KEY}
    sealed = {name: seal(value) for name, value in secrets.items()}
    settings = {"app_id": they.APP_ID, "encrypted": True, "sealed": sealed}
    return make_channel("wechat", "公众号", shop.id, key="wechat", settings=settings, by=HOUSE)


@pytest.fixture
def chen(shop: Unit, account: Channel) -> Customer:
    """A member of the shop, whose WeChat account and mail address the shop has verified."""
    chen = identify("external", MEMBER, name="陈明", verified_how="imported", by=HOUSE)
    now = timezone.now()
    writer = f"{loopback_wechat.APP_ID}:{loopback_wechat.LI}"
    for kind, value in (("wechat", writer), ("email", MAIL)):
        Identity.objects.create(customer=chen, kind=kind, value=value, verified_at=now, verified_how="by a code")
    return chen


@pytest.fixture
def chat(shop: Unit) -> Channel:
    settings = {"sealed": {"identity_secret": seal(SECRET)}}
    return make_channel("chat", "Chat", shop.id, key="chat", settings=settings, by=HOUSE)


@pytest.fixture
def mailbox(shop: Unit) -> Channel:
    return make_channel("email", "客服邮箱", shop.id, "care@shop.example", replies_armed=True, by=HOUSE)


def in_the_chat(text: str, *, signed: bool = True) -> Message:
    browser = Client()
    page = browser.get("/chat/chat").content
    found = re.search(rb'data-visitor="([^"]+)"', page)
    assert found
    token = found[1].decode()
    if signed:
        end = int(time.time()) + 600
        signature = hmac.new(SECRET.encode(), f"{MEMBER}.{end}".encode(), hashlib.sha256).hexdigest()
        said = {"identity": f"{end}.{signature}.{MEMBER}"}
        token = browser.post("/chat/chat/identity", said, headers={"X-Visitor": token}).json()["visitor"]
    client_id = f"a-message-{time.monotonic_ns()}"
    told = browser.post("/chat/chat/message", {"text": text, "client_id": client_id}, headers={"X-Visitor": token})
    assert told.status_code == 200
    return Message.objects.order_by("id").last()  # type: ignore[return-value]


def by_wechat(text: str, account: Channel) -> Message:
    push = loopback_wechat.push(loopback_wechat.TEXT, text=text, id=time.time_ns())
    query, body = loopback_wechat.sealed(push)
    told = Client().post(f"/in/{account.key}?{query}", body, content_type="text/xml")
    assert told.status_code == 200
    message = process(Arrival.objects.filter(channel=account).latest("arrived_at").id)
    assert message is not None
    return message


def by_mail(text: str, mailbox: Channel, subject: str, sender: str = MAIL) -> Message:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Chen <{sender}>", mailbox.address, subject
    mail["Message-ID"] = make_msgid(domain="mail.example")
    mail.set_content(text)
    message = process(store_mail(mailbox.id, mail.as_bytes()).id)
    assert message is not None
    return message


def case_of(message: Message) -> Case:
    return Case.objects.get(messages__message_id=message.id)


def test_one_case_through_three_channels_and_nothing_said_twice(
    chen: Customer, chat: Channel, account: Channel, mailbox: Channel
) -> None:
    begun = in_the_chat("订单 3107 的杯子碎了一只")
    case = case_of(begun)
    assert case.customer_id == chen.id
    reply(case.id, "很抱歉，请发一张照片给我们。", by=HOUSE, because=None)

    on_the_way = by_wechat("照片我晚上发邮件给你们", account)
    last = by_mail("照片见附件。", mailbox, subject="照片")
    assert [case_of(one).id for one in (on_the_way, last)] == [case.id, case.id]
    assert Case.objects.count() == 1

    case.refresh_from_db()
    read_by_the_agent = " ".join(
        " ".join(item.paragraphs) for item in talk_of(HOUSE, case) if item.kind in ("in", "out")
    )
    for words in ("订单 3107", "请发一张照片", "晚上发邮件", "照片见附件"):
        assert words in read_by_the_agent
    answered = reply(case.id, "新的杯子今天寄出。", by=HOUSE, because=None)
    assert answered.channel_id == mailbox.id  # where Chen wrote last


def test_nobody_joins_whom_nothing_proves(chen: Customer, chat: Channel, mailbox: Channel) -> None:
    case = case_of(in_the_chat("订单 3107 的杯子碎了一只"))
    stranger = in_the_chat("我也想问订单 3107", signed=False)
    other = by_mail("订单 3107 怎么样了？", mailbox, subject="订单 3107", sender="eve@example.com")
    assert case.id not in (case_of(stranger).id, case_of(other).id)


def test_of_two_open_cases_none_is_chosen(chen: Customer, chat: Channel, account: Channel, mailbox: Channel) -> None:
    first = case_of(by_mail("发票抬头写错了", mailbox, subject="发票"))
    second = case_of(by_mail("想改收货地址", mailbox, subject="地址"))
    assert first.id != second.id  # a new mail beside an open mail case is a new matter
    third = case_of(by_wechat("还有一件事：杯子碎了", account))
    assert third.id not in (first.id, second.id)


def test_what_lies_longer_back_or_is_not_wanted_opens_a_case_of_its_own(
    chen: Customer, chat: Channel, account: Channel
) -> None:
    case = case_of(in_the_chat("订单 3107 的杯子碎了一只"))
    Case.objects.filter(id=case.id).update(last_message_at=timezone.now() - timedelta(hours=25))
    assert case_of(by_wechat("你好，请问几点关门？", account)).id != case.id


def test_the_policy_may_say_never(chen: Customer, chat: Channel, account: Channel) -> None:
    put_in_force("joins_across_channels", [{"when": {}, "then": {"hours": 0}}], "Each its own", by=HOUSE, because=None)
    case = case_of(in_the_chat("订单 3107 的杯子碎了一只"))
    assert case_of(by_wechat("照片我晚上发", account)).id != case.id
