"""The page of what recovery does says "not shown" where nothing is."""

from __future__ import annotations

import pytest
from django.test import Client

from zhiyin.kernel.people.models import Person
from zhiyin.resolve.promises.tests.cast import a_person

pytestmark = pytest.mark.django_db


def test_without_data_nothing_is_shown(client: Client) -> None:
    client.force_login(Person.objects.get(id=a_person("experience").id))
    shown = client.get("/metrics/recovery").content.decode()
    assert shown.count("未证实") == 6
    assert "补救" in shown


def test_who_may_not_see_metrics_sees_none_of_it(client: Client) -> None:
    assert client.get("/metrics/recovery").status_code == 302
