"""`zhiyin up`: everything in one command, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from zhiyin.config.embedded import Embedded, data_home
from zhiyin.config.installation import Say, embedded, prepare
from zhiyin.config.ports import choose
from zhiyin.config.supervisor import LONGEST_WAIT_SECONDS, Part, Supervisor
from zhiyin.config.turn import taken_turn

USUAL_PORTS = {"web": 8000, "live": 8001, "door": 8025, "catcher": 8026}
READY_PATIENCE_SECONDS = 120.0
#: mail is received and clocks run, even when the pages take long
FOLLOWING_AFTER_SECONDS = 15.0
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class AlreadyRunning(Exception):
    """Another `zhiyin up` works in this data folder."""


def up(host: str, asked: dict[str, int | None], *, demo: bool, say: Say) -> int:
    """Run Zhiyin until asked to stop; returns the exit code. Raises `AlreadyRunning`, `PortTaken`, `RuntimeError`."""
    home = data_home()
    stop_asked: list[int] = []
    for number in _STOP_SIGNALS:
        signal.signal(number, lambda got, _frame: stop_asked.append(got))
    with taken_turn(home, patience_seconds=20) as ours:
        if not ours:
            raise AlreadyRunning(str(home))
        asked = {"door": _given_port("ZHIYIN_DOOR_PORT"), **asked}
        ports = choose(host, {n: p for n, p in USUAL_PORTS.items() if demo or n != "catcher"}, asked)
        for name, port in ports.items():
            if port != USUAL_PORTS[name] and asked.get(name) is None:
                say(f"Port {USUAL_PORTS[name]} is taken by another program, so {name} is at {port}")
        server = embedded()
        with _stopped_at_the_end(server, say):
            url = prepare(say)
            environment = _environment(host, ports, demo=demo)
            parts = [
                Part("web", ["web", "--host", host, "--port", str(ports["web"])]),
                Part("live", ["live", "--host", host, "--port", str(ports["live"])]),
                Part("worker", ["worker"]),
                Part("channels", ["channels"]),
            ]
            if demo:
                parts.append(Part("traffic", ["traffic"]))
            supervisor = Supervisor(parts, environment, say, stopping=bool(stop_asked))
            for number in _STOP_SIGNALS:
                signal.signal(number, supervisor.ask_to_stop)
            if supervisor.stopping:
                return 0
            supervisor.start(first=("web", "live"))  # and the cores are theirs until they answer
            try:
                if demo and not _is_inhabited(url):
                    _seed(supervisor)
                local = "127.0.0.1" if host in ("0.0.0.0", "::") else host
                if _ready(supervisor, [f"http://{local}:{ports[name]}/readyz" for name in ("web", "live")]):
                    say(f"Zhiyin is ready: {environment['ZHIYIN_URL']}")
                    if demo:
                        _tell_logins(say)
                    say("Ctrl-C stops it.")
                supervisor.let_follow()
                supervisor.keep(also=_keeper_of(server, say))
            finally:
                say("Stopping")
                supervisor.stop()
    return 0


def _given_port(name: str) -> int | None:
    given = os.environ.get(name, "")
    return int(given) if given.isdecimal() else None


def _environment(host: str, ports: dict[str, int], *, demo: bool) -> dict[str, str]:
    given = os.environ.get("ZHIYIN_URL", "").rstrip("/")
    own = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "localhost") else host
    public = given or f"http://{own}:{ports['web']}"
    # Behind a proxy (a public address was given) live updates come through it, under /live.
    live = os.environ.get("ZHIYIN_LIVE_URL") or (f"{given}/live" if given else f"http://{own}:{ports['live']}")
    environment = {
        "ZHIYIN_URL": public,
        "ZHIYIN_LIVE_URL": live,
        "ZHIYIN_DOOR_PORT": str(ports["door"]),
    }
    if demo:
        environment |= {
            "ZHIYIN_DEMO": "1",
            "ZHIYIN_CATCHER_PORT": str(ports["catcher"]),
            "ZHIYIN_SMTP_HOST": "127.0.0.1",
            "ZHIYIN_SMTP_PORT": str(ports["catcher"]),
        }
    return environment


@contextmanager
def _stopped_at_the_end(server: Embedded | None, say: Say) -> Iterator[None]:
    """Stop the embedded server at the end, also (by another process) when this one is killed."""
    if server is None:
        yield
        return
    with subprocess.Popen(
        [sys.executable, "-m", "zhiyin.config.last_resort", str(server.home)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    ) as last_resort:
        try:
            yield
        finally:
            if (server.data / "PG_VERSION").exists():
                server.stop()
            last_resort.kill()


def _keeper_of(server: Embedded | None, say: Say) -> Callable[[], None]:
    """Starts the embedded server again when it has gone. The parts wait for it by themselves; nothing committed is lost."""
    wait, again_at = 0.5, 0.0

    def look() -> None:
        nonlocal wait, again_at
        if server is None or server.is_alive() or time.monotonic() < again_at:
            return
        say("The database ended; starting it again")
        try:
            server.start()
            wait = 0.5
        except (RuntimeError, OSError, subprocess.SubprocessError, psycopg.Error) as error:
            wait = min(LONGEST_WAIT_SECONDS, wait * 2)
            say(f"The database could not be started: {error}. Trying again in {wait:g} s; see `zhiyin doctor`")
        again_at = time.monotonic() + wait

    return look


def _ready(supervisor: Supervisor, addresses: list[str]) -> bool:
    """Wait until every address answers 200, looking after the parts meanwhile; False when stopped or out of patience."""
    begun = time.monotonic()
    until = begun + READY_PATIENCE_SECONDS
    waiting = list(addresses)
    while waiting and not supervisor.stopping and time.monotonic() < until:
        waiting = [address for address in waiting if not answers(address)]
        if time.monotonic() - begun > FOLLOWING_AFTER_SECONDS:
            supervisor.let_follow()
        supervisor.look(time.monotonic())
        time.sleep(0.05)
    if waiting and not supervisor.stopping:
        supervisor.say(f"Not ready after {READY_PATIENCE_SECONDS:g} s: {', '.join(waiting)}; see `zhiyin doctor`")
    return not waiting


def answers(address: str) -> bool:
    """Whether somebody answers there that all is well."""
    try:
        with urllib.request.urlopen(address, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _is_inhabited(url: str) -> bool:
    """Whether there are customers; asked directly, since a process of its own takes seconds to say so."""
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT EXISTS (SELECT 1 FROM customers_customer)").fetchone() == (True,)


def _seed(supervisor: Supervisor) -> None:
    """Set the simulated company up while the first parts load; ended when asked to stop, and then nothing of it is left."""
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "zhiyin", "seed"],
        env={**os.environ, **supervisor.environment},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    ) as seeding:
        while seeding.poll() is None:
            if supervisor.stopping:
                seeding.terminate()
                return
            supervisor.look(time.monotonic())
            time.sleep(0.05)
    if seeding.returncode != 0:
        raise RuntimeError("the demo could not be set up; see above")


def _tell_logins(say: Say) -> None:
    from zhiyin.demo.company import CAST, PASSWORD

    say(f"Sign in with the password {PASSWORD} as one of:")
    for member in CAST:
        say(f"  {member.email:24} {member.role:11} {member.name}")
