"""Promises' clocks: how many deadlines a second, and what a million open promises cost until one of them is due.

.venv/bin/python -W ignore -m bench.clocks
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import psycopg

from bench.house import House, ended, home, percentile

Row = tuple[str, str, str]

OPEN = int(os.environ.get("BENCH_OPEN", "1_000_000"))
STORM = int(os.environ.get("BENCH_STORM", "500"))
SPREAD_SECONDS, SPREAD = 30, 60
IDLE_SECONDS = 20


def rows(house: House) -> list[Row]:
    """All rows about clocks."""
    return [*deadlines(), *waiting(house)]


def deadlines() -> list[Row]:
    """Deadlines a second of one core, beside a walk from window to window."""
    from zhiyin.lib.working_time import Pause, chinese_calendar, deadline
    from zhiyin.lib.working_time.tests.oracles import walked_deadline

    calendar, random = chinese_calendar([2025]), Random(1)
    begin = datetime(2025, 1, 1, tzinfo=UTC)
    asked = [
        (begin + timedelta(minutes=random.randrange(500_000)), timedelta(minutes=random.randrange(1, 6000)))
        for _n in range(20_000)
    ]
    paused = [[Pause(start + timedelta(hours=3), start + timedelta(hours=30))] for start, _length in asked]
    deadline(*asked[0], calendar)  # what is counted once is counted before the clock runs

    def rate(times: int, found: Iterator[datetime]) -> float:
        began = time.process_time()
        for _due in found:
            pass
        return times / (time.process_time() - began)

    plain = rate(len(asked), (deadline(*one, calendar) for one in asked))
    stood = rate(len(asked), (deadline(*one, calendar, two) for one, two in zip(asked, paused, strict=True)))
    walked = rate(2000, (walked_deadline(*one, calendar) for one in asked[:2000]))
    return [
        (
            "deadlines on a year's calendar, one core",
            f"{plain:,.0f} / s",
            "lunch, holidays, make-up days; wanted 50,000",
        ),
        ("… with a pause each", f"{stood:,.0f} / s", ""),
        ("… bare: walking from window to window", f"{walked:,.0f} / s", ""),
    ]


def waiting(house: House) -> list[Row]:
    """A million promises that are owed: what waiting costs, how soon a due one is called broken, how many a second."""
    numbers = _promised(SPREAD + STORM)
    with psycopg.connect(house.url, autocommit=True) as database:
        database.execute(_MANY, {"count": OPEN})
        database.execute("VACUUM ANALYZE promises_promise")
        with _worker(database):
            processor, server = _idle(database)
            lags = _spread(database, numbers[:SPREAD])
            rate, after = _storm(database, numbers[SPREAD:])
    share = f"{100 * (processor + server) / IDLE_SECONDS:.1f} % of a core"
    return [
        (f"waiting with {OPEN:,} promises open", share, f"worker {_ms(processor)}, database {_ms(server)} a second"),
        (
            "… a promise is due → it is called broken, p95",
            f"{percentile(lags, 0.95) * 1000:.0f} ms",
            f"n = {len(lags)}",
        ),
        (
            "… a storm: broken, awarded, booked, apologised",
            f"{rate:.0f} / s",
            f"n = {STORM}; jobs done {after:.1f} s later",
        ),
    ]


def _ms(seconds: float) -> str:
    return f"{1000 * seconds / IDLE_SECONDS:.1f} ms"


# They belong to no case: nothing but the clock ever looks at them.
_MANY = """
INSERT INTO promises_promise (
    id, name, customer_id, unit_id, channel_kind, priority, value_band, calendar, calendar_version, public_days_version,
    duration_seconds, started_at, due_at, warn_at, state, end_reason, policy_version, arithmetic, audience, about,
    policy_key, considered, versions, facts
)
SELECT gen_random_uuid(), 'solution', c.customer_id, c.unit_id, 'api', 3, '', 'always', 0, 0, 864000, now(),
    now() + interval '1 day' + n * interval '2 seconds', now() + interval '1 hour' + n * interval '2 seconds', 'pending',
    '', 0, '[]', 'public', '', 'solution', '[]', '{}', '{}'
