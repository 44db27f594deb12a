"""CloudEvents in: kept raw before the answer, once for each source and id, of the customer whom they name."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Customer, Identity
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.outside.models import OutsideEvent
from zhiyin.listen.outside.policy import faults_of, named_in, time_of

pytestmark = pytest.mark.django_db
HOUSE = system("test")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GOOD: dict[str, Any] = {
    "specversion": "1.0",
    "id": "A-1",
    "source": "https://shop.example/orders",
    "type": "example.shop.parcel.lost",
    "time": "2026-03-02T12:00:00Z",
    "data": {"parcel": 7},
}


class Program:
    """Another program with a key."""

    def __init__(self, *scopes: str, unit: Unit | None = None) -> None:
        secret = make_key("shop", list(scopes), unit.id if unit else None, by=HOUSE)[1]
        self.client = Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})

    def tell(self, body: Any, content_type: str = "application/cloudevents+json", **headers: str) -> tuple[int, Any]:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self.client.post("/api/v1/events", raw, content_type=content_type, headers=headers)
        return answer.status_code, answer.json()


@pytest.fixture
def shop() -> Program:
    return Program("event.write", "event.read")


def test_an_event_is_kept_as_it_came_and_told_on_the_timeline(shop):
    raw = json.dumps({**GOOD, "data": {"text": "包裹 丢了"}}, indent=3, ensure_ascii=False).encode()
    assert shop.tell(raw) == (200, {"received": 1, "new": 1})
    row = OutsideEvent.objects.get()
    assert bytes(row.raw) == raw
    assert (row.source, row.external_id, row.type) == (GOOD["source"], "A-1", GOOD["type"])
    assert row.happened_at == NOON
    entry = Entry.objects.get(event="OutsideEventReceived")
    assert (entry.subject_id, entry.customer_id, entry.by_kind) == (row.id, None, "key")
    assert entry.facts["type"] == GOOD["type"]
    assert "包裹" not in json.dumps(entry.facts, ensure_ascii=False)


def test_the_same_source_and_id_again_changes_nothing(shop):
    shop.tell(GOOD)
    assert shop.tell({**GOOD, "data": "something else"}) == (200, {"received": 1, "new": 0})
    assert shop.tell({**GOOD, "source": "/other"}) == (200, {"received": 1, "new": 1})
    batch = [{**GOOD, "id": "A-2"}, {**GOOD, "id": "A-2", "data": 2}, GOOD]
    assert shop.tell(batch, "application/cloudevents-batch+json") == (200, {"received": 3, "new": 1})
    assert OutsideEvent.objects.count() == Entry.objects.filter(event="OutsideEventReceived").count() == 3
    assert json.loads(bytes(OutsideEvent.objects.get(external_id="A-2").raw))["data"] == {"parcel": 7}, (
        "the first counts"
    )


@pytest.mark.parametrize(
    ("event", "kind", "value"),
    [
        ({"subject": "email:Li.Na@Example.com"}, "email", "li.na@example.com"),
        ({"subject": "phone:138 0013 8000"}, "phone", "+8613800138000"),
        ({"subject": "external:C-9"}, "external", "C-9"),
        ({"subject": "parcel/7", "data": {"customer": {"email": "li.na@example.com"}}}, "email", "li.na@example.com"),
        ({"data": {"customer": {"external": "C-9", "name": "李娜"}}}, "external", "C-9"),
    ],
)
def test_the_customer_whom_an_event_names_is_found_or_made(shop, event, kind, value):
    known = identify(kind, value, by=HOUSE)
    shop.tell({**GOOD, **event})
    assert OutsideEvent.objects.get().customer_id == known.id
    assert Entry.objects.get(event="OutsideEventReceived").customer_id == known.id
    Identity.objects.all().delete()
    shop.tell({**GOOD, **event, "id": "A-2"})
    assert (
        OutsideEvent.objects.get(external_id="A-2").customer_id
        == Identity.objects.get(kind=kind, value=value).customer_id
    )


def test_a_customer_is_named_by_our_own_id_too(shop):
    known = identify("email", "li.na@example.com", by=HOUSE)
    assert shop.tell({**GOOD, "subject": f"customer:{known.id}"})[0] == 200
    assert OutsideEvent.objects.get().customer_id == known.id
    for wrong in ("customer:7", "customer:019a0000-0000-7000-8000-000000000000"):
        status, problem = shop.tell({**GOOD, "id": "A-2", "subject": wrong})
        assert status == 422
        assert problem["errors"][0]["field"] == "body.subject"
    assert OutsideEvent.objects.count() == 1


def test_a_known_event_makes_no_customer(shop):
    shop.tell(GOOD)
    shop.tell({**GOOD, "subject": "email:new@example.com"})
    assert not Customer.objects.exists()


def test_binary_mode_is_understood(shop):
    headers = {"ce-specversion": "1.0", "ce-id": "B-1", "ce-source": "/till", "ce-type": "till.opened"}
    headers["ce-subject"] = "external:%E6%9D%8E"
    assert shop.tell({"drawer": 2}, "application/json", **headers) == (200, {"received": 1, "new": 1})
    row = OutsideEvent.objects.get()
    told = json.loads(bytes(row.raw))
    assert (row.subject, told["data"], told["datacontenttype"]) == ("external:李", {"drawer": 2}, "application/json")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"specversion": "0.3"}, "body.specversion"),
        ({"specversion": 1.0}, "body.specversion"),
        ({"id": ""}, "body.id"),
        ({"id": 7}, "body.id"),
        ({"id": "x" * 301}, "body.id"),
        ({"source": None}, "body.source"),
        ({"source": "not a uri"}, "body.source"),
        ({"type": None}, "body.type"),
        ({"time": "yesterday"}, "body.time"),
        ({"time": "2026-03-02T12:00:00"}, "body.time"),
        ({"time": "2026-02-30T12:00:00Z"}, "body.time"),
        ({"Upper": 1}, "body.Upper"),
        ({"data_base64": "AAAA"}, "body.data_base64"),
        ({"unitid": "x"}, "body.unitid"),
        ({"unitid": "019a0000-0000-7000-8000-000000000000"}, "body.unitid"),
    ],
)
def test_what_is_no_event_is_refused_with_what_to_mend(shop, change, field):
    status, problem = shop.tell({**GOOD, **change})
    assert status == 422
    assert field in [one["field"] for one in problem["errors"]]
    assert all(one["message"] for one in problem["errors"])
    assert not OutsideEvent.objects.exists()


def test_a_batch_is_taken_in_as_a_whole_or_not_at_all(shop):
    status, problem = shop.tell([GOOD, {**GOOD, "id": "A-2", "type": ""}, 7], "application/json")
    assert status == 422
    assert problem["errors"][0]["field"] == "body.1.type"
    assert not OutsideEvent.objects.exists()
    assert not Entry.objects.filter(event="OutsideEventReceived").exists()


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b'{"a": NaN}', 400),
        (b"[" * 100_000, 400),
        (b"7", 422),
        (json.dumps({**GOOD, "subject": "a\x00b"}).encode(), 422),
        (json.dumps({**GOOD, "data": "\ud800"}).encode(), 422),
        (json.dumps({**GOOD, "data": "x" * 70_000}).encode(), 413),
        (json.dumps([GOOD] * 501).encode(), 413),
        (b"[]", 200),
    ],
)
def test_rude_bodies_get_an_answer(shop, raw, status):
    assert shop.tell(raw)[0] == status


def test_an_event_of_tomorrow_happened_now():
    now = NOON
    assert time_of({"time": "2031-01-01T00:00:00Z"}, now) == now
    assert time_of({}, now) == now
    assert time_of({"time": "2026-03-02T13:00:00+08:00"}, now) == now - timedelta(hours=7)


def test_only_keys_that_may_report_events_can(shop):
    assert Program("feedback.write").tell(GOOD)[0] == 403
    assert Client().post("/api/v1/events", GOOD, content_type="application/json").status_code == 401


def test_a_key_of_a_unit_reports_for_it_and_sees_its_own(shop):
    hotel, other = Unit.objects.create(name="Hotel"), Unit.objects.create(name="Other")
    program = Program("event.write", "event.read", unit=hotel)
    program.tell(GOOD)
    assert OutsideEvent.objects.get().unit_id == hotel.id
    assert program.tell({**GOOD, "id": "A-2", "unitid": str(other.id)})[0] == 422
    shop.tell({**GOOD, "id": "A-3", "unitid": str(other.id)})
    seen = program.client.get("/api/v1/events").json()["items"]
    assert [one["external_id"] for one in seen] == ["A-1"]
    assert seen[0]["event"] == GOOD
    assert len(shop.client.get("/api/v1/events").json()["items"]) == 2


def test_an_event_in_order_has_no_faults_and_a_bare_one_names_nobody():
    assert faults_of(GOOD) == []
    assert faults_of({"specversion": "1.0", "id": "1", "source": "/", "type": "t"}) == []
    assert named_in(GOOD) is None
    assert named_in({"subject": "email:nobody"}) is None
    assert named_in({"subject": "phone:"}) is None
    assert named_in({"data": {"customer": "Li Na"}}) is None
