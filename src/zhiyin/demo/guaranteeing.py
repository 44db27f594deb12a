"""What Heming guarantees in public, and what its own programs told of it in the last weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from django.apps import apps

from zhiyin.demo.cast import actor_named, unit_ids_by_key
from zhiyin.demo.history.arrivals import SHANGHAI
from zhiyin.demo.population import Guest
from zhiyin.kernel.ledger.heads import seal_day
from zhiyin.kernel.people.actor import system
from zhiyin.recover.guarantees.actions import Wanted, ask_to_return, keep_evidence, publish
from zhiyin.recover.guarantees.actions.telling import Told

HOUSE = system("demo")
#: rooms of which the hotels' program told, and how many of a hundred late enough to pay, within so many days
DAYS, ROOMS, LATE_PERCENT = 60, 180, 6

REPLY = Wanted(
    "在线聊天按承诺时间首次回复，否则送您 30 元代金券。",
    "A first reply in the chat within the promised time, or a voucher of ¥30.",
    "breach",
    "first_reply",
    "voucher",
    30_00,
    channels=("chat",),
)
ROOM = Wanted(
    "客房最迟晚 30 分钟，否则送您 100 元代金券。",
    "Your room less than 30 minutes late, or a voucher of ¥100.",
    "evidence",
    "room.ready",
    "voucher",
    100_00,
    fact="minutes_late",
    at_least=30,
    tells_all=True,
)
RETURN = Wanted(
    "自收货次日起七天内，可以无理由退货。",
    "Return what you bought without a reason within seven days after the day of receipt.",
    "right",
    "return_in_seven_days",
    "refund",
)


def guarantee_in_public(guests: Sequence[Guest], now: datetime, rng: Random) -> None:
    """Three guarantees; rooms in time and late; parcels received, and one that goes back."""
    manager, begun = actor_named("wang"), now - timedelta(days=DAYS + 1)
    publish("room-in-time", ROOM, "开业以来的老规矩，写下来", by=manager, at=begun)
    publish("return-in-seven-days", RETURN, "与商城规则一致", by=manager, at=begun)
    publish("reply-in-time", REPLY, "聊天等得最急", by=manager, at=now)
    units = unit_ids_by_key()
    hotel = [one for one in guests if "shanghai" in one.units or "hangzhou" in one.units]
    told = []
    for number in range(ROOMS):
        guest = rng.choice(hotel)
        minutes = rng.randint(30, 95) if rng.random() * 100 < LATE_PERCENT else rng.randint(0, 20)
        unit = units["shanghai" if "shanghai" in guest.units else "hangzhou"]
        day = begun.astimezone(SHANGHAI) + timedelta(days=DAYS * number / ROOMS)
        at = day.replace(hour=14, minute=0) + timedelta(minutes=rng.uniform(0, 300))  # when guests arrive
        told.append(
            Told("/heming/rooms", f"room-{number}", "room.ready", guest.id, unit, at, {"minutes_late": minutes})
        )
    for one in _by_day(told):
        keep_evidence(one, by=HOUSE, because=None, at=max(event.happened_at for event in one))
    _parcels(now, rng)
    seal_day((now - timedelta(days=1)).date(), at=now)


def _by_day(told: list[Told]) -> list[list[Told]]:
    """Ten at a time, each kept when the last of them happened."""
    told.sort(key=lambda one: one.happened_at)
    return [told[first : first + 10] for first in range(0, len(told), 10)]


def _parcels(now: datetime, rng: Random) -> None:
    """The shop tells of parcels that came in the last days; a customer asks to return one, another is late."""
    orders = apps.get_model("orders.Order").objects.filter(
        unit_id=unit_ids_by_key()["shop"], state="placed", placed_at__lt=now - timedelta(days=4)
    )
    newest = list(orders.order_by("-placed_at").select_related("customer")[:12])
    told = [
        Told(
            order.source,
            f"parcel-{order.external_id}",
            "order.received",
            order.customer_id,
            order.unit_id,
            now - timedelta(days=2 if number else 10, hours=rng.randint(1, 9)),
            {"order": order.external_id},
        )
        for number, order in enumerate(newest)
    ]
    keep_evidence(told, by=HOUSE, because=None, at=now)
    for order in newest[:3]:
        ask_to_return(order.id, by=HOUSE, at=now - timedelta(hours=1))
