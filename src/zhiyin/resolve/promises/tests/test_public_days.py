"""Public days are published: a version comes into force, open promises follow, nothing breaks in hindsight."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from zhiyin.kernel.jobs.registry import JOBS
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.models import Version
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.policies.register import POLICIES
from zhiyin.kernel.timeline.models import Entry
from zhiyin.lib.working_time.public_days import PublicDays, public_days
from zhiyin.listen.channels.models import Message
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises import actions
from zhiyin.resolve.promises.models import Almanac, Breach, Feed, Promise
from zhiyin.resolve.promises.tests.cast import HOUSE, a_channel, at, wang_writes

pytestmark = pytest.mark.django_db

TUESDAY = date(2025, 11, 4)


def published(*days: date, work: tuple[date, ...] = (), when: str = "2025-11-03 16:30") -> Almanac | None:
    """The year is published anew, with these days off besides."""
    known = public_days("cn", range(2024, 2028))
    found = PublicDays(
        {**known.off, **{day: {"zh": "新假日", "en": "New holiday"} for day in days}},
        {**known.work, **{day: {"zh": "补班", "en": "Make-up day"} for day in work}},
        known.settled_through,
    )
    return actions.publish_days("cn", found, "the news", 2024, by=HOUSE, because=None, at=at(when))


def recounted(when: str = "2025-11-03 16:30") -> int:
    return actions.recount_batch("public_days", by=HOUSE, because=None, at=at(when)).moved


def the_promise(case: Case) -> Promise:
    return Promise.objects.get(case_id=case.id)


def test_a_published_holiday_comes_into_force_and_moves_what_is_open() -> None:
    case = wang_writes(at("2025-11-03 16:00"))
    assert the_promise(case).due_at == at("2025-11-04 11:00")
    almanac = published(TUESDAY)
    assert almanac is not None
    assert in_force("public_days", {"source": "cn"}).outcome["version"] == almanac.number == 1
    assert recounted() == 1
    promise = the_promise(case)
    assert (promise.due_at, promise.public_days_version) == (at("2025-11-05 11:00"), 1)
    assert recounted() == 0
    assert Entry.objects.filter(event="PromiseChanged", subject_id=promise.id).count() == 1
    assert the_promise(wang_writes(at("2025-11-03 16:00"), "还有", address="li@example.com")).due_at == promise.due_at


def test_what_is_published_again_makes_no_version() -> None:
    assert published(TUESDAY) is not None
    assert published(TUESDAY) is None
    again = published(TUESDAY, date(2025, 11, 5))
    assert again is not None
    assert again.number == 2
    assert [row["then"]["version"] for row in Version.objects.get(key="public_days", number=2).rows] == [2, 0]


def test_days_of_years_that_are_asked_for_no_more_stay_known() -> None:
    published(TUESDAY)
    later = public_days("cn", range(2026, 2029))
    almanac = actions.publish_days("cn", later, "the news", 2026, by=HOUSE, because=None)
    assert almanac is not None
    assert almanac.off["2025-11-04"] == {"zh": "新假日", "en": "New holiday"}


def test_a_make_up_day_that_is_published_late_breaks_nothing_in_hindsight() -> None:
    case = wang_writes(at("2025-11-07 16:00"))
    assert the_promise(case).due_at == at("2025-11-10 11:00")
    published(work=(date(2025, 11, 8),), when="2025-11-08 15:00")
    assert recounted("2025-11-08 15:00") == 1
    promise = the_promise(case)
    assert (promise.state, promise.due_at) == ("breached_by_change", at("2025-11-08 11:00"))
    assert actions.breach_overdue(at("2025-11-10 12:00")) == 0
    assert not Breach.objects.exists()


def test_a_promise_that_no_batch_has_reached_is_counted_anew_before_it_is_broken() -> None:
    case = wang_writes(at("2025-11-03 16:00"))
    published(TUESDAY, when="2025-11-03 16:30")
    actions.breach_overdue(at("2025-11-04 11:00"))
    assert not Breach.objects.exists()
    assert the_promise(case).due_at == at("2025-11-05 11:00")
    actions.breach_overdue(at("2025-11-05 11:00"))
    assert Breach.objects.get().breached_at == at("2025-11-05 11:00")


def test_a_promise_that_was_due_before_the_change_is_broken_all_the_same() -> None:
    case = wang_writes(at("2025-11-03 16:00"))
    published(TUESDAY, when="2025-11-04 15:00")
    actions.breach_overdue(at("2025-11-04 15:01"))
    assert Breach.objects.get(promise__case_id=case.id).breached_at == at("2025-11-04 11:00")


def test_a_change_tells_the_customer_nothing_twice() -> None:
    case = wang_writes(at("2025-11-03 16:00"))
    actions.acknowledge(the_promise(case).id, by=HOUSE, because=None, at=at("2025-11-03 16:01"))
    said = Message.objects.filter(direction="out").count()
    published(TUESDAY)
    recounted()
    assert actions.acknowledge(the_promise(case).id, by=HOUSE, because=None, at=at("2025-11-03 16:31")) is None
    assert Message.objects.filter(direction="out").count() == said == 1


def test_many_promises_are_counted_anew_batch_after_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    from zhiyin.resolve.promises import jobs

    monkeypatch.setattr(jobs, "recount_batch", lambda *a, **k: actions.recount_batch(*a, **k, limit=2))
    waiting: list[dict[str, Any]] = []
    monkeypatch.setattr(jobs, "defer", lambda job, queue, **arguments: waiting.append(arguments))
    cases = [wang_writes(at("2025-11-03 16:00"), f"问题{n}", address=f"w{n}@example.com") for n in range(5)]
    published(TUESDAY)
    entry = Entry.objects.get(event="PolicyChanged")
    Entry.objects.filter(id=entry.id).update(happened_at=at("2025-11-03 16:30"))
    JOBS["promises.recount"](reason="public_days", entry_id=str(entry.id))
    rounds = 1
    while waiting:
        JOBS["promises.recount"](**waiting.pop())
        rounds += 1
    assert rounds == 3
    assert {the_promise(case).due_at for case in cases} == {at("2025-11-05 11:00")}


def test_a_promise_in_a_trial_keeps_its_arm_and_follows_the_calendar() -> None:
    case = wang_writes(at("2025-11-03 16:00"))
    Promise.objects.filter(case_id=case.id).update(trial_id=case.id, arm="short", duration_seconds=3600)
    published(TUESDAY)
    put_in_force(
        "first_reply", [{"when": {}, "then": {"minutes": 600, "calendar": "office"}}], "长", by=HOUSE, because=None
    )
    recounted()
    promise = the_promise(case)
    assert (promise.duration_seconds, promise.due_at) == (3600, at("2025-11-03 17:00"))


class Calendars(BaseHTTPRequestHandler):
    answer = (200, b"")

    def do_GET(self) -> None:
        status, body = type(self).answer
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def site(settings: Any) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Calendars)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.PRIVATE_RECEIVERS = f"127.0.0.1:{server.server_port}"
    yield f"http://127.0.0.1:{server.server_port}/days.ics"
    server.shutdown()
    server.server_close()
    thread.join()


def feed_of(day: date) -> bytes:
    event = f"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\nSUMMARY:厂庆\r\nEND:VEVENT\r\n"
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//works\r\n{event}END:VCALENDAR\r\n".encode()


def test_a_feed_is_fetched_kept_by_version_and_its_last_good_days_outlive_a_fault(site: str) -> None:
    now = timezone.now()
    tomorrow = (now + timedelta(days=1)).date()
    actions.add_feed("厂历", "works", site, by=HOUSE, because=None)
    Calendars.answer = (200, feed_of(tomorrow))
    first = actions.look_up("feed:works", by=HOUSE, because=None)
    assert first is not None
    assert first.off == {tomorrow.isoformat(): {"": "厂庆"}}
    assert actions.look_up("feed:works", by=HOUSE, because=None) is None
    for answer in ((500, b"sorry"), (200, b"<html>"), (302, b""), (200, feed_of(date(2001, 1, 1)))):
        Calendars.answer = answer
        assert actions.look_up("feed:works", by=HOUSE, because=None) is None
        assert Feed.objects.get().fault
        assert in_force("public_days", {"source": "feed:works"}).outcome["version"] == 1
    Calendars.answer = (200, feed_of(tomorrow + timedelta(days=1)))
    second = actions.look_up("feed:works", by=HOUSE, because=None)
    assert second is not None
    assert (second.number, Feed.objects.get().fault) == (2, "")


def test_a_calendar_of_a_feed_and_a_country_rests_on_the_days_of_both(site: str) -> None:
    day = timezone.now().date() + timedelta(days=1)
    actions.add_feed("厂历", "works", site, by=HOUSE, because=None)
    Calendars.answer = (200, feed_of(day))
    actions.look_up("feed:works", by=HOUSE, because=None)
    office = dict(POLICIES["calendars"].default[-1]["then"]["calendar"]) | {"holidays": ["de-by", "feed:works"]}
    put_in_force("calendars", [{"when": {}, "then": {"calendar": office}}], "两地", by=HOUSE, because=None)
    from zhiyin.kernel.policies.reads import all_in_force
    from zhiyin.resolve.promises.calendars import TABLES, calendar_named

    tables = all_in_force(*TABLES)
    calendar = calendar_named("office", *(tables[key] for key in TABLES))
    assert calendar is not None
    assert {day, date(2026, 1, 6)} <= calendar.holidays
    with pytest.raises(ValidationError):
        actions.remove_feed(Feed.objects.get().id, by=HOUSE, because=None)


def test_an_address_inside_our_network_is_not_fetched() -> None:
    actions.add_feed("内网", "inside", "http://127.0.0.1:1/days.ics", by=HOUSE, because=None)
    assert actions.look_up("feed:inside", by=HOUSE, because=None) is None
    assert "ZHIYIN_PRIVATE_RECEIVERS" in Feed.objects.get().fault
    with pytest.raises(ValidationError):
        actions.add_feed("文件", "file", "file:///etc/passwd", by=HOUSE, because=None)


def test_each_night_the_sources_of_calendars_in_force_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from zhiyin.resolve.promises import jobs

    asked: list[str] = []
    monkeypatch.setattr(jobs, "defer", lambda job, once, source: asked.append(source))
    Feed.objects.create(key="works", name="厂历", url="https://example.com/days.ics", made_at=timezone.now())
    jobs.look_up_public_days()
    assert asked == ["cn", "feed:works"]
    a_channel()
    almanac = actions.look_up("cn", by=HOUSE, because=None)
    assert almanac is not None
    assert almanac.origin.startswith("chinesecalendar")
    assert actions.look_up("cn", by=HOUSE, because=None) is None
