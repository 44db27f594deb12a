"""A house of its own for measuring: own data, durable settings, the real processes, on the loopback alone."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path


@dataclass(frozen=True, slots=True)
class House:
    """Where it listens, and the database's address."""

    web: int
    live: int
    url: str


@contextlib.contextmanager
def home(**environment: str) -> Iterator[tuple[Path, str]]:
    """A fresh installation of which only the database runs: its folder, the database's address. All is gone afterwards,
    or stays to be looked at where the environment says KEEP."""
    folder = Path(tempfile.mkdtemp(prefix="zhiyin-bench-", dir="/var/tmp"))
    folder.chmod(0o755)
    os.environ.update(
        ZHIYIN_DATA=str(folder / "data"),
        DJANGO_SETTINGS_MODULE="zhiyin.config.settings",
        PYTHONWARNINGS="ignore",
        **environment,
    )
    os.environ.pop("DATABASE_URL", None)
    from zhiyin.config.embedded import Embedded
    from zhiyin.config.installation import prepare

    url = prepare(lambda line: print(f"  {line}", file=sys.stderr))
    import django

    django.setup()
    try:
        yield folder, url
    finally:
        from django.db import connections

        connections.close_all()
        Embedded(folder / "data").stop()
        if "KEEP" not in os.environ:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def opened() -> Iterator[House]:
    """A home with its web and live processes."""
    with home() as (_folder, url):
        from zhiyin.config.ports import choose

        ports = choose("127.0.0.1", {"web": 18500, "live": 18600}, {})
        parts = [started("web", ports["web"]), started("live", ports["live"])]
        try:
            for port in ports.values():
                until_ready(port)
            yield House(ports["web"], ports["live"], url)
        finally:
            for part in parts:
                ended(part)


def started(part: str, port: int, *more: str) -> subprocess.Popen[bytes]:
    """One process of Zhiyin."""
    command = [sys.executable, "-W", "ignore", "-m", "zhiyin", part, "--port", str(port), *more]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def ended(process: subprocess.Popen[bytes]) -> None:
    """Stop a process, kindly first."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def until_ready(port: int, path: str = "/readyz", seconds: float = 60) -> None:
    """Wait until the address answers 200."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers at port {port}")


class Client:
    """One connection that is kept, as a caller would."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = dict(headers)

    def ask(self, method: str, path: str, body: object = None) -> bytes:
        """The body of the answer; anything but success ends the measuring."""
        content = None if body is None else json.dumps(body)
        self.connection.request(method, path, content, {**self.headers, "Content-Type": "application/json"})
        response = self.connection.getresponse()
        answer = response.read()
        if response.status >= 300:
            raise RuntimeError(f"{method} {path}: {response.status} {answer[:300]!r}")
        return answer


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def together(*works: Callable[[], object]) -> float:
    """Do these at once, a thread each; the seconds until the last is done."""
    threads = [threading.Thread(target=work) for work in works]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began
