"""Streams: what thousands of open pages cost the live server in memory, and how soon a thousand of them hear an event.

Beside it, in the same minute, the bare thing: an ASGI server (uvicorn where it is installed) that writes the same
bytes to every open response.
"""

from __future__ import annotations

import resource
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from uuid import uuid4

import psycopg

from bench.house import House

Row = tuple[str, str, str]
STREAMS = 5000
LISTENERS, ROUNDS = 1000, 15


def rows(house: House) -> list[Row]:
    """Memory of the live server with many idle streams, and how soon an event reaches all of a thousand."""
    from django.core import signing

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = STREAMS + 200
    if hard != resource.RLIM_INFINITY and hard < wanted:
        return [(f"{STREAMS:,} idle streams", "not measured", f"this machine allows {hard} open files")]
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    token = signing.dumps({"person": "bench", "units": None}, salt="live")
    path = f"/events?token={token}"
    process = _server_at(house.live)
    before = _memory_mib(process)
    streams, answered = _opened(house.live, path, STREAMS)
    after = _memory_mib(process)
    for stream in streams:
        stream.close()
    detail = f"{after:.0f} MiB in all, {before:.0f} MiB without; {answered:,} answered"
    return [(f"{STREAMS:,} idle streams", f"{after - before:.0f} MiB", detail), _reach(house, path)]


def _reach(house: House, path: str) -> Row:
    """One event to a thousand listeners, ours and the bare thing in turns: the 95th of a hundred, the median of rounds."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    server = "uvicorn" if find_spec("uvicorn") else "granian"  # uvicorn is no part of the house
    command = [sys.executable, "-m", server, "bench.bare_streams:application", "--port", str(port)]
    quiet = ["--log-level", "error"] if server == "uvicorn" else ["--interface", "asgi", "--no-log"]
    bare = subprocess.Popen([*command, *quiet], cwd=Path(__file__).parent.parent)
    try:
        _until_open(port)
        theirs, _n = _opened(port, "/events", LISTENERS)
        ours, _n = _opened(house.live, path, LISTENERS)
        with psycopg.connect(house.url, autocommit=True) as database:

            def notify() -> None:
                facts = f'{{"id":"{uuid4()}","event":"MessageReceived","subject_id":"{uuid4()}"}}'
                database.execute("SELECT pg_notify('zhiyin', %s)", [facts])

            def tell() -> None:
                with socket.create_connection(("127.0.0.1", port)) as asking:
                    asking.sendall(b"GET /tell HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    asking.recv(1000)

            _heard(ours, notify), _heard(theirs, tell)  # both are warm
            pairs = [(_heard(ours, notify), _heard(theirs, tell)) for _round in range(ROUNDS)]
        for stream in [*ours, *theirs]:
            stream.close()
    finally:
        bare.kill()  # it would wait for its open responses
        bare.wait(10)
    mine, peer = median(one for one, _other in pairs), median(other for _one, other in pairs)
    return (
        f"an event to {LISTENERS:,} clients",
        f"{mine:.0f} ms",
        f"95 of 100 have it; bare {server} {peer:.0f} ms, {mine / peer:.2f} times",
    )


def _heard(streams: list[socket.socket], happen: Callable[[], None]) -> float:
    """Milliseconds from a thing happening until 95 of 100 streams have heard of it; waits for all."""
    told: list[float] = []
    with selectors.DefaultSelector() as waiting:
        for stream in streams:
            waiting.register(stream, selectors.EVENT_READ)
        begun = time.perf_counter()
        happen()
        while len(told) < len(streams):
            ready = waiting.select(timeout=10)
            if not ready:
                raise RuntimeError(f"{len(streams) - len(told)} streams heard nothing")
            for key, _events in ready:
                stream = key.fileobj
                assert isinstance(stream, socket.socket)
                if b"data: " in stream.recv(65536):  # a heartbeat is not it
                    told.append(time.perf_counter())
                    waiting.unregister(stream)
    return (told[len(told) * 95 // 100 - 1] - begun) * 1000


def _opened(port: int, path: str, count: int) -> tuple[list[socket.socket], int]:
    """So many open streams, and how many of them were answered."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    streams: list[socket.socket] = []
    answered = 0
    with selectors.DefaultSelector() as waiting:
        for _n in range(count):
            stream = socket.create_connection(("127.0.0.1", port))
            stream.sendall(request)
            streams.append(stream)
            waiting.register(stream, selectors.EVENT_READ)
        while answered < count:
            ready = waiting.select(timeout=20)
            if not ready:
                break
            for key, _events in ready:
                answered += 1
                waiting.unregister(key.fileobj)
    time.sleep(0.5)
    for stream in streams:  # heads and first comments are out of the way
        stream.setblocking(False)
        with suppress(BlockingIOError):
            stream.recv(65536)
        stream.setblocking(True)
    return streams, answered


def _until_open(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the bare server does not open")


def _server_at(port: int) -> int:
    """The process that serves the port: the child of `zhiyin live`."""
    sign = f"live\0--port\0{port}\0".encode()
    found = [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/cmdline") if sign in _read(path)]
    return max(found, key=_memory_of_streams)


def _memory_of_streams(process: int) -> int:
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _memory_mib(process: int) -> float:
    """Resident memory of a process in MiB."""
    text = Path(f"/proc/{process}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("VmRSS"))
