"""`zhiyin live`: what happens, told at once to the browsers that may know (server-sent events).

A small native ASGI application, one process, fed by one `LISTEN` connection. It knows no Django model and loads none, so
that thousands of idle streams cost little. What is told is ids only: a page fetches what it may see by itself.

    GET /events?token=…[&last=…]      a signed token says who listens; `last` or Last-Event-ID says what was heard last
"""

from __future__ import annotations

import asyncio
import json
import os
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import psycopg
import structlog

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Facts = dict[str, Any]

log = structlog.get_logger()
CHANNEL = "zhiyin"
SALT = "live"
HEARTBEAT_SECONDS = 20.0
#: a stream that is this far behind is ended; the browser comes back and says what it heard last
LONGEST_QUEUE = 200
#: what is kept in memory for those who come back, and how much is read from the table for those who were away longer
REMEMBERED, MOST_REPLAYED = 2000, 500
TOKEN_SECONDS = 24 * 3600
#: entries are numbered when they are written and heard when they are committed: a late one may carry an earlier number
OVERLAP_MILLISECONDS = 10_000
#: what a customer's own page is told: their conversation, and nothing of what is decided about them
FOR_CUSTOMERS = frozenset({"MessageReceived", "MessageSent"})

_AFTER = """
SELECT id, event, subject_id, customer_id, unit_id, facts ->> 'case_id', facts ->> 'message_id'
FROM timeline_entry WHERE id > %s AND noted_at > now() - interval '1 day' ORDER BY id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who listens: staff of these units (`None` is every unit), or one customer."""

    units: frozenset[str] | None = None
    customer: str | None = None

    def may_hear(self, facts: Facts) -> bool:
        """Whether something that happened is for this listener."""
        if self.customer is not None:
            return facts.get("customer_id") == self.customer and facts.get("event") in FOR_CUSTOMERS
        unit = facts.get("unit_id")
        return self.units is None or unit is None or unit in self.units


def listener_of(token: str, secret: str) -> Listener | None:
    """Who a signed token names; None when it is forged or old."""
    from django.core import signing

    try:
        said = signing.loads(token, key=secret, salt=SALT, max_age=TOKEN_SECONDS, fallback_keys=[])
    except signing.BadSignature:
        return None
    if "customer" in said:
        return Listener(frozenset(), str(said["customer"]))
    units = said.get("units")
    return Listener(None if units is None else frozenset(str(unit) for unit in units))


@dataclass(eq=False, slots=True)
class Stream:
    """One open connection: what waits to be written, and who waits for it."""

    listener: Listener
    waiting: list[bytes] = field(default_factory=list)
    overflowed: bool = False
    wake: asyncio.Future[None] | None = None

    def put(self, chunk: bytes) -> None:
        """Add something to write; a stream that does not keep up is ended instead of growing."""
        if len(self.waiting) >= LONGEST_QUEUE:
            self.overflowed = True
        else:
            self.waiting.append(chunk)
        if self.wake is not None and not self.wake.done():
            self.wake.set_result(None)


