"""Thousands of promises break at once while worker and database are killed: each is made good once, the books balance.

`python -m bench.faults.storm [promises] [seconds between two kills]`. A whole `zhiyin up` runs on its own database. The
promises come due together; meanwhile the worker (one of its processes) and the database (its server, or one of its
processes) get `kill -9`.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections import Counter

import psycopg

from bench.faults.__main__ import kill_at_random
from bench.faults.town import Town, built, until

PARTS = ("worker", "database", "a database process")
PATIENCE_SECONDS = 600
#: so many customers' cases share one channel: an hour's automatic messages of a channel are capped
A_CHANNEL = 900


def promised(count: int) -> None:
    """So many customers write in, and are promised a first reply."""
    from django.utils import timezone

    from zhiyin.kernel.people.actor import system
    from zhiyin.kernel.people.models import Unit
    from zhiyin.listen.channels.actions import Incoming, make_channel, receive

    by, now, unit = system("bench"), timezone.now(), Unit.objects.create(name="Storm")
    for first in range(0, count, A_CHANNEL):
        channel = make_channel("api", f"Storm {first}", unit.id, key=f"storm-{first}", by=by)
        for number in range(first, min(first + A_CHANNEL, count)):
            incoming = Incoming(f"storm-{number}", "external", f"storm-{number}", "我的订单还没有发货。", at=now)
            receive(channel, incoming, by=by, because=None, at=now)


_DUE = """
UPDATE promises_promise p SET due_at = now(), warn_at = now() - interval '1 second', state = 'warned'
FROM cases_case c JOIN channels_channel h ON h.id = c.channel_id
WHERE c.id = p.case_id AND h.key LIKE 'storm-%' AND p.name = 'first_reply' AND p.state IN ('pending', 'warned')
"""
_LEFT = """
SELECT (SELECT count(*) FROM promises_promise WHERE due_at <= now() AND state IN ('pending', 'warned'))
     + (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL)
"""
#: for each broken promise, how many there are of everything that follows; all but one is a fault
_FOLLOWED = """
SELECT count(DISTINCT b.id), count(DISTINCT e.id), count(DISTINCT a.id), count(DISTINCT y.id), count(DISTINCT y.message_id),
       count(DISTINCT t.id), max(CASE WHEN a.state = 'granted' AND a.amount_minor > 0 THEN 1 ELSE 0 END)
FROM promises_promise p
JOIN cases_case c ON c.id = p.case_id JOIN channels_channel h ON h.id = c.channel_id AND h.key LIKE 'storm-%'
LEFT JOIN promises_breach b ON b.promise_id = p.id
LEFT JOIN timeline_entry e ON e.event = 'PromiseBreached' AND e.subject_id = b.id
LEFT JOIN compensation_award a ON a.breach_id = b.id
LEFT JOIN compensation_apology y ON y.award_id = a.id
LEFT JOIN ledger_transaction t ON t.about_id = a.id
WHERE p.name = 'first_reply' GROUP BY p.id
"""


def told(town: Town, count: int) -> bool:
    """Print what followed from each broken promise; whether it was everything, once, and the books balance."""
    with psycopg.connect(town.url) as connection:
        rows = [tuple(int(str(one)) for one in row) for row in connection.execute(_FOLLOWED).fetchall()]
        failed = connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'").fetchall()[0][0]
        balance = connection.execute(
            "SELECT currency, sum(amount) FROM ledger_posting GROUP BY 1 HAVING sum(amount) <> 0"
        ).fetchall()
    from django.db import connections

    from zhiyin.kernel.ledger.reads import verify

    connections.close_all()
    faults = {
        "not broken once": sum(row[:2] != (1, 1) for row in rows) + abs(count - len(rows)),
        "not awarded once": sum(row[2] != 1 for row in rows),
        "not apologised once": sum(row[3:5] != (1, 1) for row in rows),
        "not booked once": sum(row[5] != row[6] for row in rows),
        "failed jobs": int(str(failed)),
        "out of balance": len(balance),
        "ledger broken": int(not verify().ok),
    }
    for what, number in faults.items():
        print(f"{what:>20} {number}")
    return not any(faults.values())


def main(count: int = 5000, pause: float = 2.0) -> bool:
    """Promise, let all come due, kill, count; whether each was made good once."""
    killed, stop = Counter[str](), threading.Event()
    with built() as town:
        promised(count)
        until(lambda: _left(town) == 0, PATIENCE_SECONDS, "what the messages left to do")
        with psycopg.connect(town.url, autocommit=True) as connection:
            due = connection.execute(_DUE).rowcount
            connection.execute("SELECT pg_notify('zhiyin_clock', '')")
        began = time.monotonic()
        killer = threading.Thread(target=kill_at_random, args=(town, killed, pause, stop, PARTS))
        killer.start()
        with contextlib.suppress(RuntimeError):
            until(lambda: _left(town) == 0, PATIENCE_SECONDS, "the storm")
        stop.set()
        killer.join()
        print(f"{due:,} promises broken in {time.monotonic() - began:.0f} s; killed: {dict(killed)}")
        until(lambda: _left(town) == 0, PATIENCE_SECONDS, "what is left")
        return told(town, count)


def _left(town: Town) -> int:
    """How much still waits; -1 while the database is away."""
    with contextlib.suppress(psycopg.Error), psycopg.connect(town.url) as connection:
        return int(str(connection.execute(_LEFT).fetchall()[0][0]))
    return -1


if __name__ == "__main__":
    well = main(*(kind(given) for kind, given in zip((int, float), sys.argv[1:], strict=False)))
    sys.exit(not well)
