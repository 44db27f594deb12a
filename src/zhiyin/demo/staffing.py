"""Who of the cast is good at what, when they work, how much they take; and that cases are given out by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.utils import timezone

from zhiyin.demo.cast import actor_named, people_by_key
from zhiyin.demo.company import UNITS
from zhiyin.kernel.people.actions import register_skill
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Assessment, Person, SpokenLanguage, WeeklyHours
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.register import POLICIES, Row
from zhiyin.resolve.cases.policy import OPEN_STATUSES
from zhiyin.resolve.routing.actions import queue_case

HOUSE = system("demo")
#: key, in Chinese, in English
SKILLS = (("stay", "客房服务", "Stays"), ("after-sales", "售后", "After-sales"))
#: a hotel's front desk is staffed day and night; the shop works in two shifts that overlap
HOURS = {"chen": "00:00-24:00", "lin": "00:00-24:00", "zhou": "08:00-20:00", "emma": "14:00-02:00"}
LANGUAGES = {"chen": "zh en", "lin": "zh en", "zhou": "zh", "emma": "zh en"}
CAPACITY = {"chen": 10, "lin": 10, "zhou": 8, "emma": 6}
#: who, what, how good, how many days ago it was judged (365 days on it counts no more), on what evidence
JUDGED = (
    ("chen", "stay", 3, 80, "前台三年，年度考核优秀"),
    ("lin", "stay", 2, 140, "岗前培训与跟岗两周"),
    ("zhou", "after-sales", 2, 60, "售后流程考核 92 分"),
    ("zhou", "stay", 1, 400, "酒店轮岗一个月"),
    ("emma", "after-sales", 3, 200, "Two years of after-sales, calibrated reviews"),
)
#: of the open cases that nobody owns, so many of each unit stand in the queue when the demo begins
QUEUED = 12


def staff_the_company(at: datetime) -> None:
    """Skills, languages, hours and capacity of the agents; written as rows, since nobody waits for them yet."""
    ids = {key: id for key, (id, _name) in people_by_key().items()}
    skills = {key: register_skill(key, name, name_en, by=HOUSE) for key, name, name_en in SKILLS}
    today = timezone.localdate(at)
    Assessment.objects.bulk_create(
        Assessment(
            person_id=ids[who],
            skill=skills[skill],
            level=level,
            evidence=evidence,
            assessed_on=today - timedelta(days=days),
            expires_on=today - timedelta(days=days - 365),
            by_id=ids["li"],
            at=at - timedelta(days=days),
        )
        for who, skill, level, days, evidence in JUDGED
    )
    SpokenLanguage.objects.bulk_create(
        SpokenLanguage(person_id=ids[who], language=one) for who, spoken in LANGUAGES.items() for one in spoken.split()
    )
    WeeklyHours.objects.bulk_create(
        WeeklyHours(person_id=ids[who], windows={str(day): [window.split("-")] for day in range(7)})
        for who, window in HOURS.items()
    )
    people = list(Person.objects.filter(id__in=[ids[who] for who in CAPACITY]))
    for person in people:
        person.capacity = next(most for who, most in CAPACITY.items() if ids[who] == person.id)
    Person.objects.bulk_update(people, ["capacity"])


def give_out_cases(at: datetime) -> None:
    """Cases are given out by themselves; the shop's go to who knows after-sales."""
    wang = actor_named("wang")
    given = {**POLICIES["routing"].default[-1]["then"], "give": True, "waiting_counts": 0}
    put_in_force("routing", [{"when": {}, "then": given}], "新工单自动派给当班的人。", by=wang, because=None, at=at)
    shop = next(one.name for one in UNITS if one.key == "shop")
    rows: list[Row] = [
        {"when": {"unit": [shop]}, "then": {"skills": "after-sales:2", "speak": True}},
        {"when": {}, "then": {"skills": "", "speak": True}},
    ]
    put_in_force("skills_needed", rows, "商城的工单需要懂售后的人。", by=wang, because=None, at=at)


def let_cases_queue(now: datetime) -> None:
    """The newest cases that nobody owns join the queues of their units."""
    unowned = apps.get_model("cases.Case").objects.filter(assignee=None, status__in=OPEN_STATUSES)
    units: set[UUID] = set(unowned.values_list("unit_id", flat=True))
    for unit_id in units:
        newest = unowned.filter(unit_id=unit_id).order_by("-last_message_at").values_list("id", flat=True)
        for case_id in newest[:QUEUED]:
            queue_case(case_id, by=HOUSE, because=None, at=now)
