"""The page of calendars: a year, a preview of any promise, where the days come from, days of our own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.people.models import Person
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.models import Version
from zhiyin.kernel.policies.register import POLICIES
from zhiyin.lib.working_time import years_published
from zhiyin.resolve.promises.actions import look_up
from zhiyin.resolve.promises.models import Feed
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person
from zhiyin.resolve.promises.wording import windows
from zhiyin.resolve.promises.years import THINNEST, WIDTH, bar

ADDRESS = "/promises/calendars"


def signed_in(client: Client, role: str) -> Client:
    client.force_login(Person.objects.get(id=a_person(role).id))
    return client


def text_of(client: Client, address: str = ADDRESS, **asked: Any) -> str:
    Person.objects.update(language="en")
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "due", "told"),
    [
        ("2025-09-30T16:00", "Thu 9 Oct 2025, 11:00", "public holiday"),
        ("2025-09-26T17:30", "Sun 28 Sep 2025, 14:00", "make-up working day"),
        ("2025-11-03T12:30", "Mon 3 Nov 2025, 17:30", "break"),
    ],
)
def test_a_preview_says_when_a_case_would_be_due_and_why(client: Client, at: str, due: str, told: str) -> None:
    shown = text_of(signed_in(client, "agent"), at=at, promise="first_reply", channel="email", priority="3")
    assert f"First reply is due {due}" in shown
    assert told in shown


@pytest.mark.django_db
def test_a_preview_of_nothing_promised_and_of_nonsense_is_no_fault(client: Client) -> None:
    agent = signed_in(client, "agent")
    assert "promises nothing of this kind" in text_of(agent, at="2025-09-30T16:00", promise="solution")
    assert "is due" in text_of(agent, at="yesterday", promise="riches", channel="owl", priority="9", year="x")
    assert "never be due" in text_of(agent, at="9999-12-31T23:59", year="2100", calendar="nobody's")


@pytest.mark.django_db
def test_a_year_shows_holidays_make_up_days_and_those_that_are_not_published(client: Client) -> None:
    agent = signed_in(client, "agent")
    page = agent.get(ADDRESS, {"year": 2025}, headers={"Accept-Language": "zh-hans"}).content.decode()
    assert '<td class="holiday" title="国庆节">1<small>' in page
    assert '<td class="make_up" title="国庆节">28<small>' in page
    assert "not published yet" not in text_of(agent, year=2025)
    assert "not published yet" in text_of(agent, year=years_published()[-1] + 1)
    assert "round the clock" in text_of(agent, calendar="always")


@pytest.mark.django_db
def test_a_day_of_our_own_becomes_a_version_of_the_calendars_and_can_be_taken_back(client: Client) -> None:
    manager = signed_in(client, "experience")
    year = timezone.localdate().year
    day = date(year + 1, 3, 3)
    sent = {"calendar": "office", "on": day.isoformat(), "kind": "off", "note": "盘点"}
    answer = manager.post(f"{ADDRESS}/days", sent)
    assert answer["Location"] == f"{ADDRESS}?calendar=office&year={year + 1}"
    assert Version.objects.get(key="calendars").rows[-1]["then"]["calendar"]["closed"] == [day.isoformat()]
    assert '<td class="closed"' in manager.get(answer["Location"]).content.decode()
    manager.post(f"{ADDRESS}/days", sent)  # nothing new: no version
    assert Version.objects.filter(key="calendars").count() == 1
    manager.post(f"{ADDRESS}/days", sent | {"kind": "plain"})
    assert Version.objects.get(key="calendars", number=2).rows[-1]["then"]["calendar"]["closed"] == []
    assert manager.post(f"{ADDRESS}/days", sent | {"on": "soon"}).status_code == 422
    manager.post(f"{ADDRESS}/days", sent | {"calendar": "always"})
    assert Version.objects.filter(key="calendars").count() == 2


@pytest.mark.django_db
def test_feeds_are_added_shown_with_their_fault_and_removed(client: Client) -> None:
    manager = signed_in(client, "experience")
    assert manager.post("/promises/feeds", {"name": "厂历", "key": "works", "url": "ftp://x"}).status_code == 422
    manager.post("/promises/feeds", {"name": "厂历", "key": "Works", "url": "http://127.0.0.1:1/days.ics"})
    feed = Feed.objects.get()
    assert (feed.key, feed.source) == ("works", "feed:works")
    look_up("feed:works", by=HOUSE, because=None)
    assert "ZHIYIN_PRIVATE_RECEIVERS" in text_of(manager)
    assert manager.post("/promises/feeds", {"name": "又", "key": "works", "url": feed.url}).status_code == 422
    manager.post(f"/promises/feeds/{feed.id}/removal")
    assert not Feed.objects.exists()


@pytest.mark.django_db
def test_who_may_not_change_policies_sees_and_changes_nothing(client: Client) -> None:
    agent = signed_in(client, "agent")
    assert "A day of our own" not in text_of(agent)
    for address in (f"{ADDRESS}/days", f"{ADDRESS}/news", "/promises/feeds"):
        assert agent.post(address, {}).status_code == 403
    person = Person.objects.create(email="nobody@example.com", name="无名")
    client.force_login(person)
    assert client.get(ADDRESS).status_code == 403


def test_a_bar_is_as_long_as_its_parts_and_none_is_too_thin_to_see() -> None:
    def step(kind: str, start: str, end: str) -> dict[str, str]:
        return {"kind": kind, "start": start, "end": end}

    week = [
        step("work", "2025-09-30T09:00+08:00", "2025-09-30T09:01+08:00"),
        step("holiday", "2025-09-30T09:01+08:00", "2025-10-09T09:00+08:00"),
        step("work", "2025-10-09T09:00+08:00", "2025-10-09T11:00+08:00"),
    ]
    parts = bar(week, ["a", "b", "c"])
    assert sum(part.width for part in parts) == WIDTH
    assert [part.x for part in parts[1:]] == [part.x + part.width for part in parts[:-1]]
    assert min(part.width for part in parts) >= THINNEST
    assert [part.counts for part in parts] == [True, False, True]
    assert bar([], []) == []


def test_windows_are_told_with_the_midnight_that_ends_a_day() -> None:
    from datetime import time

    from django.utils.translation import override

    with override("en"):
        assert windows([(time(9), time(12)), (time(20), time(0))]) == "09:00–12:00, 20:00–24:00"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "dark", 390), ("en", "light", 1440)])
def test_the_page_of_calendars_is_sound(sign_in: Callable[..., Any], language: str, theme: str, width: int) -> None:
    office = dict(POLICIES["calendars"].default[-1]["then"]["calendar"]) | {"holidays": ["cn", "feed:works"]}
    put_in_force("calendars", [{"when": {}, "then": {"calendar": office}}], "厂历", by=HOUSE, because=None)
    Feed.objects.create(
        key="works", name="厂历", url="https://example.com/a.ics", made_at=timezone.now(), fault="No answer in time."
    )
    page = sign_in("experience", language=language, theme=theme, width=width)
    page.visit(f"{ADDRESS}?year=2025&at=2025-09-30T16:00").must_be_sound()
    page.visit(f"{ADDRESS}?calendar=always").must_be_sound()
