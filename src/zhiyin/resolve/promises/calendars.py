"""The calendars in force, built once a version and process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import structlog

from zhiyin.kernel.policies.reads import InForce
from zhiyin.kernel.policies.register import POLICIES
from zhiyin.lib.working_time import Calendar
from zhiyin.lib.working_time.public_days import PublicDays
from zhiyin.resolve.promises.models import Almanac
from zhiyin.resolve.promises.policy import CalendarUnreadable, calendar_from, installed_days, sources_of

log = structlog.get_logger()

#: what decides by when something is due: which days are worked, and which version of the public days holds
TABLES = ("calendars", "public_days")


def calendar_named(name: str, table: InForce, public: InForce | None = None) -> Calendar | None:
    """The calendar of this name in the policy "calendars" as it is in force; None for round the clock.

    `public` is the policy "public_days"; without it the days are those of the installed packages. A calendar that cannot
    be read is logged, and the declared default stands in: a slip in a table must not stop promises.
    """
    described = table.decide({"name": name}).outcome["calendar"]
    try:
        return _built(json.dumps(described, sort_keys=True), _versions(described, public))
    except CalendarUnreadable:
        log.exception("calendar_unreadable", name=name, version=table.version.number if table.version else 0)
        fallback = POLICIES["calendars"].default[-1]["then"]["calendar"]
        return _built(json.dumps(fallback, sort_keys=True), _versions(fallback, public))


def _versions(described: object, public: InForce | None) -> tuple[tuple[str, int], ...]:
    if public is None or not isinstance(described, dict):
        return ()
    return tuple((source, public.decide({"source": source}).outcome["version"]) for source in sources_of(described))


@lru_cache(maxsize=128)
def _built(described: str, versions: tuple[tuple[str, int], ...]) -> Calendar | None:
    numbers = dict(versions)
    return calendar_from(json.loads(described), lambda source: days_of(source, numbers.get(source, 0)))


def public_days_of(described: Mapping[str, Any], public: InForce) -> PublicDays:
    """The public days of all sources that a calendar names, as they are in force."""
    found = [days_of(source, number) for source, number in _versions(described, public)]
    settled = [days.settled_through for days in found if days.settled_through is not None]
    return PublicDays(
        {day: names for days in found for day, names in days.off.items()},
        {day: names for days in found for day, names in days.work.items()},
        min(settled, default=None),
    )


def days_of(source: str, number: int) -> PublicDays:
    """The public days of a source by their version; 0 are those of the installed packages."""
    if number:
        almanac = Almanac.objects.filter(source=source, number=number).first()
        if almanac is not None:
            return days_in(almanac)
        log.error("almanac_missing", source=source, number=number)
    return installed_days(source)


def days_in(almanac: Almanac) -> PublicDays:
    """What an almanac says."""
    return PublicDays(
        {date.fromisoformat(day): names for day, names in almanac.off.items()},
        {date.fromisoformat(day): names for day, names in almanac.work.items()},
        almanac.settled_through,
    )
