"""Live updates: who hears what, what is replayed, and what an end of the connection costs."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core import signing
from django.db import connection, transaction
from django.utils import timezone

from zhiyin.config.live.application import LiveApplication, origins_of
from zhiyin.config.live.hub import LONGEST_QUEUE, Hub, Stream
from zhiyin.config.live.listeners import SALT, Listener, listener_of
from zhiyin.config.ports import choose
from zhiyin.face.testing import run_apart
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.timeline.models import Entry

SECRET = "a secret of this test"
UNIT, OTHER = str(uuid4()), str(uuid4())


def _token(**said: object) -> str:
    return signing.dumps(said, key=SECRET, salt=SALT)


def _facts(**more: str) -> dict[str, str]:
    return {"id": str(new_id()), "event": "MessageReceived", **more}


def test_staff_hear_their_units_and_what_is_of_no_unit() -> None:
    listener = listener_of(_token(person="x", units=[UNIT]), SECRET)
    assert listener is not None
    assert listener.may_hear(_facts(unit_id=UNIT))
    assert listener.may_hear(_facts())
    assert not listener.may_hear(_facts(unit_id=OTHER))


def test_staff_of_all_units_hear_everything() -> None:
    listener = listener_of(_token(person="x", units=None), SECRET)
    assert listener is not None
    assert listener.may_hear(_facts(unit_id=OTHER))


def test_a_customer_hears_of_their_own_messages_only() -> None:
    listener = listener_of(_token(customer=UNIT), SECRET)
    assert listener is not None
    assert listener.may_hear(_facts(customer_id=UNIT))
    assert not listener.may_hear(_facts(customer_id=OTHER))
    assert not listener.may_hear({**_facts(customer_id=UNIT), "event": "CompensationAwarded"})


@pytest.mark.parametrize(
    "token",
    ["", "x", "a:b:c", signing.dumps({"units": None}, key="another", salt=SALT)],
    ids=["nothing", "no token", "three parts", "another's key"],  # a token holds the second in which it was made
)
def test_a_forged_token_names_nobody(token: str) -> None:
    assert listener_of(token, SECRET) is None


def test_a_stream_that_does_not_keep_up_is_ended_and_does_not_grow() -> None:
    stream = Stream(Listener())
    for _n in range(LONGEST_QUEUE + 50):
        stream.put(b"x")
    assert stream.ended
    assert len(stream.waiting) == LONGEST_QUEUE


def test_both_spellings_of_the_own_machine_are_one_origin() -> None:
    assert origins_of("http://localhost:8000") == {"http://localhost:8000", "http://127.0.0.1:8000"}
    assert origins_of("https://care.example.test/x") == {"https://care.example.test"}


def _url() -> str:
    settings = connection.settings_dict
    return psycopg.conninfo.make_conninfo(
        dbname=settings["NAME"], user=settings["USER"], password=settings["PASSWORD"], host=settings["HOST"]
    )


def _entry(**fields: Any) -> Entry:
    entry_id, now = new_id(), timezone.now()
    return Entry.objects.create(
        id=entry_id, root_id=entry_id, by_kind="system", happened_at=now, noted_at=now,
        **{"event": "MessageReceived", "facts": {}} | fields,
    )  # fmt: skip


class _Browser:
    """Opens `/events` on an application and keeps what it is sent."""

    def __init__(self, application: LiveApplication, query: str, headers: dict[str, str] | None = None) -> None:
        self.sent: list[Any] = []
        self.left = asyncio.Event()
        scope = {
            "type": "http", "method": "GET", "path": "/events", "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
        }  # fmt: skip
        self.task = asyncio.create_task(application(scope, self._receive, self._send))

    async def _receive(self) -> Any:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.sent.append(message)

    def heard(self) -> list[dict[str, Any]]:
        body = b"".join(message.get("body", b"") for message in self.sent).decode()
        return [json.loads(line[6:]) for line in body.splitlines() if line.startswith("data: ")]

    async def hears(self, count: int) -> list[dict[str, Any]]:
        for _try in range(500):
            if len(self.heard()) >= count:
                break
            await asyncio.sleep(0.01)
        return self.heard()


async def _listening(hub: Hub) -> asyncio.Task[None]:
    task = asyncio.create_task(hub.listen())
    while not hub.listening:
        await asyncio.sleep(0.01)
    return task


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_is_heard_at_once_by_those_who_may() -> None:
    case = uuid4()

    async def scene() -> tuple[list[Any], list[Any]]:
        hub = Hub(_url())
        application = LiveApplication(hub, SECRET, origins_of("http://localhost:8000"))
        listening = await _listening(hub)
        near = _Browser(application, f"token={_token(person='x', units=[UNIT])}", {"origin": "http://localhost:8000"})
        far = _Browser(application, f"token={_token(person='x', units=[OTHER])}")
        await asyncio.sleep(0.05)
        entry = await asyncio.to_thread(_entry, unit_id=UUID(UNIT), facts={"case_id": str(case), "amount": 3})
        heard = await near.hears(1)
        assert heard == [{"id": str(entry.id), "event": "MessageReceived", "unit_id": UNIT, "case_id": str(case)}], (
            heard
        )
        head = dict(near.sent[0]["headers"])
        assert head[b"access-control-allow-origin"] == b"http://localhost:8000"
        for browser in (near, far):
            browser.left.set()
            await browser.task
        listening.cancel()
        assert not hub.streams
        return near.heard(), far.heard()

    near, far = run_apart(scene())
    assert len(near) == 1
    assert far == []


@pytest.mark.django_db(transaction=True)
def test_who_comes_back_is_told_what_was_missed_then_goes_on_live_without_gap_or_double() -> None:
    first = _entry()
    missed = [_entry() for _n in range(3)]

    async def scene(known: bool) -> list[str]:
        hub = Hub(_url())
        application = LiveApplication(hub, SECRET, frozenset())
        listening = await _listening(hub)
        if known:
            for one in (first, *missed):
                hub.tell({"id": str(one.id), "event": one.event})
        browser = _Browser(application, f"token={_token(units=None)}", {"last-event-id": str(first.id)})
        replayed = await browser.hears(3)
        await asyncio.to_thread(_entry)
        heard = await browser.hears(len(replayed) + 1)
        browser.left.set()
        await browser.task
        listening.cancel()
        return [one["id"] for one in heard]

    for known in (True, False):
        heard = run_apart(scene(known))
        assert heard[:3] == [str(one.id) for one in missed]
        assert len(heard) == len(set(heard)) == Entry.objects.exclude(id=first.id).count()


@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_is_made_anew_and_nothing_is_lost_meanwhile() -> None:
    async def scene() -> list[Any]:
        hub = Hub(_url())
        application = LiveApplication(hub, SECRET, frozenset())
        listening = await _listening(hub)
        browser = _Browser(application, f"token={_token(units=None)}")
        await asyncio.to_thread(_entry)
        await browser.hears(1)

        def break_and_write() -> None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
                    "AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%%'"
                )
            _entry()

        await asyncio.to_thread(break_and_write)
        heard = await browser.hears(2)
        browser.left.set()
        await browser.task
        listening.cancel()
        return heard

    assert len(run_apart(scene())) == 2


@pytest.mark.django_db(transaction=True)
def test_a_quiet_transaction_tells_nobody() -> None:
    with psycopg.connect(_url(), autocommit=True) as other:
        other.execute("LISTEN zhiyin")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL zhiyin.quiet = 'on'")
            _entry()
        loud = _entry()
        heard = [json.loads(notice.payload)["id"] for notice in other.notifies(timeout=2, stop_after=1)]
    assert heard == [str(loud.id)]


def test_without_a_valid_token_the_answer_is_401() -> None:
    async def scene() -> int:
        browser = _Browser(LiveApplication(Hub(""), SECRET, frozenset()), "token=forged")
        await browser.task
        return int(browser.sent[0]["status"])

    assert run_apart(scene()) == 401


def test_it_stops_at_once_with_streams_open_and_ends_them(tmp_path: Path) -> None:
    port = choose("127.0.0.1", {"live": 18501}, {})["live"]
    # a stream is opened by its token alone: no database is needed, and none is there
    environment = os.environ | {
        "ZHIYIN_DATA": str(tmp_path), "ZHIYIN_SECRET_KEY": SECRET, "DATABASE_URL": "postgresql:///none?host=/none",
    }  # fmt: skip
    token = _token(units=None)
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "zhiyin", "live", "--port", str(port)],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    ) as live:  # fmt: skip
        address, stream = f"http://127.0.0.1:{port}/events?token={token}", None
        until = time.monotonic() + 60
        while stream is None:
            assert time.monotonic() < until
            try:
                stream = urllib.request.urlopen(address, timeout=30)
            except urllib.error.URLError:
                time.sleep(0.1)
        with stream:
            assert stream.readline() == b"retry: 2000\n"
            begun = time.monotonic()
            live.send_signal(signal.SIGTERM)
            assert stream.read().strip() == b""  # it is ended in order, not torn
            live.wait(30)
            assert time.monotonic() - begun < 3  # granian's own patience is 5
        assert live.stderr is not None
        assert b"Killing" not in live.stderr.read()
