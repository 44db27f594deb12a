"""The public days of a place: days off and make-up working days, from the `chinesecalendar` and `holidays` packages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from typing import Any

import chinese_calendar

#: what a day is called, by language; "" for the name of a source that knows one only
Names = Mapping[str, str]


class UnknownPlace(ValueError):
    """No published days of a country or region of this code."""


@dataclass(frozen=True, slots=True)
class PublicDays:
    """Days off and make-up working days, with their names.

    `settled_through` is the last year whose make-up days are known, where a place has such days: those of mainland China
    are published late in the year before. None where there are none to wait for.
    """

    off: Mapping[date, Names] = field(default_factory=dict)
    work: Mapping[date, Names] = field(default_factory=dict)
    settled_through: int | None = None


def public_days(place: str, years: Iterable[int]) -> PublicDays:
    """The public days of "cn" (mainland China), of a country ("de") or of a part of one ("de-by"). Raises `UnknownPlace`.

    For years of China that are not published yet there are the holidays of the law, without what will be moved for them.
    """
    return _china(sorted(set(years))) if place == "cn" else _elsewhere(place, sorted(set(years)))


def origin_of(place: str) -> str:
    """What the days of a place are taken from."""
    packages = ("chinesecalendar", "holidays") if place == "cn" else ("holidays",)
    return ", ".join(f"{name} {version(name)}" for name in packages)


def _china(years: list[int]) -> PublicDays:
    constants: Any = chinese_calendar.constants
    settled = max(day.year for day in constants.holidays)
    english = {one.value: one.name.replace("_", " ").title() for one in constants.Holiday}
    off, work = (
        {
            day: {"zh": constants.Holiday(name).chinese, "en": english[name]}
            for day, name in days.items()
            if day.year in years
        }
        for days in (constants.holidays, constants.workdays)
    )
    later = [year for year in years if year > settled]
    if later:
        import holidays  # takes a fifth of a second, and few need it

        by_law: Any = holidays.country_holidays("CN", years=later, language="zh_CN")
        in_english: Any = holidays.country_holidays("CN", years=later, language="en_US")
        off |= {day: {"zh": name, "en": in_english[day]} for day, name in by_law.items()}
        moved = {
            day: {"zh": "补班", "en": "Make-up working day"} for day in by_law.weekend_workdays if day.year in later
        }
        work |= moved
        settled = max([settled, *(day.year for day in moved)])
    return PublicDays(off, work, settled)


def _elsewhere(place: str, years: list[int]) -> PublicDays:
    import holidays  # as above

    country, _dash, part = place.upper().partition("-")
    try:
        found: Any = holidays.country_holidays(country, subdiv=part or None, years=years)
        in_english: Any = holidays.country_holidays(country, subdiv=part or None, years=years, language="en_US")
    except NotImplementedError as error:
        raise UnknownPlace(place) from error
    work = {day: {"": "make-up working day"} for day in getattr(found, "weekend_workdays", ()) if day.year in years}
    return PublicDays({day: {"": name, "en": in_english.get(day) or name} for day, name in found.items()}, work)