class Hub:
    """All streams of this process, what was heard last, and the connection that hears it."""

    def __init__(self, database_url: str) -> None:
        self.database_url = database_url
        self.streams: set[Stream] = set()
        self.heard: OrderedDict[str, Facts] = OrderedDict()
        self.listening = False
        self._reading = asyncio.Semaphore(4)

    def tell(self, facts: Facts) -> None:
        """Remember something that happened and hand it to every stream that may hear it. Twice is once."""
        if facts["id"] in self.heard:
            return
        self.heard[facts["id"]] = facts
        if len(self.heard) > REMEMBERED:
            self.heard.popitem(last=False)
        chunk = chunk_of(facts)
        for stream in self.streams:
            if stream.listener.may_hear(facts):
                stream.put(chunk)

    async def missed(self, last: str) -> list[Facts] | None:
        """What happened after the entry `last`; None when it is too much to tell one by one."""
        if last in self.heard:
            ids = list(self.heard)
            return [self.heard[one] for one in ids[ids.index(last) + 1 :]]
        try:
            since = _a_little_before(UUID(last))
        except ValueError:
            return []
        async with (
            self._reading,
            await psycopg.AsyncConnection.connect(self.database_url, autocommit=True) as connection,
        ):
            found = await (await connection.execute(_AFTER, [since, MOST_REPLAYED + 1])).fetchall()
        if len(found) > MOST_REPLAYED:
            return None
        return [facts for row in found if (facts := _facts(row))["id"] != last]

    async def listen(self) -> None:
        """Hear the database for ever; after a break, read from the table what happened meanwhile."""
        wait = 0.2
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self.database_url, autocommit=True, connect_timeout=5,
                    keepalives_idle=15, keepalives_interval=5, keepalives_count=3,
                ) as connection:  # fmt: skip
                    await connection.execute(f"LISTEN {CHANNEL}")
                    await self._catch_up()
                    self.listening, wait = True, 0.2
                    async for notice in connection.notifies():
                        with suppress(ValueError, KeyError):
                            self.tell(json.loads(notice.payload))
            except (psycopg.Error, OSError) as error:
                log.warning("live_without_database", error=str(error).strip().split("\n")[0], again_in_seconds=wait)
            self.listening = False
            await asyncio.sleep(wait)
            wait = min(wait * 2, 5.0)

    async def _catch_up(self) -> None:
        if self.heard:
            missed = await self.missed_since_break(next(reversed(self.heard)))
            for facts in missed:
                self.tell(facts)

    async def missed_since_break(self, last: str) -> list[Facts]:
        """What the table holds after the entry that was heard last before the connection broke."""
        async with await psycopg.AsyncConnection.connect(self.database_url, autocommit=True) as connection:
            rows = await connection.execute(_AFTER, [_a_little_before(UUID(last)), REMEMBERED])
            return [_facts(row) for row in await rows.fetchall()]


def _a_little_before(entry: UUID) -> UUID:
    """The smallest UUIDv7 of a moment before the entry's."""
    milliseconds = max(0, (entry.int >> 80) - OVERLAP_MILLISECONDS)
    return UUID(int=milliseconds << 80)


def _facts(row: tuple[Any, ...]) -> Facts:
    names = ("id", "event", "subject_id", "customer_id", "unit_id", "case_id", "message_id")
    return {name: str(value) for name, value in zip(names, row, strict=True) if value is not None}


def chunk_of(facts: Facts) -> bytes:
    """One server-sent event."""
    return f"id: {facts['id']}\ndata: {json.dumps(facts, separators=(',', ':'))}\n\n".encode()


