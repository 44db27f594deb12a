"""The page about surveys."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from zhiyin.face.testing import hire
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.surveys.actions import answer, invite
from zhiyin.listen.surveys.reads import invitations_seen_by

pytestmark = pytest.mark.django_db
HOUSE = system("test")


@pytest.fixture
def wang(unit: Unit) -> Client:
    person = hire("experience", unit, "wang@zhiyin.example", "王芳", "en")
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def test_the_page_shows_response_and_answers_with_n(li_na: Customer, wang: Client) -> None:
    empty = wang.get("/surveys").content.decode()
    assert "Their answers will stand here" in empty
    made = invite(li_na.id, "after_case", by=HOUSE, because=None)
    assert made is not None
    answer(made, "satisfaction", "s4", by=HOUSE)
    page = wang.get("/surveys?days=30").content.decode()
    assert "After a case" in page
    assert "n = 1" in page
    assert "Satisfaction 4/5" in page


def test_the_page_costs_the_same_number_of_statements_for_more_rows(
    li_na: Customer, wang: Client, django_assert_max_num_queries: Any
) -> None:
    for _round in range(5):
        made = invite(li_na.id, "after_case", by=HOUSE, because=None)
        assert made is not None
        answer(made, "satisfaction", "s4", by=HOUSE)
    wang.get("/surveys")
    with django_assert_max_num_queries(16):
        assert wang.get("/surveys").status_code == 200


def test_only_who_may_read_surveys_sees_invitations(li_na: Customer) -> None:
    invite(li_na.id, "after_case", by=HOUSE, because=None)
    assert invitations_seen_by(Actor(kind="person", permissions=frozenset({"survey.read"}))).count() == 1
    assert not invitations_seen_by(Actor(kind="person")).exists()
    assert Client().get("/surveys").status_code == 302
