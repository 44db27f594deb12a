"""The cast: He Min the experience manager, Zhou Lei the team lead, Chen Yu the executive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Membership, Person, Role, Unit
from zhiyin.kernel.people.reads import actor_of


def hire(name: str, role: str, unit: Unit) -> Person:
    person = Person.objects.create_user(f"{role}@shop.example", "a long password", name=name, language="en")
    Membership.objects.create(person=person, unit=unit, role=Role.objects.get(key=role))
    return person


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What is said outside of a page is said in English here."""
    with translation.override("en"):
        yield


@pytest.fixture
def shop(db: None) -> Unit:
    return Unit.objects.create(name="上海店", name_en="Shanghai")


@pytest.fixture
def min_(shop: Unit) -> Person:
    return hire("何敏", "experience", shop)


@pytest.fixture
def lei(shop: Unit) -> Person:
    return hire("周磊", "lead", shop)


@pytest.fixture
def yu(shop: Unit) -> Person:
    return hire("陈宇", "executive", shop)


@pytest.fixture
def manager(min_: Person) -> Actor:
    return actor_of(min_)


@pytest.fixture
def lead(lei: Person) -> Actor:
    return actor_of(lei)
