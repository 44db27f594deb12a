"""The cast of this stage: He Min, the experience manager of the Shanghai shop."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from zhiyin.face.testing import hire
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.listen.testing import now

__all__ = ["now"]  # a fixture of others


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
    return hire("experience", shop, "min@shop.example", "何敏", "en")


@pytest.fixture
def manager(min_: Person) -> Actor:
    return actor_of(min_)
