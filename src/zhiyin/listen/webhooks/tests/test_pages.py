"""The pages and the API: who may, what they show, and that a secret is shown once."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from zhiyin.face.testing import person_with
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.models import Membership, Role, Unit
from zhiyin.listen.webhooks.models import Delivery, Disabling, Webhook
from zhiyin.listen.webhooks.sending import claim, note, post
from zhiyin.listen.webhooks.tests.conftest import HOUSE, NOON, happened

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person_with("operator", "en"))
    return client


def test_a_webhook_is_made_on_its_page_and_its_secret_shown_once(operator, receiver):
    form = {"name": "Warehouse", "url": receiver.url, "events": ["CaseOpened", "ConsentNoted"]}
    page = operator.post("/webhooks/new", form)
    secret = re.search(r"whsec_[A-Za-z0-9+/=]{44}", page.content.decode())
    assert secret
    assert "no-store" in page["Cache-Control"]
    made = Webhook.objects.get()
    assert made.events == ["CaseOpened", "ConsentNoted"]
    for address in ("/webhooks", f"/webhooks/{made.id}", f"/webhooks/{made.id}/deliveries"):
        shown = operator.get(address)
        assert shown.status_code == 200
        assert secret[0] not in shown.content.decode()


@pytest.mark.parametrize("url", ["https://10.0.0.1/", "http://example.com/", "nonsense"])
def test_a_wrong_address_comes_back_with_what_to_mend(operator, url):
    page = operator.post("/webhooks/new", {"name": "Warehouse", "url": url})
    assert page.status_code == 422
    assert 'value="Warehouse"' in page.content.decode()
    assert not Webhook.objects.exists()


def test_the_log_shows_the_request_and_each_answer(operator, webhook, receiver):
    entry = happened()
    Delivery.objects.exclude(entry=entry).delete()
    Delivery.objects.update(made_at=NOON, next_at=NOON)
    receiver.status = 500
    note([post(one, NOON) for one in claim(NOON, 5)], NOON)
    delivery = Delivery.objects.get()
    shown = operator.get(f"/webhooks/deliveries/{delivery.id}").content.decode()
    assert str(delivery.id) in shown
    assert "zhiyin.ConsentNoted.v1" in shown
    assert "noted" in shown
    assert "500" in shown
    log = f"/webhooks/{webhook.id}/deliveries"
    assert str(delivery.id) in operator.get(f"{log}?state=waiting&event=ConsentNoted").content.decode()
    assert str(delivery.id) not in operator.get(f"{log}?state=failed").content.decode()


def test_what_was_disabled_by_itself_is_said_on_the_first_page(operator, webhook):
    Disabling.objects.create(webhook=webhook, reason="failing", at=NOON)
    assert "nothing but failures for days" in operator.get("/webhooks").content.decode()
    operator.post(f"/webhooks/{webhook.id}/disabling", {"in_use": "yes"})
    assert not Disabling.objects.exists()


def test_the_buttons_of_a_webhook_do_what_they_say(operator, webhook):
    tested = operator.post(f"/webhooks/{webhook.id}/tests")
    assert tested["Location"] == f"/webhooks/deliveries/{Delivery.objects.get(event='WebhookTested').id}"
    rotated = operator.post(f"/webhooks/{webhook.id}/secrets").content.decode()
    assert "whsec_" in rotated
    assert webhook.secrets.count() == 2
    Delivery.objects.update(state="failed", next_at=None)
    operator.post(f"/webhooks/{webhook.id}/replays", {"since": "2026-01-01T00:00"})
    assert not Delivery.objects.filter(state="failed").exists()
    operator.post(f"/webhooks/{webhook.id}/disabling")
    assert Disabling.objects.get().reason == "person"
    changed = {"name": "Store", "url": "https://example.com/hook", "events": ["CaseOpened"]}
    operator.post(f"/webhooks/{webhook.id}", changed)
    webhook.refresh_from_db()
    assert (webhook.name, webhook.url, webhook.events) == ("Store", "https://example.com/hook", ["CaseOpened"])
    operator.post(f"/webhooks/{webhook.id}/removal")
    assert not Webhook.objects.exists()


def test_an_auditor_looks_and_changes_nothing(webhook):
    client = Client()
    client.force_login(person_with("auditor"))
    assert client.get(f"/webhooks/{webhook.id}").status_code == 200
    for place in ("tests", "secrets", "replays", "disabling", "removal"):
        assert client.post(f"/webhooks/{webhook.id}/{place}").status_code == 403
    assert client.post(f"/webhooks/{webhook.id}", {"name": "x", "url": "https://example.com/"}).status_code == 403
    client.force_login(person_with("agent"))
    assert client.get("/webhooks").status_code == 403


def test_who_manages_one_unit_makes_webhooks_of_it_and_sees_no_others(webhook, receiver):
    hotel, other = Unit.objects.create(name="Hotel"), Unit.objects.create(name="Other")
    person = person_with("agent", "en")
    role = Role.objects.create(name="Hooks", permissions=["webhook.read", "webhook.manage"])
    person.memberships.all().delete()
    Membership.objects.create(person=person, unit=hotel, role=role)
    client = Client()
    client.force_login(person)
    assert client.get(f"/webhooks/{webhook.id}").status_code == 404
    for unit, status in [("", 422), (other.id, 422), (hotel.id, 200)]:
        made = client.post("/webhooks/new", {"name": "Mine", "url": receiver.url, "unit": unit})
        assert made.status_code == status
    assert Webhook.objects.get(name="Mine").unit_id == hotel.id


def test_the_api_makes_changes_and_removes_a_webhook(receiver):
    secret = make_key("erp", ["webhook.read", "webhook.manage"], by=HOUSE)[1]
    api = Client(headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"})

    def ask(method: str, path: str = "", body: object = None) -> tuple[int, object]:
        answer = api.generic(
            method, f"/api/v1/webhooks{path}", json.dumps(body) if body is not None else "", "application/json"
        )
        return answer.status_code, answer.json() if answer.content else None

    status, made = ask("POST", "", {"name": "ERP", "url": receiver.url, "events": ["CaseOpened"]})
    assert status == 201
    assert made["secret"].startswith("whsec_")
    place = f"/{made['id']}"
    assert "secret" not in ask("GET", place)[1]
    assert ask("PATCH", place, {"events": []})[1]["events"] == []
    assert ask("GET", place)[1]["name"] == "ERP"
    status, problem = ask("PATCH", place, {"events": ["CaseExploded"]})
    assert status == 422
    assert "CaseExploded" in problem["detail"]
    assert ask("PUT", f"{place}/disabling")[1]["disabled"] == "person"
    assert ask("DELETE", f"{place}/disabling")[1]["disabled"] is None
    assert ask("POST", f"{place}/secrets")[0] == 201
    status, test = ask("POST", f"{place}/tests")
    assert (status, test["event"], test["state"]) == (201, "WebhookTested", "waiting")
    Delivery.objects.update(state="failed", next_at=None)
    assert ask("POST", f"/deliveries/{test['id']}/replays")[1] == {"count": 1}
    assert ask("POST", f"/deliveries/{test['id']}/replays")[1] == {"count": 0}
    Delivery.objects.update(state="failed", next_at=None)
    assert ask("POST", f"{place}/replays", {"since": "2026-01-01T00:00:00Z"})[1]["count"] >= 1
    log = ask("GET", f"{place}/deliveries?event=WebhookTested")[1]
    assert [one["id"] for one in log["items"]] == [test["id"]]
    assert ask("GET", f"/deliveries/{test['id']}")[1]["attempts"] == []
    offered = {one["name"]: one for one in ask("GET", "/events")[1]}
    assert offered["CaseOpened"]["type"] == "zhiyin.CaseOpened.v1"
    assert offered["CaseOpened"]["sentence"]
    assert "WebhookTested" not in offered
    assert ask("DELETE", place)[0] == 204
    assert ask("GET", place)[0] == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("look", [("zh-hans", "light", 1440), ("en", "dark", 390)])
def test_the_pages_are_sound_in_a_browser(sign_in, webhook, look):
    happened()
    page = sign_in("operator", *look)
    delivery = Delivery.objects.filter(webhook=webhook).first()
    for address in ("", "/new", f"/{webhook.id}", f"/{webhook.id}/deliveries", f"/deliveries/{delivery.id}"):
        page.visit(f"/webhooks{address}").must_be_sound()
