"""Put the company's cast, units and channels into the database, and find them again."""

from __future__ import annotations

from uuid import UUID

from django.apps import apps
from django.contrib.auth.hashers import make_password

from zhiyin.demo.company import CAST, GROUP, PASSWORD, UNITS, Member
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Membership, Person, Role, Team, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.listen.channels.actions import make_channel

CHANNEL_KINDS = ("email", "chat", "api")


def make_cast() -> None:
    """The units with their teams, and the people with their roles."""
    group = Unit.objects.create(name=GROUP.name, name_en=GROUP.name_en)
    units, teams = {GROUP.key: group}, {}
    for one in UNITS:
        units[one.key] = Unit.objects.create(name=one.name, name_en=one.name_en, parent=group)
        teams[one.key] = Team.objects.create(
            unit=units[one.key], name=f"{one.name}客服组", name_en=f"{one.name_en} service"
        )
    roles = {role.key: role for role in Role.objects.exclude(key=None)}
    password = make_password(PASSWORD)  # one hash for the whole cast: argon2 is slow on purpose
    for member in CAST:
        person = Person.objects.create(
            email=member.email, name=member.name, language=member.language, password=password
        )
        Membership.objects.create(
            person=person, unit=units[member.unit], role=roles[member.role], team=teams.get(member.unit)
        )


def unit_ids_by_key() -> dict[str, UUID]:
    """The units by the key that the simulation uses."""
    ids = dict(Unit.objects.values_list("name", "id"))
    return {one.key: ids[one.name] for one in (GROUP, *UNITS)}


def people_by_key() -> dict[str, tuple[UUID, str]]:
    """The cast by key: id and name."""
    found = {email: (id, name) for email, id, name in Person.objects.values_list("email", "id", "name")}
    return {member.key: found[member.email] for member in CAST}


def actor_named(key: str) -> Actor:
    """One of the cast, acting."""
    member: Member = next(one for one in CAST if one.key == key)
    return actor_of(Person.objects.get(email=member.email))


def open_channels(*, by: Actor) -> dict[tuple[str, str], UUID]:
    """The channels of each unit by (unit, kind), made when there are none."""
    known = dict(apps.get_model("channels.Channel").objects.values_list("key", "id"))
    units = unit_ids_by_key()
    channels = {}
    for unit in UNITS:
        for kind in CHANNEL_KINDS:
            key = f"{unit.key}-{kind}"
            if key not in known:
                known[key] = make_channel(
                    kind,
                    f"{unit.name} {unit.name_en}",  # customers of either language read it
                    units[unit.key],
                    unit.mailbox if kind == "email" else "",
                    key=key,
                    replies_armed=True,
                    by=by,
                    because=None,
                ).id
            channels[unit.key, kind] = known[key]
    return channels
