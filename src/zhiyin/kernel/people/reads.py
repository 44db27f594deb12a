"""Questions about people: who is this actor, who may approve, which units belong to a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.http import Http404

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.hours import AHEAD, Shift, shift_at
from zhiyin.kernel.people.models import (
    Absence,
    Assessment,
    HoursOfDay,
    IdempotentReply,
    Membership,
    Person,
    Skill,
    SpokenLanguage,
    Team,
    Unit,
    WeeklyHours,
)


def with_descendants(unit_ids: Iterable[UUID]) -> frozenset[UUID]:
    """These units and all units below them. One statement: an organisation has few units."""
    children: dict[UUID | None, list[UUID]] = {}
    for unit_id, parent_id in Unit.objects.values_list("id", "parent_id"):
        children.setdefault(parent_id, []).append(unit_id)
    found: set[UUID] = set()
    waiting = list(unit_ids)
    while waiting:
        unit_id = waiting.pop()
        if unit_id not in found:
            found.add(unit_id)
            waiting.extend(children.get(unit_id, ()))
    return frozenset(found)


def actor_of(person: Person) -> Actor:
    """The actor that a signed-in person is: the union of their roles' permissions, the units of their memberships."""
    memberships = list(Membership.objects.filter(person=person).select_related("role"))
    permissions = frozenset(permission for one in memberships for permission in one.role.permissions)
    sees_all = any(one.role.sees_all_units for one in memberships)
    return Actor(
        kind="person",
        id=person.id,
        name=person.name,
        permissions=permissions,
        units=None if sees_all else with_descendants(one.unit_id for one in memberships),
        roles=frozenset(one.role.key for one in memberships if one.role.key),
        language=person.language,
    )


