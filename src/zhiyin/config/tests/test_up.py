"""The whole machine: starts, answers, survives what falls, and leaves nothing running."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from zhiyin.config.doors import until_stopped
from zhiyin.config.embedded import Embedded
from zhiyin.config.ports import PortTaken, choose, is_free
from zhiyin.config.supervisor import Part, Supervisor
from zhiyin.config.up import _keeper_of
from zhiyin.face.testing import run_apart

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


def _start(home: Path, ports: tuple[int, int], log: Path, *, door: int = 0) -> subprocess.Popen[bytes]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ZHIYIN_SECRET_KEY")
    }
    environment |= {"ZHIYIN_DATA": str(home), "DJANGO_SETTINGS_MODULE": "zhiyin.config.settings"}
    if door:
        environment["ZHIYIN_DOOR_PORT"] = str(door)
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


def _forget_ticks(home: Path) -> bool:
    """The clock notes what it does, and that it ticks where nothing is noted yet."""
    try:
        with psycopg.connect(Embedded(home).url(), connect_timeout=2) as connection:
            connection.execute("DELETE FROM jobs_clockstate")
    except psycopg.Error:
        return False
    return True


@pytest.mark.slow
def test_up_starts_survives_the_death_of_the_database_and_stops_clean(
    home: Path, ports: tuple[int, int], tmp_path: Path
) -> None:
    log, door = tmp_path / "up.log", choose("127.0.0.1", {"door": 18430}, {})["door"]
    process = _start(home, ports, log, door=door)
    _until(lambda: b"is ready" in log.read_bytes() or process.poll() is not None, "ready")
    assert process.poll() is None, log.read_text()
    assert _answers(ports[0])
    assert _answers(ports[1])
    _until(lambda: not is_free("127.0.0.1", door), "mail is taken at the port that was asked for")
    server = Embedded(home)
    _until(lambda: _ticks(home) not in (None, (None,)), "the clock ticks")

    os.kill(int((server.data / "postmaster.pid").read_text().split("\n")[0]), signal.SIGKILL)
    _until(lambda: _forget_ticks(home), "the database is back")
    _until(lambda: _ticks(home) not in (None, (None,)), "the clock ticks again")
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
    assert process.poll() is None, log.read_text()
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


@pytest.mark.parametrize("fault", [psycopg.OperationalError("it is going down"), RuntimeError("no"), OSError("no")])
def test_a_database_that_cannot_be_started_yet_is_tried_again(fault: Exception) -> None:
    said: list[str] = []
    tried: list[int] = []

    class Server:
        def is_alive(self) -> bool:
            return False

        def start(self) -> None:
            tried.append(1)
            raise fault

    look = _keeper_of(Server(), said.append)  # type: ignore[arg-type]
    look()
    look()  # at once: it waits before it tries again
    assert (len(tried), len(said)) == (1, 2)
    assert str(fault) in said[1]


def test_the_first_parts_have_the_machine_until_the_others_may_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    class _Running:
        def poll(self) -> None:
            return None

    def start(_self: Supervisor, part: Part) -> None:
        part.process, part.started_at = _Running(), time.monotonic()  # type: ignore[assignment]
        started.append(part.name)

    monkeypatch.setattr(Supervisor, "_start", start)
    supervisor = Supervisor([Part(name, []) for name in ("web", "live", "worker", "channels")], {}, print)
    supervisor.start(first=("web", "live"))
    supervisor.look(time.monotonic() + 3600)
    assert started == ["web", "live"]
    supervisor.let_follow()
    supervisor.look(time.monotonic())
    supervisor.look(time.monotonic())
    assert started == ["web", "live", "worker", "channels"]


def test_long_work_beside_a_door_is_left_when_told_to_stop_and_its_fault_is_raised() -> None:
    goes_on, finished = threading.Event(), threading.Event()

    def work() -> None:
        goes_on.wait(30)
        finished.set()

    async def told_to_stop() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().call_soon(stop.set)
        await until_stopped(stop, work)

    run_apart(told_to_stop())
    assert not finished.is_set()
    goes_on.set()

    async def failing() -> None:
        await until_stopped(asyncio.Event(), int, "not a number")

    with pytest.raises(ValueError, match="not a number"):
        run_apart(failing())


#: what only some pages, jobs and commands need; each is loaded by who uses it
LATE = (
    *("altair", "narwhals", "vl_convert", "numpy", "scipy", "pandas", "polars", "pyarrow", "ibis", "duckdb"),
    *("rjieba", "rich", "pygments", "lxml", "inscriptis", "aiosmtpd", "holidays", "icalendar", "dns", "PIL"),
)


def test_loading_every_page_loads_nothing_that_only_few_need_and_opens_no_connection() -> None:
    # the web server loads the pages once and then forks: a connection would be shared by its workers
    program = (
        "import sys; from zhiyin.config.wsgi import application; from django.db import connection; "
        f"print(*[name for name in {LATE!r} if name in sys.modules], connection.connection)"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "zhiyin.config.settings"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["None"], done.stderr
