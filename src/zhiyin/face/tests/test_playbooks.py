"""The pages of playbooks: what a lead reads, edits, switches, simulates; what a run shows; the API."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override

from zhiyin.face.playbooks.editor import Input, content_from, fields_of_conditions, fields_of_steps
from zhiyin.face.testing import LOOKS, person_with
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.registry import JOBS
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.playbooks.actions import begin_by_hand, keep_version, switch
from zhiyin.kernel.playbooks.content import in_order, shipped, write
from zhiyin.kernel.playbooks.models import Playbook, Run, Simulation, Version
from zhiyin.kernel.playbooks.policy import faults_of, nouns_of
from zhiyin.kernel.playbooks.reads import playbook_known
from zhiyin.kernel.playbooks.register import SHIPPED, facts_given

HOUSE = system("test")
KEY = "lost_customer"


@pytest.fixture
def lead(db: None) -> Client:
    client = Client()
    client.force_login(person_with("lead", "en"))
    return client


def sent_of(content: dict[str, Any]) -> QueryDict:
    """What a browser would send of the editor's form as it stands."""
    data = QueryDict(mutable=True)
    for part in ("name", "about"):
        for language, text in (content.get(part) or {}).items():
            data[f"{part}.{language}"] = text
    trigger = content["trigger"]
    data["trigger"] = trigger.get("event", "calendar")
    data["at"], data["each"] = trigger.get("at", "09:00"), trigger.get("each", "")
    data.setlist("days", trigger.get("days", []))
    known = facts_given(nouns_of(content))
    for one in fields_of_conditions(known, content.get("guards") or {}, "guards", []):
        _send(data, one)
    for name, value in (content.get("caps") or {}).items():
        data[f"caps.{name}"] = str(value)
    for step in fields_of_steps(content, []):
        data.appendlist("order", str(step.index))
        data[f"{step.index}.step"], data[f"{step.index}.do"] = step.key, step.do
        for language, text in step.name.items():
            data[f"{step.index}.name.{language}"] = text
        for one in step.inputs:
            _send(data, one)
    return data


def _send(data: QueryDict, one: Input) -> None:
    for inner in one.conditions:
        _send(data, inner)
    if one.kind == "choice" and "chosen" in one.values:
        data.setlist(one.name, one.values["chosen"])
        return
    for name, value in one.values.items():
        if name != "chosen":
            data[one.name if name in ("value", "text") else f"{one.name}.{name}"] = str(value)


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_the_form_gives_back_exactly_the_playbook_that_it_shows(key: str) -> None:
    content = shipped(key)
    assert content is not None
    assert in_order(content_from(sent_of(content), key)) == in_order(content)


def test_the_list_and_each_playbook_read_in_both_languages(lead: Client) -> None:
    for language in ("en", "zh-hans"):
        lead.cookies["django_language"] = language
        assert lead.get("/playbooks").status_code == 200
        for key in SHIPPED:
            with override(language):
                page = lead.get(f"/playbooks/{key}").content.decode()
            assert ("流失客户回访" if language != "en" else "Call back customers") in page or key != KEY
            assert "%(" not in page


def test_a_lead_adds_moves_and_removes_steps_and_keeps_a_version(lead: Client) -> None:
    content = dict(shipped(KEY) or {})
    count = len(content["steps"])
    data = sent_of(content)
    page = lead.post(f"/playbooks/{KEY}/change", {**data.dict(), **dict(data.lists()), "edit": "add:wait"})
    assert page.status_code == 200
    assert page.content.decode().count('name="order"') == count + 1
    page = lead.post(f"/playbooks/{KEY}/change", {**dict(data.lists()), "edit": "remove:0"})
    assert page.content.decode().count('name="order"') == count - 1
    page = lead.post(f"/playbooks/{KEY}/change", {**dict(data.lists()), "edit": "look"})
    assert "This is what happens" in page.content.decode()
    assert not Version.objects.exists()
    answer = lead.post(
        f"/playbooks/{KEY}/change", {**dict(data.lists()), "base": "0", "note": "as it is", "caps.runs_a_day": "5"}
    )
    assert answer.status_code == 302, answer.content.decode()
    assert Version.objects.get().content["caps"]["runs_a_day"] == 5
    late = lead.post(f"/playbooks/{KEY}/change", {**dict(data.lists()), "base": "0", "note": "mine"})
    assert late.status_code == 422
    assert "meanwhile" in late.content.decode()


