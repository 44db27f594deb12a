"""Whose time it was: the working time of a promise, divided among who had the case in their hands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from zhiyin.lib.working_time import Calendar, elapsed

US, CUSTOMER, DEPARTMENT, VENDOR, OTHER = "us", "customer", "department", "vendor", "other"
#: a time that is nobody's: the case was resolved meanwhile
NOBODY = "nobody"

_ZERO = timedelta(0)


@dataclass(frozen=True, slots=True)
class Spell:
    """From `start` to `end` (None: still) somebody else had it: whose (customer, department, vendor, other), and who."""

    whose: str
    name: str
    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """So much working time was somebody's."""

    whose: str
    name: str
    time: timedelta


def time_used(start: datetime, end: datetime, calendar: Calendar | None, spells: Iterable[Spell] = ()) -> list[Used]:
    """The working time from `start` to `end`, divided: it sums to the whole. Largest first; what was nobody else's is ours.

    Where spells overlap one in which the clock stands counts first, then the one that began last: who hands on
    has it no more. `end` is when it was done, or due.
    """
    if end <= start:
        return []
    known = [one for one in spells if one.start < end and (one.end is None or one.end > start)]
    edges = {start, end}
    for one in known:
        edges |= {edge for edge in (one.start, one.end) if edge is not None and start < edge < end}
    shares: dict[tuple[str, str], timedelta] = {}
    ordered = sorted(edges)
    for begin, until in pairwise(ordered):
        holding = [one for one in known if one.start <= begin and (one.end is None or one.end >= until)]
        holder = max(holding, key=lambda one: (one.whose in (CUSTOMER, NOBODY), one.start), default=None)
        whose = (holder.whose, holder.name) if holder else (US, "")
        shares[whose] = shares.get(whose, _ZERO) + elapsed(begin, until, calendar)
    found = [Used(whose, name, time) for (whose, name), time in shares.items() if time > _ZERO]
    return sorted(found, key=lambda one: (-one.time, one.whose, one.name))
