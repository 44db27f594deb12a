"""Mr Li's room is not ready. The hotel's own program says so; the guarantee pays before he has put down his suitcase."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from zhiyin.face.testing import hire
from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.jobs.registry import CALENDAR, JOBS
from zhiyin.kernel.ledger.reads import balance, verify
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.channels.models import Channel
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.guarantees import public
from zhiyin.recover.guarantees.actions import Wanted, publish
from zhiyin.recover.guarantees.replaying import replay

pytestmark = [pytest.mark.story, pytest.mark.django_db]

HOUSE = system("story")


def at(text: str) -> datetime:
    """A time in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def do_what_waits() -> None:
    """Do every job that waits, as the workers would, until none is left."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    done: set[int] = set()
    while waiting := ProcrastinateJob.objects.filter(status="todo").exclude(id__in=done).order_by("id"):
        for one in waiting:
            done.add(one.id)
            call: dict[str, Any] = one.args
            JOBS[call["job"]](**call["arguments"])


def test_a_guarantee_pays_before_anyone_notices(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    now = [at("2025-11-03 10:00")]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    public.count_anew()
    unit = Unit.objects.create(name="和鸣酒店", name_en="Heming Hotel")
    Channel.objects.create(
        name="前台",
        key="desk",
        kind="email",
        unit=unit,
        address="desk@zhiyin.example",
        replies_armed=True,
        made_at=now[0],
    )
    li = identify("email", "li@example.com", name="李先生", verified_how="told us", at=now[0], by=HOUSE)
    li.language = "zh"
    li.save()
    _key, secret = make_key("酒店系统", ["event.write"], unit.id, by=HOUSE)

    # the experience manager promises it in public, within her authority
    manager = actor_of(hire("experience", unit, "manager@example.com", "周经理"))
    room = Wanted(
        "客房最迟晚 30 分钟，否则送您 100 元代金券。",
        "Your room less than 30 minutes late, or a voucher of ¥100.",
        "evidence",
        "room.ready",
        "voucher",
        100_00,
        fact="minutes_late",
        at_least=30,
        tells_all=True,
    )
    publish("room-in-time", room, "开业承诺", by=manager, at=now[0])

    def hotel_tells(id: str, minutes: int) -> None:
        event = {
            "specversion": "1.0",
            "source": "/hotel/pms",
            "id": id,
            "type": "room.ready",
            "subject": "email:li@example.com",
            "time": now[0].isoformat(),
            "data": {"minutes_late": minutes, "room": "1806"},
        }
        headers = {"Authorization": f"Bearer {secret}"}
        told = client.post("/api/v1/events", json.dumps(event), "application/cloudevents+json", headers=headers)
        assert told.status_code == 200, told.content

    # 15:45: the program tells that 1806 is 45 minutes late; the line drops, so it tells it again
    now[0] = at("2025-11-03 15:45")
    hotel_tells("1806-1103", 45)
    hotel_tells("1806-1103", 45)
    award = Award.objects.get()
    assert (award.customer_id, award.amount_minor, award.state) == (li.id, 100_00, "granted")
    assert award.granted_at == now[0]  # at once
    assert balance("owed-to-customers", "CNY", li.id) == -100_00
    entry = Entry.objects.get(event="CompensationAwarded")
    assert [one.event for one in why(entry)] == ["CompensationAwarded", "EvidenceKept", "OutsideEventReceived"]

    # he has asked for nothing, and reads of it on his telephone
    do_what_waits()
    letter = next(one for one in mail.outbox if one.to == ["li@example.com"]).body
    assert "客房最迟晚 30 分钟，否则送您 100 元代金券。" in letter
    address = next(word for word in letter.split() if "/receipts/" in word).rpartition("/receipts/")[2]
    assert len([one for one in mail.outbox if one.to == ["li@example.com"]]) == 1

    # the day is over and its head is signed; his receipt holds up to it
    now[0] = at("2025-11-04 00:05")
    CALENDAR["ledger.seal_day"].run()
    page = client.get(f"/receipts/{address}", headers={"Accept-Language": "zh-hans"}).content.decode()
    assert "全部相符" in page
    assert "¥100.00" in page
    assert date(2025, 11, 3).isoformat() in client.get("/ledger-heads").content.decode()

    # another day, a room in time; everybody sees how the promise is kept
    now[0] = at("2025-11-05 15:00")
    hotel_tells("1806-1105", 5)
    now[0] += timedelta(days=1)
    public.count_anew()
    page = client.get("/our-promises/zh").content.decode()
    assert "50.0%" in page
    assert "n = 2" in page
    assert "李先生" not in page

    # and whoever doubts it runs it all once more
    found = replay()
    assert (found.identical, found.evidence, found.paid) == (True, 2, 1)
    assert verify().ok
