"""When somebody is on shift."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyin.kernel.people.hours import HoursUnreadable, shift_at, windows_from, windows_in_words

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = {str(day): [["09:00", "12:00"], ["13:30", "18:00"]] for day in range(5)}


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "until", "next_at"),
    [
        ("2026-04-16 08:59", None, "2026-04-16 09:00"),
        ("2026-04-16 09:00", "2026-04-16 12:00", "2026-04-16 13:30"),
        ("2026-04-16 12:00", None, "2026-04-16 13:30"),
        ("2026-04-16 17:59", "2026-04-16 18:00", "2026-04-17 09:00"),
        ("2026-04-17 18:00", None, "2026-04-20 09:00"),
    ],
)
def test_a_shift_begins_and_ends_to_the_minute(now: str, until: str | None, next_at: str) -> None:
    found = shift_at(local(now), OFFICE, {}, SHANGHAI)
    assert found == (local(until) if until else None, local(next_at))


def test_a_night_shift_goes_on_after_midnight() -> None:
    nights = {"3": [["22:00", "06:00"]]}  # 16 April 2026 is a Thursday
    for now in ("2026-04-16 23:00", "2026-04-17 05:59"):
        assert shift_at(local(now), nights, {}, SHANGHAI).until == local("2026-04-17 06:00")
    assert shift_at(local("2026-04-17 06:00"), nights, {}, SHANGHAI) == (None, local("2026-04-23 22:00"))


def test_windows_that_meet_at_midnight_are_one_shift() -> None:
    always = {str(day): [["00:00", "24:00"]] for day in range(7)}
    found = shift_at(local("2026-04-16 10:00"), always, {}, SHANGHAI)
    assert found.until is not None
    assert found.until - local("2026-04-16 10:00") > timedelta(days=13)


def test_other_hours_of_a_day_stand_in_for_those_of_the_week() -> None:
    off, sunday = date(2026, 4, 16), date(2026, 4, 19)
    other = {off: [], sunday: [["10:00", "11:00"]]}
    assert shift_at(local("2026-04-16 10:00"), OFFICE, other, SHANGHAI) == (None, local("2026-04-17 09:00"))
    assert shift_at(local("2026-04-19 10:30"), OFFICE, other, SHANGHAI).until == local("2026-04-19 11:00")


def test_who_has_no_hours_is_never_on_shift() -> None:
    assert shift_at(local("2026-04-16 10:00"), {}, {}, SHANGHAI) == (None, None)


def test_hours_are_read_as_people_type_them() -> None:
    assert windows_from("") == []
    assert windows_from("09:00-12:00，13:30–18:00") == [["09:00", "12:00"], ["13:30", "18:00"]]
    assert windows_from(" 22:00 - 06:00 ") == [["22:00", "06:00"]]
    assert windows_from("00:00-24:00") == [["00:00", "24:00"]]
    for wrong in ("nine to five", "09:00", "09:00-25:00", "09:00-12:00-13:00"):
        with pytest.raises(HoursUnreadable):
            windows_from(wrong)


TIMES = st.times().map(lambda one: one.strftime("%H:%M"))


@given(st.lists(st.tuples(TIMES, TIMES).map(list), max_size=4))
def test_hours_written_in_words_read_back_the_same(windows: list[list[str]]) -> None:
    assert windows_from(windows_in_words(windows)) == sorted(windows)


@given(
    st.dictionaries(st.sampled_from("0123456"), st.lists(st.tuples(TIMES, TIMES), max_size=2)),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001  hypothesis adds the zone
)
def test_one_is_on_shift_until_a_later_moment_and_the_next_one_begins_later(
    weekly: dict[str, list[tuple[str, str]]], now: datetime
) -> None:
    found = shift_at(now, weekly, {}, ZoneInfo("Europe/Berlin"))
    assert found.until is None or found.until > now
    assert found.next_at is None or found.next_at > (found.until or now)
    if found.next_at is not None:
        assert shift_at(found.next_at, weekly, {}, ZoneInfo("Europe/Berlin")).until is not None
