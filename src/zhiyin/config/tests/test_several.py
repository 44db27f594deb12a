"""A part in several processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_PART = """
import os, signal, sys, time
from pathlib import Path
from zhiyin.config import several
several.PAUSE_SECONDS = 0.0

def work():
    (Path(sys.argv[1]) / str(os.getpid())).touch()
    while True:
        time.sleep(60)

several.run(work, 2)
"""


@pytest.fixture
def part(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-W", "ignore", "-c", _PART, str(tmp_path)]) as process:
        yield process
        process.kill()


def _until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def _alive(folder: Path) -> list[int]:
    return [int(file.name) for file in folder.iterdir() if _state(int(file.name)) not in ("", "Z")]


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def test_a_process_that_dies_is_replaced_and_all_stop_together(part: subprocess.Popen[bytes], tmp_path: Path) -> None:
    _until(lambda: len(_alive(tmp_path)) == 2)
    first = _alive(tmp_path)[0]
    os.kill(first, signal.SIGKILL)
    _until(lambda: first not in _alive(tmp_path) and len(_alive(tmp_path)) == 2)
    part.terminate()
    assert part.wait(30) == 0
    assert _alive(tmp_path) == []


def test_no_process_outlives_a_parent_that_was_killed(part: subprocess.Popen[bytes], tmp_path: Path) -> None:
    _until(lambda: len(_alive(tmp_path)) == 2)
    part.kill()
    _until(lambda: _alive(tmp_path) == [])