def roles_of(person_ids: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """The roles that these people hold, by their ids, in one statement."""
    found: dict[UUID, set[str]] = {id: set() for id in person_ids}
    for person_id, key in Membership.objects.filter(person__in=found).values_list("person_id", "role__key"):
        if key:
            found[person_id].add(key)
    return {id: frozenset(keys) for id, keys in found.items()}


def people_seen_by(actor: Actor) -> QuerySet[Person]:
    """The people whom the actor works with: all, or those of the actor's units."""
    people = Person.objects.filter(is_active=True)
    if actor.kind == "system" or actor.units is None:
        return people.order_by("name")
    return people.filter(memberships__unit__in=actor.units).distinct().order_by("name")


def memberships_in_use() -> QuerySet[Membership]:
    """The memberships of people who may come in, with the person and the role, the oldest first."""
    return Membership.objects.filter(person__is_active=True).select_related("person", "role").order_by("id")


def reply_kept(actor_id: UUID, key: str) -> IdempotentReply | None:
    """What was answered to a write that this actor sent under this key before."""
    return IdempotentReply.objects.filter(actor_id=actor_id, key=key).first()


def holders_of(permission: str, unit_id: UUID | None) -> QuerySet[Person]:
    """Active people who hold a permission for this unit: in it, above it, or in every unit."""
    here = Q(memberships__unit__in=_with_ancestors(unit_id)) | Q(memberships__role__sees_all_units=True)
    return (
        Person.objects.filter(here, is_active=True, memberships__role__permissions__contains=[permission])
        .distinct()
        .order_by("name")
    )


def _with_ancestors(unit_id: UUID | None) -> list[UUID]:
    ancestors: list[UUID] = []
    parents = dict(Unit.objects.values_list("id", "parent_id"))
    while unit_id is not None and unit_id not in ancestors:
        ancestors.append(unit_id)
        unit_id = parents.get(unit_id)
    return ancestors


def units_seen_by(actor: Actor) -> QuerySet[Unit]:
    """The units whose work the actor may see."""
    units = Unit.objects.order_by("name")
    return units if actor.kind == "system" or actor.units is None else units.filter(id__in=actor.units)


def teams_seen_by(actor: Actor) -> QuerySet[Team]:
    """The teams of the units that the actor may see."""
    teams = Team.objects.select_related("unit").order_by("name")
    return teams if actor.kind == "system" or actor.units is None else teams.filter(unit__in=actor.units)


@dataclass(frozen=True, slots=True)
class Staff:
    """A person as whoever gives out work sees them: skills as (level, until), languages, shift, absence, capacity."""

    person: Person
    skills: Mapping[str, tuple[int, date]]
    languages: frozenset[str]
    shift: Shift
    away_since: datetime | None
    away_reason: str = ""

    @property
    def id(self) -> UUID:
        return self.person.id

    @property
    def capacity(self) -> int:
        return self.person.capacity

    @property
    def is_there(self) -> bool:
        """Whether they are on shift and not away."""
        return self.shift.until is not None and self.away_since is None


def staff_of(people: Iterable[Person], now: datetime) -> list[Staff]:
    """These people with skills, languages, shift and absence at a moment: five statements, however many they are.

    Who named no language serves in that of their account. Who has no hours is never on shift.
    """
    people = list(people)
    ids = [one.id for one in people]
    skills: dict[UUID, dict[str, tuple[int, date]]] = {}
    for judged in newest_assessments(ids):
        if judged.level:
            skills.setdefault(judged.person_id, {})[judged.skill.key] = (judged.level, judged.expires_on)
    languages: dict[UUID, set[str]] = {}
    for person_id, language in SpokenLanguage.objects.filter(person__in=ids).values_list("person_id", "language"):
        languages.setdefault(person_id, set()).add(language)
    weekly = {one.person_id: one for one in WeeklyHours.objects.filter(person__in=ids)}
    near = (now.date() - timedelta(days=2), now.date() + timedelta(days=AHEAD + 2))
    other: dict[UUID, dict[date, list[list[str]]]] = {}
    for day in HoursOfDay.objects.filter(person__in=ids, on__range=near):
        other.setdefault(day.person_id, {})[day.on] = day.windows
    away = {one.person_id: one for one in Absence.objects.filter(person__in=ids, until_at=None)}
    found = []
    for one in people:
        hours, absence = weekly.get(one.id), away.get(one.id)
        zone = ZoneInfo(hours.time_zone if hours else "Asia/Shanghai")
        found.append(
            Staff(
                person=one,
                skills=skills.get(one.id, {}),
                languages=frozenset(languages.get(one.id) or {one.language[:2]}),
                shift=shift_at(now, hours.windows if hours else {}, other.get(one.id, {}), zone),
                away_since=absence.from_at if absence else None,
                away_reason=absence.reason if absence else "",
            )
        )
    return found


def newest_assessments(person_ids: Iterable[UUID]) -> QuerySet[Assessment]:
    """The assessment that holds for each skill of these people, with the skill."""
    return (
        Assessment.objects.filter(person__in=list(person_ids))
        .select_related("skill")
        .order_by("person_id", "skill_id", "-at", "-id")
        .distinct("person_id", "skill_id")
    )


def holders_of_role(role: str, unit_id: UUID | None) -> QuerySet[Person]:
    """Active people who hold a starting role for this unit: in it, or above it."""
    return (
        Person.objects.filter(
            is_active=True, memberships__role__key=role, memberships__unit__in=_with_ancestors(unit_id)
        )
        .distinct()
        .order_by("name")
    )


def skills() -> QuerySet[Skill]:
    """All that one can be good at."""
    return Skill.objects.order_by("key")


def person_for(actor: Actor, id: UUID) -> Person:
    """The person with this id, if the actor works with them or is them; else `Http404`."""
    found = people_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def hours_of(person_id: UUID) -> WeeklyHours | None:
    """When a person works each week, if it was planned."""
    return WeeklyHours.objects.filter(person_id=person_id).first()


def days_planned(person_id: UUID, since: date) -> QuerySet[HoursOfDay]:
    """The single days on which a person works otherwise, from a day on."""
    return HoursOfDay.objects.filter(person_id=person_id, on__gte=since).order_by("on")
