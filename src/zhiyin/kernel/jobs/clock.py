"""What the clock does at its moments, by one worker at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import structlog
from django.db import connection, transaction

from zhiyin.kernel.jobs.registry import MOMENTS, TICKS

log = structlog.get_logger()

# Any constant will do: it names the lock that lets one worker tick at a time.
CLOCK_LOCK = 0x5A59_0001
#: on which the clock hears of a moment that is nearer than what it waits for
CHANNEL = "zhiyin_clock"
#: the clock reads the next moments at least so often; who makes one that is nearer than this wakes it
LOOKS_EVERY = timedelta(seconds=10)
#: how long it leaves a moment alone at which it could do nothing, since another worker ticks or holds the rows
LEAVES_ALONE = timedelta(milliseconds=250)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def tick(now: datetime, names: Iterable[str] | None = None) -> dict[str, int]:
    """Run each registered tick (or those named) in a transaction of its own; returns how many rows each handled.

    Faults are logged.
    """
    handled: dict[str, int] = {}
    for name in TICKS if names is None else names:
        try:
            with transaction.atomic():
                if not _hold_lock():
                    return handled
                handled[name] = TICKS[name](now)
        except Exception:
            log.exception("tick_failed", tick=name)
    return handled


class Clock:
    """Knows what is due next, so that it need not ask."""

    def __init__(self) -> None:
        self._second = _LONG_AGO
        self._next: dict[str, datetime] = {}
        self._handled: dict[str, int] = {}

    def beat(self, now: datetime) -> dict[str, int] | None:
        """Do what is due. Once a second at most it returns how many rows each tick handled since then; else None."""
        second = now.replace(microsecond=0)
        due = [name for name in MOMENTS if self._due(name, now)]
        handled = tick(now, due)
        for name in due:
            self._next[name] = now if handled.get(name) else now + LEAVES_ALONE
        for name, rows in handled.items():
            self._handled[name] = self._handled.get(name, 0) + rows
        if second == self._second:
            return None
        self._second, handled, self._handled = second, self._handled, {}
        return handled

    def sleeps_until(self) -> datetime:
        """When something may be due again, if nobody wakes it."""
        tells_at = [self._second + timedelta(seconds=1)] if any(self._handled.values()) else []
        return min([*self._next.values(), *tells_at], default=self._second + LOOKS_EVERY)

    def woken(self) -> None:
        """Look anew: something may be due before what was known."""
        self._next.clear()

    def _due(self, name: str, now: datetime) -> bool:
        if self._next.get(name, now) > now:
            return False
        moment = MOMENTS[name]()
        if moment is not None and moment <= now:
            return True
        self._next[name] = now + LOOKS_EVERY if moment is None else min(moment, now + LOOKS_EVERY)
        return False


def _hold_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [CLOCK_LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])
