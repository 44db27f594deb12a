"""Rules without a clock: which promise binds, whose time it was, cut-offs, entitlements, what is an answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyin.lib.working_time import Calendar, elapsed
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.policy import Counted, CutOff, Exclusion, Rule, Spell, cut_off_from
from zhiyin.resolve.promises.tests.cast import SHANGHAI, at

OFFICE = policy.calendar_from(
    {"time_zone": "Asia/Shanghai", "windows": {"mon-fri": [["09:00", "12:00"], ["13:30", "18:00"]]}}
)
NEW_YORK = ZoneInfo("America/New_York")
TWO_ELEVEN = [
    cut_off_from(row)
    for row in (
        {"before": "11:00", "days": 0, "by": "24:00"},
        {"before": "23:00", "days": 1, "by": "15:00"},
        {"before": "24:00", "days": 2, "by": "15:00"},
    )
]


def counted(audience: str, minutes: int, calendar: Calendar | None = None) -> Counted:
    rule = Rule(f"{audience} rule", 0, 1, audience, minutes, "")
    return Counted(rule, policy.clock(at("2025-11-03 17:00"), timedelta(minutes=minutes), calendar))


def test_the_strictest_of_the_rules_binds() -> None:
    public, contract = counted("public", 120, OFFICE), counted("contract", 240)
    assert policy.strictest([public, contract]) is contract  # 240 minutes on the wall end before two working hours
    assert policy.strictest([counted("public", 60), counted("statutory", 61)]).rule.audience == "public"
    with pytest.raises(ValueError, match="no rule"):
        policy.strictest([])


def test_of_two_rules_that_end_together_the_harder_to_move_binds() -> None:
    assert policy.strictest([counted("public", 60), counted("contract", 60)]).rule.audience == "contract"
    assert policy.strictest([counted("contract", 60), counted("statutory", 60)]).rule.audience == "statutory"


def test_what_the_law_promised_is_never_lengthened() -> None:
    shorter, longer = counted("statutory", 60), counted("statutory", 600)
    assert policy.locked_due([longer], known=shorter.due_at) == shorter.due_at
    assert policy.locked_due([shorter], known=longer.due_at) == shorter.due_at
    assert policy.locked_due([counted("public", 1)], known=longer.due_at) == longer.due_at
    assert policy.locked_due([counted("public", 1)]) is None


def test_a_breach_shows_whose_working_time_it_was() -> None:
    spells = [
        Spell("customer", "", at("2025-11-03 10:00"), at("2025-11-03 11:00")),
        Spell("vendor", "顺丰", at("2025-11-03 14:00"), at("2025-11-04 10:00")),
        Spell("department", "仓库", at("2025-11-03 17:00"), at("2025-11-03 18:00")),
    ]
    found = policy.time_used(at("2025-11-03 09:00"), at("2025-11-04 11:00"), OFFICE, spells)
    assert [(one.whose, one.name, one.time) for one in found] == [
        ("vendor", "顺丰", timedelta(hours=4)),  # 14–17, and 9–10 the next day
        ("us", "", timedelta(hours=3, minutes=30)),
        ("customer", "", timedelta(hours=1)),
        ("department", "仓库", timedelta(hours=1)),
    ]


@given(
    minutes=st.integers(1, 6000),
    spells=st.lists(
        st.tuples(
            st.sampled_from(["customer", "department", "vendor", "other"]),
            st.integers(-500, 7000),
            st.one_of(st.none(), st.integers(0, 3000)),
        ),
        max_size=6,
    ),
)
def test_the_shares_always_sum_to_the_working_time_used(
    minutes: int, spells: list[tuple[str, int, int | None]]
) -> None:
    start = at("2025-11-03 09:00")
    end = start + timedelta(minutes=minutes)
    known = [
        Spell(
            whose,
            "",
            start + timedelta(minutes=begin),
            None if length is None else start + timedelta(minutes=begin + length),
        )
        for whose, begin, length in spells
    ]
    shares = policy.time_used(start, end, OFFICE, known)
    assert sum((one.time for one in shares), timedelta(0)) == elapsed(start, end, OFFICE)


@pytest.mark.parametrize(
    ("ordered", "by"),
    [
        ("2025-11-03 10:59", "2025-11-04 00:00"),  # there the same day, until its end
        ("2025-11-03 11:00", "2025-11-04 15:00"),
        ("2025-11-03 22:59", "2025-11-04 15:00"),
        ("2025-11-03 23:00", "2025-11-05 15:00"),
        ("2025-11-03 00:00", "2025-11-04 00:00"),
    ],
)
def test_an_order_is_promised_by_the_cut_off_that_it_came_before(ordered: str, by: str) -> None:
    assert policy.promised_by(at(ordered), SHANGHAI, TWO_ELEVEN) == at(by)


def test_the_last_moment_before_a_cut_off_is_before_it() -> None:
    last = at("2025-11-03 11:00") - timedelta(microseconds=1)
    assert policy.promised_by(last, SHANGHAI, TWO_ELEVEN) == at("2025-11-04 00:00")


def test_a_cut_off_is_that_of_the_regions_clock_in_summer_and_in_winter() -> None:
    for month, utc_hour in ((1, 16), (7, 15)):  # 11:00 in New York
        eleven = datetime(2025, month, 10, utc_hour, tzinfo=UTC)
        assert policy.promised_by(eleven, NEW_YORK, TWO_ELEVEN).astimezone(NEW_YORK).day == 11
        due = policy.promised_by(eleven - timedelta(minutes=1), NEW_YORK, TWO_ELEVEN)
        assert due == datetime(2025, month, 11, tzinfo=NEW_YORK)
        assert policy.promised_by(eleven, SHANGHAI, TWO_ELEVEN) != policy.promised_by(eleven, NEW_YORK, TWO_ELEVEN)


def test_no_cut_off_promises_nothing_and_a_bad_table_is_refused() -> None:
    with pytest.raises(policy.NoCutOff):
        policy.promised_by(at("2025-11-03 12:00"), SHANGHAI, [CutOff(at("2025-11-03 11:00").time(), 0, None)])
    assert policy.fault_of_cut_offs([]) == ""
    good = [{"before": "11:00", "days": 0, "by": "24:00"}, {"before": "24:00", "days": 1, "by": "15:00"}]
    assert policy.fault_of_cut_offs(good) == ""
    assert policy.fault_of_cut_offs(good[::-1])
    assert policy.fault_of_cut_offs(good[:1])
    assert policy.fault_of_cut_offs([{"before": "11:00"}])
    assert policy.fault_of_cut_offs([good[0] | {"days": -1}, good[1]])
    assert policy.fault_of_cut_offs("11:00")


@pytest.mark.parametrize(
    ("received", "ends"),
    [
        ("2025-11-03 00:00:00", "2025-11-10 23:59:59"),
        ("2025-11-03 23:59:59", "2025-11-10 23:59:59"),
        ("2025-02-25 12:00:00", "2025-03-04 23:59:59"),
    ],
)
def test_a_seven_day_return_ends_with_the_seventh_day_after_that_of_receipt(received: str, ends: str) -> None:
    assert policy.window_end(at(received), 7, SHANGHAI) == at(ends)
    covered = policy.entitled(at(received), at(ends), 7, SHANGHAI)
    assert (covered.covered, covered.late) == (True, False)
    late = policy.entitled(at(received), at(ends) + timedelta(seconds=1), 7, SHANGHAI)
    assert (late.covered, late.late) == (False, True)


def test_an_exclusion_is_named() -> None:
    fresh, custom = Exclusion("fresh", "鲜活易腐", "perishable"), Exclusion("custom", "定作", "made to measure")
    found = policy.entitled(at("2025-11-03"), at("2025-11-04"), 7, SHANGHAI, [fresh, custom], ["custom"])
    assert (found.covered, found.late, found.excluded) == (False, False, (custom,))
    assert policy.entitled(at("2025-11-03"), at("2025-11-04"), 7, SHANGHAI, [fresh, custom]).covered
    assert policy.fault_of_exclusions([{"key": "fresh", "zh": "鲜活", "en": "perishable"}]) == ""
    assert policy.fault_of_exclusions([{"key": "fresh", "zh": "鲜活"}])
    assert policy.fault_of_exclusions([{"key": "a", "zh": "b", "en": "c"}] * 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n",
        "好的",
        "收到！",
        "您好，已收到，我们会尽快处理。",
        "您好，您的来信我们已收到，请您耐心等待。感谢您的反馈！",
        "稍等",
        "我看一下",
        "Hi there, thanks for your message. We will get back to you shortly. Kind regards",
        "Got it.",
        "👍",
        "……",
    ],
)
def test_a_greeting_or_a_mere_receipt_is_no_answer(text: str) -> None:
    assert not policy.is_substantive(text)


@pytest.mark.parametrize(
    "text",
    [
        "退款今天到账。",
        "您好，已收到。请把订单号发给我们。",
        "请问是哪个房间？",
        "Yes, you can return it until Friday.",
        "Hi Ms Wang, your parcel left Shanghai this morning.",
        "可以",
        "12:30",
    ],
)
def test_what_says_something_is_an_answer(text: str) -> None:
    assert policy.is_substantive(text)
    assert not policy.is_substantive(text, automatic=True)


def test_a_file_is_an_answer() -> None:
    assert policy.is_substantive("", files=1)
