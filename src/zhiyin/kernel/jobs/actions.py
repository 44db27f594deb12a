"""`defer`: work for later, inside the transaction of the change that asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

#: what somebody waits for goes before what can wait; within a queue, first come is first served
PRIORITY = {"incoming": 30, "outbox": 20, "default": 10, "bulk": 0}


def defer(
    job: str, *, queue: str = "default", at: datetime | None = None, once: str | None = None, **arguments: Any
) -> None:
    """Defer a job by name with JSON arguments.

    `queue` says how urgent it is (see `PRIORITY`); `at` delays it; `once` is a key under which only one job may wait.
    """
    priority = PRIORITY.get(queue, PRIORITY["default"])
    task = app.configure_task("run", queue=queue, schedule_at=at, queueing_lock=once, priority=priority)
    if once is None:
        task.defer(job=job, arguments=arguments)
        return
    try:
        with transaction.atomic():
            task.defer(job=job, arguments=arguments)
    except exceptions.AlreadyEnqueued:
        return
