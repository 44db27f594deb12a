"""`zhiyin channels`: the long-running part of every room that has one (`door.py` with `async def serve(stop)`).

A room with several gives them names: `DOORS = {"letters": serve_letters, …}`.
"""

from __future__ import annotations

import asyncio
import signal
import threading
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
    """Every room's door by the room's name; a room with several (`DOORS`) keeps each open for itself."""
    found: dict[str, Serve] = {}
    for room in rooms():
        if find_spec(f"{room.name}.door") is not None:
            module = import_module(f"{room.name}.door")
            found |= getattr(module, "DOORS", None) or {room.label: module.serve}
    return found


def serve(found: dict[str, Serve]) -> None:
    """Keep the doors open until told to stop; a door that falls is opened again after a pause."""
    asyncio.run(_serve(found))


async def _serve(found: dict[str, Serve]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await asyncio.gather(*(keep_open(name, door, stop) for name, door in found.items()), stop.wait())


async def until_stopped(stop: asyncio.Event, work: Callable[..., object], *arguments: object) -> None:
    """Do long work beside the doors until it is done, or until told to stop: nobody waits for its thread then."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def tell(fault: Exception | None) -> None:
        if not done.done():
            done.set_result(None) if fault is None else done.set_exception(fault)

    def run() -> None:
        fault: Exception | None = None
        try:
            work(*arguments)
        except Exception as raised:
            fault = raised
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(tell, fault)

    threading.Thread(target=run, daemon=True).start()
    stopped = asyncio.ensure_future(stop.wait())
    await asyncio.wait((done, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if done.done():
        done.result()


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
