"""What people promise, hand over, review and try, from the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.reads import rows_in_force
from zhiyin.listen.channels.models import Message
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises.actions import ask_for_reviews, breach_overdue, try_batch
from zhiyin.resolve.promises.models import Handover, Notice, Promise, Review, Trying
from zhiyin.resolve.promises.tests.cast import HOUSE, SHANGHAI, a_channel, a_person, at, wang_writes

pytestmark = pytest.mark.django_db


def signed_in(client: Client, role: str) -> Client:
    client.force_login(Person.objects.get(id=a_person(role).id))
    return client


@pytest.fixture
def agent(client: Client) -> Client:
    return signed_in(client, "agent")


@pytest.fixture
def manager(client: Client) -> Client:
    """Who may change policies."""
    return signed_in(client, "experience")


@pytest.fixture
def lead(client: Client) -> Client:
    return signed_in(client, "lead")


def promised_from_the_page(agent: Client) -> tuple[Case, Promise]:
    case = wang_writes(timezone.now())
    due = (timezone.now() + timedelta(days=3)).astimezone(SHANGHAI).replace(second=0, microsecond=0)
    agent.post(
        f"/promises/cases/{case.number}/dates",
        {"name": "told_date", "about": "换一台新的", "due_at": due.strftime("%Y-%m-%dT%H:%M"), "tell": "on"},
    )
    promise = Promise.objects.get(name="told_date")
    assert promise.due_at == due
    return case, promise


def test_an_agent_promises_a_date_gives_notice_and_notes_it_done(agent: Client) -> None:
    case, promise = promised_from_the_page(agent)
    assert "换一台新的" in Message.objects.filter(direction="out", automatic=False).get().text
    page = agent.get(f"/cases/{case.number}").content.decode()
    assert "换一台新的" in page
    agent.post(f"/promises/{promise.id}/notice", {"text": "零件晚到。"})
    assert Notice.objects.get().text == "零件晚到。"
    assert "已提前告知客户" in agent.get(f"/cases/{case.number}").content.decode()
    agent.post(f"/promises/{promise.id}/fulfilment")
    promise.refresh_from_db()
    assert promise.state == "met"


def test_a_date_that_is_over_is_refused_in_words(agent: Client) -> None:
    case = wang_writes(timezone.now())
    sent = {"name": "told_date", "about": "换新", "due_at": "2020-01-01T10:00"}
    answer = agent.post(f"/promises/cases/{case.number}/dates", sent, follow=True)
    assert "请选择以后的时间" in answer.content.decode()
    assert not Promise.objects.filter(name="told_date").exists()


def test_an_agent_calls_a_promise_off_with_the_customers_word(agent: Client) -> None:
    _case, promise = promised_from_the_page(agent)
    agent.post(f"/promises/{promise.id}/cancellation", {"reason": ""})
    promise.refresh_from_db()
    assert promise.state == "pending"
    agent.post(f"/promises/{promise.id}/cancellation", {"reason": "她自己修好了"})
    promise.refresh_from_db()
    assert (promise.state, promise.end_reason) == ("cancelled", "她自己修好了")


def test_a_case_is_handed_over_and_back_from_its_page(agent: Client) -> None:
    case = wang_writes(timezone.now())
    agent.post(f"/promises/cases/{case.number}/handovers", {"whose": "vendor", "name": "顺丰", "asked": "查运单"})
    assert Handover.objects.get().name == "顺丰"
    assert "顺丰" in agent.get(f"/cases/{case.number}").content.decode()
    agent.post(f"/promises/cases/{case.number}/handback")
    assert Handover.objects.get().until_at is not None


def test_who_may_not_promise_is_refused(client: Client) -> None:
    auditor = signed_in(client, "auditor")
    case = wang_writes(timezone.now())
    assert auditor.post(f"/promises/cases/{case.number}/dates", {"about": "x"}).status_code == 403
    assert auditor.post(f"/promises/cases/{case.number}/handovers", {"name": "x"}).status_code == 403
    assert auditor.get("/promises/tries").status_code == 403


def test_a_promise_says_why_it_is_so_long_and_that_the_law_stands_behind_it(lead: Client) -> None:
    then = {"minutes": 180, "calendar": "always", "basis": "消费者权益保护法"}
    put_in_force("statutory_promises", [{"when": {}, "then": then}], "测试", by=HOUSE, because=None)
    case = wang_writes(timezone.now())
    page = lead.get(f"/cases/{case.number}").content.decode()
    assert "因为以最严格的为准" in page
    assert "消费者权益保护法" in page
    assert "任何人都不能延长或终止" in page
    promise = Promise.objects.get(case_id=case.id, name="first_reply")
    lead.post(f"/promises/{promise.id}/voiding", {"reason": "弄错了"})
    promise.refresh_from_db()
    assert promise.state == "pending"


def test_the_board_tells_what_stands_for_everybody_and_whose_time_a_broken_promise_took(lead: Client) -> None:
    then = {"minutes": 60, "calendar": "always"}
    put_in_force("first_reply", [{"when": {}, "then": then}], "一小时", by=HOUSE, because=None)
    wang_writes(timezone.now() - timedelta(hours=2))
    breach_overdue(timezone.now())
    page = lead.get("/promises?show=broken").content.decode()
    assert "自收货次日起七天内" in page
    assert "95% 的首次回复" in page
    assert "我们 100%" in page


def test_a_lead_decides_on_a_promise_that_is_kept_too_seldom(lead: Client) -> None:
    customer = wang_writes(at("2025-08-01 09:00"))
    Promise.objects.filter(name="first_reply").delete()
    for month in ("2025-08", "2025-09"):
        due = at(f"{month}-10 09:00")
        Promise.objects.create(
            name="told_date",
            customer_id=customer.customer_id,
            unit_id=customer.unit_id,
            duration_seconds=60,
            started_at=due,
            due_at=due,
            warn_at=due,
            state="breached",
        )
    ask_for_reviews(at("2025-10-02 09:00"), by=HOUSE, because=None)
    review = Review.objects.get()
    assert str(review.id) in lead.get("/promises").content.decode()
    lead.post(f"/promises/reviews/{review.id}/decision", {"decision": "keep", "reason": "多排一个夜班"})
    review.refresh_from_db()
    assert (review.decision, review.reason) == ("keep", "多排一个夜班")
    assert str(review.id) not in lead.get("/promises").content.decode()


def test_a_manager_tries_a_rule_sees_what_it_would_have_broken_and_puts_it_in_force(manager: Client) -> None:
    now = timezone.now()
    case = wang_writes(now - timedelta(days=2))
    Promise.objects.filter(case_id=case.id).update(
        state="met", met_at=now - timedelta(days=1), answered_at=now - timedelta(days=1), due_at=now
    )
    page = manager.get("/promises/tries?rule=first_reply").content.decode()
    assert page.count(".minutes") == len(rows_in_force("first_reply"))
    sent = {"rule": "first_reply", "window": "days"}
    for number, _row in enumerate(rows_in_force("first_reply"), start=1):
        sent |= {f"{number}.minutes": "1", f"{number}.calendar": "always"}
    manager.post("/promises/tries", sent)
    trying = Trying.objects.get()
    running = manager.get(f"/promises/tries/{trying.id}", headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" in running
    try_batch(trying.id, by=HOUSE, because=None)
    done = manager.get(f"/promises/tries/{trying.id}").content.decode()
    assert 'hx-trigger="every' not in done
    assert "原本兑现的会有 1 个失约" in done
    assert f"#{case.number}" in done
    manager.post(f"/promises/tries/{trying.id}/in-force", {"note": ""})
    assert rows_in_force("first_reply")[0]["then"]["minutes"] == 5
    manager.post(f"/promises/tries/{trying.id}/in-force", {"note": "试算过了"})
    assert {row["then"]["minutes"] for row in rows_in_force("first_reply")} == {1}


def test_a_row_without_a_number_is_not_tried(manager: Client) -> None:
    answer = manager.post("/promises/tries", {"rule": "first_reply", "1.minutes": "bald"})
    assert "整数分钟" in answer.content.decode()
    assert not Trying.objects.exists()


def test_the_bar_says_in_words_what_it_shows_and_marks_now(lead: Client) -> None:
    case = wang_writes(timezone.now())
    then = {"minutes": 600, "calendar": "always"}
    put_in_force("solution", [{"when": {}, "then": then}], "测试", by=HOUSE, because=None)
    later = wang_writes(timezone.now() - timedelta(hours=1), "另一件")
    page = lead.get(f"/cases/{later.number}").content.decode()
    assert "现在是" in page
    assert "<title>现在</title>" in page
    assert "<title>到期</title>" in page
    assert case.number != later.number


def test_another_program_promises_a_date_and_reads_how_promises_stand(client: Client) -> None:
    _key, secret = make_key("shop", ["promise.read", "promise.keep", "case.read"], a_channel().unit_id, by=HOUSE)
    headers = {"Authorization": f"Bearer {secret}"}
    case = wang_writes(timezone.now())
    due = timezone.now() + timedelta(days=1)
    sent = {"case_number": case.number, "about": "发新机", "due_at": due.isoformat()}
    made = client.post("/api/v1/promises", sent, "application/json", headers=headers)
    assert made.status_code == 201, made.content
    id = made.json()["id"]
    one = client.get(f"/api/v1/promises/{id}", headers=headers).json()
    assert (one["audience"], one["about"], one["time_used"]) == ("public", "发新机", one["time_used"])
    late = {**sent, "due_at": (timezone.now() - timedelta(days=1)).isoformat()}
    assert client.post("/api/v1/promises", late, "application/json", headers=headers).status_code == 422
    done = client.post(f"/api/v1/promises/{id}/fulfilment", headers=headers)
    assert done.json()["state"] == "met"
    assert client.post(f"/api/v1/promises/{id}/fulfilment", headers=headers).status_code == 422
    assert client.post(f"/api/v1/promises/{id}/voiding", {"reason": "x"}, headers=headers).status_code in (401, 403)
    window = {"due_from": timezone.now().isoformat(), "due_before": (timezone.now() + timedelta(days=9)).isoformat()}
    (rate,) = client.get("/api/v1/promises/rates", window, headers=headers).json()
    assert (rate["name"], rate["met"], rate["n"]) == ("told_date", 1, 1)
    (ratio,) = client.get("/api/v1/promises/ratios", headers=headers).json()
    assert (ratio["key"], ratio["target"], ratio["state"]) == ("first_replies_in_time", 0.95, "open")
    (right,) = client.get("/api/v1/promises/entitlements", headers=headers).json()
    assert (right["key"], right["days"]) == ("return_in_seven_days", 7)
