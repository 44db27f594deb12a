"""One complaint travels the whole loop, through the real doors: SMTP in and out, workers, pages, API."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from stories.doors import mails_to, open_doors, send_mail, text_of, work
from stories.pages import Visitor
from zhiyin.care.outreach.models import Outreach
from zhiyin.config.why import chain_of, told
from zhiyin.demo.cast import actor_named, make_cast, open_channels
from zhiyin.demo.company import CAST
from zhiyin.improve.experiments.models import Experiment, Exposure
from zhiyin.improve.proposals.models import Proposal
from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.jobs.clock import tick
from zhiyin.kernel.jobs.registry import JOBS
from zhiyin.kernel.ledger.reads import balance, verify
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.policies.reads import version_in_force
from zhiyin.kernel.timeline.reads import entry_of, why
from zhiyin.listen.channels.models import Message
from zhiyin.listen.orders import actions as orders
from zhiyin.listen.surveys.models import Invitation
from zhiyin.recover.compensation.models import Approval, Award
from zhiyin.recover.followup.models import CallBack
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.actions import reply
from zhiyin.resolve.promises.models import Breach, Promise
from zhiyin.understand.hotspots.models import Hotspot
from zhiyin.understand.value.actions import count_all_values

pytestmark = [pytest.mark.story, pytest.mark.slow]
HOUSE = system("story")
SHANGHAI = ZoneInfo("Asia/Shanghai")
MS_WANG = "wang.fang@mail.example"


def at(text: str) -> datetime:
    """A time in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class Clock:
    """The time of the house, standing still until it is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        self.now = at(text)
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def set(self, text: str) -> datetime:
        self.now = at(text)
        return self.now


def person(key: str) -> Visitor:
    """One of the cast at the pages."""
    email = next(member.email for member in CAST if member.key == key)
    return Visitor(Person.objects.get(email=email))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, "2025-07-01 09:00")


@pytest.fixture
def company(own_database: None, clock: Clock, settings: Any, tmp_path: Path) -> Iterator[None]:
    """The cast at work behind open doors; customers whose orders make Ms Wang one of the most valued."""
    with open_doors(settings, tmp_path):
        make_cast()
        open_channels(by=HOUSE)
        for number, name in enumerate(["王芳", "刘洋", "陈静", "张伟", "李强", "赵敏"]):
            address = MS_WANG if number == 0 else f"customer.{number}@mail.example"
            customer = identify(
                "email", address, name=name, language="zh-hans", verified_how="ordered with it", by=HOUSE
            )
            orders.place_order(
                customer.id,
                source="shop",
                external_id=f"HM{number}",
                currency="CNY",
                amount_minor=1_280_000 if number == 0 else 20_000 + number,
                by=HOUSE,
            )
        count_all_values(timezone.now())
        yield


def letter(sender: str, subject: str, text: str, mailbox: str = "hangzhou@heming.example") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, mailbox, subject
    mail["Message-ID"] = f"<{abs(hash((sender, subject, text)))}@mail.example>"
    mail.set_content(text)
    return mail


def case_of(subject: str) -> Case:
    return Case.objects.get(subject=subject)


def test_one_complaint_travels_the_whole_loop(company: None, clock: Clock) -> None:
    a_chat_and_a_program_open_cases_too(clock)
    a_complaint_is_promised_a_reply(clock)
    nobody_answers(clock)
    the_lead_approves(clock)
    an_agent_answers_at_the_desk(clock)
    she_is_not_content(clock)
    why_leads_back_to_the_first_message()


def a_chat_and_a_program_open_cases_too(clock: Clock) -> None:
    """A visitor writes twice in the chat of the shop; a till's program reports what a known customer said."""
    clock.set("2025-09-25 10:00")
    phone = Visitor()
    for text in ("这个水壶有货吗？", "在吗？"):
        phone.sends("/chat/shop-chat", "/chat/shop-chat/message", text=text)
    (chat,) = Case.objects.filter(channel__kind="chat")
    assert chat.messages.count() == 2
    assert chat.customer.identities.get().kind == "visitor"
    accepts(api_key(), "till-1", "customer.1@mail.example", "收到的毛巾掉色。")
    (reported,) = Case.objects.filter(channel__kind="api")
    assert reported.customer.name == "刘洋"
    assert Promise.objects.filter(case_id__in=[chat.id, reported.id]).count() == 2
    work()
    for case in (chat, reported):
        person("emma").sends(
            f"/cases/{case.number}", f"/cases/{case.number}/replies", text="您好，已为您处理。", resolve="1"
        )
    assert not Promise.objects.exclude(state="met").exists()
    work()


