"""A provider is all that a new kind of channel needs: here one is written, connected, heard and answered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.test import Client

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.sealing import seal
from zhiyin.listen.channels.actions import change_channel, deliver, make_channel, process, send, store_arrival
from zhiyin.listen.channels.forms import ChannelForm
from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Arrival, Channel, Delivery, Message
from zhiyin.listen.channels.provider import PROVIDERS, Heard, Nothing, Provider, Receipt, Report, offer

pytestmark = pytest.mark.django_db
BY = system("test")
NOW = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)


def read(arrival: Arrival) -> Heard:
    said = json.loads(bytes(arrival.raw))
    if said["kind"] == "opened":
        return Nothing("somebody looked")
    if said["kind"] in ("delivered", "read", "failed"):
        return Report(said["kind"], NOW, external_id=said["of"], words=said.get("words", ""))
    return Incoming(said["id"], "external", said["who"], said["text"], thread=said["who"])


def take(request: HttpRequest, channel: Channel) -> HttpResponse:
    if request.headers.get("X-Key") != channel.secret("key"):
        return HttpResponse("wrong key", status=403)
    arrival = store_arrival(channel.id, json.loads(request.body)["id"], request.body)
    process(arrival.id)
    return HttpResponse("stored")


def fields() -> Mapping[str, forms.Field]:
    return {"room": forms.CharField(), "key": forms.CharField()}


@pytest.fixture
def pigeons() -> Iterator[Provider]:
    yield offer(
        Provider(
            kind="pigeon",
            label="Pigeons",
            icon="paper-airplane",
            identity="external",
            read=read,
            hand_over=lambda delivery: Receipt(f"ring {delivery.to_address}"),
            fields=fields,
            secrets=frozenset({"key"}),
            take=take,
            one_line=True,
        )
    )
    del PROVIDERS["pigeon"]


@pytest.fixture
def loft(pigeons: Provider) -> Channel:
    form = ChannelForm({"name": "Loft", "room": "attic", "key": "s3cret", "automatic_per_hour": "6"}, kind="pigeon")
    assert form.is_valid(), form.errors
    return make_channel(
        "pigeon", "Loft", Unit.objects.create(name="Shop").id, key="loft", settings=form.settings(), by=BY
    )


def says(channel: Channel, key: str = "s3cret", **said: str) -> int:
    answer = Client().post(f"/in/{channel.key}", json.dumps(said), "application/json", headers={"X-Key": key})
    return answer.status_code


def test_a_secret_is_stored_sealed_and_kept_when_left_empty(loft: Channel) -> None:
    assert "s3cret" not in json.dumps(Channel.objects.values("settings").get(id=loft.id))
    assert loft.secret("key") == "s3cret"
    form = ChannelForm(
        {"name": "Loft", "room": "roof", "key": "", "automatic_per_hour": "6", "active": "on"},
        kind="pigeon",
        channel=loft,
    )
    assert form.is_valid(), form.errors
    assert "s3cret" not in str(form)
    change_channel(loft, name="Loft", address="", settings=form.settings(), active=True, by=BY)
    loft.refresh_from_db()
    assert (loft.secret("key"), loft.settings["room"]) == ("s3cret", "roof")


def test_a_secret_that_may_be_missing_can_be_removed_and_one_that_must_not_cannot(unit: Unit) -> None:
    chat = make_channel("chat", "Chat", unit.id, settings={"sealed": {"identity_secret": seal("x" * 20)}}, by=BY)

    def save(**given: str) -> dict[str, str]:
        form = ChannelForm({"name": "Chat", "active": "on", **given}, kind="chat", channel=chat)
        assert form.is_valid(), form.errors
        change_channel(chat, name="Chat", address="", settings=form.settings(), active=True, by=BY)
        chat.refresh_from_db()
        return dict(chat.settings["sealed"])

    assert set(save()) == {"identity_secret"}
    save(clear_identity_secret="on", identity_secret="another secret, long")
    assert chat.secret("identity_secret") == "another secret, long", "what is typed counts more"
    assert save(clear_identity_secret="on") == {}
    assert "clear_identity_secret" not in ChannelForm(kind="chat", channel=chat).fields, "nothing is stored any more"
    bot = make_channel("telegram", "Bot", unit.id, settings={"sealed": {"bot_token": seal("x")}}, by=BY)
    assert "clear_bot_token" not in ChannelForm(kind="telegram", channel=bot).fields


def test_what_it_brings_becomes_a_message_once(loft: Channel) -> None:
    letter = {"id": "1", "kind": "letter", "who": "li", "text": "我的订单还没有发货"}
    assert says(loft, "guessed", **letter) == 403
    assert not Arrival.objects.exists()
    assert [says(loft, **letter), says(loft, **letter)] == [200, 200]
    assert Message.objects.get().text == letter["text"]


def test_an_answer_leaves_by_it_and_its_reports_are_noted_in_order(loft: Channel) -> None:
    says(loft, id="1", kind="letter", who="li", text="?")
    answer = send(customer_id=Customer.objects.get().id, channel_id=None, text="!", by=BY, because=None)
    assert answer.thread == "li", "all is one line here"
    deliver(answer.id)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.external_id, delivery.to_address) == ("sent", "ring li", "li")
    for number, (report, then) in enumerate((("read", "read"), ("delivered", "read"), ("failed", "failed"))):
        says(loft, id=f"r{number}", kind=report, of="ring li", words="hawk")
        delivery.refresh_from_db()
        assert delivery.state == then
    assert delivery.error == "hawk"
    says(loft, id="r9", kind="read", of="somebody else's")
    says(loft, id="o1", kind="opened")
    assert Message.objects.count() == 2
    assert not Arrival.objects.exclude(state="processed").exists()


def test_a_channel_that_takes_no_requests_says_so(loft: Channel, chat: Channel) -> None:
    assert Client().post(f"/in/{chat.key}").status_code == 404
    Channel.objects.filter(id=loft.id).update(active=False)
    assert says(loft, id="1", kind="opened") == 404
