"""The worker: jobs, calendar, clock."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from procrastinate.contrib.django import DjangoApp
from procrastinate.testing import InMemoryConnector

from zhiyin.config import worker
from zhiyin.face.testing import run_apart
from zhiyin.kernel.jobs import queue, registry
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.jobs.models import ClockState


def test_the_clock_beats_on_the_full_second_and_outlives_a_fault() -> None:
    beats: list[datetime] = []
    stop = threading.Event()
    moments = iter([10.9999, 11.0001, 11.9999, 12.0001, 12.9999, 13.0001])

    def beat(now: datetime) -> None:
        beats.append(now)
        if len(beats) == 1:
            raise OSError("the database is away")
        if len(beats) == 3:
            stop.set()

    worker.keep_time(stop, lambda: next(moments), beat)
    assert beats == [datetime.fromtimestamp(n, UTC) for n in (11, 12, 13)]


@pytest.mark.django_db
def test_a_second_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    worker.one_second(now)
    assert ClockState.objects.get().at == now


def test_the_calendar_is_read_in_local_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "CALENDAR", {"lamps": registry.Recurring("lamps", "0 3 * * *", lambda: None, "")})
    app = DjangoApp(connector=InMemoryConnector())
    queue.add_tasks(app, ZoneInfo("Asia/Shanghai"))
    task = app.periodic_registry.periodic_tasks[("calendar:lamps", "")]
    start = datetime(2026, 11, 22, 0, 0, tzinfo=UTC).timestamp()
    following = task.croniter.get_next(ret_type=float, start_time=start)
    assert datetime.fromtimestamp(following, ZoneInfo("Asia/Shanghai")).hour == 3


@pytest.mark.django_db(transaction=True)
def test_a_deferred_job_is_done_and_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    done: list[int] = []
    monkeypatch.setitem(registry.JOBS, "lamps.light", lambda lamp: done.append(lamp))
    defer("lamps.light", lamp=3)
    app = worker.worker_app()

    async def work() -> None:
        async with app.open_async():
            await app.run_worker_async(wait=False, install_signal_handlers=False, delete_jobs="successful")

    run_apart(work())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'run'")
        assert cursor.fetchone() == (0,)
        cursor.execute("DELETE FROM procrastinate_jobs")  # unmanaged: Django's flush leaves it full
    assert done == [3]


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_killed_worker_is_done_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the next one starts at once, before the dead one's heartbeat is old."""
    from django.db import connection

    done = threading.Event()
    monkeypatch.setitem(registry.JOBS, "lamps.light", lambda lamp: done.set())
    monkeypatch.setattr(worker, "STALLED_AFTER_SECONDS", 0.4)
    defer("lamps.light", lamp=3)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", cursor.fetchone())

    async def work() -> None:
        working = asyncio.ensure_future(worker._one_run(worker.worker_app(), 1))
        assert await asyncio.to_thread(done.wait, 20)
        working.cancel()
        await asyncio.wait([working])

    run_apart(work())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")
