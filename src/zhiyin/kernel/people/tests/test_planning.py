"""Skills, languages, hours, capacity and absence of people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zhiyin.face.testing import hire
from zhiyin.kernel.people import actions
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Absence, Person, Unit
from zhiyin.kernel.people.reads import actor_of, holders_of_role, staff_of
from zhiyin.kernel.timeline.models import Entry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 16, 2, tzinfo=UTC)  # Thursday, 10:00 in Shanghai
HOUSE = system("test")
EVERY_DAY = {str(day): [["09:00", "18:00"]] for day in range(7)}


@pytest.fixture
def shop(db: None) -> Unit:
    return Unit.objects.create(name="上海店", name_en="Shanghai", parent=Unit.objects.create(name="集团"))


@pytest.fixture
def na(shop: Unit) -> Person:
    return hire("agent", shop, "na@shop.example", "李娜")


@pytest.fixture
def lead(shop: Unit) -> Actor:
    return actor_of(hire("lead", shop, "li@shop.example", "李丽"))


def seen(person: Person, now: datetime = NOW) -> Any:
    return staff_of([Person.objects.get(id=person.id)], now)[0]


def test_an_assessment_holds_for_twelve_months_and_the_newest_counts(na: Person, lead: Actor) -> None:
    refund = actions.register_skill("refund", "退款", "Refunds", by=lead)
    actions.assess(na.id, refund.id, 2, "课程", on=date(2026, 4, 1), by=lead, at=NOW - timedelta(days=9))
    assert seen(na).skills == {"refund": (2, date(2027, 4, 1))}
    actions.assess(na.id, refund.id, 3, "考核", on=date(2026, 4, 15), by=lead, at=NOW)
    assert seen(na).skills == {"refund": (3, date(2027, 4, 15))}
    actions.assess(na.id, refund.id, 0, "不再负责", on=date(2026, 4, 16), by=lead, at=NOW + timedelta(hours=1))
    assert seen(na).skills == {}
    assert Entry.objects.filter(event="SkillAssessed").count() == 3


def test_an_assessment_needs_evidence_and_never_holds_longer_than_a_year(na: Person, lead: Actor) -> None:
    refund = actions.register_skill("refund", "退款", by=lead)
    with pytest.raises(ValidationError):
        actions.assess(na.id, refund.id, 2, " ", by=lead, at=NOW)
    made = actions.assess(
        na.id, refund.id, 2, "课程", on=date(2028, 2, 29), expires_on=date(2031, 1, 1), by=lead, at=NOW
    )
    assert made.expires_on == date(2029, 3, 1)


def test_who_named_no_language_serves_in_that_of_their_account(na: Person, lead: Actor) -> None:
    assert seen(na).languages == {"zh"}
    actions.plan_languages(na.id, ["zh", "EN "], by=lead)
    assert seen(na).languages == {"zh", "en"}
    actions.plan_languages(na.id, ["en"], by=lead)
    assert seen(na).languages == {"en"}


def test_who_is_there_has_hours_now_and_is_not_away(na: Person, lead: Actor) -> None:
    assert not seen(na).is_there
    actions.plan_hours(na.id, EVERY_DAY, "Asia/Shanghai", by=lead)
    assert seen(na).is_there
    absence = actions.go_away(na.id, "午饭", by=actor_of(na), at=NOW)
    assert actions.go_away(na.id, "again", by=actor_of(na), at=NOW) == absence
    assert (seen(na).is_there, seen(na).away_reason) == (False, "午饭")
    actions.come_back(na.id, by=actor_of(na), at=NOW + timedelta(minutes=30))
    assert actions.come_back(na.id, by=actor_of(na)) is None
    assert seen(na).is_there
    assert Absence.objects.get().until_at == NOW + timedelta(minutes=30)
    actions.plan_day(na.id, date(2026, 4, 16), [], "休假", by=lead)
    assert not seen(na).is_there
    actions.plan_day(na.id, date(2026, 4, 16), None, by=lead)
    assert seen(na).is_there


def test_only_who_plans_work_plans_it_and_others_only_come_and_go_themselves(na: Person, lead: Actor) -> None:
    me = actor_of(na)
    other = hire("agent", Unit.objects.get(name="上海店"), "wei@shop.example", "陈伟")
    for refused in (
        lambda: actions.plan_capacity(na.id, 99, by=me),
        lambda: actions.plan_hours(na.id, EVERY_DAY, "Asia/Shanghai", by=me),
        lambda: actions.plan_languages(na.id, ["en"], by=me),
        lambda: actions.go_away(other.id, by=me),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    actions.plan_capacity(na.id, 3, by=lead)
    assert seen(na).capacity == 3
    with pytest.raises(ValidationError):
        actions.plan_capacity(na.id, 100_000, by=lead)


def test_the_statements_do_not_grow_with_the_people(shop: Unit, lead: Actor, django_assert_num_queries: Any) -> None:
    people = [hire("agent", shop, f"a{n}@shop.example", f"员工{n}") for n in range(4)]
    refund = actions.register_skill("refund", "退款", by=lead)
    for one in people:
        actions.assess(one.id, refund.id, 1, "课程", by=lead, at=NOW)
        actions.plan_hours(one.id, EVERY_DAY, "Asia/Shanghai", by=lead)
    with django_assert_num_queries(5):
        assert len(staff_of(people, NOW)) == 4


def test_who_leads_a_unit_is_found_in_it_and_above_it(shop: Unit, lead: Actor) -> None:
    assert shop.parent is not None
    above = hire("lead", shop.parent, "boss@shop.example", "王总")
    assert {one.id for one in holders_of_role("lead", shop.id)} == {lead.id, above.id}
    assert {one.id for one in holders_of_role("lead", shop.parent_id)} == {above.id}
