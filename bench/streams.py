"""Idle streams: what thousands of open pages cost the live server in memory."""

from __future__ import annotations

import resource
import selectors
import socket
from pathlib import Path

from bench.house import House

Row = tuple[str, str, str]
STREAMS = 5000


def rows(house: House) -> list[Row]:
    """Memory of the live server with many idle streams."""
    from django.core import signing

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = STREAMS + 200
    if hard != resource.RLIM_INFINITY and hard < wanted:
        return [(f"{STREAMS:,} idle streams", "not measured", f"this machine allows {hard} open files")]
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    token = signing.dumps({"person": "bench", "units": None}, salt="live")
    process = _server_at(house.live)
    before = _memory_mib(process)
    request = f"GET /events?token={token} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    streams: list[socket.socket] = []
    with selectors.DefaultSelector() as waiting:
        for _n in range(STREAMS):
            stream = socket.create_connection(("127.0.0.1", house.live))
            stream.sendall(request)
            streams.append(stream)
            waiting.register(stream, selectors.EVENT_READ)
        answered: set[int] = set()
        while len(answered) < STREAMS:
            ready = waiting.select(timeout=20)
            if not ready:
                break
            for key, _events in ready:
                answered.add(key.fd)
                waiting.unregister(key.fileobj)
    after = _memory_mib(process)
    for stream in streams:
        stream.close()
    detail = f"{after:.0f} MiB in all, {before:.0f} MiB without; {len(answered):,} answered"
    return [(f"{STREAMS:,} idle streams", f"{after - before:.0f} MiB", detail)]


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
