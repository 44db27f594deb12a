"""Deadlines beyond the first reply: updates, dates told to customers, notices in time, handovers, reviews, shares."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from zhiyin.kernel.jobs.clock import MOMENTS, tick
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.models import Message
from zhiyin.resolve.cases.actions import resolve, set_priority, set_status
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.conversations.actions import reply, take_back
from zhiyin.resolve.promises import actions
from zhiyin.resolve.promises.models import Breach, Handover, Notice, Pause, Promise, Review
from zhiyin.resolve.promises.reads import (
    delivery_promised_by,
    entitlement,
    entitlements,
    handover_now,
    keep_rates,
    ratio_promises,
    time_used_by,
)
from zhiyin.resolve.promises.tests.cast import HOUSE, SHANGHAI, a_channel, a_person, at, wang_writes

pytestmark = pytest.mark.django_db
MONDAY = "2025-11-03 09:00"


@pytest.fixture
def lin() -> Actor:
    return a_person()


def a_grave_case() -> Case:
    """Ms Wang's case of priority 1."""
    case = wang_writes(at(MONDAY))
    set_priority(case.id, 1, 1, "有人受伤", by=HOUSE, because=None, at=at(MONDAY))
    return case


def updates_of(case: Case) -> list[tuple[str, datetime, datetime]]:
    rows = Promise.objects.filter(case_id=case.id, name="next_update").order_by("started_at")
    return [(one.state, one.started_at, one.due_at) for one in rows]


def says(case: Case, text: str, when: str, by: Actor) -> Message:
    return reply(case.id, text, by=by, because=None, at=at(when))


# -- first reply


@pytest.mark.parametrize("text", ["收到", "您好，已收到，我们会尽快处理。", "Got it. We will get back to you shortly."])
def test_word_of_receipt_leaves_the_first_reply_owed_and_an_answer_keeps_it(lin: Actor, text: str) -> None:
    case = wang_writes(at(MONDAY))
    says(case, text, "2025-11-03 09:05", lin)
    assert Promise.objects.get(name="first_reply").state == "pending"
    says(case, "请把机身上的型号发给我们。", "2025-11-03 09:20", lin)
    first = Promise.objects.get(name="first_reply")
    assert (first.state, first.met_at) == ("met", at("2025-11-03 09:20"))


# -- next update


def test_an_update_begins_the_wait_for_the_next_and_a_missed_one_is_a_breach(lin: Actor) -> None:
    case = a_grave_case()
    assert updates_of(case) == []  # the first reply is the next word
    says(case, "我们已经派人过去。", "2025-11-03 09:10", lin)
    assert updates_of(case) == [("pending", at("2025-11-03 09:10"), at("2025-11-05 09:10"))]
    says(case, "维修员一小时后到。", "2025-11-03 12:00", lin)
    assert [one[0] for one in updates_of(case)] == ["met", "pending"]
    assert actions.breach_overdue(at("2025-11-05 12:00")) == 1
    assert [one[0] for one in updates_of(case)] == ["met", "breached"]
    assert Breach.objects.get().breached_at == at("2025-11-05 12:00")
    says(case, "零件到了，今天装好。", "2025-11-06 09:00", lin)
    assert [one[0] for one in updates_of(case)] == ["met", "breached", "pending"]
    assert Promise.objects.get(name="next_update", state="breached").answered_at == at("2025-11-06 09:00")


