"""The pages of compensation: decide, give, take back; and the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.recover.compensation.models import Approval, Award, Deputy
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises.actions import breach_overdue
from zhiyin.resolve.promises.tests.cast import HOUSE, a_channel, a_person, wang_writes


def broken_case(amount: int = 300_00) -> Case:
    """A case whose promise was broken, worth so much; an agent may give 200.00, a lead 1000.00."""
    worth = {"kind": "voucher", "amount_minor": amount, "currency": "CNY", "apology": True}
    put_in_force("compensation", [{"when": {}, "then": worth}], "测试", by=HOUSE, because=None)
    always = {"minutes": 10, "calendar": "always"}
    put_in_force("first_reply", [{"when": {}, "then": always}], "测试", by=HOUSE, because=None)
    case = wang_writes(timezone.now() - timedelta(minutes=30))
    breach_overdue(timezone.now())
    return case


@pytest.fixture
def enter(client: Client) -> Callable[[str], Client]:
    def as_role(role: str) -> Client:
        client.force_login(Person.objects.get(id=a_person(role).id))
        return client

    return as_role


@pytest.mark.django_db
def test_a_lead_grants_what_waits(enter: Callable[[str], Client]) -> None:
    case, lead = broken_case(), enter("lead")
    assert f"#{case.number}" in lead.get("/approvals").content.decode()
    approval = Approval.objects.get()
    lead.post(f"/approvals/{approval.id}/decision", {"granted": "yes", "reason": ""})
    assert Award.objects.get().state == "granted"
    assert f"#{case.number}" not in lead.get("/approvals").content.decode()
    assert f"#{case.number}" in lead.get("/approvals?show=decided").content.decode()


@pytest.mark.django_db
def test_beyond_the_leads_limit_the_page_offers_no_grant(enter: Callable[[str], Client]) -> None:
    broken_case(3000_00)
    lead = enter("lead")
    page = lead.get("/approvals").content.decode()
    assert 'value="no"' in page
    assert 'value="yes"' not in page
    lead.post(f"/approvals/{Approval.objects.get().id}/decision", {"granted": "yes"})
    assert Award.objects.get().state == "waiting"


@pytest.mark.django_db
def test_refusing_without_a_reason_changes_nothing(enter: Callable[[str], Client]) -> None:
    broken_case()
    enter("lead").post(f"/approvals/{Approval.objects.get().id}/decision", {"granted": "no", "reason": " "})
    assert Award.objects.get().state == "waiting"


@pytest.mark.django_db
def test_an_agent_gives_within_authority_and_asks_beyond_it(enter: Callable[[str], Client]) -> None:
    case = wang_writes(timezone.now())
    agent = enter("agent")
    for amount in ("150.00", "50.01"):
        agent.post(
            f"/cases/{case.number}/gifts",
            {"failure": "goodwill", "kind": "voucher", "amount": amount, "reason": "添麻烦了"},
        )
    found = Award.objects.order_by("made_at").values_list("amount_minor", "state")
    assert list(found) == [(150_00, "granted"), (50_01, "waiting")]


@pytest.mark.django_db
def test_an_agent_may_neither_approve_nor_take_back(enter: Callable[[str], Client]) -> None:
    broken_case(100_00)
    agent = enter("agent")
    assert agent.get("/approvals").status_code == 403
    assert agent.post(f"/compensation/{Award.objects.get().id}/reversal", {"reason": "x"}).status_code == 403


@pytest.mark.django_db
def test_an_experience_manager_takes_back_with_a_reason(enter: Callable[[str], Client]) -> None:
    broken_case(100_00)
    award = Award.objects.get()
    manager = enter("experience")
    manager.post(f"/compensation/{award.id}/reversal", {"reason": "重复赔付"})
    assert "重复赔付" in manager.get(f"/compensation/{award.id}").content.decode()
    assert Award.objects.get().state == "reversed"


@pytest.mark.django_db
def test_awards_of_other_units_are_not_found(enter: Callable[[str], Client]) -> None:
    from zhiyin.kernel.people.models import Membership, Role, Unit

    broken_case()
    stranger = Person.objects.create(email="far@example.com", name="远方")
    unit = Unit.objects.create(name="分店")
    Membership.objects.create(person=stranger, unit=unit, role=Role.objects.get(key="lead"))
    client = enter("lead")
    client.force_login(stranger)
    assert client.get(f"/compensation/{Award.objects.get().id}").status_code == 404
    assert client.post(f"/approvals/{Approval.objects.get().id}/decision", {"granted": "yes"}).status_code == 404


@pytest.mark.django_db
def test_over_the_api_a_person_decides_once_and_a_key_never(enter: Callable[[str], Client]) -> None:
    broken_case()
    approval, lead = Approval.objects.get(), enter("lead")
    _key, secret = make_key("robot", ["compensation.approve", "award.read"], a_channel().unit_id, by=HOUSE)
    address = f"/api/v1/compensation/approvals/{approval.id}/decision"
    headers = {"Authorization": f"Bearer {secret}"}
    body = {"granted": True}
    assert Client().post(address, body, content_type="application/json", headers=headers).status_code == 403
    assert lead.post(address, {"granted": False}, content_type="application/json").status_code == 422
    first = lead.post(address, body, content_type="application/json")
    assert (first.status_code, first.json()["award"]["state"]) == (200, "granted")
    assert lead.post(address, body, content_type="application/json").status_code == 409
    listed = Client().get("/api/v1/compensation/awards", {"state": "granted"}, headers=headers).json()
    assert [one["amount_minor"] for one in listed["items"]] == [300_00]


@pytest.mark.django_db
def test_the_form_proposes_what_the_rule_says_for_what_went_wrong(enter: Callable[[str], Client]) -> None:
    case, agent = wang_writes(timezone.now()), enter("agent")
    address = f"/cases/{case.number}/proposal"
    late = agent.get(address, {"failure": "late"}, headers={"HX-Trigger-Name": "failure"}).content.decode()
    assert 'value="20.00"' in late
    assert "100.00" in late
    points = agent.get(
        address, {"failure": "late", "kind": "points"}, headers={"HX-Trigger-Name": "kind"}
    ).content.decode()
    assert 'value="200"' in points
    body = {"failure": "late", "kind": "voucher", "amount": "150", "reason": "等了三天"}
    page = agent.post(f"/cases/{case.number}/gifts", body, follow=True).content.decode()
    assert "超出规则" in page or "outside the range" in page
    assert Approval.objects.get().why == "range"


@pytest.mark.django_db
def test_a_lead_names_a_deputy_and_ends_it(enter: Callable[[str], Client]) -> None:
    other = a_person("lead", "周主管")
    lead = enter("lead")
    me = lead.session["_auth_user_id"]
    today = timezone.localdate().isoformat()
    body = {"person": me, "deputy": str(other.id), "from_on": today, "until_on": today}
    lead.post("/approvals/deputies", body)
    named = Deputy.objects.get()
    assert named.until_at - named.from_at == timedelta(days=1)
    assert "周主管" in lead.get("/approvals").content.decode()
    lead.post(f"/approvals/deputies/{named.id}/end")
    assert Deputy.objects.get().ended_at is not None
    lead.post("/approvals/deputies", body | {"person": str(other.id), "deputy": me})
    assert Deputy.objects.count() == 1  # for others one needs the permission


@pytest.mark.django_db
def test_a_budget_is_set_shown_and_kept_to(enter: Callable[[str], Client]) -> None:
    case = wang_writes(timezone.now())
    body = {"unit": str(case.unit_id), "period": "year", "amount": "100", "reason": "年度计划"}
    assert enter("agent").post("/compensation/budgets", body).status_code == 403
    enter("experience").post("/compensation/budgets", body)
    agent = enter("agent")
    for _time in range(2):
        agent.post(
            f"/cases/{case.number}/gifts", {"failure": "goodwill", "kind": "voucher", "amount": 70, "reason": "歉意"}
        )
    lead = enter("lead")
    assert "30.00" in lead.get("/approvals").content.decode()
    page = lead.get("/compensation/budgets").content.decode()
    assert "年度计划" in page
    assert "70.00" in page
    assert sorted(Award.objects.values_list("state", flat=True)) == ["granted", "waiting"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "light", 1440), ("en", "dark", 390)])
def test_the_pages_are_sound_and_an_approval_is_granted(
    sign_in: Callable[..., Any], language: str, theme: str, width: int
) -> None:
    broken_case()
    award = Award.objects.get()
    page = sign_in("experience", language=language, theme=theme, width=width)
    for address in ("/compensation", f"/compensation/{award.id}", "/compensation/budgets", "/signals", "/approvals"):
        page.visit(address).must_be_sound()
    page.locator("button[value=yes]").click()
    page.wait_for_load_state("load")
    assert Award.objects.get().state == "granted"
    page.visit("/approvals?show=decided").must_be_sound()
