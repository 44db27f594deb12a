"""A part in several processes: loaded once and forked, so that they share its memory. One that dies is replaced."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import wait

import structlog
from django.db import connections

from zhiyin.config.parents import stop_without_parent

log = structlog.get_logger()
#: a process that dies is replaced after this, so that one that cannot work does not keep the machine busy
PAUSE_SECONDS = 1.0
PATIENCE_SECONDS = 15.0


def usual_count() -> int:
    """A process a core, at most four."""
    return max(1, min(4, os.cpu_count() or 1))


def run(work: Callable[[], None], processes: int) -> None:
    """Run `work` in so many processes until asked to stop; in this one if it is the only one."""
    if processes <= 1:
        work()
        return
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: stopping.append(got))
    connections.close_all()
    gc.collect()
    gc.freeze()  # what all have in common stays in common
    fork = multiprocessing.get_context("fork")

    def started() -> multiprocessing.process.BaseProcess:
        child = fork.Process(target=_child, args=(work,))
        child.start()
        return child

    children = [started() for _n in range(processes)]
    while not stopping:
        wait([child.sentinel for child in children], timeout=1)
        for place, child in enumerate(children):
            if not child.is_alive() and not stopping:
                log.warning("process_ended", exit_code=child.exitcode)
                time.sleep(PAUSE_SECONDS)
                children[place] = started()
    for child in children:
        child.terminate()
    until = time.monotonic() + PATIENCE_SECONDS
    for child in children:
        child.join(max(0.0, until - time.monotonic()))
        child.kill()


def _child(work: Callable[[], None]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    stop_without_parent()
    work()