def test_what_is_wrong_stands_at_its_step(lead: Client) -> None:
    data = sent_of(dict(shipped(KEY) or {}))
    data["0.with.within.count"] = ""
    data["caps.runs_a_day"] = "many"
    page = lead.post(f"/playbooks/{KEY}/change", {**dict(data.lists()), "base": "0", "note": "mine"})
    assert page.status_code == 422
    said = page.content.decode()
    first = said[said.index('id="step-0"') : said.index('id="step-1"')]
    assert "A value is missing." in first
    assert "Give a whole number of at least 1." in said[: said.index('id="step-0"')]


def test_a_new_playbook_is_made_in_the_browser(lead: Client) -> None:
    assert lead.post("/playbooks/new", {"key": KEY}).status_code == 422
    page = lead.post("/playbooks/new", {"key": "my_own"})
    assert 'name="trigger"' in page.content.decode()
    form = {"key": "my_own", "trigger": "survey_answered", "name.zh": "我的", "name.en": "Mine", "base": "0"}
    page = lead.post("/playbooks/new", {**form, "edit": "add:person"})
    assert page.content.decode().count('name="order"') == 1
    step = {"order": "0", "0.step": "person", "0.do": "person", "0.name.en": "Look", "0.with.task.en": "Look at it"}
    assert lead.post("/playbooks/new", {**form, **step, "note": "needed"}).status_code == 302
    assert playbook_known("my_own").content["name"] == {"zh": "我的", "en": "Mine"}


def test_a_file_goes_out_and_comes_back_the_same(lead: Client) -> None:
    text = lead.get(f"/playbooks/{KEY}/file").content.decode()
    assert text == write(shipped(KEY) or {})
    wrong = lead.post("/playbooks/import", {"text": text.replace("14 days", "14 moons"), "note": "x"})
    assert wrong.status_code == 422
    line = next(number for number, one in enumerate(text.split("\n"), 1) if "14 days" in one)
    assert f"Line {line}:" in wrong.content.decode()
    assert (
        lead.post("/playbooks/import", {"text": text.replace("14 days", "21 days"), "note": "longer"}).status_code
        == 302
    )
    assert "21 days" in write(playbook_known(KEY).content)


def test_switching_needs_its_reason_and_the_right(lead: Client) -> None:
    lead.post(f"/playbooks/{KEY}/mode", {"mode": "live", "reason": ""})
    assert not Playbook.objects.exclude(mode="off").exists()
    lead.post(f"/playbooks/{KEY}/mode", {"mode": "live", "reason": "from today on"})
    assert Playbook.objects.get().mode == "live"
    agent = Client()
    agent.force_login(person_with("agent"))
    assert agent.post(f"/playbooks/{KEY}/mode", {"mode": "stopped", "reason": "no"}).status_code == 403
    assert Playbook.objects.get().mode == "live"


CONTENT = {
    "playbook": "care",
    "name": {"zh": "关怀", "en": "Care"},
    "trigger": {"event": "survey_answered"},
    "steps": [
        {"step": "look", "name": {"zh": "看看", "en": "Look"}, "do": "person", "with": {"task": {"en": "Look at it"}}},
        {"step": "rest", "name": {"zh": "等", "en": "Wait"}, "do": "wait", "with": {"time": "2 days"}},
    ],
}


@pytest.fixture
def run(lead: Client) -> Run:
    assert faults_of(CONTENT) == []
    keep_version(CONTENT, "for the test", by=HOUSE, because=None)
    switch("care", "live", "for the test", by=HOUSE, because=None)
    customer = Customer.objects.create(name="王芳", made_at="2026-01-01T00:00:00Z")
    by = actor_of(person_with("lead"))
    run = begin_by_hand(playbook_known("care"), "customer", str(customer.number), "live", by=by, because=None)
    JOBS["playbooks.go_on"](str(run.id))
    return run


