"""A case is opened from a call with one press: while it goes on or after it, once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.listen.channels.actions import make_channel, process, store_arrival
from zhiyin.listen.channels.models import Message
from zhiyin.listen.phone.models import Call
from zhiyin.resolve.cases.models import Case, CaseMessage, SetAside

pytestmark = pytest.mark.django_db
BY = system("test")
RING = {"event": "ring", "at": "2026-03-02T10:00:00+08:00", "number": "13800138000", "queue": "orders", "name": "王芳"}
ANSWERED = {"event": "answered", "at": "2026-03-02T10:00:20+08:00"}
HUNG_UP = {"event": "hung_up", "at": "2026-03-02T10:03:32+08:00"}
TRANSCRIPT = {"event": "transcript", "transcript": "我的订单还没到"}


@pytest.fixture
def hotline(shop: Unit) -> Any:
    return make_channel("phone", "热线", shop.id, key="hotline", by=BY)


@pytest.fixture
def desk(li_na: Person) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(li_na)
    client.cookies["django_language"] = "en"
    return client


def happens(channel: Any, *events: dict[str, str], **more: str) -> Call:
    for told in events:
        raw = json.dumps({"call_id": "a", **told, **more}).encode()
        process(store_arrival(channel.id, f"a {told['event']}", raw).id)
    return Call.objects.get()


def opened_from(desk: Client, call: Call) -> Case:
    answer = desk.post(f"/calls/{call.id}/case")
    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.number}"
    return case


def test_a_call_that_goes_on_opens_a_case_and_its_end_stands_in_it(desk: Client, hotline: Any) -> None:
    call = happens(hotline, RING, ANSWERED)
    page = desk.get(f"/calls/{call.id}").content.decode()
    assert f'action="/calls/{call.id}/case"' in page
    case = opened_from(desk, call)
    assert opened_from(desk, call) == case
    assert case.subject.endswith("· orders")
    happens(hotline, HUNG_UP, TRANSCRIPT)
    message = Message.objects.get()
    assert (CaseMessage.objects.get().message_id, case.customer_id) == (message.id, call.customer_id)
    assert all(words in message.text for words in ("3", "12", "我的订单还没到"))
    page = desk.get(f"/calls/{call.id}").content.decode()
    assert (f'href="/cases/{case.number}"' in page, '/case"' in page) == (True, False)


def test_an_answered_call_opens_a_case_afterwards_only_on_request(desk: Client, hotline: Any) -> None:
    call = happens(hotline, RING, ANSWERED, HUNG_UP)
    assert (Case.objects.count(), SetAside.objects.count()) == (0, 1)
    case = opened_from(desk, call)
    assert SetAside.objects.get().case == case


def test_a_missed_call_has_its_case_already(desk: Client, hotline: Any) -> None:
    call = happens(hotline, RING, HUNG_UP)
    assert opened_from(desk, call).waiting_since is not None


@pytest.mark.parametrize("more", [{"number": ""}, {"direction": "out"}])
def test_a_call_of_nobody_known_or_of_ours_offers_no_case(desk: Client, hotline: Any, more: dict[str, str]) -> None:
    call = happens(hotline, RING, ANSWERED, **more)
    assert f"/calls/{call.id}/case" not in desk.get(f"/calls/{call.id}").content.decode()
    assert desk.post(f"/calls/{call.id}/case")["Location"] == f"/calls/{call.id}"
    assert not Case.objects.exists()


def test_who_may_not_see_the_call_opens_nothing(hotline: Any, li_na: Person) -> None:
    call = happens(hotline, RING, ANSWERED)
    other = Client()
    elsewhere = Unit.objects.create(name="深圳店")
    li_na.memberships.update(unit=elsewhere)
    other.force_login(li_na)
    assert other.post(f"/calls/{call.id}/case").status_code == 404
    assert not Case.objects.exists()
