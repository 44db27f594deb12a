"""Calendars of mainland China: public holidays and make-up working days (调休) from the `chinesecalendar` package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import Any

import chinese_calendar as published

from zhiyin.lib.working_time.calendar import Calendar, Window

#: nine to six with lunch from twelve to half past one
OFFICE_DAY: tuple[Window, ...] = ((time(9), time(12)), (time(13, 30), time(18)))
OFFICE_WEEK: Mapping[int, Sequence[Window]] = dict.fromkeys(range(5), OFFICE_DAY)


class YearNotPublished(ValueError):
    """The holidays of a year are not in the installed data; each year is published late in the one before."""


def years_published() -> range:
    """The years whose holidays the installed data knows."""
    constants: Any = published.constants
    years = {day.year for day in constants.holidays}
    return range(min(years), max(years) + 1)


def chinese_calendar(
    years: Iterable[int] | None = None,
    windows: Mapping[int, Sequence[Window]] = OFFICE_WEEK,
    time_zone: str = "Asia/Shanghai",
) -> Calendar:
    """The working calendar of mainland China for `years`, all published ones by default.

    Windows default to Monday to Friday 09:00–12:00 and 13:30–18:00. A year that was asked for but is not published raises
    `YearNotPublished`: guessing holidays would break promises silently. Dates outside `years` count as ordinary weeks
    without holidays and make-up days; make the calendar anew, and recompute what is open, when a new year is published.
    """
    known = years_published()
    wanted = set(known if years is None else years)
    if not wanted <= set(known):
        missing = ", ".join(str(year) for year in sorted(wanted - set(known)))
        raise YearNotPublished(f"holidays of {missing} are not known; known are {known[0]} to {known[-1]}")
    constants: Any = published.constants
    return Calendar(
        time_zone,
        windows,
        holidays=frozenset(day for day in constants.holidays if day.year in wanted),
        extra_workdays=frozenset(day for day in constants.workdays if day.year in wanted),
    )
