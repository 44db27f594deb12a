"""The rules of a promise's clock. Pure: facts, instants and calendars in; times and states out. (definitions.md B17)"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from zhiyin.lib.working_time import (
    Calendar,
    NoWorkingTime,
    Pause,
    Step,
    arithmetic,
    deadline,
)
from zhiyin.lib.working_time.public_days import PublicDays, UnknownPlace, public_days

FIRST_REPLY, SOLUTION, NEXT_UPDATE = "first_reply", "solution", "next_update"
TOLD_DATE, FOLLOW_UP, CUT_OFF = "told_date", "follow_up", "cut_off"
NAMES = (FIRST_REPLY, SOLUTION, NEXT_UPDATE, TOLD_DATE, FOLLOW_UP, CUT_OFF)
#: each decided by the policy of the same name, and by what contracts and the law say of it
BY_POLICY = (FIRST_REPLY, SOLUTION, NEXT_UPDATE)
#: what a case is promised when it is opened; a next update is promised by each update
ON_OPENING = (FIRST_REPLY, SOLUTION)

PENDING, WARNED, NOTICED, PAUSED, MET, BREACHED, BREACHED_BY_CHANGE, CANCELLED, VOID = (
    "pending",
    "warned",
    "noticed",
    "paused",
    "met",
    "breached",
    "breached_by_change",
    "cancelled",
    "void",
)
#: states in which the clock runs towards a breach
RUNNING_STATES = (PENDING, WARNED, NOTICED)
#: states in which the promise may still be kept
OPEN_STATES = (PENDING, WARNED, NOTICED, PAUSED)
#: states in which the customer may still wait for what was promised
OWED_STATES = (PENDING, WARNED, NOTICED, BREACHED, BREACHED_BY_CHANGE)
#: promises whose clock stands while we wait for the customer; a first reply never waits for anybody
PAUSED_WHILE_WAITING = frozenset({SOLUTION, NEXT_UPDATE})
#: promises that a solved case keeps
KEPT_BY_SOLVING = frozenset({SOLUTION, TOLD_DATE})
#: promises that go on when a case is resolved: they were not given for the time until then
GO_ON_WHEN_RESOLVED = frozenset({FOLLOW_UP, CUT_OFF})

#: at four fifths of the working time the people are warned (M40, M47)
WARN_PERCENT = 80


@dataclass(frozen=True, slots=True)
class Clock:
    """When something is due, when to warn of it, and the steps of the count."""

    due_at: datetime
    warn_at: datetime
    steps: tuple[Step, ...]


def clock(start: datetime, duration: timedelta, calendar: Calendar | None, pauses: Iterable[Pause] = ()) -> Clock:
    """The clock of a promise of `duration` working time from `start`. Raises as `working_time.deadline` does."""
    pauses = tuple(pauses)
    warn = timedelta(seconds=int(duration.total_seconds()) * WARN_PERCENT // 100)
    return Clock(
        due_at=deadline(start, duration, calendar, pauses),
        warn_at=deadline(start, warn, calendar, pauses),
        steps=arithmetic(start, duration, calendar, pauses),
    )


def capped(clock: Clock, start: datetime, latest: datetime) -> Clock:
    """A clock that ends at `latest` at the latest; people are warned when four fifths of the time until then are over."""
    if latest >= clock.due_at:
        return clock
    warn_at = min(clock.warn_at, warned_at(start, latest))
    steps = tuple(
        step if step.end <= latest else step._replace(end=latest, counted=_part(step, latest))
        for step in clock.steps
        if step.start < latest
    )
    return Clock(latest, warn_at, steps)


def warned_at(start: datetime, due_at: datetime) -> datetime:
    """When four fifths of the time on the wall between two instants are over."""
    return start + (due_at - start) * WARN_PERCENT / 100


def _part(step: Step, until: datetime) -> timedelta:
    return until - step.start if step.counted else timedelta(0)


def state_when_done(state: str, due_at: datetime, done_at: datetime) -> str:
    """What a promise becomes when what it promised is done at `done_at`: kept up to and with the due instant.

    One that the clock has not looked at yet is broken all the same if it is done too late. One whose clock stands is kept.
    One that was broken, is overdue by a change of rules, or ended, stays what it is.
    """
    if state == PAUSED:
        return MET
    if state not in RUNNING_STATES:
        return state
    return MET if done_at <= due_at else BREACHED


def state_running(clock: Clock, now: datetime) -> str:
    """Whether a running promise is one to warn of."""
    return WARNED if clock.warn_at <= now else PENDING


def state_after_change(state: str, clock: Clock, now: datetime) -> str:
    """What an open promise becomes when its time was counted anew: a change never breaks it in hindsight."""
    if state not in RUNNING_STATES:
        return state
    if clock.due_at <= now:
        return BREACHED_BY_CHANGE
    if state == NOTICED:
        return state  # what the customer was told stays told
    return state if state == WARNED and clock.warn_at <= now else PENDING


def steps_as_json(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """The steps of a count as they are stored."""
    return [
        {
            "kind": step.kind,
            "start": step.start.isoformat(),
            "end": step.end.isoformat(),
            "counted_seconds": int(step.counted.total_seconds()),
        }
        for step in steps
    ]


_DAY_NAMES = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


class CalendarUnreadable(ValueError):
    """A calendar of the policy "calendars" cannot be used, and why, in the reader's language."""


