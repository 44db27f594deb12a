"""Pages: the inbox among many cases, and one statement under our server beside one under the bare server."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

from bench.house import Client, House, ended, percentile, until_ready

Row = tuple[str, str, str]
HERE = Path(__file__).resolve().parent


def rows(house: House) -> list[Row]:
    """All rows about pages."""
    return [*_inbox(house), *_one_statement(house)]


def _inbox(house: House) -> list[Row]:
    cookie = _signed_in()
    found, there = [], 0
    for cases in (10_000, 100_000):
        _more_cases(cases - there)
        there = cases
        client = Client(house.web, {"Cookie": cookie, "Accept": "text/html", "Accept-Language": "zh"})
        for _n in range(10):
            client.ask("GET", "/inbox")
        took = []
        for _n in range(100):
            began = time.perf_counter()
            client.ask("GET", "/inbox")
            took.append(time.perf_counter() - began)
        label = f"inbox page among {cases:,} cases, p95"
        found.append((label, f"{percentile(took, 0.95) * 1000:.1f} ms", f"p50 {percentile(took, 0.5) * 1000:.1f} ms"))
    return found


def _signed_in() -> str:
    from django.conf import settings
    from django.test import Client as InProcess

    from zhiyin.kernel.people.models import Membership, Person, Role, Unit

    person = Person.objects.create_user("bench@example.test", None, name="Bench")
    Membership.objects.create(person=person, unit=Unit.objects.get(name="Bench"), role=Role.objects.get(key="agent"))
    client = InProcess()
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _more_cases(count: int) -> None:
    from django.db import connection
    from django.utils import timezone

    from zhiyin.kernel.customers.models import Customer
    from zhiyin.listen.channels.models import Channel
    from zhiyin.resolve.cases.models import Case

    channel, now = Channel.objects.get(key="bench"), timezone.now()
    customers = Customer.objects.bulk_create(Customer(name=f"客户 {n}", made_at=now) for n in range(200))
    for start in range(0, count, 5000):
        moments = [now - timedelta(seconds=7 * number) for number in range(start, min(start + 5000, count))]
        Case.objects.bulk_create(
            Case(
                customer=customers[number % 200], unit_id=channel.unit_id, channel=channel, subject=f"订单 {number}",
                status="open", opened_at=at, last_message_at=at, snippet="我的订单还没有发货",
            )
            for number, at in enumerate(moments, start)
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _one_statement(house: House) -> list[Row]:
    port = house.web + 50
    bare = subprocess.Popen(
        [
            Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--port", str(port), "--no-log",
            "--workers", str(max(1, min(4, os.cpu_count() or 1))), "--blocking-threads", "4",
            "--working-dir", HERE.parent, "bench.bare:application",
        ],
        env={**os.environ, "BENCH_DATABASE": house.url}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until_ready(port, "/")
        ours, theirs = [], []
        for _n in range(3):  # in turns, so that both have the same weather
            ours.append(_rate(house.web, "/readyz"))
            theirs.append(_rate(port, "/"))
    finally:
        ended(bare)
    best, bare_best = max(ours), max(theirs)
    return [
        ("one SELECT under `zhiyin web`, 8 clients", f"{best:.0f} / s", f"{best / bare_best:.0%} of the bare server"),
        ("… bare: granian and psycopg", f"{bare_best:.0f} / s", ""),
    ]


def _rate(port: int, path: str, seconds: float = 3.0) -> float:
    asked = [0] * 8
    until = time.perf_counter() + seconds

    def ask(place: int) -> None:
        client = Client(port, {})
        while time.perf_counter() < until:
            client.ask("GET", path)
            asked[place] += 1

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(8)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(asked) / (time.perf_counter() - began)
