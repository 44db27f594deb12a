"""The worker: jobs, calendar, clock."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from procrastinate.contrib.django import DjangoApp
from procrastinate.testing import InMemoryConnector

from zhiyin.config import worker
from zhiyin.face.testing import run_apart
from zhiyin.kernel.jobs import clock, queue, registry
from zhiyin.kernel.jobs.actions import defer, wake
from zhiyin.kernel.jobs.models import ClockState

START = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """A lamp that is dimmed at its moments; when that was."""
    ran: dict[str, list[Any]] = {"dim": [], "moments": []}

    def dim(now: datetime) -> int:
        ran["dim"].append(now)
        return bool(ran["moments"] and ran["moments"].pop(0))

    monkeypatch.setattr(clock, "tick", lambda now, names: {name: registry.TICKS[name](now) for name in names})
    monkeypatch.setattr(registry, "TICKS", (known := {"dim": dim}))
    monkeypatch.setattr(clock, "TICKS", known)
    monkeypatch.setattr(clock, "MOMENTS", {"dim": lambda: ran["moments"][0] if ran["moments"] else None})
    return ran


def test_the_clock_sleeps_until_the_next_moment_and_runs_once_for_it(ticks: dict[str, list[Any]]) -> None:
    soon = START + timedelta(seconds=2, milliseconds=300)
    ticks["moments"][:] = [soon]
    now, one = START, clock.Clock()
    slept = []
    for _beat in range(4):
        one.beat(now)
        slept.append((one.sleeps_until() - now).total_seconds())
        now = max(now, one.sleeps_until())
    looks = clock.LOOKS_EVERY.total_seconds()
    assert slept == [2.3, 0, looks, looks]  # after it did something it looks at once for more
    assert ticks["dim"] == [soon]


def test_what_the_clock_did_is_told_once_a_second(ticks: dict[str, list[Any]]) -> None:
    ticks["moments"][:] = [START, START, START]
    one = clock.Clock()
    assert one.beat(START) == {"dim": 1}
    assert one.beat(START + timedelta(milliseconds=100)) is None
    assert one.beat(START + timedelta(milliseconds=200)) is None
    assert one.sleeps_until() <= START + timedelta(seconds=1)
    assert one.beat(START + timedelta(seconds=1)) == {"dim": 2}


def test_a_clock_that_is_woken_looks_anew(ticks: dict[str, list[Any]]) -> None:
    one = clock.Clock()
    one.beat(START)
    soon = START + timedelta(milliseconds=200)
    ticks["moments"][:] = [soon]
    assert one.sleeps_until() == START + clock.LOOKS_EVERY
    one.woken()
    one.beat(START + timedelta(milliseconds=50))
    assert one.sleeps_until() == soon


def test_a_moment_at_which_nothing_can_be_done_is_left_alone_for_a_moment(ticks: dict[str, list[Any]]) -> None:
    one = clock.Clock()
    ticks["moments"][:] = [START] * 9
    clock_says = {"dim": lambda now: ticks["dim"].append(now) or 0}
    registry.TICKS.update(clock_says)
    one.beat(START)
    one.beat(START + clock.LEAVES_ALONE / 2)
    assert ticks["dim"] == [START]
    one.beat(START + clock.LEAVES_ALONE)
    assert len(ticks["dim"]) == 2


def test_the_clock_outlives_a_fault_and_is_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    beats: list[int] = []
    stop = threading.Event()
    monkeypatch.setattr(stop, "wait", lambda seconds: None)
    woken: list[bool] = []
    monkeypatch.setattr(clock.Clock, "woken", lambda self: woken.append(True))

    def beat(clock: clock.Clock, now: datetime) -> None:
        beats.append(1)
        if len(beats) == 1:
            raise OSError("the database is away")
        if len(beats) == 3:
            stop.set()

    monkeypatch.setattr(clock.Clock, "sleeps_until", lambda self: START + timedelta(seconds=1))
    worker.keep_time(stop, lambda: START, beat, lambda seconds: seconds == 1)
    assert (len(beats), len(woken)) == (3, 2)


@pytest.mark.django_db(transaction=True)
def test_who_makes_something_due_soon_wakes_the_clock() -> None:
    from django.db import connection, connections
    from django.utils import timezone

    heard: list[bool] = []
    listening = threading.Event()

    def listen() -> None:
        ear = worker.Ear(connection)
        heard.append(ear.sleep(0))  # it may have missed a call before it listened
        listening.set()
        heard.append(ear.sleep(20))
        heard.append(ear.sleep(0.01))
        connections.close_all()

    thread = threading.Thread(target=listen)
    thread.start()
    assert listening.wait(20)
    wake(timezone.now() + timedelta(minutes=1))  # far enough: the clock looks for itself before
    wake(timezone.now() + timedelta(seconds=3))
    thread.join(20)
    assert heard == [True, True, False]


@pytest.mark.django_db
def test_a_second_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    one = clock.Clock()
    worker.one_beat(one, START + timedelta(milliseconds=3))
    assert ClockState.objects.get().at == START
    worker.one_beat(one, START + timedelta(milliseconds=700))
    assert ClockState.objects.get().at == START


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
