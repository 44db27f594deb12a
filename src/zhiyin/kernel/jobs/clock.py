"""What the clock does every second, by one worker at a time."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import connection, transaction

from zhiyin.kernel.jobs.registry import TICKS

log = structlog.get_logger()

# Any constant will do: it names the lock that lets one worker tick at a time.
CLOCK_LOCK = 0x5A59_0001


def tick(now: datetime) -> dict[str, int]:
    """Run each registered tick in a transaction of its own; returns how many rows each handled. Faults are logged."""
    handled: dict[str, int] = {}
    for name, function in TICKS.items():
        try:
            with transaction.atomic():
                if not _hold_lock():
                    return handled
                handled[name] = function(now)
        except Exception:
            log.exception("tick_failed", tick=name)
    return handled


def _hold_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [CLOCK_LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])
