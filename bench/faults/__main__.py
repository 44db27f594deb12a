"""Messages over three channels while every part is killed at random: what was acknowledged is there, once, answered once.

`python -m bench.faults [messages] [seconds between two kills]`. A whole `zhiyin up` runs on a database of its own; programs
post to the API, customers write mail (SMTP) and chat, each trying again until it is acknowledged and now and then once more
for nothing. Meanwhile web, worker, live, channels and the database (its server, or one of its processes) get `kill -9`.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from itertools import count

import psycopg

from bench.faults.town import Town, built, processes, until
from bench.faults.writers import Tally, write

PARTS = ("web", "worker", "live", "channels", "database", "a database process")
#: how long everything that waits may take to be done when the killing is over
PATIENCE_SECONDS = 420


def kill_at_random(
    town: Town, killed: Counter[str], pause: float, stop: threading.Event, parts: tuple[str, ...] = PARTS
) -> None:
    """Kill one of the parts every `pause` seconds or so: each in turn first, then any."""
    chance = random.Random(4)
    for turn in count():
        if stop.wait(chance.uniform(0.6, 1.4) * pause):
            return
        part = parts[turn] if turn < len(parts) else chance.choice(parts)
        victims = processes(town, part)
        if victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(victims), signal.SIGKILL)
                killed[part] += 1


_WAITING = """
SELECT (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
            AND (scheduled_at IS NULL OR scheduled_at < now() + interval '1 minute'))
     + (SELECT count(*) FROM channels_arrival WHERE state = 'stored')
     + (SELECT count(*) FROM channels_delivery WHERE state IN ('queued', 'sending'))
"""
_COUNTS = """
SELECT split_part(a.external_id, '@', 1), count(DISTINCT a.id), count(DISTINCT m.id), count(DISTINCT e.id),
       count(DISTINCT cm.case_id)
FROM channels_arrival a
LEFT JOIN channels_message m ON m.channel_id = a.channel_id AND m.external_id = a.external_id
LEFT JOIN timeline_entry e ON e.event = 'MessageReceived' AND e.subject_id = m.id
LEFT JOIN cases_casemessage cm ON cm.message_id = m.id
GROUP BY 1
"""


_FAILED = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"


def told(town: Town, tally: Tally) -> bool:
    """Print what became of every message; whether all is well."""
    began = time.monotonic()
    with contextlib.suppress(RuntimeError):
        until(lambda: _waiting(town) == 0, PATIENCE_SECONDS, "what waits")
    with psycopg.connect(town.url) as connection:
        rows = {name.split(":")[-1]: rest for name, *rest in connection.execute(_COUNTS).fetchall()}
        failed = connection.execute(_FAILED).fetchall()[0][0]
        states = dict(connection.execute("SELECT state, count(*) FROM channels_delivery GROUP BY 1").fetchall())
    faults = {
        "lost": [name for name in tally.acknowledged if 0 in rows.get(name, [0])],
        "doubled": [name for name, numbers in rows.items() if any(number > 1 for number in numbers)],
        "sent twice": [name for name, times in town.catcher.taken.items() if times > 1],
        "waiting": [str(left)] if (left := _waiting(town)) else [],
        "failed jobs": [str(failed)] if failed else [],
    }
    print(f"acknowledged {len(tally.acknowledged):,}; {tally.failed.total():,} tries failed and were repeated")
    print(
        f"mails sent {len(town.catcher.taken):,}, deliveries {states}; all done {time.monotonic() - began:.0f} s later"
    )
    for what, names in faults.items():
        print(f"{what:>12} {len(names)}  {[(name, rows.get(name)) for name in names[:5]] if names else ''}")
    return not any(faults.values())


def _waiting(town: Town) -> int:
    """How much still waits; -1 while the database is away."""
    with contextlib.suppress(psycopg.Error), psycopg.connect(town.url) as connection:
        return int(connection.execute(_WAITING).fetchall()[0][0])
    return -1


def main(messages: int = 10_000, pause: float = 8.0) -> bool:
    """Send, kill, count; whether nothing was lost or doubled."""
    tally, killed, stop = Tally(), Counter[str](), threading.Event()
    with built() as town:
        began = time.monotonic()
        writers = [
            threading.Thread(target=write, args=(town, tally, kind, range(first, messages * tenths // 10, 3)))
            for kind, tenths in (("api", 4), ("email", 3), ("chat", 3))
            for first in range(3)
        ]
        killer = threading.Thread(target=kill_at_random, args=(town, killed, pause, stop))
        for thread in (*writers, killer):
            thread.start()
        for thread in writers:
            thread.join()
        stop.set()
        killer.join()
        print(f"{messages:,} messages in {time.monotonic() - began:.0f} s; killed: {dict(killed)}")
        return told(town, tally)


if __name__ == "__main__":
    well = main(*(kind(given) for kind, given in zip((int, float), sys.argv[1:], strict=False)))
    sys.exit(not well)
