"""Operators see how the channels fare, connect them, and mend what could not be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhiyin.face.testing import person_with
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.sealing import seal
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import make_channel, mend, process, run_again, send, set_aside, store_arrival
from zhiyin.listen.channels.health import COUNTED, health_seen_by
from zhiyin.listen.channels.mending import charset_of, edited, is_editable, reason_of, text_of
from zhiyin.listen.channels.models import Arrival, Channel, Delivery, MailboxState, Message
from zhiyin.listen.channels.provider import PROVIDERS, Check, Steps

pytestmark = pytest.mark.django_db
BY = system("test")
GOOD = {"external_id": "1", "customer": {"email": "li.na@example.com"}, "text": "你好", "thread": ""}


@pytest.fixture
def operator() -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person_with("operator", "en"))
    return client


def broken(channel: Channel, number: int = 1, raw: bytes = b'{"text": "hello",}') -> Arrival:
    arrival = store_arrival(channel.id, f"broken {number}", raw)
    process(arrival.id)
    arrival.refresh_from_db()
    assert arrival.state == "failed"
    return arrival


# --- health


def test_health_costs_four_statements_however_many_channels_there_are(unit: Unit) -> None:
    for number in range(8):
        make_channel("api", f"Shop {number}", unit.id, by=BY)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(health_seen_by(BY)) == 8
    assert len(asked) == 4


def test_health_counts_no_more_than_it_says(connection_in: Channel, mailbox: Channel) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO channels_arrival (id, channel_id, external_id, raw, aside_why, state, failure, tries, arrived_at) "
            "SELECT gen_random_uuid(), %s, n::text, '', '', 'failed', '', 1, now() FROM generate_series(1, %s) n",
            [connection_in.id, COUNTED + 50],
        )
    found = {one.channel.key: one for one in health_seen_by(BY)}
    assert (found["shop"].unread_failed, found["shop"].at_least) == (COUNTED, True)
    assert health_seen_by(BY, "shop")[0].failures == COUNTED


@pytest.mark.parametrize("which", ["arrivals", "deliveries"])
def test_counting_what_waits_uses_the_index_of_what_waits(which: str) -> None:
    from zhiyin.listen.channels import health

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + (health._ARRIVALS if which == "arrivals" else health._DELIVERIES))
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert ("arrival_waiting" if which == "arrivals" else "delivery_waiting") in plan


def test_health_tells_the_last_message_that_left_and_what_the_mail_server_said(mailbox: Channel, chat: Channel) -> None:
    mailbox.settings["imap_host"] = "mail.example"
    mailbox.save()
    MailboxState.objects.create(channel=mailbox, last_error="AUTHENTICATIONFAILED", last_step="login")
    arrival = store_arrival(chat.id, "1", json.dumps({**GOOD, "channel": "hotel"}).encode())
    message = process(arrival.id)
    assert message
    send(customer_id=message.customer_id, channel_id=chat.id, text="hello", answers_id=message.id, by=BY, because=None)
    found = {one.channel.key: one for one in health_seen_by(BY)}
    assert "AUTHENTICATIONFAILED" in found[mailbox.key].fault
    assert found["hotel"].last_in_at == message.at
    assert found["hotel"].last_out_at == Delivery.objects.get().sent_at


# --- connecting


def test_a_channel_is_opened_step_by_step(operator: Client, unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = operator.get("/channels/new").content.decode()
    assert all(f"?kind={kind}" in shown for kind in PROVIDERS)
    made = operator.post("/channels/new?kind=api", {"name": "Shop", "unit": unit.id, "key": "shop"})
    assert made["Location"] == "/channels/shop/connect"
    assert operator.get("/channels/shop/connect").status_code == 200
    told: list[str] = []

    def checks(channel: Channel) -> list[Check]:
        told.append(channel.key)
        return [Check("The door is open", True), Check("The key fits", False, "Cut it anew.")]

    def slow(channel: Channel) -> Check:
        raise AssertionError("nobody asked for this one")

    steps = Steps(door=("Door and key", checks), slow=("Something slow", slow))
    monkeypatch.setitem(PROVIDERS, "api", replace(PROVIDERS["api"], checks=steps))
    page = operator.get("/channels/shop/connect").content.decode()
    assert told == []
    assert all(f'hx-post="/channels/shop/checks/{step}"' in page for step in ("door", "slow"))
    assert "Something slow" in page
    answer = operator.post("/channels/shop/checks/door").content.decode()
    assert told == ["shop"]
    assert "The door is open" in answer
    assert "Cut it anew." in answer
    assert operator.post("/channels/shop/checks/other").status_code == 404


@pytest.mark.parametrize("kind", sorted(PROVIDERS))
def test_a_kind_with_one_function_of_checks_has_one_step(kind: str, connection_in: Channel) -> None:
    def checks(channel: Channel) -> list[Check]:
        return [Check("The door is open", True)]

    steps = replace(PROVIDERS[kind], checks=checks).steps
    assert [one for name in steps.looks for one in steps.run(name, connection_in)] == checks(connection_in)
    assert replace(PROVIDERS[kind], checks=None).steps.looks == {}


def test_the_address_for_the_other_side_is_the_public_one(operator: Client, unit: Unit, settings) -> None:
    settings.PUBLIC_URL = "https://care.example"
    make_channel("webhook", "Till", unit.id, key="till", by=BY)
    assert "https://care.example/in/till" in operator.get("/channels/till/connect").content.decode()


def test_a_test_answer_goes_the_way_of_every_answer(operator: Client, connection_in: Channel) -> None:
    message = process(store_arrival(connection_in.id, "1", json.dumps(GOOD).encode()).id)
    assert message
    assert f"/test/{message.id}" in operator.get("/channels/shop/heard").content.decode()
    operator.post(f"/channels/shop/test/{message.id}")
    sent = Message.objects.get(direction="out")
    assert (sent.answers_id, sent.delivery.state) == (message.id, "sent")


def test_only_who_manages_channels_connects_them(connection_in: Channel) -> None:
    agent = Client()
    agent.force_login(person_with("agent", "en"))
    for ask in (agent.get("/channels/shop/connect"), agent.post("/channels/shop/checks/all")):
        assert ask.status_code == 403


# --- mending


def test_a_mended_arrival_becomes_its_message_and_keeps_its_original(operator: Client, connection_in: Channel) -> None:
    raw = json.dumps(GOOD, ensure_ascii=False).encode()[:-1]
    arrival = broken(connection_in, raw=raw)
    page = operator.get(f"/channels/failures/{arrival.id}").content.decode()
    assert "JSONDecodeError" in page
    answer = operator.post(f"/channels/failures/{arrival.id}/mending", {"text": raw.decode() + "}", "charset": "utf-8"})
    arrival.refresh_from_db()
    message = Message.objects.get()
    assert (arrival.state, arrival.message, bytes(arrival.raw)) == ("processed", message, raw)
    assert bytes(arrival.mended) == raw + b"}"
    assert (message.text, answer["Location"]) == ("你好", f"/messages/{message.id}")
    told = Entry.objects.filter(subject_id=arrival.id).order_by("id").values_list("event", "by_kind")
    assert list(told) == [("ArrivalMended", "person"), ("ArrivalRunAgain", "person")]
    shown = operator.get(f"/channels/failures/{arrival.id}").content.decode()
    assert "What could not be read was mended" in shown


def test_a_mending_can_be_taken_back_and_a_read_arrival_is_not_mended(connection_in: Channel) -> None:
    arrival = broken(connection_in)
    mend(arrival, b"{}", by=BY)
    mend(arrival, bytes(arrival.raw), by=BY)
    arrival.refresh_from_db()
    assert arrival.mended is None
    mend(arrival, json.dumps(GOOD).encode(), by=BY)
    assert run_again(arrival, by=BY)
    with pytest.raises(Exception, match="无需再改"):
        mend(arrival, b"{}", by=BY)
    assert Message.objects.count() == 1


def test_running_again_a_hundred_times_makes_one_message(connection_in: Channel) -> None:
    arrival = broken(connection_in)
    mend(arrival, json.dumps(GOOD).encode(), by=BY)
    assert len({run_again(arrival, by=BY) for _ in range(5)}) == 1


def test_failures_are_grouped_by_reason_and_handled_by_reason(operator: Client, connection_in: Channel) -> None:
    first, second = broken(connection_in, 1), broken(connection_in, 2, b'{"text": "hi", "customer": {},}')
    third = broken(connection_in, 3, b"\xff\xfe\xff")
    assert reason_of(first.failure) == reason_of(second.failure) != reason_of(third.failure)
    operator.post(
        "/channels/failures/decision",
        {"what": "aside", "which": "all", "reason": reason_of(first.failure), "why": "spam"},
    )
    assert set(Arrival.objects.filter(state="aside").values_list("id", "aside_why")) == {
        (first.id, "spam"),
        (second.id, "spam"),
    }
    assert "spam" in operator.get("/channels/failures?state=aside").content.decode()
    operator.post("/channels/failures/decision", {"what": "back", "which": "ticked", "id": [str(first.id), "nonsense"]})
    assert set(Arrival.objects.filter(state="failed").values_list("id", flat=True)) == {first.id, third.id}
    assert Arrival.objects.count() == 3


def test_setting_aside_needs_a_reason_and_one_who_may(connection_in: Channel) -> None:
    arrival = broken(connection_in)
    with pytest.raises(Exception, match="原因"):
        set_aside(arrival, "  ", by=BY)
    with pytest.raises(Exception, match="权限"):
        set_aside(arrival, "spam", by=Actor(kind="person", name="A", language="en"))
    arrival.refresh_from_db()
    assert arrival.state == "failed"


def test_ticked_failures_of_another_unit_are_not_touched(connection_in: Channel, unit: Unit) -> None:
    arrival = broken(connection_in)
    other = Client()
    other.force_login(person_with("lead", "en"))
    other.post("/channels/failures/decision", {"what": "aside", "which": "ticked", "id": [str(arrival.id)], "why": "x"})
    arrival.refresh_from_db()
    assert arrival.state == "failed"


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        ("你好".encode(), "utf-8"),
        ("你好，世界".encode("gb18030"), "gb18030"),
        (b"\xff\xff\x81", "latin-1"),
        (b"plain", "utf-8"),
    ],
)
def test_the_charset_of_bytes_is_one_that_reads_them(raw: bytes, charset: str) -> None:
    assert charset_of(raw) == charset or text_of(raw, charset_of(raw)) is not None
    assert text_of(raw, charset_of(raw)) is not None


@pytest.mark.parametrize("raw", [b"a\r\nb\r\n", b"a\nb", "李娜\n".encode("gb18030"), b""])
def test_an_untouched_text_comes_back_from_the_form_as_the_same_bytes(raw: bytes) -> None:
    charset = charset_of(raw)
    text = text_of(raw, charset)
    assert text is not None
    assert is_editable(raw, text)
    sent_by_a_browser = text.replace("\r\n", "\n").replace("\n", "\r\n")
    assert edited(raw, sent_by_a_browser, charset) == raw


@pytest.mark.parametrize("raw", [b"a\x00b", b"a\r\nb\nc", b"a\rb", b"x" * 600_000])
def test_what_a_form_cannot_give_back_is_not_edited(raw: bytes) -> None:
    assert not is_editable(raw, text_of(raw, charset_of(raw)))


#: a mailbox whose servers do not answer, and which wants a person's consent
NOWHERE = {
    "imap_host": "127.0.0.1",
    "imap_port": 1,
    "smtp_host": "127.0.0.1",
    "smtp_port": 1,
    "sign_in": "oauth",
    "oauth_provider": "microsoft",
    "oauth_client_id": "zhiyin",
}


@pytest.mark.browser
@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "light", 1440), ("en", "dark", 390)])
def test_the_operators_pages_are_sound(
    sign_in: Callable,
    transactional_db: None,
    language: str,
    theme: str,
    width: int,
    unit: Unit,
    connection_in: Channel,
    settings: Any,
) -> None:
    arrival = broken(connection_in)
    mend(arrival, b'{"text": "hello"}', by=BY)
    process(store_arrival(connection_in.id, "1", json.dumps(GOOD).encode()).id)
    make_channel("webhook", "收银台", unit.id, key="till", by=BY)
    settings.NAME_SERVERS = "127.0.0.1:1"  # nobody is asked outside
    make_channel(
        "email",
        "客服邮箱",
        unit.id,
        "care@shop.example",
        key="box",
        settings={**NOWHERE, "sealed": {"oauth_client_secret": seal("s3cret")}},
        by=BY,
    )
    visit = sign_in("operator", language=language, theme=theme, width=width)
    for address in (
        "/channels",
        "/channels/new",
        "/channels/new?kind=webhook",
        "/channels/till/connect",
        "/channels/shop/connect",
        "/channels/box/connect",
        "/channels/box",
        "/channels/shop",
        "/channels/failures",
        f"/channels/failures/{arrival.id}",
    ):
        visit.visit(address).settled().must_be_sound()