def calendar_from(value: Mapping[str, Any], days_of: Callable[[str], PublicDays] | None = None) -> Calendar | None:
    """The calendar that a row of the policy "calendars" describes; None for round the clock.

    {"always": true}                                     round the clock
    {"time_zone": "Asia/Shanghai",
     "windows": {"mon-fri": [["09:00", "12:00"], ["13:30", "18:00"]], "sat": [["10:00", "16:00"]]},
     "holidays": "cn",                                   public holidays and make-up days of mainland China; another
                                                         country or part ("de-by"), a feed ("feed:works"), a list of
                                                         such, or "none"
     "closed": ["2026-12-31"], "extra": ["2026-12-27"]}  days off and working days of one's own, which win

    `days_of` gives the public days of a source; without it they are those of the installed packages, and a feed has none.
    Raises `CalendarUnreadable`.
    """
    if not isinstance(value, Mapping):
        raise CalendarUnreadable(_("A calendar is written in curly brackets."))
    if value.get("always") is True:
        return None
    try:
        windows: dict[int, tuple[tuple[time, time], ...]] = {}
        for days, day_windows in value["windows"].items():
            opened = tuple((_wall(opens), _wall(closes)) for opens, closes in day_windows)
            for weekday in _weekdays(days):
                windows[weekday] = opened
        zone = str(value.get("time_zone", "Asia/Shanghai"))
        ZoneInfo(zone)
        known = [(days_of or installed_days)(source) for source in sources_of(value)]
        holidays = {day for days in known for day in days.off}
        extra = {day for days in known for day in days.work}
        closed = {date.fromisoformat(day) for day in value.get("closed", ())}
        added = {date.fromisoformat(day) for day in value.get("extra", ())}
        return Calendar(
            zone,
            windows,
            holidays=frozenset((holidays | closed) - added),
            extra_workdays=frozenset((extra - closed) | added),
        )
    except NoWorkingTime as error:
        raise CalendarUnreadable(_("A calendar needs at least one working window.")) from error
    except ZoneInfoNotFoundError as error:
        raise CalendarUnreadable(_("Unknown time zone.")) from error
    except UnknownPlace as error:
        raise CalendarUnreadable(_("No public days are known of “%(place)s”.") % {"place": error}) from error
    except KeyError as error:
        raise CalendarUnreadable(_("Missing or unknown: %(name)s.") % {"name": error.args[0]}) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise CalendarUnreadable(_("The calendar cannot be read: %(why)s") % {"why": error}) from error


def fault_of_calendar(value: Any) -> str:
    """Why a row of the policy "calendars" must not be put in force, in the reader's language; "" when it may."""
    try:
        calendar_from(value, _days_if_unknown)
    except CalendarUnreadable as unreadable:
        return str(unreadable)
    return ""


#: the years of which installed packages are asked
YEARS = range(2015, 2036)
_FEED = re.compile(r"feed:[a-z0-9_-]{1,40}")


def sources_of(value: Mapping[str, Any]) -> tuple[str, ...]:
    """The sources of public days that a calendar names."""
    named = value.get("holidays", "none")
    named = [named] if isinstance(named, str) else list(named)
    return tuple(dict.fromkeys(source for source in map(str, named) if source != "none"))


@cache
def _days_if_unknown(source: str) -> PublicDays:
    """China is known: every process asks so about the default calendar when it starts, and its days take a while."""
    return PublicDays() if source == "cn" else installed_days(source)


def installed_days(source: str) -> PublicDays:
    """The public days of a place as the installed packages know them; none of a feed. Raises `UnknownPlace`."""
    return PublicDays() if _FEED.fullmatch(source) else public_days(source, YEARS)


def _weekdays(days: str) -> list[int]:
    first, _dash, last = days.lower().strip().partition("-")
    begin = _DAY_NAMES[first]
    end = _DAY_NAMES[last] if last else begin
    if end < begin:
        raise ValueError(f"{days} runs backwards")
    return list(range(begin, end + 1))


def _wall(text: str) -> time:
    return time(0) if text == "24:00" else time.fromisoformat(text)


def rate(met: int, breached: int) -> float | None:
    """The share of promises kept: met / (met + breached); None when there is nothing to divide."""
    return None if met + breached == 0 else met / (met + breached)


def week_of(instant: datetime, zone: ZoneInfo) -> date:
    """The Monday of the week in which an instant falls, in a time zone."""
    day = instant.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def weeks_back(now: datetime, weeks: int, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """The last `weeks` weeks as half-open UTC windows, oldest first; the last one is the week of `now`."""
    this = week_of(now, zone)
    starts = [this - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    return [(_midnight(start, zone), _midnight(start + timedelta(days=7), zone)) for start in starts]


def months_back(now: datetime, months: int, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """The last `months` whole months before that of `now` as half-open UTC windows, oldest first."""
    this = now.astimezone(zone).date().replace(day=1)
    firsts = [_month_before(this, back) for back in range(months, -1, -1)]
    return [(_midnight(first, zone), _midnight(following, zone)) for first, following in pairwise(firsts)]


def window_of(window: str, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The month, quarter or year in which an instant falls, as a half-open UTC window."""
    months = {"month": 1, "quarter": 3, "year": 12}[window]
    this = now.astimezone(zone).date().replace(day=1)
    first = _month_before(this, (this.month - 1) % months)
    return _midnight(first, zone), _midnight(_month_before(first, -months), zone)


def _month_before(first: date, back: int) -> date:
    months = first.year * 12 + first.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


#: below which share of kept promises, in two periods running, one has to decide on a promise (M190)
REVIEW_BELOW = 0.9


def needs_review(periods: Sequence[tuple[int, int]]) -> bool:
    """Whether in each of these periods (kept, broken) something was due and too little of it kept."""
    rates = [rate(met, breached) for met, breached in periods]
    return bool(rates) and all(one is not None and one < REVIEW_BELOW for one in rates)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)
