"""The vectors and properties of promise clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiyin.lib.working_time import (
    Calendar,
    NoWorkingTime,
    Pause,
    StillPaused,
    YearNotPublished,
    arithmetic,
    chinese_calendar,
    deadline,
    elapsed,
    years_published,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
DAY = [(time(9), time(12)), (time(13, 30), time(18))]
OFFICE = Calendar(
    "Asia/Shanghai",
    dict.fromkeys(range(5), DAY),
    holidays=frozenset(date(2025, 10, day) for day in range(1, 9)),
    extra_workdays=frozenset({date(2025, 9, 28), date(2025, 10, 11)}),
)
H, M = timedelta(hours=1), timedelta(minutes=1)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "duration", "pauses", "due"),
    [
        (at(9, 26, 17, 30), 2 * H, [], at(9, 28, 10, 30)),
        (at(9, 30, 16), 4 * H, [], at(10, 9, 11)),
        (at(10, 10, 17), 2 * H, [], at(10, 11, 10)),
        (at(11, 3, 12, 30), 30 * M, [], at(11, 3, 14)),
        (at(11, 3, 18), 15 * M, [], at(11, 4, 9, 15)),
        (at(11, 3, 9), 4 * H, [Pause(at(11, 3, 10), at(11, 3, 15))], at(11, 3, 18)),
        (at(11, 3, 16), 4 * H, [Pause(at(11, 3, 18, 30), at(11, 4, 8))], at(11, 4, 11)),
        (at(11, 3, 9), 24 * H, [], at(11, 6, 10, 30)),
    ],
)
def test_a_promise_is_due_when_the_vectors_say(start, duration, pauses, due) -> None:
    found = deadline(start, duration, OFFICE, pauses)
    assert found == due
    assert found.tzinfo is UTC


def test_round_the_clock_crosses_summer_time_by_hours_not_by_wall_clock() -> None:
    start = datetime(2025, 3, 8, 12, tzinfo=NEW_YORK)
    due = datetime(2025, 3, 9, 13, tzinfo=NEW_YORK)
    always = Calendar("America/New_York", {day: [(time(0), time(0))] for day in range(7)})
    assert deadline(start, 24 * H, None) == due
    assert deadline(start, 24 * H, always) == due
    assert elapsed(start, datetime(2025, 3, 10, tzinfo=NEW_YORK), always) == 35 * H


def test_no_instant_counts_twice_when_the_clock_is_put_forward() -> None:
    night = Calendar("America/New_York", {6: [(time(1), time(2, 30)), (time(3), time(5))]})
    start, end = datetime(2025, 3, 9, tzinfo=NEW_YORK), datetime(2025, 3, 9, 12, tzinfo=NEW_YORK)
    assert elapsed(start, end, night) == 3 * H
    steps = arithmetic(start, 3 * H, night)
    assert sum((step.counted for step in steps), timedelta()) == 3 * H


def test_a_calendar_without_windows_is_a_clear_error() -> None:
    with pytest.raises(NoWorkingTime, match="no working window"):
        Calendar("Asia/Shanghai", {0: []}, extra_workdays=frozenset({date(2025, 10, 11)}))


@pytest.mark.parametrize(
    "windows",
    [
        {7: DAY},
        {0: [(time(9), time(8))]},
        {0: [(time(9), time(12)), (time(11), time(13))]},
        {0: [(time(9), time(0)), (time(13), time(14))]},
    ],
)
def test_impossible_windows_are_refused(windows) -> None:
    with pytest.raises(ValueError, match=r"windows|weekdays"):
        Calendar("Asia/Shanghai", windows)


def test_a_naive_start_and_a_negative_duration_are_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        deadline(datetime(2025, 1, 1), H, OFFICE)  # noqa: DTZ001
    with pytest.raises(ValueError, match="negative"):
        deadline(at(11, 3, 9), -H, OFFICE)


@pytest.mark.parametrize("calendar", [OFFICE, None])
def test_an_open_pause_has_no_deadline_but_a_past(calendar) -> None:
    pauses = [Pause(at(11, 3, 10))]
    assert elapsed(at(11, 3, 9), at(12, 3, 9), calendar, pauses) == H
    assert deadline(at(11, 3, 9), H, calendar, pauses) == at(11, 3, 10)
    with pytest.raises(StillPaused):
        deadline(at(11, 3, 9), H + M, calendar, pauses)
    with pytest.raises(StillPaused):
        deadline(at(11, 3, 11), M, calendar, pauses)


def test_the_arithmetic_names_lunch_nights_holidays_pauses_and_make_up_days() -> None:
    steps = arithmetic(
        at(9, 30, 11), 6 * H, OFFICE, [Pause(at(9, 30, 14), at(9, 30, 15)), Pause(at(10, 1, 1), at(10, 2, 1))]
    )
    told = [(step.kind, step.start.astimezone(SHANGHAI).strftime("%d %H:%M"), step.counted / H) for step in steps]
    assert told == [
        ("work", "30 11:00", 1),
        ("break", "30 12:00", 0),
        ("work", "30 13:30", 0.5),
        ("pause", "30 14:00", 0),
        ("work", "30 15:00", 3),
        ("closed", "30 18:00", 0),
        ("holiday", "01 00:00", 0),
        ("closed", "09 00:00", 0),
        ("work", "09 09:00", 1.5),
    ]
    weekend = arithmetic(at(10, 10, 17), 2 * H, OFFICE)
    assert [step.kind for step in weekend] == ["work", "closed", "extra_workday"]
    assert [step.kind for step in arithmetic(at(11, 7, 17), 2 * H, OFFICE)] == [
        "work",
        "closed",
        "day_off",
        "closed",
        "work",
    ]


def test_a_calendar_survives_json() -> None:
    assert Calendar.from_json(OFFICE.as_json()) == Calendar(
        OFFICE.time_zone, {day: tuple(DAY) for day in range(5)}, OFFICE.holidays, OFFICE.extra_workdays
    )
    assert Calendar.from_json({"time_zone": "UTC", "windows": {"0": [["00:00", "24:00"]]}}).windows_on(
        date(2025, 11, 3)
    ) == ((time(0), time(0)),)


def test_the_chinese_calendar_knows_national_day_and_its_make_up_days() -> None:
    china = chinese_calendar([2025])
    assert {date(2025, 9, 28), date(2025, 10, 11)} <= china.extra_workdays
    assert {date(2025, 10, day) for day in range(1, 9)} <= china.holidays
    assert deadline(at(9, 30, 16), 4 * H, china) == at(10, 9, 11)
    assert deadline(at(9, 26, 17, 30), 2 * H, china) == at(9, 28, 10, 30)


def test_a_year_that_is_not_published_is_an_error_if_asked_for_and_ordinary_weeks_if_not() -> None:
    later = years_published()[-1] + 1
    with pytest.raises(YearNotPublished, match=str(later)):
        chinese_calendar([later])
    new_year = datetime(later, 1, 1, tzinfo=SHANGHAI)
    assert not {day for day in chinese_calendar().holidays if day.year == later}
    assert elapsed(new_year, new_year + timedelta(days=7), chinese_calendar()) == 5 * 7.5 * H


instants = st.datetimes(datetime(2025, 8, 1), datetime(2025, 12, 31)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001
durations = st.timedeltas(timedelta(0), timedelta(hours=80))
calendars = st.sampled_from(
    [OFFICE, None, Calendar("America/New_York", {5: [(time(1), time(3))], 6: [(time(0), time(0))]}), chinese_calendar()]
)


@st.composite
def pause_lists(draw: st.DrawFn) -> list[Pause]:
    return [
        Pause(start, start + draw(st.timedeltas(timedelta(0), timedelta(days=3))))
        for start in draw(st.lists(instants, max_size=3))
    ]


@settings(max_examples=150, deadline=None)
@given(instants, durations, durations, calendars, pause_lists())
def test_longer_promises_are_never_due_earlier_and_two_halves_make_a_whole(start, one, two, calendar, pauses) -> None:
    first = deadline(start, one, calendar, pauses)
    whole = deadline(start, one + two, calendar, pauses)
    assert start <= first <= whole
    assert deadline(first, two, calendar, pauses) == whole or two == timedelta(0)
    assert whole.tzinfo is UTC


@settings(max_examples=150, deadline=None)
@given(instants, durations, calendars, pause_lists())
def test_what_has_passed_at_the_deadline_is_the_duration_and_the_arithmetic_tells_it(
    start, length, calendar, pauses
) -> None:
    due = deadline(start, length, calendar, pauses)
    assert elapsed(start, due, calendar, pauses) == length
    steps = arithmetic(start, length, calendar, pauses)
    assert sum((step.counted for step in steps), timedelta()) == length
    if steps:
        assert (steps[0].start, steps[-1].end) == (start, due)
        assert all(before.end == after.start for before, after in pairwise(steps))


@settings(max_examples=100, deadline=None)
@given(instants, durations, st.dates(date(2025, 8, 1), date(2025, 12, 30)))
def test_pauses_outside_windows_change_nothing(start, length, day) -> None:
    evening = datetime.combine(day, time(18), SHANGHAI)
    outside = [Pause(evening, evening + 15 * H), Pause(evening - 6 * H, evening - 4.5 * H)]
    assert deadline(start, length, OFFICE, outside) == deadline(start, length, OFFICE)
