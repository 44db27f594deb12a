"""Pages: the inbox among many cases, and a page with one statement in our house beside the same one in none."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from bench.house import Client, House, ended, percentile, together, until_ready

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
    """The same page with one SELECT under three servers, in turns so that all have the same weather.

    The bare WSGI rate, of which 80 % is to be kept, is Django's on granian, with nothing around the view: no middleware,
    no app, else the same settings and the same server. What we lose against it is what our house puts around every page.
    The third has no Django at all, and shows what Django itself costs.
    """
    ours, django, bare = (house.web + more for more in (50, 51, 52))
    plain = [sys.executable, "-W", "ignore", "-m", "bench.plain"]
    granian = [
        Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--port", str(bare), "--no-log",
        "--workers", str(max(1, min(4, os.cpu_count() or 1))), "--blocking-threads", "4",
        "--working-dir", HERE.parent, "bench.bare:application",
    ]  # fmt: skip
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.plain_settings", "BENCH_DATABASE": house.url}
    peers = [
        _peer([*plain, str(ours)], settings),
        _peer([*plain, str(django)], {**settings, "BENCH_BARE": "1"}),
        _peer(granian, settings),
    ]
    try:
        rates: dict[int, list[float]] = {ours: [], django: [], bare: []}
        for port in rates:
            until_ready(port, "/statement")
        for _n in range(5):
            for port, found in rates.items():
                found.append(_rate(port, "/statement"))
    finally:
        for peer in peers:
            ended(peer)
    rate = {port: median(found) for port, found in rates.items()}
    of_django, of_bare = (
        median(mine / theirs for mine, theirs in zip(rates[ours], rates[peer], strict=True)) for peer in (django, bare)
    )
    return [
        (
            "page with one SELECT, 8 clients",
            f"{rate[ours]:.0f} / s",
            f"{of_django:.0%} of bare Django, {of_bare:.0%} of no Django",
        ),
        ("… bare: Django on granian", f"{rate[django]:.0f} / s", "the same view, no middleware"),
        ("… no Django: granian and psycopg", f"{rate[bare]:.0f} / s", ""),
    ]


def _peer(command: list[Any], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=environment, cwd=HERE.parent, stdin=subprocess.DEVNULL)


def _rate(port: int, path: str, seconds: float = 1.5) -> float:
    """Answers a second to eight clients that keep their connections; they only count, so that the server is measured."""
    asked: list[int] = []
    until = time.perf_counter() + seconds
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n".encode()

    def ask() -> None:
        times = 0
        with socket.create_connection(("127.0.0.1", port)) as link:
            while time.perf_counter() < until:
                link.sendall(request)
                answer = b""
                while not answer.endswith(b"ready\n"):
                    answer += (came := link.recv(65536))
                    if not came:
                        raise RuntimeError(f"port {port} hung up on {path}: {answer[:300]!r}")
                times += 1
        asked.append(times)

    passed = together(*[ask] * 8)
    if len(asked) < 8:
        raise RuntimeError(f"not all of eight clients were answered at {path}")
    return sum(asked) / passed
