"""The small cast of these tests: a unit, its mailbox, agent Lin, and Ms Wang who writes in."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Membership, Person, Role, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.listen.channels.actions import receive
from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Channel, Message
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.cases.reads import case_of_message

HOUSE = system("tests")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    """A time in Shanghai: `at("2025-11-03 09:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def a_channel(kind: str = "email", *, armed: bool = True) -> Channel:
    unit = Unit.objects.filter(name="客服中心").first() or Unit.objects.create(
        name="客服中心", name_en="Service centre"
    )
    return Channel.objects.get_or_create(
        key=f"{kind}-of-service",
        defaults={
            "name": "客服",
            "kind": kind,
            "unit": unit,
            "address": "care@example.com" if kind == "email" else "",
            "replies_armed": armed,
            "made_at": at("2025-01-01 00:00"),
        },
    )[0]


def a_person(role: str = "agent", name: str = "小林") -> Actor:
    channel = a_channel()
    person = Person.objects.create(email=f"{role}-{Person.objects.count()}@example.com", name=name)
    Membership.objects.create(person=person, unit=channel.unit, role=Role.objects.get(key=role))
    return actor_of(person)


def wang_writes(
    when: datetime,
    text: str = "洗衣机不转了，怎么办？",
    *,
    kind: str = "email",
    address: str = "wang@example.com",
    **fields: Any,
) -> Case:
    """Ms Wang writes in; the case that her message opened or joined."""
    message = wang_says(when, text, kind=kind, address=address, **fields)
    case = case_of_message(message.id)
    assert case is not None
    return case


def wang_says(
    when: datetime, text: str, *, kind: str = "email", address: str = "wang@example.com", **fields: Any
) -> Message:
    incoming = Incoming(
        external_id=f"<{when.timestamp()}-{address}-{hash(text)}@example.com>",
        text=text,
        subject=fields.pop("subject", "洗衣机"),
        identity_kind="email",
        identity=address,
        name="王女士",
        at=when,
        **fields,
    )
    return receive(a_channel(kind), incoming, by=HOUSE, because=None, at=when)
