"""The pages of complaints, problems and danger; the customer's own page behind its link; the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import the_customer
from zhiyin.kernel.people.models import Membership, Person, Role, Unit
from zhiyin.recover.complaints import actions
from zhiyin.recover.complaints.links import token_for
from zhiyin.recover.complaints.models import Complaint, Problem, SafetyReport
from zhiyin.recover.complaints.tests.cast import (
    HOUSE,
    WHYS,
    a_channel,
    a_complaint,
    a_person,
    confirmed,
    fresh,
    investigated,
    proposed,
    wang_writes,
)


@pytest.fixture
def enter(client: Client) -> Callable[..., Client]:
    def as_role(role: str) -> Client:
        client.force_login(Person.objects.get(id=a_person(role).id))
        return client

    return as_role


@pytest.mark.django_db
def test_a_complaint_is_handled_by_its_page_alone_from_the_case_to_the_closing(enter: Callable[..., Client]) -> None:
    agent = enter("agent")
    case = wang_writes(timezone.now(), "水壶盖子掉了")
    assert f"/cases/{case.number}/complaint" in agent.get(f"/cases/{case.number}").content.decode()
    assert "水壶盖子掉了" in agent.get(f"/cases/{case.number}/complaint?kind=product").content.decode()
    told = {"kind": "product", "story": "水壶盖子掉了", "wish": "", "product": "水壶 X1", "evidence": ""}
    answer = agent.post(f"/cases/{case.number}/complaint", told)
    complaint = Complaint.objects.get()
    address = f"/complaints/{complaint.number}"
    assert answer.headers["Location"] == address
    assert "客户的诉求" in agent.get(address).content.decode()  # the gap is a thing to do

    def step(name: str, **fields: object) -> str:
        agent.post(f"{address}/steps", {"step": name, **fields})
        return fresh(complaint).state

    assert step("acknowledge") == "acknowledged"
    assert step("assess", severity=2, urgency=2, reason="会烫到人") == "acknowledged"  # the wish is missing
    assert "还缺" in agent.get(address).content.decode()
    agent.post(f"{address}/form", told | {"wish": "换新"})
    assert step("confirm", how="电话确认") == "acknowledged"
    assert step("assess", severity=2, urgency=2, reason="会烫到人") == "assessed"
    assert step("investigate", finding="卡扣磨损", evidence="报告 118") == "investigating"
    assert step("find_cause", kind="product", why_1=WHYS[0], why_2=WHYS[1], why_3=WHYS[2]) == "investigating"
    assert step("propose", words="换一个新的") == "answered"
    assert step("answer", answer="accept", words="电话同意") == "decided"
    letter = agent.get(address).content.decode()
    assert "12315" in letter
    assert step("close", letter="就这样吧") == "decided"  # without the path
    from zhiyin.recover.complaints.actions.closing import closing_letter

    assert step("close", letter=closing_letter(fresh(complaint))) == "closed"
    assert "结案" in agent.get(address).content.decode()
    assert f"#{complaint.number}" in agent.get("/complaints?show=closed").content.decode()
    assert f"/complaints/{complaint.number}" not in agent.get("/complaints").content.decode()


@pytest.mark.django_db
def test_the_list_shows_the_gravest_first_and_filters(enter: Callable[..., Client]) -> None:
    agent = enter("agent")
    lin = a_person("agent")
    low = a_complaint(timezone.now() - timedelta(days=1), by=lin, address="a@example.com")
    high = confirmed(a_complaint(timezone.now(), by=lin, address="b@example.com", kind="service"), lin, timezone.now())
    actions.assess(high.id, 1, 1, "严重", by=lin)
    page = agent.get("/complaints").content.decode()
    assert page.index(f"/complaints/{high.number}") < page.index(f"/complaints/{low.number}")
    filtered = agent.get("/complaints?kind=service").content.decode()
    assert f"/complaints/{low.number}" not in filtered
    assert f"/complaints/{high.number}" not in agent.get("/complaints?show=mine").content.decode()


@pytest.mark.django_db
def test_pages_cost_the_same_however_many_complaints_there_are(
    enter: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    agent, lin = enter("agent"), a_person("agent")
    for number in range(6):
        a_complaint(timezone.now(), by=lin, address=f"w{number}@example.com")
    agent.get("/complaints")
    with django_assert_max_num_queries(14):
        agent.get("/complaints")


@pytest.mark.django_db
def test_complaints_of_other_units_are_not_found(enter: Callable[..., Client]) -> None:
    complaint = a_complaint(timezone.now())
    stranger = Person.objects.create(email="far@example.com", name="远方")
    Membership.objects.create(
        person=stranger, unit=Unit.objects.create(name="分店"), role=Role.objects.get(key="agent")
    )
    client = Client()
    client.force_login(stranger)
    assert client.get(f"/complaints/{complaint.number}").status_code == 404
    assert client.post(f"/complaints/{complaint.number}/steps", {"step": "acknowledge"}).status_code == 404
    assert f"/complaints/{complaint.number}" not in client.get("/complaints").content.decode()


@pytest.mark.django_db
def test_the_customer_confirms_by_the_link_or_corrects_us() -> None:
    lin = a_person("agent")
    complaint = a_complaint(timezone.now(), by=lin)
    actions.acknowledge(complaint.id, by=lin)
    phone = Client(enforce_csrf_checks=True)
    address = f"/my-complaint/{token_for(complaint.id)}"
    page = phone.get(address)
    assert "换一个新的" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert phone.post(f"{address}/confirmation", {"understood": "no", "words": ""}).status_code == 422
    phone.post(f"{address}/confirmation", {"understood": "no", "words": "不是盖子，是壶嘴"})
    assert fresh(complaint).state == "received"
    actions.acknowledge(complaint.id, by=lin)
    for _ in range(2):
        assert phone.post(f"{address}/confirmation", {"understood": "yes"}).status_code == 302
    assert fresh(complaint).confirmed_at is not None
    assert complaint.steps.filter(name="confirm").get().by_kind == "customer"


@pytest.mark.django_db
def test_the_customer_accepts_by_the_link_once_and_only_what_they_read() -> None:
    lin, now = a_person("agent"), timezone.now()
    complaint = a_complaint(now, by=lin)
    first = proposed(complaint, lin, now)
    phone, address = Client(enforce_csrf_checks=True), f"/my-complaint/{token_for(complaint.id)}"
    assert "换一个新水壶" in phone.get(address).content.decode()
    assert phone.post(f"{address}/answer", {"solution": first.id, "answer": "adjust"}).status_code == 422
    phone.post(f"{address}/answer", {"solution": first.id, "answer": "adjust", "words": "请今天送到"})
    assert fresh(complaint).state == "investigating"
    second = actions.propose(complaint.id, "今天送到", by=lin)
    old = phone.post(f"{address}/answer", {"solution": first.id, "answer": "accept"})
    assert (old.status_code, fresh(complaint).state) == (422, "answered")
    for _ in range(2):
        phone.post(f"{address}/answer", {"solution": second.id, "answer": "accept"})
    assert fresh(complaint).state == "decided"
    assert complaint.steps.filter(name="accept").count() == 1
    for wrong in ({"solution": "x", "answer": "accept"}, {"solution": second.id, "answer": "sing"}, {}):
        assert phone.post(f"{address}/answer", wrong).status_code == 422


@pytest.mark.django_db
def test_a_forged_link_opens_nothing_and_an_old_one_says_so() -> None:
    lin, now = a_person("agent"), timezone.now()
    complaint = a_complaint(now, by=lin)
    token = token_for(complaint.id)
    assert Client().get(f"/my-complaint/{token[:-2]}xx").status_code == 404
    proposed(complaint, lin, now)
    actions.answer_solution(complaint.id, "accept", by=the_customer(complaint.customer_id))
    actions.close(complaint.id, by=lin)
    assert "12315" in Client().get(f"/my-complaint/{token}").content.decode()
    Complaint.objects.filter(id=complaint.id).update(closed_at=now - timedelta(days=91))
    assert Client().get(f"/my-complaint/{token}").status_code == 410


@pytest.mark.django_db
def test_the_customers_page_speaks_the_language_of_our_letters() -> None:
    lin, now = a_person("agent"), timezone.now()
    case = wang_writes(now, "The lid of the kettle came off after two days of use.", subject="Kettle")
    complaint = actions.open_complaint(case.id, "product", product="X1", wish="A new one", by=lin, because=None)
    actions.acknowledge(complaint.id, by=lin)
    page = Client().get(f"/my-complaint/{token_for(complaint.id)}").content.decode()
    assert "Did we understand you?" in page
    assert "A new one" in page


@pytest.mark.django_db
def test_a_problem_is_corrected_and_tested_by_its_page(enter: Callable[..., Client]) -> None:
    lin, now = a_person("agent"), timezone.now()
    for number in range(3):
        one = a_complaint(now, by=lin, address=f"p{number}@example.com")
        investigated(one, lin, now)
        actions.find_cause(one.id, "product", WHYS, by=lin)
    problem, lead = Problem.objects.get(), enter("lead")
    address = f"/problems/{problem.number}"
    assert "水壶 x1" in lead.get("/problems").content.decode()
    lead.post(f"{address}/corrections", {"words": "换金属卡扣", "in_effect_on": timezone.localdate().isoformat()})
    assert "换金属卡扣" in lead.get(address).content.decode()
    lead.post(f"{address}/proofs")
    page = lead.get(address).content.decode()
    assert "未能证明" in page
    assert "还不到 30 天" in page
    lead.post(f"{address}/ending", {"reason": "产品下架"})
    assert Problem.objects.get().state == "ended"


@pytest.mark.django_db
def test_danger_stands_on_top_of_the_list_and_beside_its_case_until_taken_on(enter: Callable[..., Client]) -> None:
    lead = enter("lead")
    case = wang_writes(timezone.now(), "插座冒烟，好像着火了")
    report = SafetyReport.objects.get()
    for address in ("/complaints", f"/cases/{case.number}", "/safety-reports", "/inbox"):
        assert str(report.id) in lead.get(address).content.decode() or address == "/inbox"
    assert "危险" in lead.get("/inbox").content.decode()
    address = f"/safety-reports/{report.id}"
    assert "未变动" in lead.get(address).content.decode()
    lead.post(f"{address}/answer", {"danger": "yes", "words": "已断电撤离"})
    assert "已断电撤离" in lead.get(address).content.decode()
    assert str(report.id) not in lead.get("/complaints").content.decode()


@pytest.mark.django_db
def test_the_words_of_danger_are_changed_on_their_page(enter: Callable[..., Client]) -> None:
    lead = enter("lead")
    assert "着火" in lead.get("/safety-reports/words").content.decode()
    assert lead.post("/safety-reports/words", {"words": "火", "exceptions": "", "note": "试"}).status_code == 422
    lead.post("/safety-reports/words", {"words": "着火, 地震", "exceptions": "", "note": "新店沿海"})
    assert "地震" in lead.get("/safety-reports/words").content.decode()


@pytest.mark.django_db
def test_over_the_api_a_case_is_classed_and_steps_say_what_they_lack() -> None:
    lin = a_person("agent")
    case = wang_writes(timezone.now(), "水壶盖子掉了")
    scopes = ["complaint.read", "complaint.handle", "case.read", "case.reply", "case.write"]
    _key, secret = make_key("robot", scopes, a_channel().unit_id, by=HOUSE)
    headers = {"Authorization": f"Bearer {secret}"}

    def post(path: str, body: dict[str, Any]) -> Any:
        return Client().post(f"/api/v1/complaints{path}", body, content_type="application/json", headers=headers)

    made = post("", {"case_number": case.number, "kind": "product", "product": "水壶"})
    assert (made.status_code, made.json()["owner_id"], made.json()["gaps"]) == (201, str(lin.id), ["wish"])
    assert post("", {"case_number": case.number, "kind": "other"}).status_code == 200
    number = made.json()["number"]
    assert post(f"/{number}/steps", {"name": "acknowledge"}).json()["state"] == "acknowledged"
    refused = post(f"/{number}/steps", {"name": "assess", "words": "严重"})
    assert refused.status_code == 409
    assert post(f"/{number}/steps", {"name": "close"}).status_code == 409
    patched = Client().patch(
        f"/api/v1/complaints/{number}/form", {"wish": "换新"}, content_type="application/json", headers=headers
    )
    assert patched.json()["gaps"] == []
    listed = Client().get("/api/v1/complaints", {"state": "any_open"}, headers=headers).json()
    assert [one["number"] for one in listed["items"]] == [number]
    _key, reader = make_key("reader", ["complaint.read"], a_channel().unit_id, by=HOUSE)
    headers = {"Authorization": f"Bearer {reader}"}
    assert post(f"/{number}/steps", {"name": "acknowledge"}).status_code == 403
    assert Client().get("/api/v1/complaints/problems", headers=headers).json()["items"] == []
    assert Client().get("/api/v1/complaints/safety-reports", headers=headers).json()["items"] == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "theme", "width"), [("zh-hans", "light", 1440), ("en", "dark", 390)])
def test_the_pages_are_sound(
    sign_in: Callable[..., Any], visitor: Callable[..., Any], language: str, theme: str, width: int
) -> None:
    lin, now = a_person("agent"), timezone.now()
    page = sign_in("operator", language=language, theme=theme, width=width)
    done = [a_complaint(now, by=lin, address=f"s{number}@example.com") for number in range(3)]
    for one in done:
        investigated(one, lin, now)
        actions.find_cause(one.id, "product", WHYS, by=lin)
    actions.start_statutory(done[0].id, "市场监督管理局", by=lin)
    solution = actions.propose(done[0].id, "换一个新水壶，运费我们出", by=lin)
    waiting = a_complaint(now, by=lin, address="new@example.com", wish="")
    actions.acknowledge(waiting.id, by=lin)
    case = wang_writes(now, "插座冒烟，好像着火了", address="fire@example.com")
    plain = wang_writes(now, "请问几点开门", address="plain@example.com")
    report, problem = SafetyReport.objects.get(), Problem.objects.get()
    actions.correct_problem(problem.id, "改用金属卡扣", by=HOUSE)
    actions.prove_prevention(problem.id, by=HOUSE)
    for address in (
        "/complaints",
        f"/complaints/{done[0].number}",
        f"/complaints/{waiting.number}",
        f"/cases/{plain.number}/complaint",
        f"/cases/{case.number}",
        "/problems",
        f"/problems/{problem.number}",
        "/safety-reports",
        f"/safety-reports/{report.id}",
        "/safety-reports/words",
    ):
        page.visit(address).must_be_sound()
    phone = visitor(language=language, theme=theme, width=390)
    for one in (waiting, done[0]):
        phone.visit(f"/my-complaint/{token_for(one.id)}").must_be_sound()
    phone.locator("button[value=accept]").click()
    phone.wait_for_load_state("load")
    solution.refresh_from_db()
    assert solution.state == "accepted"
    phone.must_be_sound()
