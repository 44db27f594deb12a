"""Public days of places and of feeds."""

from __future__ import annotations

from datetime import date

import pytest

from zhiyin.lib.working_time import chinese_calendar, years_published
from zhiyin.lib.working_time.ical import FeedUnreadable, days_of_feed
from zhiyin.lib.working_time.public_days import UnknownPlace, origin_of, public_days


def test_published_years_of_china_have_their_make_up_days_and_later_ones_the_holidays_of_the_law() -> None:
    last = years_published()[-1]
    known, later = public_days("cn", [2025]), public_days("cn", [last + 3])
    china = chinese_calendar([2025])
    assert (set(known.off), set(known.work)) == (set(china.holidays), set(china.extra_workdays))
    assert known.off[date(2025, 10, 1)]["zh"]
    assert known.settled_through == last
    assert date(last + 3, 10, 1) in later.off
    assert not later.work
    assert later.settled_through is not None
    assert later.settled_through < last + 3


def test_a_region_has_the_days_of_its_country_and_its_own() -> None:
    bavaria, germany = public_days("de-by", [2026]), public_days("de", [2026])
    assert set(germany.off) < set(bavaria.off)
    assert date(2026, 1, 6) in bavaria.off
    assert bavaria.off[date(2026, 10, 3)]["en"] == "German Unity Day"
    assert bavaria.settled_through is None
    assert origin_of("de-by").startswith("holidays ")


@pytest.mark.parametrize("place", ["moon", "de-xx", ""])
def test_a_place_that_nobody_knows_is_an_error(place: str) -> None:
    with pytest.raises(UnknownPlace):
        public_days(place, [2026])


def feed(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\nUID:{n}\r\n{event}\r\nEND:VEVENT\r\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test\r\n{head}{body}END:VCALENDAR\r\n".encode()


def test_whole_day_events_are_days_off_and_those_that_say_so_are_worked() -> None:
    found = days_of_feed(
        feed(
            "DTSTART;VALUE=DATE:20261001\r\nDTEND;VALUE=DATE:20261004\r\nSUMMARY:国庆节（休）",
            "DTSTART;VALUE=DATE:20261010\r\nSUMMARY:国庆节（班）",
            "DTSTART;VALUE=DATE:20261011\r\nSUMMARY:Make-up day",
            "DTSTART:20261012T090000Z\r\nDTEND:20261012T100000Z\r\nSUMMARY:Meeting",
            "DTSTART;VALUE=DATE:20261013\r\nSTATUS:CANCELLED\r\nSUMMARY:Not any more",
            "DTSTART;VALUE=DATE:20201001\r\nSUMMARY:Long ago",
        ),
        2026,
        2027,
    )
    assert sorted(found.off) == [date(2026, 10, day) for day in (1, 2, 3)]
    assert sorted(found.work) == [date(2026, 10, 10), date(2026, 10, 11)]
    assert found.off[date(2026, 10, 1)] == {"": "国庆节（休）"}


def test_days_that_come_every_year_are_found_and_those_left_out_are_not() -> None:
    yearly = "DTSTART;VALUE=DATE:20100501\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:May Day\r\nEXDATE;VALUE=DATE:20270501"
    ended = "DTSTART;VALUE=DATE:20100601\r\nRRULE:FREQ=YEARLY;UNTIL=20200601\r\nSUMMARY:Ended"
    assert sorted(days_of_feed(feed(yearly, ended), 2026, 2028).off) == [date(2026, 5, 1), date(2028, 5, 1)]


def test_in_a_feed_that_marks_special_days_only_those_count() -> None:
    found = days_of_feed(
        feed(
            "DTSTART;VALUE=DATE:20260217\r\nSUMMARY:春节\r\nX-APPLE-SPECIAL-DAY:WORK-HOLIDAY",
            "DTSTART;VALUE=DATE:20260228\r\nSUMMARY:春节\r\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY",
            "DTSTART;VALUE=DATE:20260204\r\nSUMMARY:立春",
        ),
        2026,
        2026,
    )
    assert (list(found.off), list(found.work)) == ([date(2026, 2, 17)], [date(2026, 2, 28)])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>sign in first</html>",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        feed("DTSTART;VALUE=DATE:20261001\r\nRRULE:FREQ=SECONDLY\r\nSUMMARY:endless"),
        feed("SUMMARY:without a day"),
        feed("DTSTART;VALUE=DATE:tomorrow\r\nSUMMARY:x"),
        feed(*["DTSTART;VALUE=DATE:20261001\r\nSUMMARY:x"] * 5001),
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(FeedUnreadable):
        days_of_feed(content, 2026, 2027)
