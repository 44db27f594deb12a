"""The shop on a Thursday morning: Li Na and Chen Wei on shift, cases given out by themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from zhiyin.face.testing import hire
from zhiyin.kernel.jobs.registry import JOBS
from zhiyin.kernel.people import actions as people
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.register import POLICIES
from zhiyin.listen.channels.actions import Incoming, receive
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.cases.reads import case_of_message

HOUSE = system("test")
TEN = datetime(2026, 4, 16, 2, tzinfo=UTC)  # Thursday, 10:00 in Shanghai
OFFICE = {str(day): [["09:00", "18:00"]] for day in range(5)}


class Clock:
    """What the house takes for now."""

    def __init__(self) -> None:
        self.now = TEN

    def go(self, **later: float) -> datetime:
        self.now += timedelta(**later)
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(timezone, "now", lambda: made.now)
    return made


def rule(**other: Any) -> None:
    """Put the policy of giving out in force with these outcomes."""
    then = {**POLICIES["routing"].default[0]["then"], "give": True, **other}
    put_in_force("routing", [{"when": {}, "then": then}], "试一试", by=HOUSE, because=None)


def do_what_waits() -> None:
    """Do every job of the timeline and of routing that waits, as the workers would, until none is left."""
    take = """DELETE FROM procrastinate_jobs WHERE id = (SELECT id FROM procrastinate_jobs
              WHERE args ->> 'job' ~ '^(timeline|routing)' ORDER BY id LIMIT 1) RETURNING args"""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(take)
            taken = cursor.fetchone()
        if taken is None:
            return
        call = taken[0] if isinstance(taken[0], dict) else json.loads(taken[0])
        JOBS[call["job"]](**call["arguments"])


@pytest.fixture
def routed(clock: Clock, db: None) -> None:
    rule()


@pytest.fixture
def lead(shop: Unit) -> Actor:
    return actor_of(hire("lead", shop, "li@shop.example", "李丽"))


@pytest.fixture
def manager(shop: Unit) -> Actor:
    return actor_of(hire("experience", shop, "min@shop.example", "王敏"))


def on_shift(person_id: Any, *, capacity: int = 8, languages: tuple[str, ...] = ("zh",), hours: Any = None) -> None:
    people.plan_hours(person_id, OFFICE if hours is None else hours, "Asia/Shanghai", by=HOUSE)
    people.plan_languages(person_id, languages, by=HOUSE)
    people.plan_capacity(person_id, capacity, by=HOUSE)


def skilled(person_id: Any, key: str, level: int = 2, **told: Any) -> None:
    skill = people.register_skill(key, key, by=HOUSE)
    people.assess(person_id, skill.id, level, "考核", by=HOUSE, **told)


@pytest.fixture
def staff(li_na: Person, wei: Actor, clock: Clock) -> None:
    on_shift(li_na.id)
    on_shift(wei.id)


@pytest.fixture
def write(mailbox: Any, clock: Clock) -> Callable[..., Case]:
    """Somebody writes in: `write("wang@example.com")`. What follows in the background is done too."""
    count = iter(range(1000))

    def writing(address: str = "wang@example.com", text: str = "我的订单还没有发货", *, after: bool = True) -> Case:
        n = next(count)
        incoming = Incoming(f"<{n}@mail.example>", "email", address, text, subject=f"第{n}封")
        message = receive(mailbox, incoming, by=HOUSE, because=None, at=clock.now)
        case = case_of_message(message.id)
        assert case is not None
        if after:
            do_what_waits()
        case.refresh_from_db()
        return case

    return writing
