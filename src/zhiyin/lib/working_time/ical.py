"""Public days from an iCal feed: whole-day events are days off, those that say so are make-up working days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.rrule import rruleset, rrulestr

from zhiyin.lib.working_time.public_days import PublicDays

MOST_EVENTS = 5_000
MOST_REPEATED = 300
LONGEST_EVENT = timedelta(days=62)
_WORK = re.compile(r"班|make[- ]?up (work|day)|(adjusted|extra|special) work(ing|day)", re.IGNORECASE)
_REPEATS = frozenset({"YEARLY", "MONTHLY", "WEEKLY", "DAILY"})


class FeedUnreadable(ValueError):
    """What came is no iCal calendar, or one beyond all measure; the text says why."""


def days_of_feed(content: bytes, first: int, last: int) -> PublicDays:
    """The days of the years `first` to `last` that a feed tells of. Raises `FeedUnreadable`.

    Whole-day events count, cancelled ones do not; one whose name has 班 or "make-up day" is a working day. In a feed that
    marks special days as Apple's do (X-APPLE-SPECIAL-DAY), only those count.
    """
    import icalendar  # takes a fifth of a second, and only feeds need it

    try:
        calendar = icalendar.Calendar.from_ical(content)
        events = list(calendar.walk("VEVENT"))
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise FeedUnreadable(str(error)) from error
    if calendar.name != "VCALENDAR":
        raise FeedUnreadable("no VCALENDAR")
    if len(events) > MOST_EVENTS or sum("RRULE" in event for event in events) > MOST_REPEATED:
        raise FeedUnreadable(f"{len(events)} events")
    marked = any("X-APPLE-SPECIAL-DAY" in event for event in events)
    off: dict[date, dict[str, str]] = {}
    work: dict[date, dict[str, str]] = {}
    for event in events:
        mark = str(event.get("X-APPLE-SPECIAL-DAY", ""))
        if (marked and not mark) or str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        name = str(event.get("SUMMARY", "")).strip()[:120]
        days = work if mark == "ALTERNATE-WORKDAY" or (not mark and _WORK.search(name)) else off
        try:
            days.update((day, {"": name}) for day in _days(event, first, last))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            raise FeedUnreadable(f"{name}: {error}") from error
    return PublicDays(off, work)


def _days(event: Any, first: int, last: int) -> Iterator[date]:
    start = event.decoded("DTSTART")
    if isinstance(start, datetime):
        return  # an hour of a day is no day off
    length = _length(event, start)
    for begin in _begins(event, start, date(first, 1, 1) - length, date(last, 12, 31)):
        for day in range(length.days):
            if first <= (begin + timedelta(days=day)).year <= last:
                yield begin + timedelta(days=day)


def _length(event: Any, start: date) -> timedelta:
    ends = event.decoded("DTEND", None)
    length = event.decoded("DURATION", timedelta(days=1)) if ends is None else ends - start
    return timedelta(days=1) if length < timedelta(days=1) else min(length, LONGEST_EVENT)


def _begins(event: Any, start: date, earliest: date, latest: date) -> Iterator[date]:
    rules = event.get("RRULE")
    if rules is None:
        yield start
        return
    if isinstance(rules, list) or {str(one).upper() for one in rules.get("FREQ", ())} - _REPEATS or start.year < 1900:
        raise ValueError("repeated in a way that holidays are not")
    naive = datetime(start.year, start.month, start.day)  # noqa: DTZ001  a date as the rule wants it
    rule = {key: value for key, value in rules.items() if key not in ("UNTIL",)}
    from icalendar import vRecur

    text = str(vRecur(rule).to_ical(), "ascii")  # type: ignore[no-untyped-call]
    ends = [one.date() if isinstance(one, datetime) else one for one in rules.get("UNTIL", ())]
    last = min([latest, *ends])
    repeated = rruleset()
    repeated.rrule(rrulestr(text, dtstart=naive))
    left_out = set()
    for one in (
        event.get("EXDATE", ()) if isinstance(event.get("EXDATE"), list) else filter(None, [event.get("EXDATE")])
    ):
        left_out |= {at.dt.date() if isinstance(at.dt, datetime) else at.dt for at in one.dts}
    for found in repeated.xafter(datetime(1900, 1, 1), inc=True):  # noqa: DTZ001
        day = found.date()
        if day > last:
            return
        if day >= earliest and day not in left_out:
            yield day
