"""What somebody is good at, which languages they serve in, when they work, and how much at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.events import SkillAssessed, WorkPlanned
from zhiyin.kernel.people.models import Assessment, HoursOfDay, Person, Skill, SpokenLanguage, WeeklyHours
from zhiyin.kernel.timeline.actions import announce

if TYPE_CHECKING:
    from zhiyin.kernel.timeline.models import Entry

#: for how long an assessment holds
HOLDS_MONTHS = 12
MOST_AT_ONCE = 200


@transaction.atomic
def register_skill(key: str, name: str, name_en: str = "", *, by: Actor, because: Entry | None = None) -> Skill:
    """A skill that people can have. The same key again changes its names."""
    by.require("people.plan")
    return Skill.objects.update_or_create(key=key, defaults={"name": name, "name_en": name_en})[0]


@transaction.atomic
def assess(
    person_id: UUID,
    skill_id: UUID,
    level: int,
    evidence: str,
    *,
    on: date | None = None,
    expires_on: date | None = None,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Assessment:
    """Judge how good a person is at something, on evidence. It holds for twelve months, or until an earlier day."""
    by.require("people.plan")
    at = at or timezone.now()
    on = on or timezone.localdate(at)
    if not evidence.strip():
        raise ValidationError({"evidence": _("Say what this rests on: a test, a course, work that you saw.")})
    latest = twelve_months_after(on)
    expires_on = min(expires_on or latest, latest)
    if expires_on <= on:
        raise ValidationError({"expires_on": _("An assessment holds for a day at least.")})
    made = Assessment.objects.create(
        person_id=person_id,
        skill_id=skill_id,
        level=level,
        evidence=evidence.strip()[:500],
        assessed_on=on,
        expires_on=expires_on,
        by_id=by.id,
        at=at,
    )
    announce(SkillAssessed(made.id, person_id), by=by, because=because, at=at)
    return made


def twelve_months_after(day: date) -> date:
    """The same day a year on; of 29 February, 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


@transaction.atomic
def plan_languages(
    person_id: UUID,
    languages: Iterable[str],
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> None:
    """The languages that a person serves in, instead of those before."""
    by.require("people.plan")
    wanted = {one.strip().lower() for one in languages} - {""}
    SpokenLanguage.objects.filter(person_id=person_id).exclude(language__in=wanted).delete()
    SpokenLanguage.objects.bulk_create(
        [SpokenLanguage(person_id=person_id, language=one) for one in sorted(wanted)], ignore_conflicts=True
    )
    _tell(person_id, "languages", by, because, at)


@transaction.atomic
def plan_hours(
    person_id: UUID,
    windows: Mapping[str, Sequence[Sequence[str]]],
    time_zone: str,
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> None:
    """When a person works, week after week: windows by weekday ("0" is Monday). None at all: never on shift."""
    by.require("people.plan")
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise ValidationError({"time_zone": _("This time zone is not known.")}) from fault
    planned = {day: [list(one) for one in found] for day, found in windows.items() if found}
    WeeklyHours.objects.update_or_create(person_id=person_id, defaults={"windows": planned, "time_zone": time_zone})
    _tell(person_id, "hours", by, because, at)


@transaction.atomic
def plan_day(
    person_id: UUID,
    on: date,
    windows: Sequence[Sequence[str]] | None,
    reason: str = "",
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> None:
    """On one day a person works in other windows (or not at all); None: as every week again."""
    by.require("people.plan")
    if windows is None:
        HoursOfDay.objects.filter(person_id=person_id, on=on).delete()
    else:
        HoursOfDay.objects.update_or_create(
            person_id=person_id, on=on, defaults={"windows": [list(one) for one in windows], "reason": reason[:200]}
        )
    _tell(person_id, "hours", by, because, at)


@transaction.atomic
def plan_capacity(
    person_id: UUID, capacity: int, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> None:
    """How much a person is given at once at most."""
    by.require("people.plan")
    if not 0 <= capacity <= MOST_AT_ONCE:
        raise ValidationError({"capacity": _("Give a number from 0 to %(most)s.") % {"most": MOST_AT_ONCE}})
    Person.objects.filter(id=person_id).update(capacity=capacity)
    _tell(person_id, "capacity", by, because, at)


def _tell(person_id: UUID, what: str, by: Actor, because: Entry | None, at: datetime | None) -> None:
    announce(WorkPlanned(person_id, what), by=by, because=because, at=at)
