"""`zhiyin web`: the pages and the API, Django under WSGI on granian."""

from __future__ import annotations

import gc
import multiprocessing
from typing import Any

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.log import LogLevels

from zhiyin.config.parents import stop_without_parent
from zhiyin.config.several import usual_count


def serve(host: str, port: int, workers: int | None = None, threads: int | None = None) -> None:
    """Serve until told to stop. A worker a core (at most four), some threads each: a thread waits for the database."""
    workers = workers or usual_count()
    threads = threads or 4
    if multiprocessing.get_start_method() == "fork":
        _application()  # loaded once; the workers begin with it, and share its memory
        gc.freeze()
        gc.set_threshold(20_000, 20, 50)  # a request makes thousands of objects that are all gone at its end
    Granian(
        "zhiyin.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        blocking_threads_idle_timeout=600,
        backlog=2048,
        loop=Loops.asyncio,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=8,
        process_name=None,
    ).serve(target_loader=application_of_a_worker, wrap_loader=False)


def application_of_a_worker() -> Any:
    """What a worker serves; it ends when its parent was killed."""
    stop_without_parent()
    return _application()


def _application() -> Any:
    from zhiyin.config.wsgi import application

    return application
