"""Orders: taken in once, totalled, shown beside the customer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from zhiyin.face.slots import panels_for
from zhiyin.kernel.customers.actions import identify, merge
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.orders.actions import Item, cancel_order, place_order
from zhiyin.listen.orders.models import Order
from zhiyin.listen.orders.reads import orders_of, totals_by_customer, totals_of

pytestmark = pytest.mark.django_db
HOUSE = system("test")


@pytest.fixture
def li_na(db: None) -> Customer:
    return identify("email", "li.na@example.com", name="李娜", by=HOUSE)


def place(customer: Customer, number: str, minor: int = 1000, **more: Any) -> Order:
    return place_order(
        customer.id, source="shop", external_id=number, currency="CNY", amount_minor=minor, by=HOUSE, **more
    )


def test_an_order_is_taken_in_once(li_na: Customer) -> None:
    first, again = place(li_na, "1"), place(li_na, "1", 5000)
    assert first.id == again.id
    assert again.amount_minor == 1000
    entry = Entry.objects.get(event="OrderPlaced")
    assert (entry.customer_id, entry.facts["amount_minor"], entry.facts["currency"]) == (li_na.id, 1000, "CNY")


def test_the_amount_is_the_sum_of_the_lines_unless_said_otherwise(li_na: Customer) -> None:
    order = place_order(
        li_na.id,
        source="shop",
        external_id="2",
        currency="cny",
        items=[Item("a", 2, 1500), Item("b", 1, -500)],
        by=HOUSE,
    )
    assert (order.amount_minor, order.currency, order.lines.count()) == (2500, "CNY", 2)
    with pytest.raises(ValidationError):
        place_order(li_na.id, source="shop", external_id="3", currency="CNY", by=HOUSE)


def test_totals_leave_out_cancelled_orders_and_keep_currencies_apart(li_na: Customer) -> None:
    now = timezone.now()
    place(li_na, "1", 1000, at=now - timedelta(days=400)), place(li_na, "2", 2000), place(li_na, "3", 4000)
    cancel_order(Order.objects.get(external_id="3").id, by=HOUSE)
    place_order(li_na.id, source="shop", external_id="4", currency="USD", amount_minor=7, by=HOUSE)
    assert {(one.currency, one.amount_minor, one.orders) for one in totals_by_customer()} == {
        ("CNY", 3000, 2),
        ("USD", 7, 1),
    }
    assert [one.amount_minor for one in totals_by_customer(now - timedelta(days=30)) if one.currency == "CNY"] == [2000]
    assert Entry.objects.filter(event="OrderCancelled").count() == 1


def test_the_panel_counts_the_whole_customer(li_na: Customer, rf: Any) -> None:
    other = identify("phone", "13800138000", by=HOUSE)
    place(li_na, "1", 1000), place(other, "2", 2000)
    merge(other, li_na, "same", at=timezone.now(), by=HOUSE)
    panel = next(one for one in panels_for("customer.context", HOUSE, li_na) if one.template == "orders/bought.html")
    assert [one.amount_minor for one in panel.context["totals"]] == [3000]
    assert orders_of([li_na.id]).count() == 1
    assert totals_of([li_na.id])[0].amount_minor == 1000


def test_the_api_takes_orders_in_under_its_scope(li_na: Customer) -> None:
    _key, writes = make_key("shop", ["order.write"], by=HOUSE)
    _key, reads = make_key("board", ["order.read"], by=HOUSE)
    body = {
        "source": "shop",
        "external_id": "9",
        "customer": {"email": "li.na@example.com"},
        "currency": "CNY",
        "lines": [{"product": "tea", "quantity": 2, "unit_price_minor": 4500}],
    }

    def post(secret: str, body: Any, path: str = "") -> Any:
        return Client().post(
            f"/api/v1/orders{path}",
            body,
            content_type="application/json",
            headers={"authorization": f"Bearer {secret}"},
        )

    made = post(writes, body)
    assert made.status_code == 201, made.content
    assert (made.json()["amount_minor"], made.json()["customer_id"]) == (9000, str(li_na.id))
    assert post(writes, body).status_code == 200
    assert post(reads, body).status_code == 403
    assert post(writes, {**body, "external_id": "10", "customer": {}}).status_code == 422
    listed = Client().get("/api/v1/orders", headers={"authorization": f"Bearer {reads}"}).json()
    assert [one["external_id"] for one in listed["items"]] == ["9"]
    assert post(writes, None, f"/{made.json()['id']}/cancellation").json()["state"] == "cancelled"
