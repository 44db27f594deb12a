"""We guarantee Ms Wang a reply in the chat, and a room in time; the hotel's own program tells when it was not."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.people.actor import system
from zhiyin.listen.outside.actions import take_in
from zhiyin.listen.outside.models import OutsideEvent
from zhiyin.recover.guarantees.actions import Wanted, publish
from zhiyin.recover.guarantees.models import Version
from zhiyin.resolve.promises.tests.cast import HOUSE, a_channel, a_person, at, wang_says, wang_writes

__all__ = [
    "DUE",
    "HOUSE",
    "MONDAY",
    "a_channel",
    "a_guarantee",
    "a_person",
    "at",
    "delay",
    "room",
    "wang_says",
    "wang_writes",
]

MONDAY, DUE = at("2025-11-03 09:00"), at("2025-11-03 14:30")
OUTSIDE = system("hotel")


def a_guarantee(key: str = "reply", *, when: datetime = MONDAY, **fields: Any) -> Version:
    """A first reply in time by mail, or a voucher of 35.00."""
    usual: dict[str, Any] = {
        "text_zh": "首次回复按时，否则送您 35 元代金券。",
        "text_en": "A first reply in time, or a voucher of ¥35.",
        "trigger": "breach",
        "name": "first_reply",
        "kind": "voucher",
        "amount_minor": 35_00,
        "channels": ("email",),
    }
    return publish(key, Wanted(**(usual | fields)), "试行", by=HOUSE, at=when)


def room(when: datetime = MONDAY, amount_minor: int = 100_00, **fields: Any) -> Version:
    """The room is ready at most 29 minutes late, or a voucher of 100.00."""
    usual: dict[str, Any] = {
        "text_zh": "客房最迟晚 30 分钟，否则送您 100 元代金券。",
        "text_en": "Your room less than 30 minutes late, or a voucher of ¥100.",
        "trigger": "evidence",
        "name": "room.ready",
        "channels": (),
        "fact": "minutes_late",
        "at_least": 30,
        "tells_all": True,
    }
    return a_guarantee("room", when=when, amount_minor=amount_minor, **(usual | fields))


def delay(id: str, minutes: int, when: datetime, address: str = "wang@example.com", **data: Any) -> list[OutsideEvent]:
    """The hotel's program tells by how many minutes a room was late; told twice, it is the same."""
    kind = "email" if "@" in address else "phone"
    identify(kind, address, name="王女士", verified_how="told us", at=when, by=HOUSE)
    event = {
        "specversion": "1.0",
        "source": "/hotel",
        "id": id,
        "type": "room.ready",
        "subject": f"{kind}:{address}",
        "time": when.isoformat(),
        "data": {"minutes_late": minutes, "guest": "王女士", **data},
    }
    return take_in([(event, json.dumps(event, ensure_ascii=False).encode())], by=OUTSIDE, at=when)
