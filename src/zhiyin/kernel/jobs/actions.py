"""`defer`: work for later, inside the transaction of the change that asks for it. `wake`: tell the clock of a moment."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate import exceptions
from procrastinate.contrib.django import app

from zhiyin.kernel.jobs.clock import CHANNEL, LOOKS_EVERY
from zhiyin.kernel.statements import write

#: what somebody waits for goes before what can wait; within a queue, first come is first served
PRIORITY = {"incoming": 30, "outbox": 20, "default": 10, "bulk": 0}


# What procrastinate itself sends, without what it does in Python around it: every message defers some jobs.
_DEFER = """
SELECT procrastinate_defer_jobs_v1(
    ARRAY[ROW(%s, 'run', %s, NULL, %s, %s::jsonb, %s::timestamptz)::procrastinate_job_to_defer_v1]
)
"""


def defer(
    job: str,
    *,
    queue: str = "default",
    at: datetime | None = None,
    once: str | None = None,
    first: bool = False,
    **arguments: Any,
) -> None:
    """Defer a job by name with JSON arguments.

    `queue` says how urgent it is (see `PRIORITY`); `at` delays it; `once` is a key under which only one job may wait.
    `first` says that nobody can have asked under this key before.
    """
    priority = PRIORITY.get(queue, PRIORITY["default"])
    if once is None or first:
        write(_DEFER, [queue, priority, once, json.dumps({"job": job, "arguments": arguments}), at])
        return
    task = app.configure_task("run", queue=queue, schedule_at=at, queueing_lock=once, priority=priority)
    try:
        with transaction.atomic():
            task.defer(job=job, arguments=arguments)
    except exceptions.AlreadyEnqueued:
        return


def wake(moment: datetime) -> None:
    """Something is due at `moment`, perhaps before what the clock waits for: it hears of it when the transaction commits.

    The clock looks for itself again and again, so one that is not near costs nothing.
    """
    if moment <= timezone.now() + LOOKS_EVERY:
        write("SELECT pg_notify(%s, '')", [CHANNEL])
