"""The bare thing beside live updates: every open response gets the same bytes when `/tell` is asked."""

from __future__ import annotations

import asyncio
from typing import Any

_open: set[asyncio.Queue[bytes]] = set()
EVENT = b'id: 0\ndata: {"event":"MessageReceived","id":"00000000-0000-0000-0000-000000000000"}\n\n'


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """`/events` streams, `/tell` tells."""
    if scope["type"] != "http":
        return
    kind = b"text/event-stream" if scope["path"] == "/events" else b"text/plain"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
    if scope["path"] == "/tell":
        for one in _open:
            one.put_nowait(EVENT)
        await send({"type": "http.response.body", "body": b"told"})
        return
    mine: asyncio.Queue[bytes] = asyncio.Queue()
    _open.add(mine)
    try:
        await send({"type": "http.response.body", "body": b": open\n\n", "more_body": True})
        while True:
            await send({"type": "http.response.body", "body": await mine.get(), "more_body": True})
    finally:
        _open.discard(mine)
