"""The whole machine: starts, answers, survives what falls, and leaves nothing running."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from zhiyin.config.embedded import Embedded
from zhiyin.config.ports import PortTaken, choose, is_free
from zhiyin.config.supervisor import Part, Supervisor

PATIENCE_SECONDS = 120


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="zhiyin-up-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder / "data"
    Embedded(folder / "data").stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def ports() -> tuple[int, int]:
    chosen = choose("127.0.0.1", {"web": 18400, "live": 18401}, {})
    return chosen["web"], chosen["live"]


def _start(home: Path, ports: tuple[int, int], log: Path) -> subprocess.Popen[bytes]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ZHIYIN_SECRET_KEY")
    }
    environment |= {"ZHIYIN_DATA": str(home), "DJANGO_SETTINGS_MODULE": "zhiyin.config.settings"}
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "zhiyin", "up", "--port", str(ports[0]), "--live-port", str(ports[1])],
            env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip


def _until(true: Callable[[], object], what: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < until, what
        time.sleep(0.1)


def _answers(port: int, path: str = "/readyz") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _parts(home: Path) -> set[int]:
    """The processes that work with this data folder (the test's own not)."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and int(folder.name) != os.getpid():
            try:
                environment = (folder / "environ").read_bytes()
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if b"zhiyin" in command and f"ZHIYIN_DATA={home}\0".encode() in environment + b"\0":
                found.add(int(folder.name))
    return found


def _ticks(home: Path) -> object:
    try:
        with psycopg.connect(Embedded(home).url(), connect_timeout=2) as connection:
            return connection.execute("SELECT max(at) FROM jobs_clockstate").fetchone()
    except psycopg.Error:
        return None


@pytest.mark.slow
def test_up_starts_survives_a_restart_of_the_database_and_stops_clean(
    home: Path, ports: tuple[int, int], tmp_path: Path
) -> None:
    log = tmp_path / "up.log"
    process = _start(home, ports, log)
    _until(lambda: b"is ready" in log.read_bytes() or process.poll() is not None, "ready")
    assert process.poll() is None, log.read_text()
    assert _answers(ports[0])
    assert _answers(ports[1])
    server = Embedded(home)
    _until(lambda: _ticks(home) not in (None, (None,)), "the clock ticks")

    server.stop()
    server.start()
    before = _ticks(home)
    _until(lambda: _ticks(home) not in (None, before), "the clock ticks again")
    _until(lambda: _answers(ports[0]) and _answers(ports[1]), "the pages and the live updates are back")

    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert not server.is_running()
    _until(lambda: not _parts(home), "nothing is left")


@pytest.mark.slow
def test_when_up_is_killed_nothing_outlives_it_and_the_next_start_works(
    home: Path, ports: tuple[int, int], tmp_path: Path
) -> None:
    log = tmp_path / "up.log"
    process = _start(home, ports, log)
    _until(lambda: b"is ready" in log.read_bytes() or process.poll() is not None, "ready")
    second = _start(home, (ports[0] + 10, ports[1] + 10), tmp_path / "second.log")
    assert second.wait(60) == 1
    assert "already running" in (tmp_path / "second.log").read_text()

    process.kill()
    process.wait()
    _until(lambda: not _parts(home), "nothing is left")
    assert not Embedded(home).is_running()


@pytest.mark.slow
def test_a_stale_pid_file_and_a_crash_are_survived(home: Path) -> None:
    server = Embedded(home)
    server.start()
    pid = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    _until(lambda: not server.is_running(), "the crash is seen")
    text = (server.data / "postmaster.pid").read_text().splitlines()
    (server.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *text[1:]]) + "\n")
    with psycopg.connect(server.start()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
        listening = connection.execute("SHOW listen_addresses").fetchone()
        assert listening == ("",)
    assert server.socket.stat().st_mode & 0o077 == 0
    server.stop()


def test_a_taken_port_is_said_and_another_offered() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free("127.0.0.1", port)
        with pytest.raises(PortTaken) as refused:
            choose("127.0.0.1", {"web": 8000}, {"web": port})
        assert refused.value.port == port
        assert refused.value.free != port
        assert choose("127.0.0.1", {"web": port}, {})["web"] > port


def test_a_part_that_falls_is_started_again_later_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[float] = []

    class _Fallen:
        def poll(self) -> int:
            return 1

    def start(self: Supervisor, part: Part) -> None:
        part.process, part.started_at = _Fallen(), now  # type: ignore[assignment]
        started.append(now)

    monkeypatch.setattr(Supervisor, "_start", start)
    said: list[str] = []
    supervisor = Supervisor([Part("web", [])], {}, said.append)
    now = 0.0
    while now < 40:
        supervisor.look(now)
        now += 0.1
    gaps = [round(b - a) for a, b in pairwise(started)]
    assert gaps == sorted(gaps)
    assert gaps[-1] >= 8
    assert "web ended (1)" in said[0]
