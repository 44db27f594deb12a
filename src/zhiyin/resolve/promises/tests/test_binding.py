"""Of several rules the strictest binds and says why; what the law demands is locked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from zhiyin.kernel.customers.actions import pin_trait
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.resolve.cases.actions import reopen, resolve, set_priority, set_status
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.events import ReplyWritten
from zhiyin.resolve.promises import actions, register
from zhiyin.resolve.promises.models import Breach, Handover, Pause, Promise
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, at, wang_writes

pytestmark = pytest.mark.django_db
MONDAY = "2025-11-03 09:00"


def rule(key: str, *rows: tuple[dict[str, Any], int, str], **more: Any) -> None:
    """Put rows in force: conditions, minutes, calendar; the rest is promised nothing unless the last row says so."""
    last = {"when": {}, "then": {"minutes": 0, "calendar": "always"}}
    made = [
        {"when": when, "then": {"minutes": minutes, "calendar": calendar} | more} for when, minutes, calendar in rows
    ]
    put_in_force(
        key, made if not rows[-1][0] else [*made, last], "为了测试", by=HOUSE, because=None, at=at("2025-01-01")
    )


def the_promise(case: Case, name: str = "first_reply") -> Promise:
    return Promise.objects.get(case_id=case.id, name=name)


def replies(case: Case, when: str) -> None:
    reply = ReplyWritten(new_id(), case.id, a_person().id)
    announce(reply, by=HOUSE, because=None, customer_id=case.customer_id, at=at(when))


def test_of_what_we_promise_all_and_a_contract_the_stricter_binds_and_the_reason_is_kept() -> None:
    rule("contract_promises", ({"promise": ["first_reply"], "tier": ["gold"]}, 60, "office"), basis="2025-17")
    case = wang_writes(at(MONDAY))
    assert (the_promise(case).audience, the_promise(case).due_at) == ("public", at("2025-11-03 14:30"))
    assert the_promise(case).considered == []
    pin_trait(case.customer_id, "tier", "gold", pinned_by="loyalty", at=at(MONDAY), by=HOUSE)
    gold = the_promise(wang_writes(at(MONDAY), "第二件事"))
    assert (gold.audience, gold.due_at, gold.policy_key) == ("contract", at("2025-11-03 10:00"), "contract_promises")
    assert [(one["audience"], one["minutes"], one["basis"]) for one in gold.considered] == [
        ("contract", 60, "2025-17"),
        ("public", 240, ""),
    ]
    assert gold.facts["tier"] == "gold"


def test_a_looser_contract_changes_nothing() -> None:
    rule("contract_promises", ({}, 24 * 60, "always"))
    promise = the_promise(wang_writes(at(MONDAY)))
    assert (promise.audience, promise.due_at, len(promise.considered)) == ("public", at("2025-11-03 14:30"), 2)


def test_severity_decides_and_a_new_judgement_binds_anew() -> None:
    rule("contract_promises", ({"severity": {"below": 2}}, 30, "always"))
    case = wang_writes(at(MONDAY))
    assert the_promise(case).audience == "public"
    set_priority(case.id, 1, 3, "一人受伤", by=HOUSE, because=None, at=at("2025-11-03 09:10"))
    assert (the_promise(case).audience, the_promise(case).due_at) == ("contract", at("2025-11-03 09:30"))


@pytest.fixture
def complaints() -> Iterator[set[UUID]]:
    """Another room says which cases are complaints."""
    known: set[UUID] = set()

    def among(case_ids: Sequence[UUID]) -> set[UUID]:
        return known & set(case_ids)

    actions.type_of_cases("grievance", "投诉")(among)
    yield known
    del register.TYPES["grievance"]


def test_a_type_that_another_room_offers_is_a_fact(complaints: set[UUID]) -> None:
    rule("statutory_promises", ({"promise": ["first_reply"], "type": ["grievance"]}, 60, "always"))
    case = wang_writes(at(MONDAY))
    assert the_promise(case).audience == "public"
    complaints.add(case.id)
    assert actions.recount_case(case.id, "type", by=HOUSE, because=None, at=at("2025-11-03 09:20")) == 1
    promise = the_promise(case)
    assert (promise.audience, promise.due_at, promise.is_locked) == ("statutory", at("2025-11-03 10:00"), True)


def test_a_vendor_who_has_the_case_is_a_fact() -> None:
    rule("solution", ({"vendor": ["顺丰"]}, 90, "always"), ({}, 600, "always"))
    case = wang_writes(at(MONDAY))
    Handover.objects.create(case_id=case.id, whose="vendor", name="顺丰", from_at=at(MONDAY))
    actions.recount_case(case.id, "vendor", by=HOUSE, because=None, at=at(MONDAY))
    assert the_promise(case, "solution").due_at == at("2025-11-03 10:30")


def by_law(minutes: int = 120, name: str = "first_reply") -> None:
    rule("statutory_promises", ({"promise": [name]}, minutes, "always"), basis="消费者权益保护法")


def test_what_the_law_demands_is_ended_by_nobody() -> None:
    by_law()
    case = wang_writes(at(MONDAY))
    promise = the_promise(case)
    assert (promise.audience, promise.due_at, promise.locked_due_at) == ("statutory", *[at("2025-11-03 11:00")] * 2)
    for end in (actions.void, actions.cancel):
        with pytest.raises(ValidationError):
            end(promise.id, "弄错了", by=HOUSE, because=None)
    resolve(case.id, "no_answer", by=HOUSE, because=None, at=at("2025-11-03 09:30"))
    assert the_promise(case).state == "pending"
    assert actions.breach_overdue(at("2025-11-03 11:00")) == 1
    assert Breach.objects.get(promise=promise).breached_at == at("2025-11-03 11:00")


def test_no_rule_lengthens_what_the_law_demands() -> None:
    by_law(120)
    case = wang_writes(at(MONDAY))
    put_in_force(
        "statutory_promises",
        [{"when": {}, "then": {"minutes": 0, "calendar": "always"}}],
        "不再有",
        by=HOUSE,
        because=None,
        at=at("2025-11-03 09:10"),
    )
    rule_later = [{"when": {}, "then": {"minutes": 6000, "calendar": "always"}}]
    put_in_force("first_reply", rule_later, "放宽", by=HOUSE, because=None, at=at("2025-11-03 09:10"))
    actions.recount_batch("first_reply", by=HOUSE, because=None, at=at("2025-11-03 09:10"))
    promise = the_promise(case)
    assert (promise.due_at, promise.is_locked) == (at("2025-11-03 11:00"), True)
    actions.breach_overdue(at("2025-11-03 11:00"))
    assert the_promise(case).state == "breached"


def test_a_stricter_rule_never_turns_a_duty_of_law_into_overdue_by_change() -> None:
    by_law(120)
    case = wang_writes(at(MONDAY))
    strict = [{"when": {}, "then": {"minutes": 5, "calendar": "always"}}]
    put_in_force("first_reply", strict, "收紧", by=HOUSE, because=None, at=at("2025-11-03 10:00"))
    actions.recount_batch("first_reply", by=HOUSE, because=None, at=at("2025-11-03 10:00"))
    assert (the_promise(case).state, the_promise(case).due_at) == ("pending", at("2025-11-03 11:00"))


def test_while_we_wait_for_the_customer_our_clock_stands_and_the_laws_runs() -> None:
    rule("solution", ({}, 60, "always"))
    by_law(300, "solution")
    case = wang_writes(at(MONDAY))
    assert (the_promise(case, "solution").audience, the_promise(case, "solution").due_at) == (
        "public",
        at("2025-11-03 10:00"),
    )
    set_status(case.id, "waiting_customer", by=HOUSE, because=None, at=at("2025-11-03 09:30"))
    waiting = the_promise(case, "solution")
    assert (waiting.state, waiting.due_at) == ("pending", at("2025-11-03 14:00"))
    actions.recount_case(case.id, "priority", by=HOUSE, because=None, at=at("2025-11-03 09:40"))
    assert the_promise(case, "solution").due_at == at("2025-11-03 14:00")
    set_status(case.id, "open", by=HOUSE, because=None, at=at("2025-11-03 11:30"))
    assert the_promise(case, "solution").due_at == at("2025-11-03 12:00")
    set_status(case.id, "waiting_customer", by=HOUSE, because=None, at=at("2025-11-03 11:45"))
    assert actions.breach_overdue(at("2025-11-03 14:00")) == 1
    assert Breach.objects.get(promise__name="solution").breached_at == at("2025-11-03 14:00")


def test_the_law_waits_for_nobody() -> None:
    by_law(60, "solution")
    case = wang_writes(at(MONDAY))
    set_status(case.id, "waiting_customer", by=HOUSE, because=None, at=at("2025-11-03 09:30"))
    assert (the_promise(case, "solution").state, Pause.objects.count()) == ("pending", 0)
    resolve(case.id, by=HOUSE, because=None, at=at("2025-11-03 09:50"))
    assert the_promise(case, "solution").state == "met"
    reopen(case.id, "还没好", by=HOUSE, because=None, at=at("2025-11-03 09:55"))
    promise = the_promise(case, "solution")
    assert (promise.state, promise.due_at) == ("warned", at("2025-11-03 10:00"))


def test_after_a_pause_the_rule_binds_that_is_stricter_now() -> None:
    rule("solution", ({}, 60, "office"))
    rule("contract_promises", ({"promise": ["solution"]}, 90, "always"))
    case = wang_writes(at("2025-11-03 11:30"))
    promise = the_promise(case, "solution")
    assert (promise.audience, promise.due_at) == ("contract", at("2025-11-03 13:00"))
    set_status(case.id, "waiting_customer", by=HOUSE, because=None, at=at("2025-11-03 11:40"))
    set_status(case.id, "open", by=HOUSE, because=None, at=at("2025-11-03 13:30"))
    promise = the_promise(case, "solution")
    # the lunch that the customer took was none of our working time: ours is due first now
    assert (promise.audience, promise.due_at) == ("public", at("2025-11-03 14:20"))
    assert (promise.policy_key, promise.duration_seconds, promise.calendar) == ("solution", 3600, "office")
    assert [one["audience"] for one in promise.considered] == ["public", "contract"]
