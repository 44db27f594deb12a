"""The right to return within seven days after the day of receipt, decided at once, with the reason."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.people.actor import the_customer
from zhiyin.kernel.people.models import Person
from zhiyin.listen.orders.actions import Item, cancel_order, place_order
from zhiyin.listen.orders.models import Order
from zhiyin.listen.outside.actions import take_in
from zhiyin.recover.guarantees.actions import ask_to_return
from zhiyin.recover.guarantees.links import token_for
from zhiyin.recover.guarantees.models import Return
from zhiyin.recover.guarantees.showing import ShownReturn
from zhiyin.recover.guarantees.tests.cast import HOUSE, OUTSIDE, a_person, at, wang_writes

pytestmark = pytest.mark.django_db


def an_order(when: datetime) -> Order:
    wang = identify("email", "wang@example.com", name="王女士", verified_how="told us", at=when, by=HOUSE)
    items = [Item("kettle", 1, 199_00, "电水壶"), Item("peaches", 2, 30_00, "水蜜桃")]
    return place_order(wang.id, source="shop", external_id="S-1", currency="CNY", items=items, by=HOUSE, at=when)


def received(when: datetime, **data: Any) -> None:
    """The shop's program tells that the parcel was handed over."""
    event = {
        "specversion": "1.0",
        "source": "shop",
        "id": f"parcel-{when.isoformat()}",
        "type": "order.received",
        "time": when.isoformat(),
        "data": {"order": "S-1", **data},
    }
    take_in([(event, json.dumps(event).encode())], by=OUTSIDE, at=when)


MONDAY = at("2025-11-03 09:00")


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ("2025-11-03 09:01", "covered"),  # the day of receipt itself
        ("2025-11-10 23:59", "covered"),
        ("2025-11-10 23:59:59", "covered"),
        ("2025-11-11 00:00", "late"),
        ("2025-12-24 12:00", "late"),
    ],
)
def test_day_seven_is_in_time_until_its_last_second_and_day_eight_is_not(asked: str, verdict: str) -> None:
    order = an_order(MONDAY - timedelta(days=2))
    received(MONDAY)
    made = ask_to_return(order.id, by=HOUSE, at=at(asked))
    assert made.verdict == verdict
    assert made.ends_at == at("2025-11-10 23:59:59")


def test_the_day_is_that_of_the_unit_that_sold() -> None:
    from zhiyin.kernel.people.models import Unit

    order = an_order(MONDAY)
    order.unit = Unit.objects.create(name="纽约店", name_en="New York", time_zone="America/New_York")
    order.save()
    received(at("2025-11-04 10:00"))  # still 3 November in New York
    assert ask_to_return(order.id, by=HOUSE, at=at("2025-11-11 12:59")).verdict == "covered"  # 10 November, 23:59
    assert ask_to_return(order.id, "kettle", by=HOUSE, at=at("2025-11-11 13:00")).verdict == "late"


def test_what_is_not_covered_is_explained_category_by_category() -> None:
    order = an_order(MONDAY)
    received(MONDAY, marks=["perishable"])
    made = ask_to_return(order.id, "peaches", ["not_intact"], by=HOUSE, at=MONDAY)
    assert made.verdict == "excluded"
    why = ShownReturn(made).why
    assert "鲜活易腐的商品" in why
    assert "不完好的商品" in why


def test_while_nobody_told_of_the_receipt_a_person_looks() -> None:
    order = an_order(MONDAY)
    made = ask_to_return(order.id, by=HOUSE, at=MONDAY + timedelta(days=90))
    assert (made.verdict, made.ends_at) == ("unknown", None)


def test_what_was_accepted_once_stays_accepted_and_a_called_off_order_is_nothing() -> None:
    order = an_order(MONDAY)
    received(MONDAY)
    first = ask_to_return(order.id, "kettle", by=HOUSE, at=MONDAY)
    assert ask_to_return(order.id, "kettle", by=HOUSE, at=MONDAY + timedelta(days=99)) == first
    with pytest.raises(ValidationError):
        ask_to_return(order.id, "teapot", by=HOUSE, at=MONDAY)
    cancel_order(order.id, by=HOUSE)
    with pytest.raises(ValidationError):
        ask_to_return(order.id, by=HOUSE, at=MONDAY)


def test_another_shops_receipt_does_not_count() -> None:
    order = an_order(MONDAY)
    Order.objects.filter(id=order.id).update(source="other")
    received(MONDAY)
    assert ask_to_return(order.id, by=HOUSE, at=MONDAY).verdict == "unknown"


def test_who_asks_needs_the_link_or_the_permission() -> None:
    order = an_order(MONDAY)
    received(MONDAY)
    with pytest.raises(PermissionDenied):
        ask_to_return(order.id, by=a_person("auditor"), at=MONDAY)
    made = ask_to_return(order.id, by=the_customer(order.customer_id, "王女士"), at=MONDAY)
    assert (made.verdict, made.by_kind) == ("covered", "customer")


def test_a_customer_asks_by_the_link_and_reads_the_decision(client: Client) -> None:
    now = timezone.now()
    order = an_order(now - timedelta(days=3))
    received(now - timedelta(days=1))
    address = f"/my-return/{token_for(order.id)}"
    page = client.get(address, headers={"Accept-Language": "zh-hans"}).content.decode()
    assert "电水壶" in page
    assert "鲜活易腐的商品" in page
    assert client.post(address, {"product": "kettle"}).status_code == 302
    assert "同意退货" in client.get(address, headers={"Accept-Language": "zh-hans"}).content.decode()
    client.post(address, {"product": "peaches", "marks": ["perishable"]})
    assert sorted(Return.objects.values_list("verdict", flat=True)) == ["covered", "excluded"]
    assert client.post(address, {"product": "teapot"}).status_code == 422
    forged = address[:-1] + ("A" if address[-1] != "A" else "B")
    assert client.get(forged).status_code == 404


def test_an_agent_sees_it_beside_the_case_and_asks_for_the_customer(client: Client) -> None:
    now = timezone.now()
    order = an_order(now - timedelta(days=3))
    received(now - timedelta(days=1))
    case = wang_writes(now, "水壶不想要了")
    client.force_login(Person.objects.get(id=a_person("agent").id))
    assert "S-1" in client.get(f"/cases/{case.number}").content.decode()
    client.post(f"/orders/{order.id}/return", {"product": "kettle", "case": case.number})
    page = client.get(f"/cases/{case.number}").content.decode()
    assert "同意退货" in page


def test_a_return_is_asked_for_over_the_api(client: Client) -> None:
    from zhiyin.kernel.people.actions import make_key

    now = timezone.now()
    an_order(now - timedelta(days=30))
    received(now - timedelta(days=20))
    _key, secret = make_key("商城", ["return.ask", "order.read", "guarantee.read"], by=HOUSE)
    bearer = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}
    body = {"source": "shop", "order": "S-1", "product": "kettle"}
    answer = client.post("/api/v1/guarantees/returns", body, "application/json", headers=bearer)
    assert (answer.status_code, answer.json()["verdict"]) == (201, "late")
    assert "7 days" in answer.json()["why"]
    assert len(client.get("/api/v1/guarantees/returns", headers=bearer).json()["items"]) == 1
    assert (
        client.post("/api/v1/guarantees/returns", body | {"order": "X"}, "application/json", headers=bearer).status_code
        == 404
    )
