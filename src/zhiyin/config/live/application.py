"""The ASGI application: who asks is looked up in a signed token, then the stream is pumped until the browser leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg

from zhiyin.config.live.hub import Hub, Stream, chunk_of
from zhiyin.config.live.listeners import listener_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


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
            for no_longer_needed in (scope, headers, asked):  # a stream lasts for hours, and there are thousands
                no_longer_needed.clear()
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
    """Write what comes until the browser leaves or falls behind. One future and one waiting task a stream: of these there
    are thousands, so the heartbeat is the hub's and no stream has a timer."""
    loop = asyncio.get_running_loop()
    leaving = asyncio.ensure_future(_until_gone(receive, stream))
    try:
        while not stream.ended:
            if stream.waiting:
                chunk, stream.waiting = b"".join(stream.waiting), []
                await send(_part(chunk))
                continue
            stream.wake = loop.create_future()
            await stream.wake
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        leaving.cancel()


async def _until_gone(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


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
