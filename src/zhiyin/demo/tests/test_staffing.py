"""In the demo cases find their people: in both languages, by skill, and with somebody who waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from zhiyin.demo import staffing
from zhiyin.demo.cast import make_cast, open_channels, people_by_key, unit_ids_by_key
from zhiyin.demo.staffing import give_out_cases, let_cases_queue, staff_the_company
from zhiyin.kernel.people.actor import system
from zhiyin.listen.channels.actions import Incoming, receive
from zhiyin.listen.channels.models import Channel
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.routing.actions import place_waiting
from zhiyin.resolve.routing.models import Placement, Wait

HOUSE = system("test")
NOW = datetime(2026, 4, 16, 2, tzinfo=UTC)  # Thursday, 10:00 in Shanghai: Emma's shift begins at 14:00
ENGLISH = "Hello, the kettle that I ordered from you last week has not arrived yet. Could you please look into it?"


@pytest.mark.django_db
def test_cases_of_the_demo_find_their_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staffing, "QUEUED", 1)
    make_cast()
    staff_the_company(NOW)
    channels = open_channels(by=HOUSE)
    give_out_cases(NOW - timedelta(days=1))
    for unit in ("shanghai", "shop"):
        channel = Channel.objects.get(id=channels[unit, "email"])
        for n, text in enumerate(("我的订单还没有发货，请帮我查一下。", ENGLISH)):
            for copy in range(2):
                told = Incoming(f"{unit}{n}{copy}", "email", f"{unit}{n}{copy}@mail.example", text)
                receive(channel, told, by=HOUSE, because=None, at=NOW - timedelta(minutes=5 - n, seconds=copy))
    let_cases_queue(NOW)
    let_cases_queue(NOW)
    assert Wait.objects.count() == 2
    units, people = unit_ids_by_key(), {id: key for key, (id, _name) in people_by_key().items()}
    for key in ("shanghai", "shop"):
        Wait.objects.filter(unit=units[key]).delete()
        for language in ("zh", "en"):
            cases = Case.objects.filter(unit=units[key], language=language).order_by("opened_at")[:2]
            Wait.objects.bulk_create(
                Wait(case=case, unit_id=case.unit_id, acuity=3, arrived_at=case.opened_at, given=True) for case in cases
            )
        place_waiting(units[key], by=HOUSE, at=NOW)
    given = {(one.case.language, people[one.person_id]) for one in Placement.objects.select_related("case")}
    assert given == {("zh", "chen"), ("en", "chen"), ("zh", "zhou")}
    left = Wait.objects.filter(ended_at=None)
    assert {(one.case.language, one.fault, one.until_at) for one in left} == {("en", "shift", NOW + timedelta(hours=4))}
