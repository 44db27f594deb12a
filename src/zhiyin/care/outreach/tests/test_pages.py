"""The pages of outreach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.care.outreach.models import Outreach
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.models import Person
from zhiyin.resolve.promises.tests.cast import HOUSE, a_channel, a_person, wang_writes


def at_risk() -> Outreach:
    """Ms Wang is at risk, and somebody is to reach out to her."""
    case = wang_writes(timezone.now())
    reasons = [
        {"key": "bad_answer", "kind": "csat", "score": 1, "scale": 5},
        {"key": "broken_promises", "count": 2, "last_on": "2026-11-03"},
        {"key": "high_value", "amount_minor": 1_286_000, "currency": "CNY", "orders": 9},
    ]
    return Outreach.objects.create(
        customer_id=case.customer_id,
        case_id=case.id,
        unit_id=case.unit_id,
        reasons=reasons,
        asked_at=timezone.now(),
        due_at=timezone.now(),
    )


@pytest.mark.django_db
def test_somebody_takes_it_on_and_notes_what_came_of_it(client: Client) -> None:
    outreach, lin = at_risk(), a_person("agent")
    client.force_login(Person.objects.get(id=lin.id))
    assert "王女士" in client.get("/outreach").content.decode()
    client.post(f"/outreach/{outreach.id}/taking")
    assert "王女士" in client.get("/outreach?show=mine").content.decode()
    client.post(f"/outreach/{outreach.id}/outcome", {"outcome": "stays", "note": "上门道歉"})
    assert Outreach.objects.get().outcome == "stays"
    assert "上门道歉" in client.get("/outreach?show=made").content.decode()


@pytest.mark.django_db
def test_an_auditor_looks_and_does_not_touch(client: Client) -> None:
    outreach = at_risk()
    client.force_login(Person.objects.get(id=a_person("auditor").id))
    assert client.get("/outreach").status_code == 200
    assert client.post(f"/outreach/{outreach.id}/taking").status_code == 403


@pytest.mark.django_db
def test_the_api_gives_the_reasons_in_words(client: Client) -> None:
    at_risk()
    _key, secret = make_key("care", ["outreach.read"], a_channel().unit_id, by=HOUSE)
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}
    (one,) = client.get("/api/v1/outreach", headers=headers).json()["items"]
    assert one["reasons"][1] == "We broke 2 promises to them within 60 days. The last one on 3 Nov 2026."


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "light", 1440), ("en", "dark", 390)])
def test_the_pages_of_outreach_are_sound(sign_in: Callable[..., Any], language: str, theme: str, width: int) -> None:
    outreach = at_risk()
    page = sign_in("experience", language=language, theme=theme, width=width)
    for address in ("/outreach", f"/outreach/{outreach.id}", f"/customers/{outreach.customer.number}"):
        page.visit(address).must_be_sound()
