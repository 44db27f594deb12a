"""The pages of call backs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.people.models import Person
from zhiyin.listen.surveys.actions import answer, invite
from zhiyin.recover.followup.models import CallBack
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, wang_writes


def badly_answered() -> Case:
    """A case whose customer answered badly, and said why."""
    now = timezone.now()
    case = wang_writes(now - timedelta(hours=1))
    invitation = invite(case.customer_id, "after_case", case_id=case.id, by=HOUSE, because=None, at=now)
    assert invitation is not None
    answer(invitation, "satisfaction", "s1", by=HOUSE, at=now)
    answer(invitation, "words", "没人管我的洗衣机", by=HOUSE, at=now)
    return case


@pytest.mark.django_db
def test_the_page_shows_who_waits_with_their_words_and_a_reached_one_closes_the_loop(client: Client) -> None:
    badly_answered()
    client.force_login(Person.objects.get(id=a_person("agent").id))
    assert "没人管我的洗衣机" in client.get("/call-backs").content.decode()
    call_back = CallBack.objects.get()
    client.post(f"/call-backs/{call_back.id}/attempts", {"outcome": "reached", "note": "换新机"})
    assert CallBack.objects.get().note == "换新机"
    assert "换新机" in client.get("/call-backs?show=made").content.decode()
    assert "没人管我的洗衣机" not in client.get("/call-backs").content.decode()


@pytest.mark.django_db
def test_a_call_without_an_outcome_or_a_note_is_not_noted(client: Client) -> None:
    badly_answered()
    client.force_login(Person.objects.get(id=a_person("agent").id))
    call_back = CallBack.objects.get()
    for posted in ({}, {"outcome": "reached", "note": ""}):
        client.post(f"/call-backs/{call_back.id}/attempts", posted)
    assert not call_back.attempts.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "light", 1440), ("en", "dark", 390)])
def test_the_pages_of_call_backs_are_sound(sign_in: Callable[..., Any], language: str, theme: str, width: int) -> None:
    badly_answered()
    page = sign_in("experience", language=language, theme=theme, width=width)
    for address in ("/call-backs", f"/call-backs/{CallBack.objects.get().id}", "/call-backs?show=made"):
        page.visit(address).must_be_sound()