def test_a_run_shows_its_steps_and_takes_what_a_person_did(run: Run, lead: Client) -> None:
    address = f"/playbooks/runs/{run.number}"
    page = lead.get(address).content.decode()
    assert "Waits for somebody: Look at it" in page
    assert "Look" in lead.get("/playbooks").content.decode()
    lead.post(f"{address}/steps/0/completion", {"words": "I looked, all is well"})
    JOBS["playbooks.go_on"](str(run.id))
    page = lead.get(address).content.decode()
    assert "I looked, all is well" in page
    assert "Waits 2 days." in page
    lead.post(f"{address}/steps/1/skipping", {"reason": "she is in a hurry"})
    JOBS["playbooks.go_on"](str(run.id))
    run.refresh_from_db()
    assert run.state == "done"
    assert "she is in a hurry" in lead.get(address).content.decode()
    assert lead.get("/playbooks/runs?state=done&playbook=care").content.decode().count(f"#{run.number} ") == 1


def test_a_run_of_a_unit_that_one_does_not_see_is_not_there(run: Run) -> None:
    from zhiyin.face.testing import hire
    from zhiyin.kernel.people.models import Unit

    elsewhere, here = Unit.objects.create(name="北京店"), Unit.objects.create(name="上海店")
    Run.objects.filter(id=run.id).update(unit=here)
    stranger = Client()
    stranger.force_login(hire("lead", elsewhere, "other@example.test", "刘洋"))
    assert stranger.get(f"/playbooks/runs/{run.number}").status_code == 404
    assert stranger.post(f"/playbooks/runs/{run.number}/steps/0/completion", {"words": "x"}).status_code == 404


def test_a_simulation_is_asked_for_and_shown(run: Run, lead: Client) -> None:
    answer = lead.post("/playbooks/care/simulations", {"days": "30"})
    asked = Simulation.objects.get()
    assert answer.url == f"/playbooks/simulations/{asked.id}"  # type: ignore[attr-defined]
    assert "gone through" in lead.get(answer.url).content.decode()  # type: ignore[attr-defined]
    JOBS["playbooks.simulate"](str(asked.id))
    assert "Would have begun" in lead.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert lead.get(f"/playbooks/simulations/{new_id()}").status_code == 404


def test_programs_read_playbooks_and_begin_them(run: Run, lead: Client) -> None:
    known = {one["key"]: one for one in lead.get("/api/v1/playbooks").json()}
    assert (known["care"]["mode"], known["care"]["open_runs"], known["care"]["about"]) == ("live", 1, ["customer"])
    listed = lead.get("/api/v1/playbooks/runs?playbook=care").json()["items"]
    assert [one["number"] for one in listed] == [run.number]
    whole = lead.get(f"/api/v1/playbooks/runs/{run.number}").json()
    assert [one["state"] for one in whole["steps"]] == ["waiting"]
    assert lead.get("/api/v1/playbooks/care/file").content.decode() == write(CONTENT)
    other = Customer.objects.create(name="李先生", made_at="2026-01-01T00:00:00Z")
    body = json.dumps({"about": str(other.number), "mode": "drill"})
    begun = lead.post("/api/v1/playbooks/care/runs", body, content_type="application/json")
    assert (begun.status_code, begun.json()["mode"]) == (201, "drill")
    again = lead.post("/api/v1/playbooks/care/runs", body, content_type="application/json")
    assert again.status_code == 422
    assert lead.get("/api/v1/playbooks/nothing/file").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_look_well(sign_in: Any, look: tuple[str, str, int]) -> None:
    page = sign_in("lead", *look)
    keep_version(CONTENT, "for the test", by=HOUSE, because=None)
    switch("care", "live", "for the test", by=HOUSE, because=None)
    customer = Customer.objects.create(name="王芳", made_at="2026-01-01T00:00:00Z")
    by = actor_of(page.person)
    run = begin_by_hand(playbook_known("care"), "customer", str(customer.number), "live", by=by, because=None)
    JOBS["playbooks.go_on"](str(run.id))
    for address in (
        "/playbooks",
        f"/playbooks/{KEY}",
        f"/playbooks/{KEY}/change",
        "/playbooks/import",
        "/playbooks/runs",
        f"/playbooks/runs/{run.number}",
    ):
        page.visit(address)
        page.must_be_sound()
