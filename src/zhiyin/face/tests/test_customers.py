"""The pages of customers: who is found, whole customers, merges and consents, a long line."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.face.testing import person_with
from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.models import Customer, Merge
from zhiyin.kernel.customers.reads import allows
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.models import Entry

pytestmark = pytest.mark.django_db
US = system("test")


@pytest.fixture
def li_na() -> Customer:
    return identify("email", "li.na@mail.example", name="李娜", language="zh", by=US)


@pytest.fixture
def zhang_wei() -> Customer:
    return identify("phone", "138 0013 8000", name="张伟", by=US)


@pytest.fixture
def lead(client: Client) -> Client:
    client.force_login(person_with("lead", "en"))
    return client


@pytest.mark.parametrize("query", ["李", "li.na@MAIL.example", "li.na"])
def test_a_customer_is_found_by_name_and_address(
    lead: Client, li_na: Customer, zhang_wei: Customer, query: str
) -> None:
    page = lead.get("/customers", {"q": query}).content.decode()
    assert "李娜" in page
    assert "张伟" not in page


def test_a_customer_is_found_by_number_and_by_a_phone_as_people_write_it(
    lead: Client, li_na: Customer, zhang_wei: Customer
) -> None:
    assert "张伟" in lead.get("/customers", {"q": f"#{zhang_wei.number}"}).content.decode()
    found = lead.get("/customers", {"q": "138-0013-8000"}).content.decode()
    assert "张伟" in found
    assert "李娜" not in found


def test_joined_customers_are_one_page_until_it_is_taken_back(
    lead: Client, li_na: Customer, zhang_wei: Customer
) -> None:
    sent = {"merge-number": zhang_wei.number, "merge-reason": "the same voice"}
    assert lead.post(f"/customers/{li_na.number}/merges", sent).status_code == 302
    moved = lead.get(f"/customers/{zhang_wei.number}")
    assert moved["Location"] == f"/customers/{li_na.number}"
    page = lead.get(f"/customers/{li_na.number}").content.decode()
    assert "the same voice" in page
    assert "+8613800138000" in page
    assert "李娜" in lead.get("/customers", {"q": "+8613800138000"}).content.decode()
    lead.post(f"/customers/{li_na.number}/merges/{Merge.objects.get().id}/undoing")
    assert lead.get(f"/customers/{zhang_wei.number}").status_code == 200


def test_a_merge_with_a_wrong_number_says_what_to_do(lead: Client, li_na: Customer) -> None:
    answer = lead.post(f"/customers/{li_na.number}/merges", {"merge-number": 999, "merge-reason": "x"})
    assert answer.status_code == 422
    assert "There is no customer with this number" in answer.content.decode()


def test_a_consent_is_noted_with_how_we_know(lead: Client, li_na: Customer) -> None:
    sent = {"consent-purpose": "marketing", "consent-given": "yes", "consent-source": "by telephone"}
    lead.post(f"/customers/{li_na.number}/consents", sent)
    assert allows(li_na.id, "marketing")
    assert "by telephone" in lead.get(f"/customers/{li_na.number}").content.decode()


def test_who_may_only_read_gets_no_buttons_and_no_way_in(client: Client, li_na: Customer) -> None:
    client.force_login(person_with("auditor", "en"))
    page = client.get(f"/customers/{li_na.number}").content.decode()
    assert "Join with another customer" not in page
    assert client.post(f"/customers/{li_na.number}/merges", {}).status_code == 403
    assert client.post(f"/customers/{li_na.number}/consents", {}).status_code == 403


def test_names_are_text_never_markup(lead: Client) -> None:
    nasty = identify("email", "x@mail.example", name="<script>alert(1)</script>", by=US)
    for address in ("/customers", f"/customers/{nasty.number}", "/search?q=script"):
        assert "<script>alert" not in lead.get(address).content.decode()


def test_a_line_of_ten_thousand_entries_opens_within_a_second(lead: Client, li_na: Customer) -> None:
    now = timezone.now()
    facts: dict[str, Any] = {"event": "ConsentNoted", "customer": li_na, "facts": {}, "by_kind": "system"}
    entries = [Entry(id=new_id(), happened_at=now - timedelta(minutes=n), noted_at=now, **facts) for n in range(10_000)]
    Entry.objects.bulk_create(entries, batch_size=2000)
    lead.get(f"/customers/{li_na.number}")  # the first page of a process compiles templates
    start = time.perf_counter()
    page = lead.get(f"/customers/{li_na.number}")
    assert time.perf_counter() - start < 1
    assert page.content.decode().count("timeline-mark") == 40
    older = lead.get(f"/customers/{li_na.number}{page.context['page'].next}", headers={"HX-Request": "true"})
    assert older.content.decode().count("timeline-mark") == 40
    assert "<html" not in older.content.decode()
