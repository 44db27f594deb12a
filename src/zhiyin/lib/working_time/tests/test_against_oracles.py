"""Random calendars: the quick count agrees with counting minute by minute, and with walking from window to window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from zhiyin.lib.working_time import Calendar, NoWorkingTime, Pause, StillPaused, Window, arithmetic, deadline, elapsed
from zhiyin.lib.working_time.tests.oracles import MINUTE, Minutes, walked_deadline

#: clocks put forward and back in the night, at midnight, by half an hour, by a whole day, and never
ZONES = (
    ("Asia/Shanghai", datetime(2025, 9, 20, tzinfo=UTC)),
    ("America/New_York", datetime(2025, 3, 5, tzinfo=UTC)),
    ("America/New_York", datetime(2025, 10, 28, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2025, 12, 15, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2025, 4, 1, tzinfo=UTC)),
    ("America/Havana", datetime(2025, 10, 29, tzinfo=UTC)),
    ("Africa/Cairo", datetime(2025, 4, 20, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 26, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2025, 12, 20, tzinfo=UTC)),
)
DAYS = 18


def a_day(random: Random) -> tuple[Window, ...]:
    """Up to three windows of a day, on any minute; the last may end at midnight."""
    count = random.choice((0, 1, 1, 2, 2, 3))
    edges = sorted(random.sample(range(0, 1440, random.choice((1, 5, 30))), 2 * count))
    windows = [(_wall(opens), _wall(closes)) for opens, closes in zip(edges[::2], edges[1::2], strict=True)]
    if windows and random.random() < 0.2:
        windows[-1] = (windows[-1][0], time(0))
    return tuple(windows)


def _wall(minute: int) -> time:
    return time(minute // 60, minute % 60)


def a_calendar(random: Random, zone: str, begin: datetime) -> Calendar:
    days = [(begin + timedelta(days=day)).date() for day in range(-1, DAYS + 1)]
    while True:
        try:
            return Calendar(
                zone,
                {weekday: a_day(random) for weekday in range(7)},
                holidays=frozenset(random.sample(days, random.randint(0, 5))),
                extra_workdays=frozenset(random.sample(days, random.randint(0, 4))),
            )
        except NoWorkingTime:
            continue


def cases(calendars: int, each: int) -> Iterator[tuple[Calendar, Minutes, list[tuple[datetime, int, list[Pause]]]]]:
    """Random calendars, each with its minutes and random starts, lengths in minutes and pauses."""
    random = Random(17)
    for number in range(calendars):
        zone, begin = ZONES[number % len(ZONES)]
        calendar = a_calendar(random, zone, begin)
        asked = []
        for _case in range(each):
            start = begin + random.randrange(0, 8 * 1440) * MINUTE
            pauses = []
            for _pause in range(random.choice((0, 0, 1, 2, 3))):
                stopped = start + random.randrange(-600, 4000) * MINUTE
                pauses.append(Pause(stopped, stopped + random.randrange(0, 3000) * MINUTE))
            asked.append((start, random.choice((0, 1, 15, random.randrange(600), random.randrange(3000))), pauses))
        yield calendar, Minutes(calendar, begin, DAYS), asked


def agree(calendars: int, each: int) -> int:
    """Compare all; returns how many deadlines were within the days that the oracle sees."""
    compared = 0
    for calendar, minutes, asked in cases(calendars, each):
        for start, length, pauses in asked:
            told = f"{calendar} {start} {length} {pauses}"
            due = minutes.deadline(start, length, pauses)
            if due is not None:
                compared += 1
                assert deadline(start, length * MINUTE, calendar, pauses) == due, told
                assert walked_deadline(start, length * MINUTE, calendar, pauses) == due, told
            end = start + length * MINUTE
            assert elapsed(start, end, calendar, pauses) == minutes.elapsed(start, end, pauses) * MINUTE, told
    return compared


def test_counting_agrees_with_counting_minute_by_minute() -> None:
    assert agree(calendars=9, each=40) > 250


@pytest.mark.slow
def test_counting_agrees_with_counting_minute_by_minute_in_ten_thousand_cases() -> None:
    assert agree(calendars=27, each=420) > 10_000


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    zone, begin = draw(st.sampled_from(ZONES))
    return a_calendar(Random(draw(st.integers(0, 2**32))), zone, begin)


starts = st.datetimes(datetime(2024, 6, 1), datetime(2026, 6, 1)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001
lengths = st.timedeltas(timedelta(0), timedelta(hours=60))


@st.composite
def pauses_after(draw: st.DrawFn, start: datetime) -> list[Pause]:
    begins = draw(st.lists(st.timedeltas(timedelta(days=-2), timedelta(days=20)), max_size=3))
    return [
        Pause(start + begin, start + begin + draw(st.timedeltas(timedelta(0), timedelta(days=4)))) for begin in begins
    ]


@settings(max_examples=60, deadline=None)
@given(st.data(), calendars(), starts, lengths, lengths)
def test_any_calendar_keeps_the_laws_of_clocks(
    data: st.DataObject, calendar: Calendar, start: datetime, one: timedelta, two: timedelta
) -> None:
    pauses = data.draw(pauses_after(start))
    first, whole = deadline(start, one, calendar, pauses), deadline(start, one + two, calendar, pauses)
    assert start <= first <= whole
    assert elapsed(start, first, calendar, pauses) == one
    if one and two:
        assert deadline(first, two, calendar, pauses) == whole
        assert first < whole
    assert walked_deadline(start, one, calendar, pauses) == first
    steps = arithmetic(start, one, calendar, pauses)
    assert sum((step.counted for step in steps), timedelta()) == one
    assert all(before.end == after.start for before, after in pairwise(steps))


@settings(max_examples=60, deadline=None)
@given(calendars(), starts, lengths, st.timedeltas(timedelta(0), timedelta(days=9)), lengths)
def test_a_pause_moves_the_deadline_by_the_working_time_paused(
    calendar: Calendar, start: datetime, length: timedelta, after: timedelta, lasts: timedelta
) -> None:
    pause = Pause(start + after, start + after + lasts)
    plain, moved = deadline(start, length, calendar), deadline(start, length, calendar, [pause])
    assume(length and pause.start < plain)
    assert elapsed(plain, moved, calendar) == elapsed(pause.start, pause.start + lasts, calendar)


@settings(max_examples=60, deadline=None)
@given(calendars(), starts, lengths)
def test_a_pause_while_nobody_works_moves_nothing(calendar: Calendar, start: datetime, length: timedelta) -> None:
    spans = calendar.spans_from(start)
    shut = [Pause(before[1], after[0]) for (before, after), _n in zip(pairwise(spans), range(12), strict=False)]
    assert deadline(start, length, calendar, shut) == deadline(start, length, calendar)


def test_a_pause_without_an_end_and_holidays_for_ever_are_errors_and_no_endless_loop() -> None:
    sundays = {6: [(time(9), time(10))]}
    first = date(2025, 1, 5)
    never = Calendar("UTC", sundays, holidays=frozenset(first + timedelta(weeks=n) for n in range(60 * 110)))
    start = datetime(2025, 1, 1, tzinfo=UTC)
    with pytest.raises(NoWorkingTime, match="not due"):
        deadline(start, MINUTE, never)
    with pytest.raises(NoWorkingTime):
        next(never.spans_from(start))
    with pytest.raises(NoWorkingTime):
        deadline(start, timedelta(days=400_000), Calendar("UTC", sundays))
    with pytest.raises(StillPaused):
        deadline(start, MINUTE, Calendar("UTC", sundays), [Pause(start)])
    with pytest.raises(StillPaused):
        deadline(start, MINUTE, never, [Pause(start)])
