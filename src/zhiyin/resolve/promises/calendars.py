"""The calendars in force, built once a version and process."""

from __future__ import annotations

import json
from functools import lru_cache

import structlog

from zhiyin.kernel.policies.reads import InForce
from zhiyin.kernel.policies.register import POLICIES
from zhiyin.lib.working_time import Calendar
from zhiyin.resolve.promises.policy import CalendarUnreadable, calendar_from

log = structlog.get_logger()


def calendar_named(name: str, table: InForce) -> Calendar | None:
    """The calendar of this name in the policy "calendars" as it is in force; None for round the clock.

    One that cannot be read is logged, and the declared default stands in: a slip in a table must not stop promises.
    """
    described = table.decide({"name": name}).outcome["calendar"]
    try:
        return _built(json.dumps(described, sort_keys=True))
    except CalendarUnreadable:
        log.exception("calendar_unreadable", name=name, version=table.version.number if table.version else 0)
        fallback = POLICIES["calendars"].default[-1]["then"]["calendar"]
        return _built(json.dumps(fallback, sort_keys=True))


@lru_cache(maxsize=128)
def _built(described: str) -> Calendar | None:
    return calendar_from(json.loads(described))
