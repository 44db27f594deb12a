"""What the clock does for promises, each at its moment."""

from __future__ import annotations

from datetime import datetime

from zhiyin.kernel.jobs.registry import at_moments
from zhiyin.resolve.promises.actions import breach_overdue, warn_in_time
from zhiyin.resolve.promises.reads import next_due_at, next_warning_at


@at_moments("promises.breach_overdue", next_due_at)
def break_what_is_overdue(now: datetime) -> int:
    """Break every promise whose time has come."""
    return breach_overdue(now)


@at_moments("promises.warn_in_time", next_warning_at)
def warn_of_what_runs_out(now: datetime) -> int:
    """Warn of every promise with four fifths of its time used."""
    return warn_in_time(now)
