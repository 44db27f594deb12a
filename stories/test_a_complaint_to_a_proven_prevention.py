"""A kettle's lid comes off, again and again: complaints through all states to a prevention that is proven. And a fire."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from stories.pages import Visitor
from zhiyin.face.testing import hire
from zhiyin.kernel.jobs.clock import tick
from zhiyin.kernel.jobs.registry import JOBS
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.channels.actions import Incoming, receive
from zhiyin.listen.channels.models import Channel
from zhiyin.recover.complaints import actions
from zhiyin.recover.complaints.models import Alarm, Complaint, Problem, SafetyReport, Seal
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.cases.reads import case_of_message

pytestmark = [pytest.mark.story, pytest.mark.django_db]

HOUSE = system("story")
WHYS = {"why_1": "卡扣松动", "why_2": "新料号的塑料太软", "why_3": "换供应商时没有做来料检验"}


class Clock:
    """The time of the house, standing still until it is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2025, 9, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def go(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def shop() -> Channel:
    unit = Unit.objects.create(name="和鸣优选", name_en="Heming Select")
    return Channel.objects.create(
        name="客服",
        key="care",
        kind="email",
        unit=unit,
        address="care@zhiyin.example",
        replies_armed=True,
        made_at=timezone.now(),
    )


def writes(mailbox: Channel, who: str, text: str, when: datetime) -> Case:
    """A customer writes a mail."""
    told = Incoming(
        external_id=f"<{who}-{when.timestamp()}@example.com>",
        identity_kind="email",
        identity=f"{who}@example.com",
        name=who,
        subject="来信",
        text=text,
        author_address=f"{who}@example.com",
        at=when,
    )
    case = case_of_message(receive(mailbox, told, by=HOUSE, because=None, at=when).id)
    assert case is not None
    return case


def do_what_waits() -> None:
    """Let go what its writer no longer takes back, and do every job that waits, as the workers would."""
    tick(timezone.now(), ["channels.let_go"])
    from procrastinate.contrib.django.models import ProcrastinateJob

    done: set[int] = set()
    while waiting := ProcrastinateJob.objects.filter(status="todo").exclude(id__in=done).order_by("id"):
        for one in waiting:
            done.add(one.id)
            call: dict[str, Any] = one.args
            if call["job"] in JOBS:
                JOBS[call["job"]](**call["arguments"])


def link_in(text: str) -> str:
    """The customer's own page, as a letter of ours names it."""
    found = re.search(r"/my-complaint/\S+", text)
    assert found is not None, text
    return found[0]


def last_letter(to: str) -> str:
    return next(one.body for one in reversed(mail.outbox) if to in one.to[0])


def handled(desk: Visitor, case: Case, clock: Clock) -> Complaint:
    """An agent takes a complaint from its case to a found cause, the customer confirming by the link."""
    desk.sends(f"/cases/{case.number}/complaint", f"/cases/{case.number}/complaint", kind="product", product="水壶 X1")
    complaint = Complaint.objects.get(case=case)
    page, steps = f"/complaints/{complaint.number}", f"/complaints/{complaint.number}/steps"
    desk.sends(page, f"{page}/form", wish="换一个结实的")
    desk.sends(page, steps, step="acknowledge")
    clock.go(minutes=1)
    do_what_waits()
    customer = case.customer.identities.get(kind="email").value
    Client().post(f"{link_in(last_letter(customer))}/confirmation", {"understood": "yes"})
    desk.sends(page, steps, step="assess", severity="2", urgency="1", reason="热水会烫到人")
    desk.sends(page, steps, step="investigate", finding="卡扣在 80 度时变形", evidence="检测报告 2025-118")
    desk.sends(page, steps, step="find_cause", kind="product", **WHYS)
    return Complaint.objects.get(id=complaint.id)


def noted(lin: Person, case: Case) -> Complaint:
    """A further one, noted without the pages; the customer confirmed it by telephone."""
    by = actor_of(lin)
    complaint = actions.open_complaint(case.id, "product", product="水壶 X1", wish="换新", by=by, because=None)
    actions.acknowledge(complaint.id, by=by)
    actions.confirm(complaint.id, "电话确认", by=by)
    actions.assess(complaint.id, 2, 1, "热水会烫到人", by=by)
    actions.investigate(complaint.id, "同样的卡扣", evidence="检测报告 2025-118", by=by)
    actions.find_cause(complaint.id, "product", list(WHYS.values()), by=by)
    return complaint


@pytest.mark.slow
def test_a_complaint_goes_through_all_states_to_a_proven_prevention(clock: Clock, shop: Channel) -> None:
    lin = hire("agent", shop.unit, "lin@example.com", "小林")
    lead = hire("lead", shop.unit, "zhou@example.com", "周主管")
    desk, office = Visitor(lin), Visitor(lead)
    for number in range(60):  # an ordinary month
        writes(shop, f"guest{number}", "请问几点发货", clock.now + timedelta(hours=12 * number))

    # again and again, until the third alike opens a problem by itself
    complaints = []
    for number in range(8):
        clock.go(days=3)
        case = writes(shop, f"wang{number}", "水壶盖子又掉了", clock.now)
        complaints.append(handled(desk, case, clock) if number < 3 else noted(lin, case))
        assert Problem.objects.count() == (1 if number >= 2 else 0)
    problem = Problem.objects.get()
    assert set(Complaint.objects.values_list("problem", flat=True)) == {problem.id}

    # the first customer wants the proposal changed, then accepts it by the link on the phone
    first, page = complaints[0], f"/complaints/{complaints[0].number}"
    desk.sends(page, f"{page}/steps", step="propose", words="退款")
    clock.go(minutes=1)
    do_what_waits()
    link = link_in(last_letter("wang0@example.com"))
    shown = Client().get(link).content.decode()
    solution = re.search(r'name="solution" value="([^"]+)"', shown)
    assert solution is not None
    Client().post(f"{link}/answer", {"solution": solution[1], "answer": "adjust", "words": "我要换新的"})
    desk.sends(page, f"{page}/steps", step="propose", words="换一个金属卡扣的新水壶，运费我们出")
    clock.go(minutes=1)
    solution = re.search(r'name="solution" value="([^"]+)"', Client().get(link).content.decode())
    assert solution is not None
    Client().post(f"{link}/answer", {"solution": solution[1], "answer": "accept"})
    desk.sends(page, f"{page}/steps", step="close")
    clock.go(minutes=1)
    do_what_waits()
    letters = [one.body for one in mail.outbox if "wang0@example.com" in one.to[0]]
    assert any("12315" in letter for letter in letters)
    assert "/f/" in letters[-1]  # and she is asked how it went
    closed = Complaint.objects.get(id=first.id)
    assert (closed.state, Case.objects.get(id=closed.case_id).status) == ("closed", "resolved")
    chain = [entry.event for entry in why(Entry.objects.get(event="ComplaintClosed", subject_id=closed.id))]
    assert (chain[0], chain[-1]) == ("ComplaintClosed", "MessageReceived")

    # the second one is silent: reminded twice, closed as no reply, never as content
    second, page = complaints[1], f"/complaints/{complaints[1].number}"
    desk.sends(page, f"{page}/steps", step="propose", words="换新")
    for _ in range(4):
        while tick(clock.go(days=2), ["complaints.do_what_is_due"])["complaints.do_what_is_due"]:
            continue
    assert Complaint.objects.get(id=second.id).solutions.get().state == "no_reply"
    assert Complaint.objects.get(id=second.id).state == "closed"

    # the lead changes the supplier, and claims nothing before the test shows it
    clock.go(days=1)
    place = f"/problems/{problem.number}"
    office.sends(place, f"{place}/corrections", words="换回原供应商，来料全检")
    for number in range(70):
        writes(shop, f"later{number}", "请问几点发货", clock.now + timedelta(hours=10 * number + 1))
    clock.go(days=20)
    office.sends(place, f"{place}/proofs")
    problem.refresh_from_db()
    assert problem.state == "acting"
    clock.go(days=11)
    office.sends(place, f"{place}/proofs")
    problem.refresh_from_db()
    assert problem.state == "prevented"
    assert "整个区间都低于 1" in office.reads(place)


def test_a_report_of_danger_goes_before_everything(clock: Clock, shop: Channel) -> None:
    lead = hire("lead", shop.unit, "zhou@example.com", "周主管")
    hire("agent", shop.unit, "lin@example.com", "小林")
    for number in range(5):
        writes(shop, f"guest{number}", "请问几点发货", clock.now)
    case = writes(shop, "wang", "水壶底座冒烟，差点着火，孩子被烫伤了", clock.go(minutes=1))

    # at once: priority 1, one in charge has it, it is a complaint, sealed
    found = Case.objects.get(id=case.id)
    report = SafetyReport.objects.get()
    assert (found.priority, found.assignee_id, Complaint.objects.get(case=case).kind) == (1, lead.id, "safety")
    do_what_waits()
    called = next(one for one in mail.outbox if one.to == ["zhou@example.com"])
    assert "烫伤" not in called.body
    assert Alarm.objects.get(person=Person.objects.get(id=lead.id)).sent_at is not None

    # the lead follows the mail, sees that nothing was altered, and takes it on
    office = Visitor(lead)
    address = re.search(r"/safety-reports/[0-9a-f-]+", called.body)
    assert address is not None
    assert "未变动" in office.reads(address[0])
    office.sends(address[0], f"{address[0]}/answer", danger="yes", words="已请客户断电，安排送医并全额垫付")
    assert "已请客户断电" in office.reads(address[0])
    assert Seal.objects.filter(report=report).count() >= 1
    taken = Entry.objects.get(event="SafetyAnswered")
    assert [entry.event for entry in why(taken)] == ["SafetyAnswered", "SafetyReported", "MessageReceived"]
