"""What the board, the export and the API ask for: a window of days, a unit, and the units of the actor that fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import BadRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Role, Unit
from zhiyin.kernel.people.reads import units_seen_by, with_descendants
from zhiyin.understand.metrics.policy import Window, last_days, weeks

DAYS = (7, 28, 90)
USUAL_DAYS = 28
SERIES_WEEKS = 13


@dataclass(frozen=True, slots=True)
class Asked:
    """A window and the units in it; `unit_ids` None means every unit."""

    days: int
    window: Window
    unit: Unit | None
    unit_ids: frozenset[UUID] | None

    @property
    def weeks(self) -> list[Window]:
        """The weeks of the series that goes with the window."""
        return weeks(self.window, zone(), SERIES_WEEKS)


def zone() -> ZoneInfo:
    """The time zone in which days and weeks begin."""
    return ZoneInfo(settings.TIME_ZONE)


def asked(actor: Actor, query: Mapping[str, str], now: datetime) -> Asked:
    """What a query asks for (`days`, `unit`), cut down to what the actor may see. Raises `BadRequest`."""
    try:
        days = int(query.get("days") or USUAL_DAYS)
        unit_id = UUID(query["unit"]) if query.get("unit") else None
    except ValueError as error:
        raise BadRequest(_("This address does not name a window of days and a unit.")) from error
    if not 1 <= days <= 731:
        raise BadRequest(_("Choose a window from 1 to 731 days."))
    unit = None
    unit_ids = None if actor.kind == "system" else actor.units
    if unit_id is not None:
        unit = units_seen_by(actor).filter(id=unit_id).first()
        if unit is None:
            raise BadRequest(_("There is no such unit, or it is not yours to see."))
        unit_ids = with_descendants([unit.id])
    return Asked(days, last_days(now, days, zone()), unit, unit_ids)


def role_name(key: str) -> str:
    """The name of a starting role in the reader's language; blank if there is none."""
    role = Role.objects.filter(key=key).first()
    if role is None:
        return ""
    return role.name_en if role.name_en and (get_language() or "").startswith("en") else role.name
