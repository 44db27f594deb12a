"""`zhiyin channels`: the long-running part of every room that has one (`door.py` with `async def serve(stop)`)."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec

import structlog

from zhiyin.kernel.rooms import rooms

log = structlog.get_logger()
Serve = Callable[[asyncio.Event], Awaitable[None]]
LONGEST_PAUSE_SECONDS = 30.0


def doors() -> dict[str, Serve]:
    """Every room's door by the room's name."""
    return {
        room.label: import_module(f"{room.name}.door").serve
        for room in rooms()
        if find_spec(f"{room.name}.door") is not None
    }


def serve(found: dict[str, Serve]) -> None:
    """Keep the doors open until told to stop; a door that falls is opened again after a pause."""
    asyncio.run(_serve(found))


async def _serve(found: dict[str, Serve]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await asyncio.gather(*(keep_open(name, door, stop) for name, door in found.items()), stop.wait())


async def keep_open(name: str, door: Serve, stop: asyncio.Event, pause: float = 1.0) -> None:
    """Run one door until told to stop, opening it again when it falls."""
    while not stop.is_set():
        try:
            await door(stop)
        except Exception:
            log.exception("door_fell", door=name, again_in_seconds=pause)
        if not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
