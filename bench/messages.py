"""A message over the API: how many a second, how many statements, and how soon a browser hears of it."""

from __future__ import annotations

import json
import threading
import time
from http.client import HTTPConnection
from itertools import count

import psycopg

from bench.house import Client, House, percentile, together

Row = tuple[str, str, str]
_numbers = count()


def rows(house: House) -> list[Row]:
    """All rows about messages."""
    headers = {"Authorization": f"Bearer {_key()}", "Accept-Language": "en"}
    _send(Client(house.web, headers), 20)  # warm
    one = _rate(house, headers, clients=1, seconds=6)
    eight = _rate(house, headers, clients=8, seconds=8)
    heard = _heard(house, headers, 150)
    raw = _notified(house, 300)
    return [
        ("message accepted by the API, 1 client", f"{one[0]:.0f} / s", f"p95 {one[1] * 1000:.1f} ms"),
        ("message accepted by the API, 8 clients", f"{eight[0]:.0f} / s", f"p95 {eight[1] * 1000:.1f} ms"),
        ("… SQL statements for one such message", str(_statements(headers)), "case, promise, label … included"),
        ("message sent → browser hears of it, p95", f"{percentile(heard, 0.95) * 1000:.1f} ms", f"n = {len(heard)}"),
        ("… bare: insert + NOTIFY → heard, p95", f"{percentile(raw, 0.95) * 1000:.1f} ms", f"n = {len(raw)}"),
    ]


def _key() -> str:
    from django.utils import timezone

    from zhiyin.kernel.people.actions import make_key
    from zhiyin.kernel.people.actor import system
    from zhiyin.kernel.people.models import Unit
    from zhiyin.listen.channels.models import Channel

    unit = Unit.objects.create(name="Bench")
    Channel.objects.create(name="Bench", key="bench", kind="api", unit=unit, made_at=timezone.now())
    return make_key("bench", ["message.write", "message.read"], by=system("bench"))[1]


def _message() -> dict[str, object]:
    number = next(_numbers)
    return {
        "channel": "bench",
        "external_id": f"bench-{number}",
        "customer": {"external": f"customer-{number}"},
        "text": "我的订单已经三天还没有发货，请尽快帮我看一下。",
        "subject": "订单",
    }


def _send(client: Client, times: int) -> list[float]:
    took = []
    for _n in range(times):
        began = time.perf_counter()
        client.ask("POST", "/api/v1/channels/messages", _message())
        took.append(time.perf_counter() - began)
    return took


def _rate(house: House, headers: dict[str, str], *, clients: int, seconds: float) -> tuple[float, float]:
    took: list[float] = []
    until = time.perf_counter() + seconds

    def send() -> None:
        client = Client(house.web, headers)
        while time.perf_counter() < until:
            took.extend(_send(client, 1))

    passed = together(*[send] * clients)
    return len(took) / passed, percentile(took, 0.95)


def _statements(headers: dict[str, str]) -> int:
    from django.db import connection
    from django.test import Client as InProcess
    from django.test.utils import CaptureQueriesContext

    client = InProcess(headers=headers, SERVER_NAME="localhost")
    with CaptureQueriesContext(connection) as captured:
        answer = client.post("/api/v1/channels/messages", json.dumps(_message()), content_type="application/json")
    if answer.status_code >= 300:
        raise RuntimeError(answer.content)
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in captured.captured_queries)


def _heard(house: House, headers: dict[str, str], times: int) -> list[float]:
    from django.core import signing

    token = signing.dumps({"person": "bench", "units": None}, salt="live")
    connection = HTTPConnection("127.0.0.1", house.live, timeout=30)
    connection.request("GET", f"/events?token={token}")
    stream = connection.getresponse()
    heard = threading.Semaphore(0)
    moments: list[float] = []

    def listen() -> None:
        for line in stream:
            if b'"event":"MessageReceived"' in line:
                moments.append(time.perf_counter())
                heard.release()

    threading.Thread(target=listen, daemon=True).start()
    client, took = Client(house.web, headers), []
    time.sleep(0.2)
    for _n in range(times):
        began = time.perf_counter()
        _send(client, 1)
        if not heard.acquire(timeout=10):
            raise RuntimeError("a message was not heard")
        took.append(moments[-1] - began)
    return took


def _notified(house: House, times: int) -> list[float]:
    took = []
    with psycopg.connect(house.url, autocommit=True) as ear, psycopg.connect(house.url, autocommit=True) as mouth:
        mouth.execute("CREATE TABLE bench_said (id bigint)")
        ear.execute("LISTEN bench")
        for number in range(times):
            began = time.perf_counter()
            mouth.execute("WITH said AS (INSERT INTO bench_said VALUES (%s)) SELECT pg_notify('bench', '{}')", [number])
            next(ear.notifies(timeout=10, stop_after=1))
            took.append(time.perf_counter() - began)
        mouth.execute("DROP TABLE bench_said")
    return took