def a_complaint_is_promised_a_reply(clock: Clock) -> None:
    clock.set("2025-09-26 17:30")
    complaint = letter(f"王芳 <{MS_WANG}>", "房间WiFi连不上", "您好，806房间的WiFi一直连不上，请尽快处理！")
    send_mail(complaint)
    send_mail(complaint)  # the sender's server was not sure and sent it again
    work()
    case = case_of("房间WiFi连不上")
    assert Message.objects.filter(direction="in", subject="房间WiFi连不上").count() == 1
    promise = Promise.objects.get(case_id=case.id)
    assert promise.value_band == "high"
    assert promise.due_at == at("2025-09-28 10:30")  # two hours: Friday until 18:00, then the make-up Sunday
    assert sum(step["counted_seconds"] for step in promise.arithmetic) == 2 * 3600
    assert "10:30" in text_of(mails_to(MS_WANG)[0])  # she is told, automatically
    page = person("lin").reads(f"/cases/{case.number}")
    assert "WiFi一直连不上" in page
    assert "调休" in page  # the clock shows its arithmetic


def nobody_answers(clock: Clock) -> None:
    assert tick(clock.set("2025-09-28 10:30:00") - timedelta(seconds=1))["promises.breach_overdue"] == 0
    assert tick(clock.set("2025-09-28 10:30:05"))["promises.breach_overdue"] == 1
    work()
    case = case_of("房间WiFi连不上")
    assert Breach.objects.get(promise__case_id=case.id).breached_at == at("2025-09-28 10:30")
    award = Award.objects.get(case_id=case.id)
    assert (award.state, award.amount_minor) == ("granted", 50_00)  # within an agent's authority
    apology = text_of(mails_to(MS_WANG)[-1])
    assert "是我们的错" in apology
    assert "50" in apology
    assert balance("owed-to-customers", "CNY", case.customer_id) == -50_00
    assert verify().ok


def the_lead_approves(clock: Clock) -> None:
    """A safety matter of the same customer: what the table gives is beyond the agent, so a lead decides."""
    clock.set("2025-09-28 14:00")
    send_mail(letter(f"王芳 <{MS_WANG}>", "插座冒火花", "806房间的插座冒火花，很危险，请马上来人！"))
    work()
    case = case_of("插座冒火花")
    person("lin").sends(
        f"/cases/{case.number}",
        f"/cases/{case.number}/priority",
        severity="1",
        urgency="1",
        reason="有安全危险",
    )
    promise = Promise.objects.get(case_id=case.id)
    assert promise.priority == 1
    tick(clock.set("2025-09-28 18:00"))
    work()
    approval = Approval.objects.get(award__case_id=case.id)
    assert approval.award.state == "waiting"
    assert approval.award.amount_minor == 300_00
    before = balance("owed-to-customers", "CNY", case.customer_id)
    person("li").sends("/approvals", f"/approvals/{approval.id}/decision", granted="yes", reason="安全问题，应当补偿")
    work()
    assert Award.objects.get(case_id=case.id).state == "granted"
    assert balance("owed-to-customers", "CNY", case.customer_id) == before - 300_00
    assert "300" in text_of(mails_to(MS_WANG)[-1])
    assert verify().ok


