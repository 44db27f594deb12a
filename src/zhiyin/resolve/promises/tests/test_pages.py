"""The page of promises, and clocks on other pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises.actions import breach_overdue
from zhiyin.resolve.promises.models import Promise
from zhiyin.resolve.promises.tests.cast import HOUSE, a_channel, a_person, wang_writes


def two_cases() -> tuple[Case, Case]:
    """One case whose promise runs, and one whose promise was broken an hour ago."""
    then = {"minutes": 60, "calendar": "always"}
    put_in_force("first_reply", [{"when": {}, "then": then}], "一小时", by=HOUSE, because=None)
    now = timezone.now()
    late = wang_writes(now - timedelta(hours=2), subject="没人理我")
    running = wang_writes(now - timedelta(minutes=20), subject="保修期多长", address="li@example.com")
    breach_overdue(now)
    return running, late


@pytest.fixture
def lead(client: Client) -> Client:
    actor = a_person("lead")
    client.force_login(Person.objects.get(id=actor.id))
    return client


@pytest.mark.django_db
def test_the_page_lists_what_runs_and_what_was_broken(lead: Client) -> None:
    running, late = two_cases()
    open_page, broken_page = (lead.get(f"/promises?show={show}").content.decode() for show in ("open", "broken"))
    assert f"#{running.number}" in open_page
    assert f"#{late.number}" not in open_page
    assert f"#{late.number}" in broken_page


@pytest.mark.django_db
def test_an_inbox_of_any_length_costs_one_statement_for_its_clocks(django_assert_num_queries: Any) -> None:
    from zhiyin.resolve.promises.panels import clocks

    cases = [wang_writes(timezone.now(), f"问题{n}", address=f"w{n}@example.com") for n in range(5)]
    with django_assert_num_queries(1):
        assert len(clocks(HOUSE, cases)) == 5


@pytest.mark.django_db
def test_a_promise_made_by_mistake_can_be_taken_out_of_every_count(lead: Client) -> None:
    running, _late = two_cases()
    promise = Promise.objects.get(case_id=running.id)
    lead.post(f"/promises/{promise.id}/voiding", {"reason": "测试邮件"})
    promise.refresh_from_db()
    assert (promise.state, promise.end_reason) == ("void", "测试邮件")


@pytest.mark.django_db
def test_who_may_not_see_promises_is_refused(client: Client) -> None:
    assert client.get("/promises").status_code == 302
    person = Person.objects.create(email="nobody@example.com", name="无名")
    client.force_login(person)
    assert client.get("/promises").status_code == 403


@pytest.mark.django_db
def test_the_api_shows_promises_with_their_count(client: Client) -> None:
    running, late = two_cases()
    _key, secret = make_key("board", ["promise.read"], a_channel().unit_id, by=HOUSE)
    headers = {"Authorization": f"Bearer {secret}"}
    found = client.get("/api/v1/promises", {"state": "breached"}, headers=headers).json()
    assert [one["case_id"] for one in found["items"]] == [str(late.id)]
    one = client.get(f"/api/v1/promises/{Promise.objects.get(case_id=running.id).id}", headers=headers).json()
    assert sum(step["counted_seconds"] for step in one["arithmetic"]) == one["duration_seconds"] == 3600


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "light", 1440), ("en", "dark", 390)])
def test_the_page_of_promises_is_sound(sign_in: Callable[..., Any], language: str, theme: str, width: int) -> None:
    two_cases()
    page = sign_in("experience", language=language, theme=theme, width=width)
    for address in ("/promises", "/promises?show=broken", "/promises/tries"):
        page.visit(address).must_be_sound()
