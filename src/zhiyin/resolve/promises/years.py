"""A year of a calendar and the count of a promise, ready to be drawn."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from zhiyin.lib.working_time import Calendar
from zhiyin.lib.working_time.public_days import Names, PublicDays

#: a bar is drawn this wide, and no part of it is thinner than can be seen
WIDTH, THINNEST = 1000, 6


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar: work, off (of the week), holiday, make_up, closed or opened by ourselves."""

    on: date
    kind: str
    name: str

    @property
    def mark(self) -> str:
        """What stands beside the number, so that colour is not all that tells."""
        off, at_work = pgettext("calendar", "off"), pgettext("calendar", "in")
        return {"holiday": off, "closed": off, "make_up": at_work, "opened": at_work}.get(self.kind, "")

    @property
    def kind_words(self) -> str:
        """What kind of day it is."""
        return _kinds()[self.kind]

    @property
    def words(self) -> str:
        """What the day is, in words."""
        return self.name or self.kind_words


def _kinds() -> dict[str, str]:
    return {
        "work": _("working day"),
        "off": _("day off"),
        "holiday": _("public holiday"),
        "make_up": _("make-up working day"),
        "closed": _("day off of our own"),
        "opened": _("working day of our own"),
    }


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks of a month, Monday first; None for days of its neighbours."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]


def months_of(calendar: Calendar, described: Mapping[str, Any], public: PublicDays, year: int) -> list[Month]:
    """The months of a year, each day with what it is and why."""
    own = {key: frozenset(map(date.fromisoformat, described.get(key, ()))) for key in ("closed", "extra")}

    def day(on: date) -> Day:
        if on in own["extra"]:
            return Day(on, "opened", "")
        if on in own["closed"]:
            return Day(on, "closed", "")
        if on in calendar.extra_workdays:
            return Day(on, "make_up", named(public.work.get(on, {})))
        if on in calendar.holidays:
            return Day(on, "holiday", named(public.off.get(on, {})))
        return Day(on, "work" if calendar.windows_on(on) else "off", "")

    return [
        Month(
            date(year, month, 1),
            tuple(
                tuple(day(on) if on.month == month else None for on in week)
                for week in Weeks().monthdatescalendar(year, month)
            ),
        )
        for month in range(1, 13)
    ]


def named(names: Names) -> str:
    """A name in the reader's language, else in the one that there is."""
    language = (get_language() or "")[:2]
    return names.get(language) or names.get("") or next(iter(names.values()), "")


def special_days(months: Sequence[Month]) -> list[Day]:
    """The days that are not what their weekday says."""
    days = (day for month in months for week in month.weeks for day in week)
    return [day for day in days if day is not None and day.kind not in ("work", "off")]


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a time bar: where it begins, how wide it is, what it was."""

    x: int
    width: int
    kind: str
    words: str

    @property
    def counts(self) -> bool:
        """Whether it is working time: then it is drawn full, else thin."""
        return self.kind in ("work", "extra_workday")

    @property
    def colour(self) -> str:
        """The colour of the house that it is drawn in."""
        return {"work": "jade", "extra_workday": "jade", "holiday": "late", "pause": "soon"}.get(self.kind, "line")


def bar(steps: Sequence[Mapping[str, Any]], words: Sequence[str]) -> list[Part]:
    """The steps of a count as pieces of a bar, in proportion to the time on the wall."""
    lengths = [
        (datetime.fromisoformat(step["end"]) - datetime.fromisoformat(step["start"])).total_seconds() for step in steps
    ]
    if not lengths:
        return []
    room = WIDTH - THINNEST * len(lengths)
    parts, x = [], 0.0
    for step, length, told in zip(steps, lengths, words, strict=True):
        width = THINNEST + max(room, 0) * length / (sum(lengths) or 1)
        parts.append(Part(round(x), round(x + width) - round(x), step["kind"], told))
        x += width
    return parts


def place_on(steps: Sequence[Mapping[str, Any]], parts: Sequence[Part], instant: datetime) -> int | None:
    """Where an instant lies on the bar of these steps; None if it lies beside it."""
    for step, part in zip(steps, parts, strict=True):
        start, end = datetime.fromisoformat(step["start"]), datetime.fromisoformat(step["end"])
        if start <= instant < end:
            return round(part.x + part.width * ((instant - start) / (end - start)))
    return None
