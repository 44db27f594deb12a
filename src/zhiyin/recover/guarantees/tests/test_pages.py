"""The public page, receipts and heads, the pages for people who work here, and the API."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.ledger import merkle
from zhiyin.kernel.ledger.heads import seal_day
from zhiyin.kernel.ledger.models import Transaction
from zhiyin.kernel.people.models import Person
from zhiyin.lib.stats import wilson
from zhiyin.recover.compensation.models import Award
from zhiyin.recover.guarantees import public
from zhiyin.recover.guarantees.models import Guarantee, Version
from zhiyin.recover.guarantees.receipts import booking_of, receipt
from zhiyin.recover.guarantees.tests.cast import HOUSE, a_guarantee, a_person, delay, room, wang_writes
from zhiyin.resolve.conversations.actions import reply
from zhiyin.resolve.promises.actions import breach_overdue
from zhiyin.resolve.promises.models import Promise
from zhiyin.understand.metrics.reads import compute

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _count_anew() -> Iterator[None]:
    public.count_anew()
    cache.clear()
    yield
    public.count_anew()


def some_weeks_ago() -> Any:
    return timezone.now() - timedelta(days=20)


def kept_and_broken(kept: int, broken: int) -> None:
    """So many mails were answered in time, so many not at all."""
    then, agent = some_weeks_ago(), a_person("agent")
    for number in range(kept + broken):
        case = wang_writes(then, address=f"{number}@example.com")
        if number < kept:
            reply(case.id, "师傅今天下午两点上门，请留人在家。", by=agent, because=None, at=then + timedelta(minutes=1))
    breach_overdue(timezone.now())


def test_the_public_page_says_what_the_metric_says_to_the_last_digit(client: Client) -> None:
    a_guarantee(when=some_weeks_ago() - timedelta(days=1))
    kept_and_broken(5, 2)
    found = public.page(timezone.now())
    (one,) = found.guarantees
    figure = compute("first_reply_kept", found.from_at, found.until_at)
    assert one.rate is not None
    assert (one.rate.met, one.rate.n) == (5, 7)
    assert one.rate.value == figure.value
    assert (one.rate.interval.low, one.rate.interval.high) == (figure.low, figure.high) == tuple(wilson(5, 7))
    assert one.paid == 2
    assert [rate.value for _label, rate in found.promises] == [figure.value]
    page = client.get("/our-promises/zh").content.decode()
    assert "首次回复按时，否则送您 35 元代金券。" in page
    assert "71.4%" in page
    assert "n = 7" in page
    assert "数据还不够" in page
    assert "A first reply in time, or a voucher of ¥35." in client.get("/our-promises/en").content.decode()


def test_the_public_page_knows_nobody_and_may_be_kept(client: Client) -> None:
    a_guarantee(when=some_weeks_ago())
    kept_and_broken(0, 1)
    answer = client.get("/our-promises/zh")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies
    assert "王女士" not in answer.content.decode()
    assert "example.com" not in answer.content.decode()
    assert client.get("/our-promises", headers={"Accept-Language": "en"}).headers["Location"] == "/our-promises/en"
    assert client.get("/our-promises/fr").status_code == 404


def test_however_many_look_the_database_is_asked_once(client: Client, django_assert_num_queries: Any) -> None:
    a_guarantee(when=some_weeks_ago())
    client.get("/our-promises/zh")
    with django_assert_num_queries(0):
        assert "首次回复按时" in client.get("/our-promises/zh").content.decode()


def test_internal_and_coming_and_ended_guarantees_are_not_public(client: Client) -> None:
    a_guarantee("inside", audience="internal", when=some_weeks_ago())
    a_guarantee("later", when=timezone.now() + timedelta(days=1))
    assert "35 元" not in client.get("/our-promises/zh").content.decode()


def test_what_the_other_program_tells_makes_a_rate_only_if_it_tells_all() -> None:
    then = some_weeks_ago()
    room(then)
    for number, minutes in enumerate((0, 10, 45)):
        delay(f"room-{number}", minutes, then + timedelta(hours=number + 1))
    (one,) = public.counted(timezone.now()).guarantees
    assert one.rate == public.Rate(2, 3)
    room(timezone.now(), tells_all=False)
    (one,) = public.counted(timezone.now()).guarantees
    assert one.rate is None


def a_receipt() -> tuple[str, Transaction]:
    then = some_weeks_ago()
    room(then)
    delay("room-1", 45, then + timedelta(hours=1))
    delay("room-2", 50, then + timedelta(hours=2), address="li@example.com")
    booked = Transaction.objects.get(id=Award.objects.order_by("made_at").first().transaction_id)  # type: ignore[union-attr]
    return receipt(booked), booked


def test_a_receipt_shows_the_booking_and_that_it_holds_and_nobody_else(client: Client) -> None:
    number, booked = a_receipt()
    before = client.get(f"/receipts/{number}").content.decode()
    assert "等当天结束" in before
    seal_day(date(2025, 11, 3))
    page = client.get(f"/receipts/{number}")
    text = page.content.decode()
    assert "¥100.00" in text
    assert booked.hash in text
    assert "全部相符" in text
    assert page.headers["Cache-Control"] == "no-store"
    other = Award.objects.exclude(transaction_id=booked.id).get()
    told = client.get(f"/receipts/{number}/proof").json()
    assert str(other.customer_id) not in text + json.dumps(told)
    # whoever has the answer checks it without us
    own = hashlib.sha256((told["previous_hash"] + told["payload"]).encode()).hexdigest()
    steps = [(one["side"], one["hash"]) for one in told["path"]]
    assert merkle.climbed(merkle.leaf(own), steps).hex() == json.loads(told["head"]["statement"])["root"]
    assert told["holds"] is True


def test_a_tampered_row_is_found_and_said(client: Client) -> None:
    number, booked = a_receipt()
    seal_day(date(2025, 11, 3))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE ledger_posting SET amount = amount / 10 WHERE transaction_id = %s", [booked.id])
        cursor.execute("SET LOCAL session_replication_role = origin")
    page = client.get(f"/receipts/{number}").content.decode()
    assert "被改动过" in page
    assert "全部相符" not in page


def test_a_receipt_is_read_as_people_write_it() -> None:
    number, booked = a_receipt()
    assert booking_of(number) == booked
    assert (
        booking_of(f" {number.lower().replace('-', '', 2).replace(str(booked.number), f'{booked.number}-', 1)} ")
        == booked
    )
    wrong = number[:-1] + ("0" if number[-1] != "0" else "2")
    for one in (
        wrong,
        number.partition("-")[2],
        f"{booked.number + 1}-{number.partition('-')[2]}",
        "",
        "-",
        "1-",
        "９-AAAAAAAAAA",
    ):
        assert booking_of(one) is None


def test_receipts_cannot_be_tried_out(client: Client) -> None:
    number, booked = a_receipt()
    answers = {client.get(f"/receipts/{booked.number}-AAAAA-AAAAA").content for _ in range(3)}
    answers |= {client.get("/receipts/9-AAAAA-AAAAA").content for _ in range(3)}
    assert len({len(one) for one in answers}) == 1  # a number that is there looks like one that is not
    for _ in range(20):
        client.get("/receipts/1-BBBBB-BBBBB")
    refused = client.get(f"/receipts/{number}")
    assert refused.status_code == 429
    assert client.get(f"/receipts/{number}", REMOTE_ADDR="10.9.8.7").status_code == 200


def test_a_receipt_survives_a_new_secret(settings: Any) -> None:
    number, booked = a_receipt()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret"
    assert booking_of(number) == booked
    settings.SECRET_KEY_FALLBACKS = []
    assert booking_of(number) is None


def test_heads_are_published_each_at_its_address_also_as_a_code(client: Client) -> None:
    a_receipt()
    head = seal_day(date(2025, 11, 3))
    assert "2025-11-03" in client.get("/ledger-heads").content.decode()
    assert head.signature in client.get("/ledger-heads/2025-11-03").content.decode()
    told = client.get("/ledger-heads/2025-11-03.json").json()
    assert (told["statement"], told["signature"]) == (head.statement, head.signature)
    code = client.get("/ledger-heads/2025-11-03/code")
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in code.content
    for nothing in ("2025-11-04", "today", "2025-11-04.json", "2025-11-04/code"):
        assert client.get(f"/ledger-heads/{nothing}").status_code == 404


def enter(client: Client, role: str) -> Client:
    client.force_login(Person.objects.get(id=a_person(role).id))
    return client


def test_a_manager_puts_a_guarantee_in_force_changes_it_and_ends_it(client: Client) -> None:
    manager = enter(client, "experience")
    told = {
        "key": "reply-in-time",
        "text_zh": "按时回复，否则送 30 元券。",
        "text_en": "A reply in time, or ¥30.",
        "trigger": "breach",
        "promise": "first_reply",
        "channels": ["email"],
        "kind": "voucher",
        "amount": "30",
        "audience": "public",
        "reason": "试行",
    }
    assert "这些话" in manager.get("/guarantees").content.decode() or manager.get("/guarantees").status_code == 200
    assert manager.post("/guarantees", told | {"amount": "0"}).status_code == 422
    assert manager.post("/guarantees", told | {"amount": "6000"}).status_code == 422  # beyond the manager's authority
    assert not Guarantee.objects.exists()
    assert manager.post("/guarantees", told).headers["Location"] == "/guarantees/reply-in-time"
    version = Version.objects.get()
    assert (version.amount_minor, version.channels, version.by_name) == (30_00, ["email"], "小林")
    page = manager.get("/guarantees/reply-in-time").content.decode()
    assert "按时回复，否则送 30 元券。" in page
    del told["key"]
    manager.post("/guarantees/reply-in-time/versions", told | {"amount": "45.50", "reason": "提高"})
    past = told | {"from_at": "2020-01-01T00:00"}
    assert manager.post("/guarantees/reply-in-time/versions", past).status_code == 422
    manager.post("/guarantees/reply-in-time/ending", {"reason": "结束"})
    numbers = Version.objects.order_by("number").values_list("number", "amount_minor", "active")
    assert list(numbers) == [(1, 30_00, True), (2, 45_50, True), (3, 45_50, False)]
    assert "已结束" in manager.get("/guarantees").content.decode()


def test_an_agent_sees_guarantees_but_changes_none(client: Client) -> None:
    a_guarantee(when=some_weeks_ago())
    kept_and_broken(0, 1)
    agent = enter(client, "agent")
    assert "¥35.00" in agent.get("/guarantees/reply").content.decode()
    assert agent.post("/guarantees", {}).status_code == 403
    assert agent.post("/guarantees/reply/ending", {"reason": "x"}).status_code == 403
    assert agent.post("/guarantees/replays").status_code == 403
    assert Client().get("/guarantees").status_code == 302


def test_an_auditor_replays_all_payouts(client: Client) -> None:
    a_guarantee(when=some_weeks_ago())
    kept_and_broken(0, 2)
    auditor = enter(client, "auditor")
    assert "完全一致" in auditor.post("/guarantees/replays").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE promises_promise SET channel_kind = 'chat' WHERE id = %s", [Promise.objects.first().id])  # type: ignore[union-attr]
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert "1 笔" in auditor.post("/guarantees/replays").content.decode()


def test_the_page_of_an_award_names_the_guarantee_that_decided(client: Client) -> None:
    a_guarantee(when=some_weeks_ago())
    kept_and_broken(0, 1)
    page = enter(client, "agent").get(f"/compensation/{Award.objects.get().id}").content.decode()
    assert "代替一般规则" in page
    assert "/guarantees/reply" in page


def test_guarantees_and_evidence_are_read_over_the_api(client: Client) -> None:
    from zhiyin.kernel.people.actions import make_key

    then = some_weeks_ago()
    room(then)
    delay("room-1", 45, then + timedelta(hours=1))
    _key, secret = make_key("票据", ["guarantee.read"], by=HOUSE)
    bearer = {"Authorization": f"Bearer {secret}"}
    (one,) = client.get("/api/v1/guarantees", headers=bearer).json()
    assert (one["key"], one["paid"], one["kept"], one["n"]) == ("room", 1, 0, 1)
    (told,) = client.get("/api/v1/guarantees/evidence", headers=bearer).json()["items"]
    assert (told["external_id"], told["told"]) == ("room-1", {"minutes_late": 45})
    assert client.post("/api/v1/guarantees/returns", {}, "application/json", headers=bearer).status_code == 403