def test_only_priorities_that_the_policy_names_are_promised_updates(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    says(case, "我们已经派人过去。", "2025-11-03 09:10", lin)
    assert updates_of(case) == []
    set_priority(case.id, 1, 1, "有人受伤", by=HOUSE, because=None, at=at("2025-11-03 10:00"))
    assert updates_of(case) == [("pending", at("2025-11-03 10:00"), at("2025-11-05 10:00"))]


def test_the_wait_stands_while_a_question_of_ours_waits_for_the_customer(lin: Actor) -> None:
    case = a_grave_case()
    says(case, "请问是哪个房间？", "2025-11-03 09:10", lin)
    assert [one[0] for one in updates_of(case)] == ["paused"]
    set_status(case.id, "open", by=HOUSE, because=None, at=at("2025-11-03 11:10"))  # she says which
    assert updates_of(case) == [("pending", at("2025-11-03 09:10"), at("2025-11-05 11:10"))]
    says(case, "请问是哪个房间？", "2025-11-03 12:00", lin)
    says(case, "我们先派人过去。", "2025-11-03 13:00", lin)
    assert [one[0] for one in updates_of(case)][:2] == ["met", "met"]
    assert not Pause.objects.filter(until_at=None, promise__state="met").exists()


def test_an_update_that_is_taken_back_never_was(lin: Actor) -> None:
    case = a_grave_case()
    says(case, "我们已经派人过去。", "2025-11-03 09:10", lin)
    second = says(case, "维修员一小时后到。", "2025-11-03 12:00", lin)
    take_back(second.id, by=lin, at=at("2025-11-03 12:00"))
    assert updates_of(case) == [
        ("pending", at("2025-11-03 09:10"), at("2025-11-05 09:10")),
        ("void", at("2025-11-03 12:00"), at("2025-11-05 12:00")),
    ]


def test_a_solved_case_owes_no_update(lin: Actor) -> None:
    case = a_grave_case()
    says(case, "我们已经派人过去。", "2025-11-03 09:10", lin)
    resolve(case.id, by=lin, because=None, at=at("2025-11-03 10:00"))
    assert [one[0] for one in updates_of(case)] == ["cancelled"]
    assert Promise.objects.get(name="next_update").ended_at == at("2025-11-03 10:00")


# -- dates told to customers, and notices


def a_date(case: Case, lin: Actor, due: str = "2025-11-07 18:00", **more: object) -> Promise:
    return actions.promise_date(
        case.id,
        "换一台新的洗衣机",
        at(due),
        by=lin,
        because=None,
        at=at("2025-11-03 10:00"),
        **more,  # type: ignore[arg-type]
    )


def test_a_date_told_to_the_customer_is_a_promise_that_is_broken_as_others(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    promise = a_date(case, lin, tell=True)
    assert (promise.due_at, promise.calendar) == (at("2025-11-07 18:00"), "")
    sent = Message.objects.filter(direction="out", automatic=False).get()
    assert "换一台新的洗衣机" in sent.text
    assert "11月7日（周五）18:00" in sent.text
    assert Promise.objects.get(name="first_reply").state == "met"
    warned = at("2025-11-03 10:00") + timedelta(hours=104) * 0.8
    assert promise.warn_at == warned
    assert tick(warned, ["promises.warn_in_time"]) == {"promises.warn_in_time": 1}
    actions.breach_overdue(at("2025-11-07 18:00"))
    assert Breach.objects.get(promise=promise).breached_at == at("2025-11-07 18:00")


def test_a_date_is_kept_by_hand_or_by_solving(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    by_hand, by_solving = a_date(case, lin), a_date(case, lin, "2025-11-08 18:00")
    actions.keep(by_hand.id, by=lin, because=None, at=at("2025-11-07 18:00"))
    resolve(case.id, by=lin, because=None, at=at("2025-11-08 10:00"))
    assert {one.state for one in Promise.objects.filter(name="told_date")} == {"met"}
    with pytest.raises(ValidationError):
        actions.keep(by_hand.id, by=lin, because=None)
    assert by_solving.name == "told_date"


def test_a_date_without_words_or_in_the_past_is_no_promise(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    for about, due in (("", "2025-11-07 18:00"), ("换新", "2025-11-03 09:59"), ("换新", "2028-11-07 18:00")):
        with pytest.raises(ValidationError):
            actions.promise_date(case.id, about, at(due), by=lin, because=None, at=at("2025-11-03 10:00"))


def test_a_follow_up_outlives_the_case(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    follow_up = a_date(case, lin, name="follow_up")
    resolve(case.id, by=lin, because=None, at=at("2025-11-04 10:00"))
    follow_up.refresh_from_db()
    assert follow_up.state == "pending"
    actions.keep(follow_up.id, by=lin, because=None, at=at("2025-11-06 10:00"))
    follow_up.refresh_from_db()
    assert follow_up.state == "met"


def test_who_is_told_before_is_told_of_a_managed_breach_which_stays_a_breach(lin: Actor) -> None:
    told, untold = (wang_writes(at(MONDAY), address=f"{name}@example.com") for name in ("a", "b"))
    first, second = a_date(told, lin), a_date(untold, lin)
    notice = actions.give_notice(first.id, "零件下周一才到。", by=lin, because=None, at=at("2025-11-06 10:00"))
    first.refresh_from_db()
    assert (first.state, notice.automatic) == ("noticed", False)
    assert Message.objects.get(id=notice.message_id).text == "零件下周一才到。"
    with pytest.raises(ValidationError):
        actions.give_notice(first.id, "再说一次", by=lin, because=None, at=at("2025-11-06 11:00"))
    assert actions.breach_overdue(at("2025-11-07 18:00")) == 3  # and the first reply to the other
    with pytest.raises(ValidationError):
        actions.give_notice(second.id, "晚了", by=lin, because=None, at=at("2025-11-07 19:00"))
    (rate,) = (one for one in keep_rates(at(MONDAY), at("2025-12-01")) if one.name == "told_date")
    assert (rate.met, rate.breached, rate.managed, rate.value, rate.told_early) == (0, 2, 1, 0.0, 0.5)


def test_a_promise_of_which_they_were_told_may_still_be_kept(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    promise = a_date(case, lin)
    actions.give_notice(promise.id, "可能要晚一点。", by=lin, because=None, at=at("2025-11-06 10:00"))
    actions.keep(promise.id, by=lin, because=None, at=at("2025-11-07 17:00"))
    promise.refresh_from_db()
    assert promise.state == "met"


def test_a_customer_is_told_by_itself_when_four_fifths_are_used_where_the_policy_says_so(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    promise = a_date(case, lin)
    warned = promise.warn_at
    actions.warn_in_time(warned)
    assert actions.give_early_notice(promise.id, by=HOUSE, because=None, at=warned) is not None
    assert actions.give_early_notice(promise.id, by=HOUSE, because=None, at=warned) is None
    promise.refresh_from_db()
    message = Message.objects.get(id=Notice.objects.get().message_id)
    assert (promise.state, message.automatic) == ("noticed", True)
    assert "换一台新的洗衣机" in message.text
    first = Promise.objects.get(name="first_reply")
    assert actions.give_early_notice(first.id, by=HOUSE, because=None, at=at("2025-11-03 14:00")) is None


def test_a_person_does_not_announce_a_late_reply_but_replies(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    with pytest.raises(ValidationError):
        actions.give_notice(
            Promise.objects.get(case_id=case.id).id, "晚点回您", by=lin, because=None, at=at("2025-11-03 10:00")
        )


# -- whose time it was


def test_a_breach_shows_whose_time_it_was(lin: Actor) -> None:
    put_in_force(
        "solution", [{"when": {}, "then": {"minutes": 480, "calendar": "office"}}], "八小时", by=HOUSE, because=None
    )
    case = wang_writes(at(MONDAY))
    actions.hand_over(case.id, "vendor", "顺丰", "查运单", by=lin, because=None, at=at("2025-11-03 10:00"))
    assert Case.objects.get(id=case.id).status == "waiting_other"
    actions.hand_back(case.id, by=lin, because=None, at=at("2025-11-03 15:00"))
    assert Case.objects.get(id=case.id).status == "open"
    set_status(case.id, "waiting_customer", by=lin, because=None, at=at("2025-11-03 16:00"))
    set_status(case.id, "open", by=lin, because=None, at=at("2025-11-03 17:00"))
    set_status(case.id, "waiting_other", by=lin, because=None, at=at("2025-11-04 09:00"))
    actions.breach_overdue(at("2025-11-05 09:00"))
    promise = Promise.objects.get(name="solution")
    assert (promise.state, promise.due_at) == ("breached", at("2025-11-04 10:30"))
    used = time_used_by([promise], at("2025-11-05 09:00"))[promise.id]
    assert [(one.whose, one.name, one.time / timedelta(hours=1)) for one in used] == [
        ("vendor", "顺丰", 3.5),
        ("us", "", 3.0),
        ("other", "", 1.5),
        ("customer", "", 1.0),
    ]


def test_a_vendor_has_a_clock_of_its_own_which_is_no_promise_to_the_customer(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    handover = actions.hand_over(case.id, "vendor", "顺丰", by=lin, because=None, at=at("2025-11-03 10:00"))
    assert handover.due_at == at("2025-11-04 10:30")  # eight working hours
    moment = MOMENTS["promises.handovers"]
    assert moment() == handover.due_at
    assert actions.call_handovers_overdue(at("2025-11-04 10:29")) == 0
    assert [actions.call_handovers_overdue(at("2025-11-04 11:00")) for _ in range(2)] == [1, 0]
    told = Entry.objects.get(event="HandoverOverdue")
    assert (told.happened_at, told.because and told.because.event) == (at("2025-11-04 10:30"), "CaseHandedOver")
    assert moment() is None
    assert not Breach.objects.exists()
    assert handover_now(case.id) is not None


def test_a_case_is_in_one_pair_of_hands_and_a_resolved_one_in_nobodys(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    actions.hand_over(case.id, "department", "仓库", by=lin, because=None, at=at("2025-11-03 10:00"))
    actions.hand_over(case.id, "vendor", "顺丰", by=lin, because=None, at=at("2025-11-03 11:00"))
    says(case, "我们在查。", "2025-11-03 11:30", lin)  # they still have it
    assert [(one.name, one.until_at is None) for one in Handover.objects.order_by("from_at")] == [
        ("仓库", False),
        ("顺丰", True),
    ]
    resolve(case.id, by=lin, because=None, at=at("2025-11-03 12:00"))
    assert handover_now(case.id) is None
    with pytest.raises(ValidationError):
        actions.hand_over(case.id, "vendor", "顺丰", by=lin, because=None)
    with pytest.raises(ValidationError):
        actions.hand_over(wang_writes(at(MONDAY), "另一件").id, "vendor", " ", by=lin, because=None)


# -- promises that stand for everybody


def some_first_replies(month: str, met: int, breached: int) -> None:
    customer = wang_writes(at(MONDAY)).customer_id
    due = at(f"{month}-15 12:00")
    Promise.objects.bulk_create(
        Promise(
            name="told_date",
            customer_id=customer,
            unit_id=a_channel().unit_id,
            duration_seconds=60,
            started_at=due,
            due_at=due,
            warn_at=due,
            state="met" if n < met else "breached",
            met_at=due if n < met else None,
        )
        for n in range(met + breached)
    )


def test_two_months_below_nine_tenths_ask_for_exactly_one_review(lin: Actor) -> None:
    some_first_replies("2025-08", 88, 12)
    assert actions.ask_for_reviews(at("2025-09-01 05:40"), by=HOUSE, because=None) == []
    some_first_replies("2025-09", 88, 12)
    now = at("2025-10-01 05:40")
    assert [len(actions.ask_for_reviews(now, by=HOUSE, because=None)) for _ in range(3)] == [1, 0, 0]
    review = Review.objects.get()
    assert [(one["from"], one["met"], one["breached"]) for one in review.periods] == [
        ("2025-08-01", 88, 12),
        ("2025-09-01", 88, 12),
    ]
    assert Entry.objects.filter(event="PromiseReviewAsked").count() == 1
    some_first_replies("2025-10", 88, 12)
    assert actions.ask_for_reviews(at("2025-11-01 05:40"), by=HOUSE, because=None) == []  # one is open
    lead = a_person("lead")
    with pytest.raises(ValidationError):
        actions.decide_review(review.id, "keep", " ", by=lead, because=None)
    actions.decide_review(review.id, "keep", "多排一个夜班", by=lead, because=None, at=at("2025-11-01 09:00"))
    assert actions.ask_for_reviews(at("2025-11-01 10:00"), by=HOUSE, because=None) == []  # September was looked at
    some_first_replies("2025-11", 88, 12)
    assert len(actions.ask_for_reviews(at("2025-12-01 05:40"), by=HOUSE, because=None)) == 1


@pytest.mark.parametrize(("first", "second"), [((90, 10), (10, 90)), ((88, 12), (90, 10)), ((88, 12), (0, 0))])
def test_one_good_or_empty_month_asks_for_nothing(first: tuple[int, int], second: tuple[int, int]) -> None:
    some_first_replies("2025-08", *first)
    some_first_replies("2025-09", *second)
    assert actions.ask_for_reviews(at("2025-10-01 05:40"), by=HOUSE, because=None) == []


@pytest.mark.parametrize(
    ("met", "breached", "state"), [(199, 1, "met"), (95, 5, "open"), (80, 20, "missed"), (0, 0, "open")]
)
def test_a_promise_of_a_share_is_met_or_missed_when_the_interval_says_so(met: int, breached: int, state: str) -> None:
    rows = [
        {
            "when": {"key": ["dates"]},
            "then": {
                "promise": "told_date",
                "channel": "",
                "percent": 95,
                "window": "quarter",
                "audience": "contract",
                "text_zh": "说到做到",
                "text_en": "",
            },
        },
        {"when": {}, "then": {"promise": "", "percent": 0, "window": "month", "audience": "internal"}},
    ]
    put_in_force("ratio_promises", rows, "测试", by=HOUSE, because=None, at=at("2025-01-01"))
    some_first_replies("2025-09", met, breached)
    some_first_replies("2025-10", 0, 50)  # of the next quarter
    (one,) = ratio_promises(at("2025-09-20 12:00"))
    assert (one.key, one.version, one.text, one.state) == ("dates", 1, "说到做到", state)
    assert (one.rate.met, one.rate.breached) == (met, breached)
    assert (one.from_at, one.until_at) == (at("2025-07-01"), at("2025-10-01"))


def test_a_right_is_in_force_by_version_and_answers_a_claim() -> None:
    right = entitlement("return_in_seven_days")
    assert right is not None
    assert (right.days, right.version) == (7, 0)
    assert right.claim(at("2025-11-03 10:00"), at("2025-11-10 23:59:59"), "Asia/Shanghai").covered
    refused = right.claim(at("2025-11-03 10:00"), at("2025-11-04"), "Asia/Shanghai", ["perishable"])
    assert [one.zh for one in refused.excluded] == ["鲜活易腐的商品"]
    assert [one.key for one in entitlements()] == ["return_in_seven_days"]
    assert entitlement("anything else") is None


def test_an_order_is_promised_by_the_cut_offs_of_its_region() -> None:
    assert delivery_promised_by(at("2025-11-03 10:59")) is None
    cut_offs = [{"before": "11:00", "days": 0, "by": "24:00"}, {"before": "24:00", "days": 1, "by": "24:00"}]
    rows = [
        {"when": {"region": ["urumqi"]}, "then": {"time_zone": "Asia/Urumqi", "cut_offs": cut_offs}},
        {"when": {}, "then": {"time_zone": "Asia/Shanghai", "cut_offs": cut_offs}},
    ]
    put_in_force("cut_offs", rows, "211", by=HOUSE, because=None, at=at("2025-01-01"))
    noon = at("2025-11-03 12:00")  # ten in Urumqi
    assert delivery_promised_by(noon) == datetime(2025, 11, 5, tzinfo=SHANGHAI)
    assert delivery_promised_by(noon, region="urumqi") == datetime(2025, 11, 4, tzinfo=ZoneInfo("Asia/Urumqi"))


def test_what_a_person_promised_is_moved_by_no_rule(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    promise = a_date(case, lin)
    for reason in ("priority", "calendars"):
        actions.recount_case(case.id, reason, by=HOUSE, because=None, at=at("2025-11-03 11:00"))
    actions.recount_batch("public_days", by=HOUSE, because=None, at=at("2025-11-03 11:00"))
    promise.refresh_from_db()
    assert (promise.due_at, promise.state) == (at("2025-11-07 18:00"), "pending")


def test_a_promise_that_the_customer_needs_no_more_is_called_off(lin: Actor) -> None:
    case = wang_writes(at(MONDAY))
    promise = a_date(case, lin)
    with pytest.raises(ValidationError):
        actions.cancel(promise.id, " ", by=lin, because=None)
    actions.cancel(promise.id, "王女士自己修好了", by=lin, because=None, at=at("2025-11-04 09:00"))
    promise.refresh_from_db()
    assert (promise.state, promise.end_reason) == ("cancelled", "王女士自己修好了")
    assert [one.name for one in keep_rates(at(MONDAY), at("2025-12-01"))] == []
