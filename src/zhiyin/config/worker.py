"""`zhiyin worker`: the jobs, the calendar of recurring work, and the clock."""

from __future__ import annotations

import asyncio
import select
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import procrastinate
import psycopg
import structlog
from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import close_old_connections, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from procrastinate.contrib.django import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg_pool import AsyncConnectionPool

from zhiyin.kernel.jobs.clock import CHANNEL, Clock
from zhiyin.kernel.jobs.models import ClockState
from zhiyin.kernel.jobs.queue import add_tasks

log = structlog.get_logger()
CONCURRENCY = 4
LONGEST_PAUSE_SECONDS = 10.0
#: a worker without a heartbeat for so long is dead
STALLED_AFTER_SECONDS = 20.0
_FAULTS = (DatabaseFault, psycopg.Error, procrastinate.exceptions.ConnectorException, OSError)


def serve(concurrency: int = CONCURRENCY) -> None:
    """Work until told to stop; a database that goes away is waited for."""
    stop = threading.Event()
    clock = threading.Thread(target=keep_time, args=(stop,), name="clock")
    clock.start()
    try:
        asyncio.run(_work(concurrency, stop))
    finally:
        stop.set()
        clock.join(timeout=5)


async def _work(concurrency: int, stop: threading.Event) -> None:
    loop = asyncio.get_running_loop()
    current: list[asyncio.Task[None]] = []

    def ask_to_stop() -> None:
        stop.set()
        for task in current:
            task.cancel()  # the worker ends its running jobs first

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ask_to_stop)
    app = worker_app()
    pause = 0.5
    while not stop.is_set():
        task = asyncio.ensure_future(_one_run(app, concurrency))
        current[:] = [task]
        started = time.monotonic()
        try:
            await task
        except asyncio.CancelledError:
            return
        except _FAULTS as error:
            log.warning("worker_without_database", error=str(error).strip().split("\n")[0], again_in_seconds=pause)
        if time.monotonic() - started > 60:
            pause = 0.5
        await asyncio.to_thread(stop.wait, pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


async def _one_run(app: procrastinate.App, concurrency: int) -> None:
    async with app.open_async():
        rescuer = asyncio.create_task(_keep_rescuing(app))
        try:
            await app.run_worker_async(
                concurrency=concurrency,
                install_signal_handlers=False,
                shutdown_graceful_timeout=10,
                fetch_job_polling_interval=5.0,
                update_heartbeat_interval=STALLED_AFTER_SECONDS / 4,
                stalled_worker_timeout=STALLED_AFTER_SECONDS,
                delete_jobs="successful",
            )
        finally:
            rescuer.cancel()


async def _keep_rescuing(app: procrastinate.App) -> None:
    """Look for stalled jobs again and again: a worker may die at any time, and be back before its jobs count as lost."""
    while True:
        try:
            await rescue_stalled(app)
        except _FAULTS as error:  # the worker itself says that the database is away
            log.warning("stalled_jobs_not_looked_for", error=str(error).strip().split("\n")[0])
        await asyncio.sleep(STALLED_AFTER_SECONDS / 2)


def worker_app() -> procrastinate.App:
    """The procrastinate app of a worker: its own async connections, our one task, the calendar."""
    app = DjangoApp(connector=quick_connector())
    add_tasks(app, ZoneInfo(settings.TIME_ZONE))
    return app


def quick_connector() -> PsycopgConnector:
    """Connections for fetching and finishing jobs: one trip to the server for each, where procrastinate's own take four.

    They do not wait for the disk. A crash of the server may forget that a job was fetched or finished in the last moments;
    then it is done again, which every job must bear. What a job itself changes is on the disk as always.
    """

    async def configure(connection: psycopg.AsyncConnection[object]) -> None:
        await connection.set_autocommit(True)
        await connection.execute("SET synchronous_commit TO off")

    def pool(*, check: object, **options: Any) -> AsyncConnectionPool[Any]:
        return AsyncConnectionPool(check=_stands, **options)

    return PsycopgConnector(kwargs=connector_params(), configure=configure, pool_factory=pool)


async def _stands(connection: psycopg.AsyncConnection[object]) -> None:
    """Whether a kept connection still stands, without asking the server: an idle one speaks only to say that it leaves."""
    said = select.poll()
    said.register(connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
    if said.poll(0):
        raise psycopg.OperationalError("the server has ended the connection")


async def rescue_stalled(app: procrastinate.App) -> int:
    """Give jobs back whose worker died (its heartbeat ended); jobs are idempotent, so doing one again is safe."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS))
    for job in stalled:
        await app.job_manager.retry_job(job)
    if stalled:
        log.warning("stalled_jobs_given_back", count=len(stalled))
    return len(stalled)


def keep_time(
    stop: threading.Event,
    now: Callable[[], datetime] = timezone.now,
    beat: Callable[[Clock, datetime], object] | None = None,
    sleep: Callable[[float], bool] | None = None,
) -> None:
    """Let the clock beat whenever something is due, until stopped. What was missed is not made up: ticks look for it.

    `sleep(seconds)` returns True when somebody woke us.
    """
    beat, sleep = beat or one_beat, sleep or Ear(connection).sleep
    clock = Clock()
    while not stop.is_set():
        try:
            beat(clock, now())
            seconds = (clock.sleeps_until() - now()).total_seconds()
            if seconds > 0 and sleep(seconds):
                clock.woken()
        except Exception as error:
            log.warning("clock_without_database", error=str(error).strip().split("\n")[0])
            connection.close()
            stop.wait(1)
    connection.close()


def one_beat(clock: Clock, now: datetime) -> None:
    """One beat of the clock, and a note of what it did, once a second at most."""
    close_old_connections()
    handled = clock.beat(now)
    if handled is not None and (handled or not ClockState.objects.exists()):
        with transaction.atomic():
            ClockState.objects.update_or_create(id=1, defaults={"at": now.replace(microsecond=0), "handled": handled})


class Ear:
    """Sleeps on the clock's own connection, listening for who wakes it."""

    def __init__(self, ours: BaseDatabaseWrapper) -> None:
        self._ours = ours
        self._listening: Any = None

    def sleep(self, seconds: float) -> bool:
        """Sleep, at most so long; True if somebody called, or may have while we were not listening."""
        self._ours.ensure_connection()
        link: Any = self._ours.connection
        if link is not self._listening:
            link.execute(f"LISTEN {CHANNEL}")
            self._listening = link
            return True
        return any(True for _call in link.notifies(timeout=seconds, stop_after=1))
