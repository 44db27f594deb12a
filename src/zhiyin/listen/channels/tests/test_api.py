"""Messages over the API: taken once, scoped, cheap."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels import api as api_module
from zhiyin.listen.channels.models import Arrival, Channel, Message

pytestmark = pytest.mark.django_db
BODY = {
    "channel": "shop",
    "external_id": "m-1",
    "customer": {"external": "C-7", "email": "Li.Na@example.com", "name": "李娜"},
    "subject": "订单",
    "text": "我的订单还没有发货",
}


@pytest.fixture
def key(connection_in: Channel) -> str:
    return make_key("test", ["message.write", "message.read"], connection_in.unit_id, by=system("test"))[1]


def post(key: str, body: dict[str, Any] = BODY, **headers: str) -> Any:
    return Client().post(
        "/api/v1/channels/messages",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}", **headers},
    )


def test_a_message_is_taken_once(key: str) -> None:
    first, again = post(key), post(key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    message = Message.objects.get()
    assert (message.text, message.language, message.external_id) == ("我的订单还没有发货", "zh", "m-1")
    kinds = set(message.customer.identities.values_list("kind", "value"))
    assert kinds == {("external", "C-7"), ("email", "li.na@example.com")}


def test_the_same_key_gives_the_same_answer(key: str) -> None:
    first = post(key, **{"Idempotency-Key": "k1"})
    again = post(key, **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()


@pytest.mark.parametrize(
    "change",
    [
        {"channel": "none"}, {"customer": {}}, {"text": ""}, {"external_id": ""}, {"at": "yesterday"},
        {"customer": {"email": ""}}, {"text": "a\x00b"},
    ],
)  # fmt: skip
def test_what_is_not_as_it_should_be_is_refused_and_stored_nowhere(key: str, change: dict[str, Any]) -> None:
    assert post(key, {**BODY, **change}).status_code == 422
    assert not Arrival.objects.exists()


def test_a_key_of_another_unit_finds_neither_channel_nor_messages(key: str) -> None:
    message_id = post(key).json()["id"]
    other = make_key("x", ["message.write", "message.read"], Unit.objects.create(name="别处").id, by=system("test"))[1]
    assert post(other).status_code == 422
    headers = {"Authorization": f"Bearer {other}"}
    assert Client().get("/api/v1/channels/messages", headers=headers).json() == {"items": [], "next": None}
    assert Client().get(f"/api/v1/channels/messages/{message_id}", headers=headers).status_code == 404


def test_a_key_without_the_scope_is_refused(connection_in: Channel) -> None:
    reader = make_key("x", ["message.read"], None, by=system("test"))[1]
    assert post(reader).status_code == 403


def test_messages_are_read_page_by_page(key: str) -> None:
    for n in range(5):
        post(key, {**BODY, "external_id": f"m-{n}", "thread": "t" if n % 2 else "u"})
    headers = {"Authorization": f"Bearer {key}"}
    seen, after = [], ""
    while True:
        page = Client().get(f"/api/v1/channels/messages?limit=2{after}", headers=headers).json()
        seen += [one["external_id"] for one in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert sorted(seen) == [f"m-{n}" for n in range(5)]
    assert len(Client().get("/api/v1/channels/messages?thread=t", headers=headers).json()["items"]) == 2


def test_what_cannot_be_processed_is_kept_and_said(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(api_module, "incoming_of", fail)
    answer = post(key)
    assert (answer.status_code, answer.json()["id"]) == (202, None)
    assert Arrival.objects.get().state == "failed"
    monkeypatch.undo()
    assert post(key).json()["id"] is not None, "sent again, it is read"


def test_taking_a_message_costs_ten_statements_before_anyone_reacts(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhiyin.kernel.timeline.actions.reactions_to", lambda name: [])
    post(key)
    with CaptureQueriesContext(connection) as statements:
        assert post(key, {**BODY, "external_id": "m-2"}).status_code == 201
    # key, its units, channel, begin, arrival, customer, message, search, entry, commit
    assert len(statements) <= 10, [one["sql"][:80] for one in statements.captured_queries]