class LiveApplication:
    """The ASGI application: `/events`, `/healthz`, `/readyz`."""

    def __init__(self, hub: Hub, secret: str, origins: frozenset[str]) -> None:
        self.hub, self.secret, self.origins = hub, secret, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        path = str(scope["path"]).removeprefix("/live")  # behind a proxy it may keep its prefix
        if path == "/healthz":
            await _say(send, 200, "alive\n")
        elif path == "/readyz":
            await _say(send, *((200, "ready\n") if self.hub.listening else (503, "does not hear the database\n")))
        elif path == "/events" and scope["method"] == "GET":
            await self._events(scope, headers, receive, send)
        else:
            await _say(send, 404, "not here\n")

    async def _events(self, scope: Scope, headers: dict[str, str], receive: Receive, send: Send) -> None:
        asked = {name: values[-1] for name, values in parse_qs(scope["query_string"].decode("latin-1")).items()}
        allow = self._allowed_origin(headers)
        listener = listener_of(asked.get("token", ""), self.secret)
        if listener is None:
            await _say(send, 401, "the token is not valid, or too old: open the page again\n", allow)
            return
        stream = Stream(listener)
        last = headers.get("last-event-id") or asked.get("last", "")
        self.hub.streams.add(stream)  # before anything is read, so that there is no gap between table and live
        try:
            await send({
                "type": "http.response.start",
                "status": 200,
                "headers": [
                    (b"content-type", b"text/event-stream; charset=utf-8"),
                    (b"cache-control", b"no-cache, no-transform"),
                    (b"x-accel-buffering", b"no"),
                    *allow,
                ],
            })  # fmt: skip
            await send(_part(b"retry: 2000\n\n"))
            if last:
                await self._replay(stream, last, send)
            await _pump(stream, receive, send)
        finally:
            self.hub.streams.discard(stream)

    async def _replay(self, stream: Stream, last: str, send: Send) -> None:
        try:
            missed = await self.hub.missed(last)
        except (psycopg.Error, OSError):
            missed = None
        if missed is None:  # too much, or unknown: the page fetches itself anew
            await send(_part(b'data: {"event":"MuchHappened"}\n\n'))
            return
        chunks = [chunk_of(facts) for facts in missed if stream.listener.may_hear(facts)]
        told = set(chunks)
        stream.waiting = [chunk for chunk in stream.waiting if chunk not in told]
        if chunks:
            await send(_part(b"".join(chunks)))

    def _allowed_origin(self, headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
        origin = headers.get("origin", "")
        if origin not in self.origins:
            return []
        return [(b"access-control-allow-origin", origin.encode("latin-1")), (b"vary", b"Origin")]


async def _pump(stream: Stream, receive: Receive, send: Send) -> None:
    """Write what comes, and a heartbeat when nothing does, until the browser leaves or falls behind."""
    loop = asyncio.get_running_loop()
    gone = asyncio.ensure_future(receive())
    try:
        while not stream.overflowed:
            if stream.waiting:
                chunk, stream.waiting = b"".join(stream.waiting), []
                await send(_part(chunk))
                continue
            stream.wake = loop.create_future()
            await asyncio.wait((gone, stream.wake), timeout=HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                if gone.result()["type"] == "http.disconnect":
                    return
                gone = asyncio.ensure_future(receive())
            elif not stream.wake.done():
                await send(_part(b": still here\n\n"))
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()


def _part(body: bytes) -> dict[str, Any]:
    return {"type": "http.response.body", "body": body, "more_body": True}


async def _say(send: Send, status: int, text: str, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    named = [(b"content-type", b"text/plain; charset=utf-8"), *(headers or [])]
    await send({"type": "http.response.start", "status": status, "headers": named})
    await send({"type": "http.response.body", "body": text.encode()})


def origins_of(public_url: str) -> frozenset[str]:
    """The origins whose pages may listen: the public address, and for a local one its other spelling."""
    parts = urlsplit(public_url)
    names = {parts.netloc}
    if parts.hostname in ("localhost", "127.0.0.1"):
        names |= {parts.netloc.replace(str(parts.hostname), other) for other in ("localhost", "127.0.0.1")}
    return frozenset(f"{parts.scheme}://{name}" for name in names)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI entry point; what it needs is made when the server says that it starts."""
    if scope["type"] == "lifespan":
        await _live_for_as_long_as(receive, send)
    elif scope["type"] == "http" and _made:
        await _made[0](scope, receive, send)


_made: list[LiveApplication] = []


async def _live_for_as_long_as(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            from zhiyin.config.parents import stop_without_parent

            if os.environ.get("ZHIYIN_WEB_WORKER"):
                stop_without_parent()
            made = LiveApplication(
                Hub(os.environ["ZHIYIN_LIVE_DATABASE"]),
                os.environ["ZHIYIN_LIVE_SECRET"],
                origins_of(os.environ["ZHIYIN_LIVE_ORIGIN"]),
            )
            _made.append(made)
            hearing = asyncio.create_task(made.hub.listen())
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            hearing.cancel()
            await send({"type": "lifespan.shutdown.complete"})
            return


def serve(host: str, port: int) -> None:
    """Serve until told to stop."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.log import LogLevels

    from zhiyin.config import settings

    os.environ["ZHIYIN_WEB_WORKER"] = "1"
    os.environ["ZHIYIN_LIVE_DATABASE"] = settings.DATABASE_URL
    os.environ["ZHIYIN_LIVE_SECRET"] = settings.SECRET_KEY
    os.environ["ZHIYIN_LIVE_ORIGIN"] = settings.PUBLIC_URL
    Granian(
        "zhiyin.config.live:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        workers=1,
        backlog=8192,
        backpressure=100_000,
        loop=Loops.asyncio,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    ).serve()
