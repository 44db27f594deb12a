import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.template.loader import get_template

from zhiyin.face.slots import cells_for, panels_for
from zhiyin.kernel.customers.actions import identify, merge
from zhiyin.kernel.customers.models import Customer, Trait
from zhiyin.kernel.customers.reads import trait_of
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.orders.actions import place_order
from zhiyin.listen.orders.models import Order
from zhiyin.understand.topics.models import Label
from zhiyin.understand.value.actions import count_all_risks, count_all_values, count_risk_of
from zhiyin.understand.value.models import Bounds
from zhiyin.understand.value.policy import Sign, band_of, in_words, risk_of_signs
from zhiyin.understand.value.reads import risk_of, value_of, values_and_risks

HOUSE = system("test")
DAY = timedelta(days=1)
database = pytest.mark.django_db
T0 = datetime.fromisoformat("2026-11-01T00:00:00+00:00")


@pytest.fixture
def customers(db: None, now: datetime) -> list[Customer]:
    """Nine customers; the first bought for 1 yuan, the ninth for 9."""
    made = [identify("email", f"c{i}@example.cn", name=f"C{i}", by=HOUSE) for i in range(1, 10)]
    Order.objects.bulk_create(order(one, i, now - DAY, number=i) for i, one in enumerate(made, start=1))
    return made


def order(customer: Customer, yuan: int, at: datetime, *, number: int = 0, currency: str = "CNY") -> Order:
    return Order(
        customer=customer,
        source="shop",
        external_id=f"{customer.id}-{number}",
        placed_at=at,
        amount_minor=yuan * 100,
        currency=currency,
    )


@pytest.mark.parametrize(
    ("amount", "band"), [(0, "low"), (300, "low"), (301, "middle"), (600, "middle"), (601, "high")]
)
def test_the_band_of_an_amount(amount: int, band: str) -> None:
    assert band_of(amount, 300, 600) == band


@database
def test_customers_are_banded_in_thirds(customers: list[Customer], now: datetime) -> None:
    assert count_all_values(now) == 9
    assert [value_of(one.id, HOUSE).band for one in customers] == ["low"] * 3 + ["middle"] * 3 + ["high"] * 3  # type: ignore[union-attr]
    assert trait_of(customers[8].id, "value") == {"band": "high", "amount_minor": 900, "orders": 1, "currency": "CNY"}
    bounds = Bounds.objects.get()
    assert (bounds.middle_above, bounds.high_above, bounds.n) == (300, 600, 9)
    count_all_values(now + DAY)
    assert Trait.objects.filter(name="value").count() == 9  # the same value is not pinned twice


@database
def test_fixed_amounts_band_by_the_policy(customers: list[Customer], now: datetime) -> None:
    rows = [{"when": {}, "then": {"method": "amounts", "window_days": 365, "middle_above": 100, "high_above": 850}}]
    put_in_force("value_bands", rows, "fixed", by=HOUSE, because=None)
    count_all_values(now)
    assert [value_of(one.id, HOUSE).band for one in customers] == ["low"] + ["middle"] * 7 + ["high"]  # type: ignore[union-attr]


@database
def test_old_and_cancelled_orders_count_for_nothing(customers: list[Customer], now: datetime) -> None:
    count_all_values(now)
    Order.objects.filter(customer=customers[0]).update(state="cancelled")
    Order.objects.filter(customer=customers[1]).update(placed_at=now - 400 * DAY)
    assert count_all_values(now + timedelta(minutes=1)) == 7
    assert value_of(customers[0].id, HOUSE) is None
    assert value_of(customers[1].id, HOUSE) is None
    assert Trait.objects.filter(customer=customers[0], name="value", until_at__isnull=False).count() == 1


@database
def test_a_merged_customer_counts_as_one(customers: list[Customer], now: datetime) -> None:
    merge(customers[0], customers[8], "the same", at=now, by=HOUSE)
    count_all_values(now)
    value = value_of(customers[8].id, HOUSE)
    assert value is not None
    assert (value.amount_minor, value.orders) == (1000, 2)
    assert value_of(customers[0].id, HOUSE) == value


@database
def test_an_order_changes_the_value_of_its_customer_at_once(customers: list[Customer], now: datetime) -> None:
    count_all_values(now)
    placed = place_order(
        customers[0].id, source="shop", external_id="new", currency="CNY", amount_minor=5000, by=HOUSE, at=now - DAY
    )
    entry = last_entry_of(placed.id)
    assert entry is not None
    react("understand.value.an_order_changes_what_a_customer_is_worth", entry.id)
    value = value_of(customers[0].id, HOUSE)
    assert value is not None
    assert (value.band, value.amount_minor, value.orders) == ("high", 5100, 2)
    assert Trait.objects.get(customer=customers[0], name="value", until_at=None).because_id == entry.id


@pytest.mark.parametrize(
    ("signs", "level", "codes"),
    [
        ([], None, []),
        ([Sign("angry", 2, T0)], "low", ["angry"]),
        ([Sign("broken_promise", 1, T0)], "middle", ["broken_promise"]),
        (
            [Sign("angry", 3, T0), Sign("bad_score", 1, T0), Sign("fewer_orders", 60, T0)],
            "high",
            ["bad_score", "fewer_orders", "angry"],
        ),
        ([Sign("broken_promise", 1, T0), Sign("good_score", 5, T0 + DAY)], None, []),
        ([Sign("broken_promise", 1, T0 + DAY), Sign("good_score", 5, T0)], "middle", ["broken_promise"]),
    ],
)
def test_signs_add_up_to_a_risk(signs: list[Sign], level: str | None, codes: list[str]) -> None:
    risk = risk_of_signs(signs)
    assert (risk.level if risk else None) == level
    assert [reason["code"] for reason in risk.reasons] == codes if risk else codes == []
    if risk:
        assert all(in_words(reason) != reason["code"] for reason in risk.reasons)


