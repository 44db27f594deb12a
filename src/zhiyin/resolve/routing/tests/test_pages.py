"""The pages and the API of queues, and why this person beside a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.face.testing import LOOKS, hire
from zhiyin.kernel.people import actions as people
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.listen.channels.actions import Incoming, make_channel, receive
from zhiyin.resolve.cases import actions as cases
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.routing.actions import place_waiting, queue_case
from zhiyin.resolve.routing.models import Alarm, Telling
from zhiyin.resolve.routing.tests.conftest import HOUSE, Clock, do_what_waits, on_shift, rule, skilled

Write = Callable[..., Case]


@pytest.fixture
def page_of_lead(client: Client, lead: Actor) -> Client:
    client.force_login(Person.objects.get(id=lead.id))
    return client


@pytest.mark.django_db
def test_a_case_says_why_this_person(routed: None, staff: None, write: Write, page_of_lead: Client) -> None:
    write("a@example.com")
    case = write("b@example.com")
    shown = page_of_lead.get(f"/cases/{case.number}").content.decode()
    assert "相对容量，负荷最低" in shown
    assert "可以接：1 / 8" in shown


@pytest.mark.django_db
def test_a_case_says_why_nobody_has_it_yet(routed: None, staff: None, write: Write, page_of_lead: Client) -> None:
    people.register_skill("refund", "退款", "Refunds", by=HOUSE)
    put_in_force(
        "skills_needed", [{"when": {}, "then": {"skills": "refund:2", "speak": True}}], "x", by=HOUSE, because=None
    )
    case = write()
    for address in (f"/cases/{case.number}", "/queues"):
        assert "这里没有人的“退款”技能达到所需级别" in page_of_lead.get(address).content.decode()


@pytest.mark.django_db
def test_the_queue_stands_in_its_order_and_says_who_is_there(
    clock: Clock, staff: None, write: Write, page_of_lead: Client, na: Actor, wei: Actor
) -> None:
    first, second = write("a@example.com"), write("b@example.com")
    cases.set_priority(second.id, 1, 1, "安全", by=na, because=None)
    do_what_waits()
    skilled(na.id, "refund", 3)
    people.go_away(wei.id, "午饭", by=wei)
    shown = page_of_lead.get("/queues").content.decode()
    assert shown.index(f"#{second.number} ") < shown.index(f"#{first.number} ")
    assert shown.index("李娜") < shown.index("陈伟")
    assert "refund 3" in shown
    assert "午饭" in shown


@pytest.mark.django_db
def test_the_page_costs_the_same_for_many_as_for_few(
    clock: Clock, staff: None, write: Write, page_of_lead: Client, shop: Unit, django_assert_max_num_queries: Any
) -> None:
    for n in range(7):
        write(f"{n}@example.com")
        on_shift(hire("agent", shop, f"{n}@shop.example", f"员工{n}").id)
    page_of_lead.get("/queues")
    with django_assert_max_num_queries(28):
        page_of_lead.get("/queues")


@pytest.mark.django_db
def test_who_was_told_says_that_they_know(
    clock: Clock, write: Write, page_of_lead: Client, lead: Actor, na: Actor
) -> None:
    from zhiyin.resolve.routing import jobs

    case = write()
    jobs.unowned_for_long(clock.go(minutes=16))
    told = Telling.objects.get(person=lead.id)
    assert f"#{case.number}" in page_of_lead.get("/alarms").content.decode()
    page_of_lead.post(f"/alarms/{told.id}/acknowledgement")
    assert f"#{case.number}" not in page_of_lead.get("/alarms").content.decode()
    assert f"#{case.number}" in page_of_lead.get("/alarms?show=all").content.decode()
    other = Client()
    other.force_login(Person.objects.get(id=na.id))
    assert other.post(f"/alarms/{told.id}/acknowledgement").status_code == 404


@pytest.mark.django_db
def test_nobody_sees_the_queue_of_other_units(clock: Clock, write: Write, client: Client) -> None:
    case = write()
    elsewhere = Unit.objects.create(name="杭州店")
    client.force_login(hire("lead", elsewhere, "hz@shop.example", "陆"))
    assert f"#{case.number}" not in client.get(f"/queues?unit={case.unit_id}").content.decode()
    _key, secret = make_key("board", ["queue.read"], elsewhere.id, by=HOUSE)
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/queues", headers=headers).json()["items"] == []
    for place in ("people", "waits"):
        assert client.get(f"/api/v1/queues/{place}", {"unit_id": case.unit_id}, headers=headers).status_code == 404


@pytest.mark.django_db
def test_the_api_tells_what_waits_who_is_there_and_why(
    routed: None, write: Write, na: Actor, wei: Actor, client: Client
) -> None:
    on_shift(na.id, capacity=1)
    skilled(na.id, "refund", 2)
    placed, waiting = write("a@example.com"), write("b@example.com")
    _key, secret = make_key("board", ["queue.read", "case.read"], placed.unit_id, by=HOUSE)
    headers = {"Authorization": f"Bearer {secret}"}

    def asked(place: str, **wanted: Any) -> Any:
        return client.get(f"/api/v1/queues{place}", wanted, headers=headers).json()

    found = asked("", unit_id=placed.unit_id)["items"]
    # Chen Wei has no hours: only of Li Na it can be said that she is full
    assert [(one["case_id"], one["fault"]) for one in found] == [(str(waiting.id), "full")]
    board = asked("/people", unit_id=placed.unit_id)
    assert [(one["name"], one["there"], one["load"], one["capacity"]) for one in board] == [
        ("李娜", True, 1.0, 1), ("陈伟", False, 0.0, 8),
    ]  # fmt: skip
    assert board[0]["skills"] == {"refund": 2}
    assert asked("/waits", unit_id=placed.unit_id) == []
    told = asked(f"/placements/{placed.number}")
    assert (told["person_id"], told["rule"]) == (str(na.id), "only")
    assert told["alternatives"] == [{"id": str(wei.id), "fault": "shift", "load": 0, "capacity": 8}]
    assert client.get(f"/api/v1/queues/placements/{waiting.number}", headers=headers).status_code == 404


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_are_sound(sign_in: Callable[..., Any], look: tuple[str, str, int]) -> None:
    page = sign_in("lead", *look)
    unit = Unit.objects.get(name="总部")
    always = {str(day): [["00:00", "24:00"]] for day in range(7)}
    agent = hire("agent", unit, "na@shop.example", "李娜")
    on_shift(agent.id, capacity=1, hours=always)
    skilled(agent.id, "refund", 2)
    away = hire("agent", unit, "wei@shop.example", "陈伟")
    people.go_away(away.id, "午饭", by=HOUSE)
    rule()
    mailbox = make_channel("email", "邮箱", unit.id, "care@shop.example", by=HOUSE)
    for n in range(3):
        receive(mailbox, Incoming(f"{n}", "email", f"{n}@x.example", "你好，订单没到"), by=HOUSE, because=None)
    for case in Case.objects.all():
        queue_case(case.id, by=HOUSE, because=None)
    place_waiting(unit.id, by=HOUSE)
    waiting, given = Case.objects.filter(assignee=None)[0], Case.objects.exclude(assignee=None)[0]
    alarm = Alarm.objects.create(kind="unowned", about_id=waiting.id, case=waiting, unit=unit, at=timezone.now())
    Telling.objects.create(alarm=alarm, person=page.person, role="lead", at=timezone.now())
    for address in ("/queues", "/alarms", "/alarms?show=all", f"/cases/{waiting.number}", f"/cases/{given.number}"):
        page.visit(address).must_be_sound()