def an_agent_answers_at_the_desk(clock: Clock) -> None:
    clock.set("2025-09-28 18:30")
    case = case_of("房间WiFi连不上")
    question = Message.objects.get(subject="房间WiFi连不上", direction="in")
    person("lin").sends(
        f"/cases/{case.number}",
        f"/cases/{case.number}/replies",
        text="王女士您好，路由器已更换，请您再试。",
        resolve="1",
    )
    work()
    assert not [mail for mail in mails_to(MS_WANG) if "路由器已更换" in text_of(mail)]  # he could still take it back
    tick(clock.set("2025-09-28 18:30:10"))
    work()
    sent = next(mail for mail in mails_to(MS_WANG) if "路由器已更换" in text_of(mail))
    assert question.external_id.strip("<>") in str(sent["In-Reply-To"])
    assert question.external_id.strip("<>") in str(sent["References"])
    assert Case.objects.get(id=case.id).status == "resolved"
    assert Promise.objects.get(case_id=case.id).state == "breached"  # late is late


def she_is_not_content(clock: Clock) -> None:
    clock.set("2025-09-28 20:00")
    case = case_of("房间WiFi连不上")
    invitation = Invitation.objects.get(case_id=case.id)
    asked = next(mail for mail in mails_to(MS_WANG) if "/f/" in text_of(mail))
    link = re.search(r"https?://\S+/f/\S+", text_of(asked))
    assert link is not None
    address = urlsplit(link.group()).path
    her_phone = Visitor()
    her_phone.sends(address, address, value="s1")
    her_phone.sends(address + "?at=recommendation", address, question="recommendation", value="n2")
    assert {one.kind: one.score for one in invitation.answers.all()} == {"csat": 1, "nps": 2}
    work()
    assert Case.objects.get(id=case.id).status == "open"
    assert CallBack.objects.get(case_id=case.id).made_at is None
    reasons = {reason["key"] for reason in Outreach.objects.get(customer_id=case.customer_id).reasons}
    assert "bad_answer" in reasons
    assert "王芳" in person("lin").reads("/call-backs")
    assert "王芳" in person("li").reads("/outreach")


def why_leads_back_to_the_first_message() -> None:
    question = Message.objects.get(subject="房间WiFi连不上", direction="in")
    outreach = Outreach.objects.get()
    entry = entry_of(outreach.id)
    assert entry is not None
    chain = why(entry)
    assert chain[-1].event == "MessageReceived"
    assert chain[-1].subject_id == question.id
    assert "".join(told(chain_of(str(outreach.id)))).count("·") >= len(chain)
    page = person("li").reads(f"/why/{outreach.id}")
    assert str(chain[-1].id) in page or "收到" in page


def test_a_hotspot_becomes_a_proven_change(company: None, clock: Clock) -> None:
    contacts_grow(clock)
    the_proposal_is_reviewed_and_accepted(clock)
    customers_are_tried_by_lot(clock)
    the_winner_comes_into_force(clock)


