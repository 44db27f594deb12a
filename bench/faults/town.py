"""The installation that is tormented: `zhiyin up` on a database of its own, and the customers' mail server."""

from __future__ import annotations

import contextlib
import signal
import smtplib
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bench.house import home, until_ready
from zhiyin.config.embedded import Embedded
from zhiyin.config.ports import choose


class Catcher:
    """The customers' mail server: takes all and counts how often each Message-ID came."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        head = bytes(envelope.content or b"").split(b"\r\n\r\n", 1)[0].decode("utf-8", "replace")
        for line in head.split("\r\n"):
            if line.lower().startswith("message-id:"):
                self.taken[line.split(":", 1)[1].strip()] += 1
        return "250 OK"


@dataclass(slots=True)
class Town:
    """A running installation: its folder, its ports, the process of `zhiyin up`."""

    home: Path
    web: int
    live: int
    door: int
    up: subprocess.Popen[bytes]
    url: str
    key: str
    catcher: Catcher


@contextlib.contextmanager
def built() -> Iterator[Town]:
    """A fresh installation that runs, with a mailbox that may answer, a chat and an API channel."""
    catcher = Catcher()
    ports = choose("127.0.0.1", {"web": 18700, "live": 18701, "catcher": 18726}, {})
    server = Controller(catcher, hostname="127.0.0.1", port=ports["catcher"])
    server.start()
    try:
        with home(ZHIYIN_SMTP_HOST="127.0.0.1", ZHIYIN_SMTP_PORT=str(ports["catcher"])) as (folder, url):
            key = _furnished()
            with _up(folder, ports["web"], ports["live"]) as up:
                until_ready(ports["web"])
                until_ready(ports["live"])
                until(lambda: _door_of(up.pid) > 0, 60, "the mail door")
                yield Town(folder / "data", ports["web"], ports["live"], _door_of(up.pid), up, url, key, catcher)
    finally:
        server.stop()


@contextlib.contextmanager
def _up(folder: Path, web: int, live: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-W", "ignore", "-m", "zhiyin", "up", "--port", str(web), "--live-port", str(live)]
    with (folder / "up.log").open("wb") as log:
        up = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        try:
            yield up
        finally:
            up.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                up.wait(30)
            up.kill()


def _furnished() -> str:
    from zhiyin.kernel.people.actions import make_key
    from zhiyin.kernel.people.actor import system
    from zhiyin.kernel.people.models import Unit
    from zhiyin.listen.channels.actions import make_channel

    by, unit = system("bench"), Unit.objects.create(name="Bench")
    make_channel("api", "Bench API", unit.id, key="api", by=by)
    make_channel("chat", "Bench chat", unit.id, key="chat", by=by)
    make_channel("email", "Bench mail", unit.id, "care@bench.example", key="mail", replies_armed=True, by=by)
    return make_key("bench", ["message.write"], by=by)[1]


def processes(town: Town, part: str) -> list[int]:
    """The processes of a part: of ours those with its name in their command, of the database its server or its children."""
    if part.endswith(("database", "database process")):
        try:
            server = int((Embedded(town.home).data / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return []
        return [server] if part == "database" else children(server)
    ours = [pid for pid in children(town.up.pid) if part in command(pid)]
    return ours + [child for pid in ours for child in children(pid)]


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(one) for one in task.read_text().split()]
    return found


def command(pid: int) -> list[str]:
    """The command line of a process, empty when it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return []


def until(true: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise RuntimeError(f"gave up waiting for {what}")
        time.sleep(0.5)


def _door_of(up: int) -> int:
    """The port of the mail door, 0 while it is closed. `up` takes the next free one and tells its parts."""
    for pid in children(up):
        if "channels" in command(pid):
            given = dict(one.partition("=")[::2] for one in Path(f"/proc/{pid}/environ").read_text().split("\0"))
            port = int(given["ZHIYIN_DOOR_PORT"])
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtplib.SMTP("127.0.0.1", port, timeout=5).quit()
                return port
    return 0
