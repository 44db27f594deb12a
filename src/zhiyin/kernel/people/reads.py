"""Questions about people: who is this actor, who may approve, which units belong to a unit."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import IdempotentReply, Membership, Person, Team, Unit


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
    ancestors: list[UUID] = []
    parents = dict(Unit.objects.values_list("id", "parent_id"))
    while unit_id is not None and unit_id not in ancestors:
        ancestors.append(unit_id)
        unit_id = parents.get(unit_id)
    here = Q(memberships__unit__in=ancestors) | Q(memberships__role__sees_all_units=True)
    return (
        Person.objects.filter(here, is_active=True, memberships__role__permissions__contains=[permission])
        .distinct()
        .order_by("name")
    )


def units_seen_by(actor: Actor) -> QuerySet[Unit]:
    """The units whose work the actor may see."""
    units = Unit.objects.order_by("name")
    return units if actor.kind == "system" or actor.units is None else units.filter(id__in=actor.units)


def teams_seen_by(actor: Actor) -> QuerySet[Team]:
    """The teams of the units that the actor may see."""
    teams = Team.objects.select_related("unit").order_by("name")
    return teams if actor.kind == "system" or actor.units is None else teams.filter(unit__in=actor.units)
