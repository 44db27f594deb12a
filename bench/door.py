"""Mail at the door: how many a second are accepted durably, and how many a second a worker makes cases of."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count

import psycopg

from bench.house import House, ended, percentile, together
from zhiyin.config.ports import next_free

Row = tuple[str, str, str]
CONNECTIONS, ACCEPTED, SIZE = 8, 2000, 2000
_numbers = count()


def rows(house: House) -> list[Row]:
    """All rows about the door."""
    port = next_free("127.0.0.1", 18700, set())
    _mailbox()
    channels = _started("channels", ZHIYIN_DOOR_PORT=str(port))
    try:
        _until_open(port)
        _bring(port, 100)  # warm
        accepted, took, door_spent = _accepted(port, channels)
        bare = _bare(house.url)
    finally:
        ended(channels)
    processed, settled, worker_spent, cases = _processed(house.url)
    return [
        ("mail of 2 kB accepted, 8 connections", f"{accepted:.0f} / s", f"p95 {percentile(took, 0.95) * 1000:.0f} ms"),
        ("… CPU of the door's process", f"{door_spent * 1000:.1f} ms", "for one mail"),
        ("… bare: insert 2 kB and commit, 8 connections", f"{bare:.0f} / s", "no protocol, no job"),
        ("mail processed by the worker, a process a core", f"{processed:.0f} / s", f"{cases} with case, promise, search …"),
        ("… and all that was put off done too", f"{settled:.0f} / s", "topic, mood, confirmation"),
        ("… CPU of the worker's processes", f"{worker_spent * 1000:.1f} ms", "for one mail and all of that"),
    ]  # fmt: skip


def mail(number: int) -> bytes:
    """A mail of 2 kB from a customer of its own."""
    head = (
        f"From: =?utf-8?b?5p2O5aic?= <customer-{number}@bench.example>\r\nTo: bench@zhiyin.example\r\n"
        f"Subject: =?utf-8?b?6K6i5Y2V6L+Y5rKh5pyJ5Y+R6LSn?= {number}\r\nMessage-ID: <bench-{number}@bench.example>\r\n"
        "Date: Fri, 06 Mar 2026 09:30:00 +0800\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    ).encode()
    line = "我的订单已经三天还没有发货，请尽快帮我看一下。\r\n".encode()
    return head + line * ((SIZE - len(head)) // len(line))


def _mailbox() -> None:
    from zhiyin.kernel.people.actor import system
    from zhiyin.kernel.people.models import Unit
    from zhiyin.listen.channels.actions import make_channel

    unit = Unit.objects.filter(name="Bench").first() or Unit.objects.create(name="Bench")
    make_channel("email", "Bench mail", unit.id, "bench@zhiyin.example", key="bench-mail", by=system("bench"))


def _started(*part: str, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-W", "ignore", "-m", "zhiyin", *part]
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env={**os.environ, **environment}
    )


def _until_open(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the door does not open")


def _bring(port: int, mails: int) -> list[float]:
    """Bring mails on one connection; how long each took from MAIL FROM to the last 250."""
    took = []
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line, line.makefile("rb") as answers:

        def say(words: bytes, expected: bytes) -> None:
            line.sendall(words)
            answer = answers.readline()
            while answer[3:4] == b"-":
                answer = answers.readline()
            if not answer.startswith(expected):
                raise RuntimeError(answer)

        say(b"", b"220")
        say(b"EHLO bench\r\n", b"250")
        for number in (next(_numbers) for _n in range(mails)):
            content = mail(number)
            began = time.perf_counter()
            say(b"MAIL FROM:<customer-%d@bench.example>\r\n" % number, b"250")
            say(b"RCPT TO:<bench@zhiyin.example>\r\n", b"250")
            say(b"DATA\r\n", b"354")
            say(content + b".\r\n", b"250")
            took.append(time.perf_counter() - began)
        say(b"QUIT\r\n", b"221")
    return took


def _accepted(port: int, channels: subprocess.Popen[bytes]) -> tuple[float, list[float], float]:
    took: list[float] = []
    spent = _cpu_seconds(channels.pid)
    passed = together(*[lambda: took.extend(_bring(port, ACCEPTED // CONNECTIONS))] * CONNECTIONS)
    if len(took) < ACCEPTED:
        raise RuntimeError(f"only {len(took)} of {ACCEPTED} mails were accepted")
    return len(took) / passed, took, (_cpu_seconds(channels.pid) - spent) / len(took)


def _bare(url: str) -> float:
    content, times = mail(0), 100

    def write() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            for _n in range(times):
                connection.execute("INSERT INTO bench_mail VALUES (%s)", [content])

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE bench_mail (raw bytea)")
        rate = times * CONNECTIONS / together(*[write] * CONNECTIONS)
        connection.execute("DROP TABLE bench_mail")
    return rate


def _processed(url: str) -> tuple[float, float, float, int]:
    """Mails a second from when the worker has made its first messages until all are made; the same until every reaction
    that was put off is done too; the worker's CPU for one mail and all of its reactions; the cases."""
    with psycopg.connect(url, autocommit=True) as connection:
        # what the measures before have put off is none of these mails'
        connection.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo' AND queue_name <> 'incoming'")
    worker = _started("worker")
    try:
        with psycopg.connect(url, autocommit=True) as connection:

            def count_of(statement: str) -> int:
                row = connection.execute(statement).fetchone()
                return int(row[0]) if row else 0

            def done() -> int:
                return count_of(
                    "SELECT count(*) FROM channels_arrival a JOIN channels_channel c ON c.id = a.channel_id"
                    " WHERE c.key = 'bench-mail' AND a.state = 'processed'"
                )

            total = next(_numbers)
            until = time.monotonic() + 240
            first = _waited(done, 50, until)
            began, spent = time.perf_counter(), _cpu_seconds(worker.pid)
            _waited(done, total, until)
            made = time.perf_counter() - began
            # what is told to customers waits in the outbox for a mail server that is not there: that is another measure
            waiting = "SELECT -count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
            _waited(lambda: count_of(waiting + " AND queue_name IN ('incoming', 'default')"), 0, until)
            passed, spent = time.perf_counter() - began, _cpu_seconds(worker.pid) - spent
            mails = total - first
            return mails / made, total / passed, spent / total, count_of("SELECT count(*) FROM cases_case")
    finally:
        ended(worker)


def _waited(value: Callable[[], int], enough: int, until: float) -> int:
    """The value when it is large enough."""
    while (now := value()) < enough:
        if time.monotonic() > until:
            raise RuntimeError(f"it came to {now} and not to {enough}")
        time.sleep(0.05)
    return now


def _cpu_seconds(pid: int) -> float:
    """The processor time that a process and those that it started have used so far, with all their threads."""
    with open(f"/proc/{pid}/stat", "rb") as file:
        fields = file.read().rpartition(b")")[2].split()
    with open(f"/proc/{pid}/task/{pid}/children", "rb") as file:
        children = sum(_cpu_seconds(int(child)) for child in file.read().split())
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + children


if __name__ == "__main__":
    from bench.house import opened

    with opened() as house:
        for row in rows(house):
            print(*row, sep="  ")
