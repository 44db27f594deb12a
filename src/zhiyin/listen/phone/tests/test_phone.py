"""A telephone system tells of calls: in any order, twice, of strangers; agents see who calls and tick their script."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from zhiyin.face.testing import person_with
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import make_channel
from zhiyin.listen.channels.forms import ChannelForm
from zhiyin.listen.channels.models import Arrival, Channel, Message
from zhiyin.listen.phone.kinds import PHONE
from zhiyin.listen.phone.models import Call, ScriptStep
from zhiyin.listen.phone.script import checklist, lines_of
from zhiyin.listen.phone.taking import signature

pytestmark = pytest.mark.django_db
BY = system("test")
NUMBER = "138 0013 8000"
RING = {"event": "ring", "event_id": "1", "at": "2026-03-02T10:00:00+08:00", "number": NUMBER, "queue": "orders"}
ANSWERED = {"event": "answered", "event_id": "2", "at": "2026-03-02T10:00:20+08:00"}
HUNG_UP = {"event": "hung_up", "event_id": "3", "at": "2026-03-02T10:03:32+08:00"}
TRANSCRIPT = {"event": "transcript", "event_id": "4", "transcript": "您好，我的订单还没到。"}
RECORDING = {"event": "recording", "event_id": "5", "recording_url": "https://calls.example/1.ogg"}


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.create(name="知音酒店", name_en="Zhiyin Hotels")


@pytest.fixture
def hotline(unit: Unit) -> Channel:
    return make_channel("phone", "热线", unit.id, key="hotline", by=BY)


@pytest.fixture
def tell(hotline: Channel) -> Callable[..., Any]:
    _key, secret = make_key("CTI", ["call.write"], by=BY)
    program = Client(headers={"Authorization": f"Bearer {secret}"})

    def post(told: dict[str, str], call_id: str = "a", **more: str) -> Any:
        body = {"channel": "hotline", "call_id": call_id, **told, **more}
        return program.post("/api/v1/phone/events", json.dumps(body), content_type="application/json")

    return post


def test_an_answered_call_is_logged_with_its_customer_and_its_length(tell: Callable[..., Any]) -> None:
    person = person_with("agent", "en")
    for told in (RING, {**ANSWERED, "agent": person.email.upper()}, TRANSCRIPT, HUNG_UP, RECORDING):
        answer = tell(told)
        assert answer.status_code == 201, answer.content
    call, message = Call.objects.get(), Message.objects.get()
    assert call.number == "+8613800138000"
    assert (call.seconds, call.missed, call.person, call.queue) == (192.0, False, person, "orders")
    assert (call.message, call.recording_url) == (message, "https://calls.example/1.ogg")
    assert message.customer == call.customer == Customer.objects.get()
    assert message.automatic
    assert "我的订单还没到" in message.text
    assert list(Entry.objects.filter(subject_id=call.id).order_by("id").values_list("event", flat=True)) == [
        "CallRang",
        "CallAnswered",
        "CallEnded",
    ]


def test_a_missed_call_waits_for_an_answer(tell: Callable[..., Any]) -> None:
    tell(RING)
    tell(HUNG_UP)
    assert Call.objects.get().missed
    assert not Message.objects.get().automatic


@pytest.mark.parametrize("order", list(itertools.permutations((RING, ANSWERED, TRANSCRIPT))))
def test_what_is_told_before_the_end_may_come_in_any_order_and_twice(
    tell: Callable[..., Any], order: tuple[dict[str, str], ...]
) -> None:
    for told in (*order, HUNG_UP):
        assert tell(told).status_code == 201
        assert tell(told).status_code == 200
    call = Call.objects.get()
    assert (call.seconds, call.transcript) == (192.0, TRANSCRIPT["transcript"])
    assert Message.objects.count() == 1
    assert Entry.objects.filter(event="CallRang").count() == 1
    assert (Arrival.objects.count(), set(Arrival.objects.values_list("state", flat=True))) == (4, {"processed"})


def test_a_transcript_that_comes_after_the_end_joins_what_was_logged(tell: Callable[..., Any]) -> None:
    for told in (RING, ANSWERED, HUNG_UP, TRANSCRIPT):
        tell(told)
    assert "我的订单还没到" in Message.objects.get().text


def test_two_events_of_one_kind_end_a_call_once(tell: Callable[..., Any]) -> None:
    for number in ("3", "4", "5"):
        tell({**HUNG_UP, "event_id": number}, number=NUMBER)
    assert (Message.objects.count(), Entry.objects.filter(event="CallEnded").count()) == (1, 1)


def test_a_withheld_number_makes_no_customer(tell: Callable[..., Any]) -> None:
    for told in ({**RING, "number": ""}, HUNG_UP):
        assert tell(told).status_code == 201
    assert (Call.objects.get().customer, Message.objects.count(), Customer.objects.count()) == (None, 0, 0)


def test_an_event_that_cannot_be_read_waits_with_the_failures(tell: Callable[..., Any]) -> None:
    answer = tell({**RECORDING, "recording_url": "file:///etc/passwd"})
    assert (answer.status_code, answer.json()["call"]) == (202, None)
    assert Arrival.objects.get().state == "failed"
    assert Call.objects.count() == 0


def test_only_a_key_with_the_scope_may_tell_of_calls(hotline: Channel) -> None:
    _key, secret = make_key("Other", ["message.write"], by=BY)
    other = Client(headers={"Authorization": f"Bearer {secret}"})
    body = json.dumps({"channel": "hotline", "call_id": "a", **RING})
    assert other.post("/api/v1/phone/events", body, content_type="application/json").status_code == 403
    assert not Arrival.objects.exists()


# -- signed events ------------------------------------------------------------------------------------------------------

SECRET = "wMk4Zt7Qn2Xr9Bv5Hc3Yd8Lp"


@pytest.fixture
def signing(unit: Unit) -> Channel:
    form = ChannelForm({"name": "热线", "signing_secret": SECRET, "automatic_per_hour": "6"}, kind="phone")
    assert form.is_valid(), form.errors
    return make_channel("phone", "热线", unit.id, key="hotline", settings=form.settings(), by=BY)


def tell_signed(told: Any, *, at: float | None = None, secret: str = SECRET, signed: bytes | None = None) -> Any:
    body = told if isinstance(told, bytes) else json.dumps({"call_id": "a", **told}).encode()
    timestamp = str(int(time.time() if at is None else at))
    headers = {"call-timestamp": timestamp, "call-signature": signature(secret, timestamp, signed or body)}
    return Client().post("/in/hotline", body, content_type="application/json", headers=headers)


def test_the_vector_of_the_guide() -> None:
    body = b'{"call_id": "20260302-17", "event_id": "1", "event": "ring", "number": "+8613800138000"}'
    hexadecimal = "a6d9a67aa6bb8ebb1cdc05f2d68caab410e67c641a3872e908d49d5c78d0e88b"
    assert signature(SECRET, "1772760600", body) == f"v1={hexadecimal}"
    for language in ("", ".zh"):
        guide = (Path(__file__).parents[5] / "docs" / "guide" / f"phone{language}.md").read_text()
        assert all(one in guide for one in (body.decode(), hexadecimal, SECRET, "1772760600"))


def test_signed_events_become_a_call_and_a_repeated_one_changes_nothing(signing: Channel) -> None:
    for told in (RING, ANSWERED, HUNG_UP):
        assert [tell_signed(told).status_code for _ in range(3)] == [201, 200, 200]
    assert (Call.objects.get().seconds, Message.objects.count(), Arrival.objects.count()) == (192.0, 1, 3)


def test_the_same_event_signed_and_by_key_is_one(signing: Channel) -> None:
    _key, secret = make_key("CTI", ["call.write"], by=BY)
    body = json.dumps({"channel": "hotline", "call_id": "a", **RING})
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert tell_signed(RING).status_code == 201
    assert program.post("/api/v1/phone/events", body, content_type="application/json").status_code == 200
    assert Arrival.objects.count() == 1


@pytest.mark.parametrize(
    "forged",
    [
        {"at": 0},
        {"off": -310},
        {"off": 310},
        {"secret": "guessed-guessed-guessed"},
        {"signed": b'{"call_id": "a", "event_id": "1", "event": "hung_up"}'},
    ],
)
def test_what_is_not_proven_or_too_old_is_refused(signing: Channel, forged: dict[str, Any]) -> None:
    if "off" in forged:
        forged = {"at": time.time() + forged["off"]}
    assert tell_signed(RING, **forged).status_code == 401
    assert Client().post("/in/hotline", json.dumps(RING), content_type="application/json").status_code == 401
    assert Client().get("/in/hotline").status_code == 405
    assert not Arrival.objects.exists()


def test_without_a_secret_nobody_is_believed(hotline: Channel) -> None:
    assert tell_signed(RING, secret="").status_code == 401
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    "rubbish", [b"no json", b"[]", b'{"event": "ring"}', b'{"call_id": "a", "event_id": "9", "event": "sings"}']
)
def test_what_is_signed_and_cannot_be_read_waits_for_a_person(signing: Channel, rubbish: bytes) -> None:
    assert [tell_signed(rubbish).status_code for _ in range(2)] == [202, 202]
    assert (Arrival.objects.get().state, Call.objects.count()) == ("failed", 0)


def test_the_steps_say_how_events_are_proven(signing: Channel, settings: Any) -> None:
    settings.PUBLIC_URL = "https://care.example.com"
    assert "https://care.example.com/in/hotline" in PHONE.steps.run("proof", signing)[0].words
    assert SECRET not in str(ChannelForm(kind="phone", channel=signing))
    assert "signing_secret" in ChannelForm({"name": "x", "signing_secret": "short"}, kind="phone").errors


def test_a_ringing_call_is_shown_to_those_who_may_take_it_until_somebody_does(tell: Callable[..., Any]) -> None:
    first, second = (Client(headers={"Accept-Language": "en"}) for _ in range(2))
    taker = person_with("operator", "en")
    for client, person in ((first, taker), (second, person_with("experience", "en"))):
        client.force_login(person)
    now = {"at": ""}
    ring = {k: v for k, v in RING.items() if k not in now}
    tell(ring, name="Li Na")
    assert "Li Na" in first.get("/calls/now").content.decode()
    assert "Li Na" in second.get("/calls/now").content.decode()
    tell({"event": "answered", "event_id": "2", "agent": taker.email})
    assert "On the phone" in first.get("/calls/now").content.decode()
    assert second.get("/calls/now").content == b""
    tell({"event": "hung_up", "event_id": "3"})
    assert first.get("/calls/now").content == b""


def test_the_script_of_a_call_is_ticked_and_its_gaps_are_shown(tell: Callable[..., Any]) -> None:
    for told in (RING, ANSWERED, HUNG_UP):
        tell(told)
    call, client = Call.objects.get(), Client(headers={"Accept-Language": "en"})
    client.force_login(person_with("operator", "en"))
    assert "not every step was ticked" in client.get(f"/calls/{call.id}").content.decode()
    for words in ("greet", "greet", "name", "summary", "next_step", "close"):
        assert client.post(f"/calls/{call.id}/steps", {"words": words, "ticked": "yes"}).status_code == 302
    assert ScriptStep.objects.count() == 5
    assert "not every step was ticked" not in client.get(f"/calls/{call.id}").content.decode()
    client.post(f"/calls/{call.id}/steps", {"words": "name", "ticked": "no"})
    assert ScriptStep.objects.count() == 4
    assert client.post(f"/calls/{call.id}/steps", {"words": "sing", "ticked": "yes"}).status_code == 400


def test_calls_of_another_unit_are_not_shown(tell: Callable[..., Any]) -> None:
    tell(RING)
    lead = Client()
    lead.force_login(person_with("lead", "en"))
    assert lead.get(f"/calls/{Call.objects.get().id}").status_code == 404


@pytest.mark.parametrize(
    ("steps", "lines"),
    [
        ("greet; name", ["greet", "name"]),
        ("问好；核对订单\ngreet", ["问好", "核对订单", "greet"]),
        (" ; ", []),
        ("a;a", ["a"]),
    ],
)
def test_a_script_is_read_line_by_line(steps: str, lines: list[str]) -> None:
    assert lines_of(steps) == lines
    assert [one.ticked for one in checklist(steps, lines[:1])] == [True, *[False] * (len(lines) - 1)][: len(lines)]


@pytest.mark.browser
@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "light", 1440), ("en", "dark", 390)])
def test_the_pages_of_calls_are_sound_and_a_call_pops_up(
    sign_in: Callable[..., Any],
    transactional_db: None,
    tell: Callable[..., Any],
    language: str,
    theme: str,
    width: int,
) -> None:
    for told in (RING, ANSWERED, HUNG_UP, TRANSCRIPT):
        tell(told)
    visit = sign_in("operator", language=language, theme=theme, width=width)
    visit.visit("/calls")
    visit.must_be_sound()
    visit.visit(f"/calls/{Call.objects.get().id}")
    visit.must_be_sound()
    assert not visit.page.locator(".frame-corner > .panel").is_visible()
    tell({"event": "ring", "event_id": "1", "number": "13900139000"}, call_id="b", name="王小明")
    visit.hear(event="CallRang")
    visit.page.get_by_text("王小明").wait_for()
    visit.must_be_sound()
