"""The customers of the simulated company and what they bought before the history begins."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random
from uuid import UUID

from pypinyin import lazy_pinyin

from zhiyin.demo.texts import content
from zhiyin.demo.writing import Table, id_at

REGIONS = {"zh-hans": ("华东", "华东", "华东", "华北", "华南", "西南"), "en": ("overseas",)}
ENGLISH_SHARE = 0.28
PRODUCTS = (
    ("kettle", "保温水壶"),
    ("pillow", "决明子枕"),
    ("towel", "长绒棉毛巾"),
    ("tea", "龙井茶礼盒"),
    ("robe", "浴袍"),
    ("lamp", "床头灯"),
    ("scent", "香薰"),
    ("bedding", "四件套"),
)
NIGHT = ("night", "住宿")


@dataclass(slots=True)
class Guest:
    """One customer: `rate` is how many orders a year they tend to place, `spend` their usual order in minor units."""

    id: UUID
    number: int
    name: str
    language: str
    email: str
    rate: float
    spend: int
    units: tuple[str, ...]


def invited_guests(count: int, now: datetime, rng: Random) -> list[Guest]:
    """`count` customers. Spending is lognormal, frequency gamma: few buy much, most buy seldom."""
    guests = []
    for number in range(1, count + 1):
        english = rng.random() < ENGLISH_SHARE
        name, latin = _english_name(rng) if english else _chinese_name(rng)
        guests.append(
            Guest(
                id=id_at(now - timedelta(days=rng.uniform(95, 700)), rng),
                number=number,
                name=name,
                language="en" if english else "zh-hans",
                email=f"{latin}.{number}@mail.example",
                rate=rng.gammavariate(1.1, 1.6),
                spend=round(math.exp(rng.gauss(10.3, 0.7)) / 100) * 100,
                units=("shop",) if rng.random() < 0.45 else ("shanghai",) if rng.random() < 0.6 else ("hangzhou",),
            )
        )
    return guests


def _english_name(rng: Random) -> tuple[str, str]:
    names = content("names")
    name = f"{rng.choice(names['first'])} {rng.choice(names['last'])}"
    return name, name.lower().replace(" ", ".")


def _chinese_name(rng: Random) -> tuple[str, str]:
    names = content("names")
    surname, given = rng.choice(names["surnames"]), rng.choice(names["given"])
    return surname + given, f"{_pinyin(surname)}.{_pinyin(given)}"


@cache
def _pinyin(name: str) -> str:
    return "".join(lazy_pinyin(name))


def as_rows(guests: list[Guest], now: datetime, rng: Random) -> tuple[Table, Table]:
    """The customers and their identities, the e-mail address verified."""
    customers = Table("customers.Customer")
    identities = Table("customers.Identity")
    for guest in guests:
        made_at = datetime.fromtimestamp((guest.id.int >> 80) / 1000, tz=now.tzinfo)
        customers.add(
            id=guest.id,
            number=guest.number,
            kind="person",
            name=guest.name,
            language=guest.language,
            attributes={"region": rng.choice(REGIONS[guest.language])},
            made_at=made_at,
        )
        identities.add(
            id=id_at(made_at, rng),
            customer_id=guest.id,
            kind="email",
            value=guest.email,
            verified_at=made_at,
            verified_how="ordered with it",
        )
        if rng.random() < 0.6:
            identities.add(
                id=id_at(made_at, rng),
                customer_id=guest.id,
                kind="phone",
                value=f"+86139{rng.randint(0, 99_999_999):08}",
            )
    return customers, identities


class Orders:
    """The order book to be."""

    def __init__(self, unit_ids: Mapping[str, UUID], book: str, rng: Random) -> None:
        self.orders, self.lines = Table("orders.Order"), Table("orders.Line")
        self._unit_ids, self._book, self._rng, self._count = unit_ids, book, rng, 0

    def place(self, guest: Guest, at: datetime) -> None:
        """One order of a guest's usual size."""
        rng, unit = self._rng, self._rng.choice(guest.units)
        self._count += 1
        amount = max(1900, round(guest.spend * math.exp(rng.gauss(0, 0.35)) / 100) * 100)
        order_id = id_at(at, rng)
        self.orders.add(
            id=order_id,
            customer_id=guest.id,
            source="heming",
            external_id=f"{self._book}{self._count:06}",
            unit_id=self._unit_ids[unit],
            placed_at=at,
            amount_minor=amount,
            currency="CNY",
            state="placed",
        )
        product, name = rng.choice(PRODUCTS) if unit == "shop" else NIGHT
        self.lines.add(
            id=id_at(at, rng),
            order_id=order_id,
            position=1,
            product=product,
            name=name,
            quantity=1,
            unit_price_minor=amount,
        )

    def before(self, guests: list[Guest], begin: datetime, days: int = 275) -> None:
        """What they bought in the `days` before `begin`."""
        rng = self._rng
        for guest in guests:
            for _ in range(_poisson(guest.rate * days / 365, rng)):
                self.place(guest, begin - timedelta(days=rng.uniform(0, days)))


def _poisson(mean: float, rng: Random) -> int:
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count
