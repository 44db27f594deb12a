"""The process: granian, one worker, and the ASGI entry point that it loads."""

from __future__ import annotations

import asyncio
import os
import signal

from zhiyin.config.live.application import LiveApplication, Receive, Scope, Send, origins_of
from zhiyin.config.live.hub import Hub


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
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, _stop, made.hub)
            hearing = asyncio.gather(made.hub.listen(), made.hub.beat())
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            hearing.cancel()
            await send({"type": "lifespan.shutdown.complete"})
            return


def _stop(hub: Hub) -> None:
    """End the streams, and then this process: granian would wait for them until it loses patience."""
    loop = asyncio.get_running_loop()
    streams = list(hub.streams)
    for stream in streams:
        stream.end()
    loop.remove_signal_handler(signal.SIGTERM)  # and the signal does again what it usually does
    loop.call_later(0.2 if streams else 0.0, os.kill, os.getpid(), signal.SIGTERM)


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
        "zhiyin.config.live.server:application",
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
