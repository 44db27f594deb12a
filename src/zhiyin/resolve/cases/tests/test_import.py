"""Importing cases: their messages, or the steps of an event log; history that announces nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhiyin.kernel.imports.actions import run_import
from zhiyin.kernel.imports.work import Progress
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import line_of
from zhiyin.listen.channels.models import Channel, Message
from zhiyin.resolve.cases.models import Case, CaseMessage

pytestmark = pytest.mark.django_db
HOUSE = system("test")
MAPPINGS = Path(__file__).parent.parent / "mappings"
REAL = Path(__file__).parents[6] / "shared" / "data" / "event_logs"

LOG = """<log><trace><string key="concept:name" value="Case1"/>{}</trace></log>"""
EVENT = """<event><string key="concept:name" value="{}"/><string key="org:resource" value="Value 2"/>
<date key="time:timestamp" value="2012-03-{:02}T09:43:52.000+00:00"/></event>"""


def log(path: Path, *steps: str) -> Progress:
    path.write_text(LOG.format("".join(EVENT.format(step, day) for day, step in enumerate(steps, 1))), encoding="utf-8")
    return run_import("event_logs", path, MAPPINGS / "helpdesk_xes.yaml", by=HOUSE, side_file=path.with_suffix(".bad"))


def test_an_event_log_becomes_cases_with_their_steps_on_the_timeline(shop: Unit, tmp_path: Path) -> None:
    told = log(tmp_path / "a.xes", "Assign seriousness", "Resolve ticket", "Closed")
    assert told.made == {"customers": 1, "cases": 1, "steps": 3}
    case = Case.objects.get()
    assert (case.status, case.unit_id, case.customer.name) == ("closed", shop.id, "Case1")
    assert (case.opened_at.day, case.resolved_at and case.resolved_at.day) == (1, 3)
    line = line_of([case.customer_id], HOUSE)
    assert [entry.facts["activity"] for entry in line] == ["Closed", "Resolve ticket", "Assign seriousness"]
    assert {entry.facts["case_id"] for entry in line} == {str(case.id)}
    assert Entry.objects.exclude(event__in=["StepImported", "ImportFinished"]).count() == 0


def test_a_longer_log_of_the_same_case_adds_what_is_new(shop: Unit, tmp_path: Path) -> None:
    log(tmp_path / "a.xes", "Assign seriousness", "Resolve ticket")
    told = log(tmp_path / "b.xes", "Assign seriousness", "Resolve ticket", "Closed")
    assert told.made == {"customers": 0, "cases": 0, "steps": 1}
    resolved_at = Case.objects.get().resolved_at
    assert resolved_at is not None
    assert resolved_at.day == 3
    assert sum(log(tmp_path / "b.xes", "Assign seriousness", "Resolve ticket", "Closed").made.values()) == 0


def test_messages_become_cases_that_read_like_any_other(shop: Unit, tmp_path: Path) -> None:
    rows = [
        {"case": 17, "message": "a", "at": "2024-05-01T10:00:00", "direction": "customer", "subject": "空调坏了",
         "text": "房间空调坏了", "status": "open", "customer": {"email": "Li.Na@example.com", "name": "李娜"}},
        {"case": 17, "message": "b", "at": "2024-05-01T10:30:00", "direction": "agent", "text": "马上来修",
         "status": "solved", "customer": {"email": "li.na@example.com"}},
        {"case": 18, "message": "c", "at": "sometime", "text": "?", "customer": {"email": "x@y.cn"}},
        {"case": 19, "message": "d", "at": "2024-05-02T10:00:00", "text": "没有名字"},
    ]  # fmt: skip
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")

    def bring() -> Progress:
        return run_import("cases", path, MAPPINGS / "messages_jsonl.yaml", by=HOUSE, side_file=tmp_path / "bad.csv")

    told = bring()
    assert (told.good, dict(told.reasons)) == (2, {"not_a_time": 1, "no_customer": 1})
    case = Case.objects.get()
    assert (case.subject, case.status, case.snippet, case.language) == ("空调坏了", "resolved", "马上来修", "zh")
    assert list(CaseMessage.objects.order_by("at").values_list("message__direction", flat=True)) == ["in", "out"]
    assert {message.customer_id for message in Message.objects.all()} == {case.customer_id}
    channel = Channel.objects.get()
    assert (channel.active, channel.replies_armed) == (False, False)
    assert sum(bring().made.values()) == 0


def test_without_a_unit_every_row_says_what_to_do(db: None, tmp_path: Path) -> None:
    told = log(tmp_path / "a.xes", "Closed")
    assert dict(told.reasons) == {"no_unit_at_all": 1}


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not here")
def test_the_log_of_a_real_help_desk_comes_in(shop: Unit, tmp_path: Path) -> None:
    mapping = MAPPINGS / "helpdesk_xes.yaml"
    for name in ("train", "val"):
        run_import("event_logs", REAL / f"{name}_Helpdesk.xes.gz", mapping, by=HOUSE, side_file=tmp_path / "bad.csv")
    assert Case.objects.count() > 3000
    assert Entry.objects.filter(event="StepImported").count() > 15_000
