"""The customers of the simulated company and what they bought before the history begins."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from pypinyin import lazy_pinyin

from zhiyin.demo.writing import Table, id_at

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
GIVEN = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平", "刚", "桂英", "子涵", "欣怡", "浩然", "宇轩", "梓萱", "诗涵", "雨桐", "晓明", "建国", "志强", "文博", "思远", "嘉怡", "佳琪", "俊杰", "晨曦", "若曦", "一诺", "海燕", "玉兰", "婷婷", "雪梅", "春梅", "国强", "天宇", "博文", "可馨", "梦瑶"]
FIRST = ["James", "Mary", "Robert", "Patricia", "John", "Jennifer", "Michael", "Linda", "David", "Elizabeth", "William", "Barbara", "Richard", "Susan", "Joseph", "Jessica", "Thomas", "Karen", "Daniel", "Nancy", "Mark", "Sandra", "Paul", "Ashley", "Andrew", "Emily", "Joshua", "Donna", "Kevin", "Michelle", "Brian", "Laura"]
LAST = ["Smith", "Johnson", "Williams", "Brown", "Jones", "Garcia", "Miller", "Davis", "Wilson", "Anderson", "Taylor", "Moore", "Martin", "Lee", "Thompson", "White", "Harris", "Clark", "Lewis", "Walker", "Hall", "Allen", "Young", "King", "Wright", "Scott", "Green", "Baker", "Adams", "Nelson"]
REGIONS = {"zh-hans": ("华东", "华东", "华东", "华北", "华南", "西南"), "en": ("overseas",)}
ENGLISH_SHARE = 0.28
PRODUCTS = (
    ("kettle", "保温水壶", 12900), ("pillow", "决明子枕", 19900), ("towel", "长绒棉毛巾", 5900), ("tea", "龙井茶礼盒", 29900),
    ("robe", "浴袍", 25900), ("lamp", "床头灯", 16900), ("scent", "香薰", 8900), ("bedding", "四件套", 49900),
)  # fmt: skip


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
        if english:
            name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
            latin = name.lower().replace(" ", ".")
        else:
            name = rng.choice(SURNAMES) + rng.choice(GIVEN)
            latin = ".".join(lazy_pinyin(name[0]) + ["".join(lazy_pinyin(name[1:]))])
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

    def __init__(self, unit_ids: dict[str, UUID], book: str, rng: Random) -> None:
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
        if unit == "shop":
            product, name, _price = rng.choice(PRODUCTS)
            self.lines.add(
                id=id_at(at, rng),
                order_id=order_id,
                position=1,
                product=product,
                name=name,
                quantity=1,
                unit_price_minor=amount,
            )
        else:
            self.lines.add(
                id=id_at(at, rng),
                order_id=order_id,
                position=1,
                product="night",
                name="住宿",
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
