"""The SMTP door with real clients, and two workers at one outbox: with real transactions."""

from __future__ import annotations

import asyncio
import smtplib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError, connection

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.people.actor import system
from zhiyin.listen.channels import door
from zhiyin.listen.channels.actions import deliver, process, send
from zhiyin.listen.channels.actions.arrivals import LARGEST_MAIL
from zhiyin.listen.channels.email.tokens import reply_address
from zhiyin.listen.channels.models import Arrival, Channel, Delivery, Message
from zhiyin.listen.channels.provider import PROVIDERS, Receipt

pytestmark = pytest.mark.django_db(transaction=True)
BY = system("test")
MAIL = "\r\n".join(
    [
        "From: 李娜 <li.na@example.com>",
        "To: care@zhiyin.example",
        "Subject: hi",
        "Message-ID: <d1@x>",
        "",
        "你好，订单呢",
        "",
    ]
).encode()


@pytest.fixture
def port(mailbox: Channel, settings: Any) -> Iterator[int]:
    """A door that is open on a free port of the loopback."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    settings.SMTP_DOOR_HOST, settings.SMTP_DOOR_PORT = "127.0.0.1", number
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(door.serve(stop)), daemon=True)
    thread.start()
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                break
        threading.Event().wait(0.02)
    yield number
    loop.call_soon_threadsafe(stop.set)
    thread.join(5)
    assert not thread.is_alive(), "the door closes when it is told to"


def deliver_to(port: int, *recipients: str, mail: bytes = MAIL, sender: str = "li.na@example.com") -> dict[str, Any]:
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        return client.sendmail(sender, list(recipients), mail)


def test_the_door_takes_what_is_ours_stores_it_first_and_refuses_the_rest(
    port: int, mailbox: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = send(
        customer_id=identify("email", "a@b.example", by=BY).id, channel_id=mailbox.id, text="x", by=BY, because=None
    )
    refused = deliver_to(port, "CARE@zhiyin.example", reply_address(ours.id, mailbox.address), "nobody@zhiyin.example")
    assert list(refused) == ["nobody@zhiyin.example"]
    assert refused["nobody@zhiyin.example"][0] == 550
    arrival = Arrival.objects.get()
    assert bytes(arrival.raw).startswith(b"Return-Path: <li.na@example.com>\r\nDelivered-To: CARE@zhiyin.example\r\n")
    assert bytes(arrival.raw).endswith(MAIL)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args->>'job' FROM procrastinate_jobs WHERE args->'arguments'->>'arrival_id' = %s", [str(arrival.id)]
        )
        assert cursor.fetchall() == [("channels.process",)]
    message = process(arrival.id)
    assert message is not None
    assert (message.text, message.author_name) == ("你好，订单呢", "李娜")

    # the same again, on another way, is the same arrival
    deliver_to(port, "care@zhiyin.example", mail=b"Received: from elsewhere\r\n" + MAIL)
    assert Arrival.objects.count() == 1

    # long lines, bare dots, null sender
    deliver_to(
        port, "care@zhiyin.example", mail=b"Message-ID: <d2@x>\r\n\r\n" + b"x" * 100_000 + b"\r\n.\r\n..", sender=""
    )
    second = Arrival.objects.get(external_id="d2@x")
    read = process(second.id)
    assert read is not None
    assert len(read.text) > 100_000
    assert read.automatic

    # nothing is acknowledged while the database is away
    def gone(*_: Any) -> None:
        raise OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(door, "take_in_mail", gone)
        with pytest.raises(smtplib.SMTPDataError) as told:
            deliver_to(port, "care@zhiyin.example", mail=b"Message-ID: <d3@x>\r\n\r\nx")
        assert told.value.smtp_code == 451
        broken.setattr(door, "channel_at", gone)
        with pytest.raises(smtplib.SMTPRecipientsRefused) as told_at_once:
            deliver_to(port, "care@zhiyin.example")
        assert told_at_once.value.recipients["care@zhiyin.example"][0] == 451
    assert not Arrival.objects.filter(external_id="d3@x").exists()

    # too large is said before it is sent
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        client.ehlo()
        assert client.mail("a@b.example", [f"SIZE={LARGEST_MAIL + 1}"])[0] == 552


def test_of_many_workers_one_sends(mailbox: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    customer = identify("email", "li.na@example.com", by=BY)
    messages = [
        send(customer_id=customer.id, channel_id=mailbox.id, text=str(n), by=BY, because=None) for n in range(10)
    ]
    sent: list[str] = []

    def note(delivery: Delivery) -> Receipt:
        sent.append(delivery.message.text)
        return Receipt()

    monkeypatch.setitem(PROVIDERS, "email", replace(PROVIDERS["email"], hand_over=note))

    def work(message: Message) -> None:
        try:
            deliver(message.id)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, [one for one in messages for _ in range(4)]))
    assert sorted(sent) == sorted(str(n) for n in range(10))
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
