"""Keeps the parts of Zhiyin running: starts them, starts again what fell, stops all in order."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from zhiyin.config.installation import Say
from zhiyin.config.parents import PIPE

LONGEST_WAIT_SECONDS = 30.0
#: a part that has run this long is forgiven its earlier falls
STEADY_SECONDS = 60.0
STOP_PATIENCE_SECONDS = 12.0


@dataclass(slots=True)
class Part:
    """One process: its name, and the arguments of `zhiyin` that start it."""

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    falls: int = 0
    again_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Runs parts until asked to stop. Times are of the monotonic clock."""

    parts: list[Part]
    environment: Mapping[str, str]
    say: Say
    stopping: bool = False
    _read_end: int = field(default=-1)
    _write_end: int = field(default=-1)

    def start(self, first: Collection[str] | None = None) -> None:
        """Start the parts named in `first`, else all; the others when `let_follow` says so.

        All hold the other end of one pipe: when this process is gone, they stop.
        """
        self._read_end, self._write_end = os.pipe()
        os.set_inheritable(self._read_end, True)
        for part in self.parts:
            if first is None or part.name in first:
                self._start(part)
            else:
                part.again_at = math.inf

    def let_follow(self) -> None:
        """Let `look` start the parts that waited for the first ones."""
        for part in self.parts:
            if not part.started_at:
                part.again_at = 0.0

    def ask_to_stop(self, number: int = 0, _frame: object = None) -> None:
        """For signal handlers: end `keep` soon."""
        self.stopping = True

    def keep(self, also: Callable[[], None], pause_seconds: float = 0.2) -> None:
        """Look after the parts, and do `also` each time, until asked to stop."""
        while not self.stopping:
            also()
            self.look(time.monotonic())
            time.sleep(pause_seconds)

    def look(self, now: float) -> None:
        """Start again each part that fell, later each time that it falls again soon."""
        for part in self.parts:
            if part.process is None:
                if now >= part.again_at:
                    self._start(part)
                continue
            code = part.process.poll()
            if code is None:
                continue
            part.falls = 1 if now - part.started_at > STEADY_SECONDS else part.falls + 1
            wait = min(LONGEST_WAIT_SECONDS, 0.5 * 2 ** (part.falls - 1))
            part.process, part.again_at = None, now + wait
            self.say(f"{part.name} ended ({code}); starting it again in {wait:g} s")

    def stop(self) -> None:
        """Ask every part to stop, wait, end what is left."""
        running = [part.process for part in self.parts if part.process is not None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        until = time.monotonic() + STOP_PATIENCE_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for descriptor in (self._read_end, self._write_end):
            os.close(descriptor)

    def _start(self, part: Part) -> None:
        part.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "zhiyin", *part.arguments],
            env={**os.environ, **self.environment, PIPE: str(self._read_end)},
            pass_fds=[self._read_end],
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C comes to us alone, and we stop the parts in order
        )
        part.started_at = time.monotonic()
