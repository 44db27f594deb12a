"""Ms Wang writes on a Friday evening, and nobody answers. What then happens by itself, and what people do."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from zhiyin.care.outreach import actions as outreach
from zhiyin.care.outreach.models import Outreach
from zhiyin.face.testing import hire
from zhiyin.kernel.customers.actions import identify, pin_trait
from zhiyin.kernel.jobs.clock import tick
from zhiyin.kernel.jobs.registry import JOBS
from zhiyin.kernel.ledger.reads import balance, verify
from zhiyin.kernel.people.actor import Actor, system, the_customer
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.channels.actions import process, store_mail
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.surveys.actions import answer
from zhiyin.listen.surveys.models import Invitation
from zhiyin.recover.compensation import actions as compensation
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.compensation.reads import approvals_waiting_for
from zhiyin.recover.followup import actions as followup
from zhiyin.recover.followup.models import CallBack
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.actions import reply
from zhiyin.resolve.promises.models import Breach, Promise

pytestmark = [pytest.mark.story, pytest.mark.django_db]

HOUSE = system("story")


def at(text: str) -> datetime:
    """A time in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


class Clock:
    """The time of the house, standing still until it is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = at("2025-09-26 17:30")
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def set(self, text: str) -> datetime:
        self.now = at(text)
        return self.now


def works(unit: Unit, name: str, role: str) -> Actor:
    return actor_of(hire(role, unit, f"{role}@example.com", name))


def wang_mails(mailbox: Channel, when: datetime) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "王女士 <wang@example.com>", mailbox.address, "洗衣机又坏了"
    letter["Message-ID"], letter["Date"] = "<friday@example.com>", when
    letter.set_content("昨天刚修好的洗衣机，今天又不转了。家里有老人，请尽快。")
    process(store_mail(mailbox.id, letter.as_bytes(), at=when).id)


def do_what_waits() -> None:
    """Do every job that waits, as the workers would, until none is left."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    done: set[int] = set()
    while waiting := ProcrastinateJob.objects.filter(status="todo").exclude(id__in=done).order_by("id"):
        for one in waiting:
            done.add(one.id)
            call: dict[str, Any] = one.args
            JOBS[call["job"]](**call["arguments"])


def test_a_broken_promise_makes_itself_good(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    unit = Unit.objects.create(name="客服中心", name_en="Service centre")
    mailbox = Channel.objects.create(
        name="客服",
        key="care",
        kind="email",
        unit=unit,
        address="care@zhiyin.example",
        replies_armed=True,
        made_at=at("2025-01-01"),
    )
    lin, lead = works(unit, "小林", "agent"), works(unit, "周主管", "lead")
    wang = identify("email", "wang@example.com", name="王女士", verified_how="told us", at=at("2025-01-01"), by=HOUSE)
    value = {"band": "high", "amount_minor": 1_286_000, "orders": 9, "currency": "CNY"}
    pin_trait(wang.id, "value", value, pinned_by="value", at=at("2025-09-01"), by=HOUSE)
    worth = {"kind": "voucher", "amount_minor": 300_00, "currency": "CNY", "apology": True}
    put_in_force("compensation", [{"when": {}, "then": worth}], "重视", by=HOUSE, because=None, at=at("2025-09-01"))

    # Friday 17:30, before a working Sunday: the promise knows the calendar
    wang_mails(mailbox, at("2025-09-26 17:30"))
    case = Case.objects.get(customer=wang)
    promise = Promise.objects.get(case_id=case.id, name="first_reply")
    assert promise.due_at == at("2025-09-28 10:30")  # two hours for a customer of high value

    # nobody answers: the clock breaks the promise at its instant, and everything follows by itself
    assert tick(clock.set("2025-09-28 10:29:59"))["promises.breach_overdue"] == 0
    assert tick(clock.set("2025-09-28 10:30:02"))["promises.breach_overdue"] == 1
    assert Breach.objects.get(promise=promise).breached_at == at("2025-09-28 10:30")
    award = Award.objects.get(case_id=case.id)
    assert award.state == "waiting"  # 300.00 is beyond an agent's 200.00
    do_what_waits()
    assert "2025" not in mail.outbox[-1].body
    assert "9月28日（周日）10:30" in mail.outbox[-1].body
    assert "300" not in mail.outbox[-1].body

    # the lead approves, and the customer is told the amount
    (approval,) = approvals_waiting_for(lead)
    compensation.decide(approval.id, True, "老客户", by=lead, at=clock.set("2025-09-28 10:40"))
    do_what_waits()
    assert "300.00" in mail.outbox[-1].body
    assert balance("owed-to-customers", "CNY", wang.id) == -300_00
    assert verify().ok

    # Lin answers late, and calls it solved; the customer is asked how it went
    reply(case.id, "您好，师傅今天下午上门。", resolve=True, by=lin, because=None, at=clock.set("2025-09-28 11:00"))
    promise.refresh_from_db()
    assert (promise.state, promise.answered_at) == ("breached", at("2025-09-28 11:00"))
    do_what_waits()
    invitation = Invitation.objects.get(case_id=case.id)

    # she is not content: the case reopens, a call back and an outreach are asked for
    when = clock.set("2025-09-28 16:00")
    answer(invitation, "satisfaction", "s1", by=the_customer(wang.id), at=when)
    assert Case.objects.get(id=case.id).status == "open"
    call_back, task = CallBack.objects.get(case_id=case.id), Outreach.objects.get(customer=wang)
    assert next(one["key"] for one in task.reasons) == "bad_answer"
    followup.note_call(call_back.id, "reached", "没修好，已约换新机", by=lin, at=when + timedelta(hours=1))
    outreach.take(task.id, by=lead, at=when + timedelta(hours=1))
    outreach.note_outcome(task.id, "stays", "换新机，客户满意", by=lead, at=when + timedelta(hours=2))

    # and from the last thing done, why? leads back to what she wrote
    made = Entry.objects.get(event="OutreachMade", subject_id=task.id)
    chain = [entry.event for entry in why(made)]
    assert chain[:2] == ["OutreachMade", "OutreachAsked"]
    assert chain[-1] == "MessageReceived"
    awarded = Entry.objects.get(event="CompensationAwarded", subject_id=award.id)
    assert [entry.event for entry in why(awarded)] == [
        "CompensationAwarded",
        "ApprovalDecided",
        "ApprovalAsked",
        "PromiseBreached",
        "PromiseMade",
        "CaseOpened",
        "MessageReceived",
    ]
