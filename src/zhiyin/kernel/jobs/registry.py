"""The register of jobs, of the calendar of recurring work, and of what the clock does at its moments.

@job("lamps.light")                      # deferred with `defer("lamps.light", lamp_id=...)`
@recurring("lamps.count", "0 3 * * *")   # by the calendar, local time of the server's TIME_ZONE
@at_moments("lamps.dim", next_moment)    # by one worker at a time, when the moment has come that `next_moment()` gave;
                                         # gets `now`, returns how many rows it handled
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

JobFunction = Callable[..., Any]
Tick = Callable[[datetime], int]
#: when something is due next, read from an index; None while nothing waits
Moment = Callable[[], datetime | None]


@dataclass(frozen=True, slots=True)
class Recurring:
    """Work that the calendar runs: name, cron expression, function of no arguments, one-line purpose."""

    name: str
    cron: str
    run: Callable[[], Any]
    purpose: str


JOBS: dict[str, JobFunction] = {}
CALENDAR: dict[str, Recurring] = {}
#: what the clock does, by name
TICKS: dict[str, Tick] = {}
#: when it does it next
MOMENTS: dict[str, Moment] = {}


def job(name: str) -> Callable[[JobFunction], JobFunction]:
    """Register a function as a job that `defer` may name. It must be idempotent: it is retried after a crash."""

    def register(function: JobFunction) -> JobFunction:
        if name in JOBS:
            raise TypeError(f"two jobs are called {name}")
        JOBS[name] = function
        return function

    return register


def recurring(name: str, cron: str) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Put a function on the calendar. Its docstring's first line is its purpose on the operator's page."""

    def register(function: Callable[[], Any]) -> Callable[[], Any]:
        job(name)(function)
        CALENDAR[name] = Recurring(name, cron, function, (function.__doc__ or "").strip().split("\n")[0])
        return function

    return register


def at_moments(name: str, next_moment: Moment) -> Callable[[Tick], Tick]:
    """Let the clock call a function when its next moment has come, and again at once while it handles rows.

    The clock knows the next moment and sleeps until then; whoever makes an earlier one calls `jobs.actions.wake`.
    """

    def register(function: Tick) -> Tick:
        TICKS[name], MOMENTS[name] = function, next_moment
        return function

    return register
