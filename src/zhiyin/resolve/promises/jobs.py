"""What the clock does for promises, each second."""

from __future__ import annotations

from datetime import datetime

from zhiyin.kernel.jobs.registry import each_second
from zhiyin.resolve.promises.actions import breach_overdue, warn_in_time


@each_second("promises.breach_overdue")
def break_what_is_overdue(now: datetime) -> int:
    """Break every promise whose time has come."""
    return breach_overdue(now)


@each_second("promises.warn_in_time")
def warn_of_what_runs_out(now: datetime) -> int:
    """Warn of every promise with four fifths of its time used."""
    return warn_in_time(now)