FROM generate_series(1, %(count)s) n, (SELECT customer_id, unit_id FROM cases_case LIMIT 1) c
"""


def _promised(count: int) -> list[str]:
    """So many customers write in; the promises of a first reply that they are made."""
    from django.utils import timezone

    from zhiyin.kernel.people.actor import system
    from zhiyin.kernel.people.models import Unit
    from zhiyin.listen.channels.actions import Incoming, make_channel, receive
    from zhiyin.resolve.promises.models import Promise

    by, now = system("bench"), timezone.now()
    channel = make_channel("api", "Clocks", Unit.objects.create(name="Clocks").id, key="clocks", by=by)
    for number in range(count):
        incoming = Incoming(f"clocks-{number}", "external", f"clocks-{number}", "我的订单还没有发货。", at=now)
        receive(channel, incoming, by=by, because=None, at=now)
    found = Promise.objects.filter(case__channel_id=channel.id, name="first_reply").values_list("id", flat=True)
    return [str(one) for one in found]


@contextlib.contextmanager
def _worker(database: psycopg.Connection[tuple[object, ...]]) -> Iterator[None]:
    """The real worker, which has done what the messages left to do and is warm."""
    process = subprocess.Popen([sys.executable, "-W", "ignore", "-m", "zhiyin", "worker"], stdin=subprocess.DEVNULL)
    _WORKER.append(process.pid)
    try:
        _done(database)
        time.sleep(5)
        yield
    finally:
        ended(process)


_WORKER: list[int] = []


def _done(database: psycopg.Connection[tuple[object, ...]]) -> float:
    """Wait until no job waits; how long it took."""
    began = time.perf_counter()
    while _number(database, "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND "
                            "(scheduled_at IS NULL OR scheduled_at <= now())"):  # fmt: skip
        if time.perf_counter() - began > 300:
            raise RuntimeError("the worker does not come to an end")
        time.sleep(0.1)
    return time.perf_counter() - began


def _idle(database: psycopg.Connection[tuple[object, ...]]) -> tuple[float, float]:
    """Seconds of processor that the worker and its connections to the server use while nothing is due."""
    _done(database)
    servers = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    backends = [int(str(one[0])) for one in database.execute(servers)]
    ours = _family(_WORKER[-1])
    before = _used(ours), _used(backends)
    time.sleep(IDLE_SECONDS)
    return _used(ours) - before[0], _used(backends) - before[1]


def _family(pid: int) -> list[int]:
    """A process and all that it started."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [one for child in task.read_text().split() for one in _family(int(child))]
    return found


def _used(pids: list[int]) -> float:
    total = 0.0
    for pid in pids:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def _spread(database: psycopg.Connection[tuple[object, ...]], ids: list[str]) -> list[float]:
    """Promises come due one after the other; seconds from the due time until the breach stands on the timeline."""
    _due(database, ids, f"now() + interval '2 seconds' + n * interval '{SPREAD_SECONDS / len(ids)} seconds'")
    _until_broken(database, ids)
    found = database.execute(
        "SELECT extract(epoch FROM noted_at - happened_at) FROM timeline_entry e JOIN promises_breach b "
        "ON b.id = e.subject_id WHERE e.event = 'PromiseBreached' AND b.promise_id = ANY(%s::uuid[])",
        [ids],
    )
    return [float(str(one[0])) for one in found]


def _storm(database: psycopg.Connection[tuple[object, ...]], ids: list[str]) -> tuple[float, float]:
    """All come due at once; breaches a second with all that follows at once, and how long the jobs then take."""
    _done(database)
    began = time.perf_counter()
    _due(database, ids, "now()")
    _until_broken(database, ids)
    return len(ids) / (time.perf_counter() - began), _done(database)


def _due(database: psycopg.Connection[tuple[object, ...]], ids: list[str], moment: str) -> None:
    database.execute(
        f"UPDATE promises_promise p SET due_at = {moment}, warn_at = {moment} - interval '1 second', state = 'warned' "
        "FROM unnest(%s::uuid[]) WITH ORDINALITY AS g (id, n) WHERE p.id = g.id",
        [ids],
    )
    database.execute("SELECT pg_notify('zhiyin_clock', '')")


def _until_broken(database: psycopg.Connection[tuple[object, ...]], ids: list[str]) -> None:
    until = time.perf_counter() + 300
    query = "SELECT count(*) FROM promises_breach WHERE promise_id = ANY(%s::uuid[])"
    while _number(database, query, [ids]) < len(ids):
        if time.perf_counter() > until:
            raise RuntimeError("promises that are due are not broken")
        time.sleep(0.05)


def _number(database: psycopg.Connection[tuple[object, ...]], query: str, values: list[object] | None = None) -> int:
    row = database.execute(query, values).fetchone()
    return int(str(row[0])) if row else 0


def main() -> None:
    """This table alone."""
    with home() as (_folder, url):
        for what, value, detail in rows(House(0, 0, url)):
            print(f"{what:55}  {value:>16}  {detail}")


if __name__ == "__main__":
    main()
