"""Cut-off promises (211): ordered before eleven, there the same day. The region's own clock decides. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

_LONGEST = 60


class NoCutOff(LookupError):
    """The table has no row that promises anything."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """What is ordered before `before` (wall time, excluded) is there `days` days later, by `by`. None is 24:00."""

    before: time | None
    days: int
    by: time | None


def cut_off_from(row: Mapping[str, Any]) -> CutOff:
    """A row as it is written: {"before": "11:00", "days": 0, "by": "24:00"}. Raises `ValueError`."""
    days = row["days"]
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= _LONGEST:
        raise ValueError(_("Days are a whole number from 0 to %(most)s.") % {"most": _LONGEST})
    return CutOff(_wall(row["before"]), days, _wall(row["by"]))


def fault_of_cut_offs(value: Any) -> str:
    """Why a list of cut-offs must not come into force, in the reader's language; "" when it may."""
    if not isinstance(value, list):
        return _("Cut-offs are a list in square brackets, each with before, days and by.")
    try:
        rows = [cut_off_from(row) for row in value]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return _("A cut-off cannot be read: %(why)s") % {"why": error}
    if [one.before for one in rows] != sorted((one.before for one in rows), key=lambda one: one or time.max):
        return _("Put the cut-offs in the order of the day.")
    if rows and rows[-1].before is not None:
        return _("The last cut-off must be before 24:00: it decides all that is left of the day.")
    return ""


def fault_of_time_zone(value: Any) -> str:
    """Why a name must not stand for a time zone; "" when it may."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError):
        return _("Unknown time zone.")
    return ""


def promised_by(ordered_at: datetime, zone: ZoneInfo, cut_offs: Sequence[CutOff]) -> datetime:
    """The instant (UTC) by which an order is promised: of the first cut-off that it came before on its region's clock.

    `by` 24:00 is the end of that day: the first instant of the next. Raises `NoCutOff`; `ValueError` for a naive time.
    """
    if ordered_at.tzinfo is None:
        raise ValueError(f"{ordered_at} has no time zone")
    local = ordered_at.astimezone(zone)
    for one in cut_offs:
        if one.before is None or local.time() < one.before:
            day = local.date() + timedelta(days=one.days + (one.by is None))
            return datetime.combine(day, one.by or time(0), zone).astimezone(UTC)
    raise NoCutOff


def _wall(text: str) -> time | None:
    return None if text == "24:00" else time.fromisoformat(text)