def accepts(secret: str, external_id: str, email: str, text: str, channel: str = "shop-api") -> None:
    """A customer's message comes in by the API."""
    body = {"channel": channel, "external_id": external_id, "customer": {"email": email}, "text": text}
    answer = Visitor().client.post(
        "/api/v1/channels/messages",
        json.dumps(body),
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 201, answer.content


def api_key() -> str:
    return make_key("app", ["message.write"], by=HOUSE)[1]


def contacts_grow(clock: Clock) -> None:
    """Eight weeks of invoices and some late deliveries; in the last one late deliveries grow fivefold."""
    secret = api_key()
    for week in range(9):
        clock.set("2025-07-24 10:00")
        clock.now += timedelta(weeks=week)
        for number in range(24):
            late = number < (15 if week == 8 else 3)
            clock.now += timedelta(hours=5)
            text = "我的订单还没有发货，太让人失望了。" if late else "请帮我开一张增值税发票。"
            accepts(secret, f"w{week}n{number}", f"guest.{week}.{number}@mail.example", text)
    work()
    clock.set("2025-09-25 02:00")
    JOBS["hotspots.look"]()
    work()
    hotspot = Hotspot.objects.get()
    assert hotspot.topic == "delivery"
    assert hotspot.low > 1
    first = why(entry_of(hotspot.id))[-1]  # type: ignore[arg-type]
    assert first.event == "MessageReceived"


def the_proposal_is_reviewed_and_accepted(clock: Clock) -> None:
    clock.set("2025-09-25 10:00")
    proposal = Proposal.objects.get()
    page = person("wang").reads(f"/proposals/{proposal.number}")
    assert "还没有发货" in page  # the evidence, in the customers' words
    for reviewer in ("li", "wang", "zhao"):
        if f"/proposals/{proposal.number}/review" in person(reviewer).reads(f"/proposals/{proposal.number}"):
            person(reviewer).sends(
                f"/proposals/{proposal.number}",
                f"/proposals/{proposal.number}/review",
                benefit="5",
                ease="4",
                evidence="4",
                comment="值得一试",
            )
    person("wang").sends(
        f"/proposals/{proposal.number}", f"/proposals/{proposal.number}/decision", accepted="yes", reason="证据充分"
    )
    proposal.refresh_from_db()
    assert proposal.state == "accepted"


def customers_are_tried_by_lot(clock: Clock) -> None:
    clock.set("2025-09-25 11:00")
    proposal = Proposal.objects.get()
    design = f"/experiments/new?proposal={proposal.number}"
    led = person("wang").sends(
        design,
        "/experiments/new",
        hypothesis="承诺更短，客户更满意。",
        metric_key="first_reply_kept",
        effect="20",
        planned_n="40",
    )
    experiment = Experiment.objects.get()
    assert led == f"/experiments/{experiment.number}"
    person("wang").sends(led, f"{led}/start")
    secret = api_key()
    clock.set("2025-09-26 09:00")
    for number in range(60):
        accepts(secret, f"trial{number}", f"trial.{number}@mail.example", "我的订单还没有发货，请处理。")
    work()
    assert Exposure.objects.filter(experiment=experiment).count() == 60
    arms = {one.arm for one in Exposure.objects.all()}
    assert arms == set(experiment.weights)
    assert experiment.arms[1]["rows"] == proposal.suggested_rows
    lengths = {
        arm: set(Promise.objects.filter(arm=arm).values_list("duration_seconds", flat=True))
        for arm in experiment.weights
    }
    assert max(lengths[experiment.challengers[0]]) < min(lengths[experiment.control])


def the_winner_comes_into_force(clock: Clock) -> None:
    experiment = Experiment.objects.get()
    challenger = experiment.challengers[0]
    for promise in Promise.objects.filter(trial_id=experiment.id):  # the quicker arm is kept, the other one broken
        case = Case.objects.get(id=promise.case_id)
        clock.now = promise.started_at + timedelta(minutes=10 if promise.arm == challenger else 60 * 24 * 5)
        if promise.arm != challenger:
            tick(clock.now)
        reply(case.id, "您好，已经处理好了。", by=actor_named("lin"), because=None, at=clock.now)
    clock.set("2025-10-20 10:00")
    page = person("wang").reads(f"/experiments/{experiment.number}")
    assert "40" in page
    before = version_in_force(experiment.policy_key)
    person("wang").sends(
        f"/experiments/{experiment.number}",
        f"/experiments/{experiment.number}/conclusion",
        winner=challenger,
        reason="兑现率更高，区间不含零",
    )
    experiment.refresh_from_db()
    assert experiment.state == "ended"
    after = version_in_force(experiment.policy_key)
    assert after is not None
    assert before is None or after.number > before.number
    accepts(api_key(), "next", "next@mail.example", "包裹还没有到。")
    following = Promise.objects.get(customer__identities__value="next@mail.example")
    assert following.policy_version == after.number
    assert following.trial_id is None
    quick = Promise.objects.filter(arm=challenger).values_list("duration_seconds", flat=True)[0]
    assert following.duration_seconds == quick
    assert "兑现" in person("sun").reads("/assurance")
