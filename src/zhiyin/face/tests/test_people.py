"""The pages of people: who is there, what they are good at, when they work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.face.testing import LOOKS, hire, person_with
from zhiyin.kernel.people import actions
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Absence, HoursOfDay, Person, Skill, Unit
from zhiyin.kernel.people.reads import hours_of, staff_of

HOUSE = system("test")


@pytest.fixture
def lead(client: Client, db: None) -> Client:
    client.force_login(person_with("lead"))
    return client


@pytest.fixture
def na(lead: Client) -> Person:
    return hire("agent", Unit.objects.get(name="总部"), "na@shop.example", "李娜")


def staff(person: Person) -> Any:
    return staff_of([Person.objects.get(id=person.id)], timezone.now())[0]


def test_a_lead_plans_skills_languages_hours_and_capacity(lead: Client, na: Person) -> None:
    assert lead.post("/people/skills", {"key": "refund", "name": "退款", "name_en": "Refunds"}).status_code == 302
    skill = Skill.objects.get(key="refund")
    own = f"/people/{na.id}"
    assessed = {"skill": skill.id, "level": "3", "evidence": "考核 95 分"}
    windows = {f"day{day}": "09:00-12:00, 13:30-18:00" for day in range(5)}
    for place, told in (
        ("assessments", assessed),
        ("languages", {"languages": "zh, en"}),
        ("capacity", {"capacity": "4"}),
        ("hours", {**windows, "time_zone": "Asia/Shanghai"}),
        ("days", {"on": "2026-10-01", "reason": "国庆"}),
    ):
        assert lead.post(f"{own}/{place}", told).status_code == 302, place
    found = staff(na)
    assert found.skills["refund"][0] == 3
    assert (found.languages, found.capacity) == ({"zh", "en"}, 4)
    planned = hours_of(na.id)
    assert planned is not None
    assert planned.windows == {str(day): [["09:00", "12:00"], ["13:30", "18:00"]] for day in range(5)}
    assert HoursOfDay.objects.get().windows == []
    assert "考核 95 分" in lead.get(own).content.decode()
    assert "退款 3 级" in lead.get("/people").content.decode()
    lead.post(f"{own}/days", {"on": "2026-10-01", "as_ever": "1"})
    assert not HoursOfDay.objects.exists()


@pytest.mark.parametrize(
    ("place", "told", "says"),
    [
        ("hours", {"day0": "nine to five", "time_zone": "Asia/Shanghai"}, "nine"),
        ("hours", {"time_zone": "Mars/Olympus"}, "时区"),
        ("languages", {"languages": "中文"}, "中文"),
        ("capacity", {"capacity": "5000"}, "200"),
        ("assessments", {"level": "2", "evidence": ""}, "必填"),
    ],
)
def test_what_cannot_be_read_is_said_in_its_place(
    lead: Client, na: Person, place: str, told: dict[str, str], says: str
) -> None:
    answer = lead.post(f"/people/{na.id}/{place}", told)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_everybody_says_themselves_whether_they_are_there(client: Client, na: Person) -> None:
    client.force_login(na)
    own = f"/people/{na.id}"
    client.post(f"{own}/absence", {"reason": "午饭"})
    assert "午饭" in client.get(own).content.decode()
    client.post(f"{own}/absence", {"back": "1"})
    assert Absence.objects.get().until_at is not None
    other = person_with("lead")
    assert client.post(f"/people/{other.id}/absence", {}).status_code == 403
    assert client.post(f"{own}/capacity", {"capacity": "99"}).status_code == 403


def test_people_of_other_units_are_not_found(lead: Client, na: Person) -> None:
    stranger = hire("agent", Unit.objects.create(name="别处"), "x@shop.example", "路人")
    assert lead.get(f"/people/{stranger.id}").status_code == 404
    assert lead.post(f"/people/{stranger.id}/capacity", {"capacity": "1"}).status_code == 404
    assert "路人" not in lead.get("/people").content.decode()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_of_people_are_sound(sign_in: Callable[..., Any], look: tuple[str, str, int]) -> None:
    page = sign_in("lead", *look)
    agent = hire("agent", Unit.objects.get(name="总部"), "na@shop.example", "李娜")
    skill = actions.register_skill("refund", "退款", "Refunds", by=HOUSE)
    actions.assess(agent.id, skill.id, 2, "考核", by=HOUSE)
    actions.plan_hours(agent.id, {"0": [["09:00", "18:00"]]}, "Asia/Shanghai", by=HOUSE)
    for address in ("/people", f"/people/{agent.id}"):
        page.visit(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        page.must_be_sound()
