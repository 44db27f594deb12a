"""Cases, replies and notes over the API."""

from typing import Any

import pytest
from django.test import Client

from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.channels.actions import make_channel
from zhiyin.listen.channels.models import Message
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.models import Note

pytestmark = pytest.mark.django_db
HOUSE = system("test")
ALL = ["case.read", "case.write", "case.reply", "case.assign", "case.resolve", "note.write"]


@pytest.fixture
def key(shop: Unit) -> Any:
    def make(*scopes: str) -> dict[str, str]:
        return {"Authorization": "Bearer " + make_key("shop", list(scopes), shop.id, by=HOUSE)[1]}

    return make


def post(client: Client, path: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
    return client.post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


def test_a_case_is_opened_once_answered_and_resolved(client: Client, key: Any, shop: Unit, na: Actor) -> None:
    make_channel("api", "订单系统", shop.id, key="orders", by=HOUSE)
    headers = key(*ALL)
    asked = {
        "channel": "orders",
        "customer": {"kind": "email", "value": "fang@example.cn", "name": "王芳"},
        "text": "我的订单还没有发货",
        "external_id": "A-1",
    }
    opened = post(client, "cases", asked, headers)
    assert opened.status_code == 201, opened.content
    assert post(client, "cases", asked, headers).status_code == 200
    number = opened.json()["number"]
    assert client.get("/api/v1/cases", headers=headers).json()["items"][0]["number"] == number
    whole = client.get(f"/api/v1/cases/{number}", headers=headers).json()
    assert [one["text"] for one in whole["messages"]] == ["我的订单还没有发货"]
    assert post(client, f"conversations/{number}/replies", {"text": "今天发"}, headers).status_code == 201
    assert post(client, f"conversations/{number}/notes", {"text": "催仓库"}, headers).status_code == 201
    assigned = post(client, f"cases/{number}/assignment", {"person_id": str(na.id)}, headers)
    assert assigned.json()["assignee"]["name"] == "李娜"
    assert post(client, f"cases/{number}/closure", {}, headers).json()["status"] == "resolved"
    assert post(client, f"cases/{number}/closure", {}, headers).status_code == 422
    assert post(client, f"cases/{number}/reopening", {"reason": "还没到"}, headers).json()["status"] == "open"


def test_a_key_does_only_what_its_scopes_say(client: Client, key: Any, case: Any) -> None:
    headers = key("case.read")
    assert post(client, f"conversations/{case.number}/replies", {"text": "?"}, headers).status_code == 403
    assert post(client, f"cases/{case.number}/closure", {}, headers).status_code == 403
    assert post(client, f"conversations/{case.number}/notes", {"text": "?"}, headers).status_code == 403
    assert not Message.objects.filter(direction="out").exists()
    assert not Note.objects.exists()


def test_a_key_of_another_unit_finds_nothing(client: Client, key: Any, case: Any) -> None:
    headers = key(*ALL)
    Case.objects.update(unit=Unit.objects.create(name="北京店"))
    assert client.get(f"/api/v1/cases/{case.number}", headers=headers).status_code == 404
    assert client.get("/api/v1/cases", headers=headers).json()["items"] == []
    assert post(client, f"conversations/{case.number}/replies", {"text": "?"}, headers).status_code == 404


def test_a_person_of_another_unit_gets_no_case(client: Client, key: Any, case: Any, na: Actor) -> None:
    from zhiyin.kernel.people.models import Person

    stranger = Person.objects.create_user("x@shop.example", "a long password", name="X")
    answer = post(client, f"cases/{case.number}/assignment", {"person_id": str(stranger.id)}, key(*ALL))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "body.person_id"
