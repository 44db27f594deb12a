"""The clock's rules, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from zhiyin.kernel.policies.policy import faults_of
from zhiyin.kernel.policies.register import POLICIES
from zhiyin.lib.working_time import Calendar, Pause, elapsed
from zhiyin.resolve.promises import policy
from zhiyin.resolve.promises.kinds import CALENDARS
from zhiyin.resolve.promises.policy import CalendarUnreadable, calendar_from, clock
from zhiyin.resolve.promises.tests.cast import SHANGHAI, at

OFFICE_2025 = {
    "time_zone": "Asia/Shanghai",
    "windows": {"mon-fri": [["09:00", "12:00"], ["13:30", "18:00"]]},
    "holidays": "cn",
}


def office() -> Calendar:
    calendar = calendar_from(OFFICE_2025)
    assert calendar is not None
    return calendar


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2025-09-26 17:30", 120, "2025-09-28 10:30"),  # over a weekend onto a make-up Sunday
        ("2025-09-30 16:00", 240, "2025-10-09 11:00"),  # over the national holidays
        ("2025-10-10 17:00", 120, "2025-10-11 10:00"),  # onto a make-up Saturday
        ("2025-11-03 12:30", 30, "2025-11-03 14:00"),  # from within lunch
        ("2025-11-03 18:00", 15, "2025-11-04 09:15"),  # from the closing instant
        ("2025-11-03 09:00", 1440, "2025-11-06 10:30"),
    ],
)
def test_a_promise_is_due_when_its_working_time_has_passed(start: str, minutes: int, due: str) -> None:
    counted = clock(at(start), timedelta(minutes=minutes), office())
    assert counted.due_at == at(due)
    assert sum((step.counted for step in counted.steps), timedelta()) == timedelta(minutes=minutes)


def test_the_warning_comes_when_four_fifths_of_the_working_time_are_used() -> None:
    counted = clock(at("2025-11-03 11:00"), timedelta(minutes=120), office())
    assert counted.due_at == at("2025-11-03 14:30")
    assert counted.warn_at == at("2025-11-03 14:06")  # 96 working minutes: 60 before lunch, 36 after


@pytest.mark.parametrize(
    ("state", "seconds_late", "becomes"),
    [
        ("pending", -1, "met"),
        ("pending", 0, "met"),
        ("pending", 1, "breached"),
        ("warned", 0, "met"),
        ("warned", 1, "breached"),
        ("paused", 9999, "met"),
        ("breached", -1, "breached"),
        ("breached_by_change", -1, "breached_by_change"),
        ("cancelled", -1, "cancelled"),
        ("void", -1, "void"),
    ],
)
def test_what_is_done_at_the_due_instant_is_kept_and_a_second_later_is_not(
    state: str, seconds_late: int, becomes: str
) -> None:
    due = at("2025-11-03 14:00")
    assert policy.state_when_done(state, due, due + timedelta(seconds=seconds_late)) == becomes


def test_a_change_of_rules_never_breaks_a_promise_in_hindsight() -> None:
    now = at("2025-11-03 15:00")
    past, ahead = clock(at("2025-11-03 09:00"), timedelta(hours=1), None), clock(now, timedelta(hours=1), None)
    assert policy.state_after_change("pending", past, now) == "breached_by_change"
    assert policy.state_after_change("pending", ahead, now) == "pending"
    assert policy.state_after_change("paused", past, now) == "paused"
    assert policy.state_after_change("met", past, now) == "met"


def test_a_calendar_of_ones_own_days_wins_over_the_public_ones() -> None:
    calendar = calendar_from({**OFFICE_2025, "closed": ["2025-09-28"], "extra": ["2025-10-01"]})
    assert calendar is not None
    assert calendar.windows_on(date(2025, 9, 28)) == ()
    assert len(calendar.windows_on(date(2025, 10, 1))) == 2


def test_round_the_clock_is_no_calendar() -> None:
    assert calendar_from({"always": True}) is None


@pytest.mark.parametrize(
    "described",
    [
        {},
        {"windows": {}},
        {"windows": {"mon-fri": []}},
        {"windows": {"monday": [["09:00", "12:00"]]}},
        {"windows": {"fri-mon": [["09:00", "12:00"]]}},
        {"windows": {"mon": [["12:00", "09:00"]]}},
        {"windows": {"mon": [["09:00"]]}},
        {"windows": {"mon": [["09:00", "12:00"]]}, "time_zone": "Mars/Olympus"},
        {"windows": {"mon": [["09:00", "12:00"]]}, "holidays": "moon"},
        {"windows": {"mon": [["09:00", "12:00"]]}, "closed": ["tomorrow"]},
    ],
)
def test_a_calendar_that_cannot_be_read_says_so(described: dict[str, Any]) -> None:
    with pytest.raises(CalendarUnreadable):
        calendar_from(described)


def test_the_declared_calendars_can_be_read() -> None:
    for row in POLICIES["calendars"].default:
        calendar_from(row["then"]["calendar"])


def test_the_rate_of_nothing_is_no_rate() -> None:
    assert policy.rate(0, 0) is None
    assert policy.rate(3, 1) == 0.75


def test_weeks_begin_on_local_mondays() -> None:
    weeks = policy.weeks_back(at("2025-11-05 12:00"), 2, SHANGHAI)
    assert weeks == [
        (at("2025-10-27 00:00"), at("2025-11-03 00:00")),
        (at("2025-11-03 00:00"), at("2025-11-10 00:00")),
    ]


STARTS = st.integers(0, 330 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
MINUTES = st.integers(1, 3000)


@given(STARTS, MINUTES, st.integers(0, 600), st.integers(1, 6000))
def test_a_pause_moves_the_deadline_by_the_working_time_paused_and_nothing_else(
    start: datetime, minutes: int, pause_after: int, pause_for: int
) -> None:
    calendar, duration = office(), timedelta(minutes=minutes)
    begin = start + timedelta(minutes=pause_after)
    pause = Pause(begin, begin + timedelta(minutes=pause_for))
    plain, paused = clock(start, duration, calendar), clock(start, duration, calendar, [pause])
    assert paused.due_at >= plain.due_at
    assert elapsed(start, paused.due_at, calendar, [pause]) == duration
    stopped = elapsed(max(pause.start, start), min(pause.end or paused.due_at, paused.due_at), calendar)
    if pause.start < paused.due_at:
        assert elapsed(start, paused.due_at, calendar) == duration + max(stopped, timedelta())


@given(STARTS, MINUTES)
def test_the_warning_is_never_after_the_deadline_and_the_steps_sum_up(start: datetime, minutes: int) -> None:
    counted = clock(start, timedelta(minutes=minutes), office())
    assert start <= counted.warn_at <= counted.due_at
    assert sum((step.counted for step in counted.steps), timedelta()) == timedelta(minutes=minutes)
    assert counted.steps[0].start == start
    assert counted.steps[-1].end == counted.due_at


@given(STARTS, MINUTES, MINUTES)
def test_a_longer_promise_is_never_due_earlier(start: datetime, minutes: int, more: int) -> None:
    shorter = clock(start, timedelta(minutes=minutes), office())
    longer = clock(start, timedelta(minutes=minutes + more), office())
    assert shorter.due_at < longer.due_at
    assert shorter.warn_at <= longer.warn_at


@given(st.sampled_from(policy.RUNNING_STATES), STARTS, st.integers(-10_000, 10_000))
def test_a_running_promise_is_kept_or_broken_by_the_time_alone(state: str, due: datetime, seconds: int) -> None:
    done = due + timedelta(seconds=seconds)
    assert policy.state_when_done(state, due, done) == ("met" if done <= due else "breached")


@pytest.mark.parametrize(
    ("calendar", "why"),
    [
        ({"window": {"mon-fri": [["09:00", "18:00"]]}}, "Missing or unknown: windows."),
        ({"windows": {"mon-fry": [["09:00", "18:00"]]}}, "Missing or unknown: fry."),
        ({"windows": {}}, "A calendar needs at least one working window."),
        ({"windows": {"mon": [["09:00", "18:00"]]}, "time_zone": "Asia/Nowhere"}, "Unknown time zone."),
        ([], "A calendar is written in curly brackets."),
    ],
)
def test_a_calendar_that_cannot_be_read_is_refused_when_the_policy_is_changed(calendar: object, why: str) -> None:
    with override("en"):
        faults = faults_of(CALENDARS, [{"when": {}, "then": {"calendar": calendar}}])
    assert [fault.message for fault in faults] == [why]


def test_a_calendar_that_can_be_read_may_be_put_in_force() -> None:
    assert faults_of(CALENDARS, [{"when": {}, "then": {"calendar": OFFICE_2025}}]) == []