@database
def test_fewer_orders_and_bad_moods_are_signs_of_risk(now: datetime) -> None:
    fang, wei = identify("email", "fang@example.cn", by=HOUSE), identify("email", "wei@example.cn", by=HOUSE)
    Order.objects.bulk_create(order(fang, 10, now - (100 + i) * DAY, number=i) for i in range(4))
    Order.objects.bulk_create(order(wei, 10, now - (10 + i) * DAY, number=i) for i in range(4))
    for i in range(2):
        Label.objects.create(
            source="message",
            text_id=order(fang, 1, now, number=99).id,
            customer=fang,
            topic="room",
            mood=-0.8,
            mood_label="negative",
            confidence=0.8,
            machine_topic="room",
            machine_mood_label="negative",
            version=1,
            at=now - (i + 1) * DAY,
        )
    assert count_all_risks(now) == 1
    risk = risk_of(fang.id, HOUSE)
    assert risk is not None
    assert risk.level == "middle"
    assert len(risk.reasons) == 2
    assert risk_of(wei.id, HOUSE) is None
    Label.objects.all().delete()
    Order.objects.filter(customer=fang).update(placed_at=now - DAY)
    count_risk_of({fang.id: None}, by=HOUSE, at=now)
    assert risk_of(fang.id, HOUSE) is None


@database
def test_the_panel_shows_value_to_those_who_may_see_it(customers: list[Customer], now: datetime) -> None:
    count_all_values(now)
    actor = Actor("person", permissions=frozenset({"value.read"}))
    templates = [panel.template for panel in panels_for("customer.context", actor, customers[0])]
    assert templates == ["value/panel.html"]
    assert panels_for("customer.context", Actor("person"), customers[0]) == []
    cells = cells_for("customers.row", actor, customers)
    assert [cells[one.id][0].context["risk"] for one in customers] == [None] * 9
    assert cells_for("customers.row", Actor("person"), customers) == {one.id: [] for one in customers}


@database
def test_a_reader_of_one_unit_gets_no_details_of_a_customer_whom_another_knows(
    customers: list[Customer], now: datetime
) -> None:
    here, there = (Unit.objects.create(name=name) for name in ("杭州", "上海"))
    ours, theirs, joined = customers[0], customers[8], customers[4]
    Order.objects.filter(customer=ours).update(unit=here)
    Order.objects.filter(customer__in=[theirs, joined]).update(unit=there)
    count_all_values(now)
    Trait.objects.create(
        customer=theirs, name="risk", pinned_by="value", value={"level": "high", "reasons": ["said so"]}, from_at=now
    )
    reader = Actor("person", permissions=frozenset({"value.read"}), units=frozenset({here.id}))
    values, risks = values_and_risks([ours.id, theirs.id], reader)
    assert (values[ours.id].amount_minor, values[ours.id].orders) == (100, 1)
    assert (values[theirs.id].band, values[theirs.id].amount_minor, values[theirs.id].orders) == ("high", None, None)
    assert (risks[theirs.id].level, risks[theirs.id].reasons) == ("high", None)
    everywhere = Actor("person", permissions=frozenset({"value.read"}))
    assert risk_of(theirs.id, everywhere).reasons == ("said so",)  # type: ignore[union-attr]
    assert value_of(ours.id, Actor("person")) is None

    merge(joined, ours, "the same", at=now, by=HOUSE)  # what another unit knows of a part, it knows of the whole
    assert value_of(ours.id, reader).amount_minor is None  # type: ignore[union-attr]
    panel = next(iter(panels_for("customer.context", reader, theirs)))
    shown = get_template(panel.template).render(panel.context)
    assert "9.00" not in shown
    assert "said so" not in shown


@database
def test_a_unit_that_a_customer_wrote_to_knows_the_customer(customers: list[Customer], now: datetime) -> None:
    here, there = (Unit.objects.create(name=name) for name in ("杭州", "上海"))
    count_all_values(now)
    reader = Actor("person", permissions=frozenset({"value.read"}), units=frozenset({here.id}))
    assert value_of(customers[0].id, reader).orders == 1  # type: ignore[union-attr]
    Entry.objects.create(
        event="Said", customer=customers[0], unit_id=there.id, by_kind="customer", happened_at=now, noted_at=now
    )
    assert value_of(customers[0].id, reader).orders is None  # type: ignore[union-attr]


@database
def test_many_customers_are_counted_in_one_pass(now: datetime, django_assert_max_num_queries: Any) -> None:
    people = Customer.objects.bulk_create(Customer(name=str(i), made_at=now) for i in range(3000))
    Order.objects.bulk_create(
        order(one, 1 + i % 97, now - DAY, number=n) for i, one in enumerate(people) for n in (1, 2)
    )
    begin = time.perf_counter()
    with django_assert_max_num_queries(20):
        assert count_all_values(now) == 3000
    assert time.perf_counter() - begin < 2
