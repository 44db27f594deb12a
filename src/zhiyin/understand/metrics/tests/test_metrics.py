import csv
import io
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from zhiyin.face.testing import hire
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.models import Unit
from zhiyin.listen.surveys.models import Answer, FormVersion, Invitation
from zhiyin.resolve.cases.models import Case, Closure, Reopening
from zhiyin.resolve.promises.models import Breach, Promise
from zhiyin.resolve.promises.reads import kept
from zhiyin.understand.metrics.models import Compiled
from zhiyin.understand.metrics.policy import NOTHING, Counted, Window, last_days, summary, weeks
from zhiyin.understand.metrics.reads import METRICS, compute, figures, series, unit_rows

database = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


class Story:
    """Cases of one unit with what the metrics count: promises, breaches, answers, closures, reopenings."""

    def __init__(self, unit: Unit, channel: Any, at: datetime) -> None:
        self.unit, self.channel, self.at = unit, channel, at
        self.customer = Customer.objects.create(name="王芳", made_at=at)
        self.form = FormVersion.objects.create(key="after_case", number=1, content={}, digest=str(new_id()), made_at=at)

    def case(self, at: datetime) -> Case:
        return Case.objects.create(
            customer=self.customer, unit=self.unit, channel=self.channel, opened_at=at, last_message_at=at
        )

    def promise(self, case: Case, due_at: datetime, answered_at: datetime | None, state: str | None = None) -> Promise:
        late = answered_at is None or answered_at > due_at
        promise = Promise.objects.create(
            name="first_reply",
            customer=self.customer,
            case=case,
            unit=self.unit,
            duration_seconds=3600,
            started_at=due_at - HOUR,
            due_at=due_at,
            warn_at=due_at,
            state=state or ("breached" if late else "met"),
            met_at=None if late or state else answered_at,
            answered_at=answered_at,
        )
        if late and state is None:
            Breach.objects.create(promise=promise, breached_at=due_at, noticed_at=due_at)
        return promise

    def answer(self, case: Case | None, kind: str, score: int | None, at: datetime) -> Answer:
        invitation = Invitation.objects.create(
            customer=self.customer,
            unit=self.unit,
            form_key="after_case",
            version=self.form,
            case_id=case.id if case else None,
            language="zh-hans",
            invited_at=at,
            expires_at=at + DAY,
        )
        return Answer.objects.create(
            invitation=invitation, question=kind, kind=kind, score=score, language="zh-hans", first_at=at, at=at
        )


@pytest.fixture
def t0() -> datetime:
    return datetime(2026, 11, 2, 0, 0, tzinfo=UTC)


@pytest.fixture
def story(hotel: Unit, mailbox: Any, t0: datetime) -> Story:
    return Story(hotel, mailbox, t0)


def test_shares_scores_and_medians_follow_the_vectors() -> None:
    value, low, high, n = summary("share", Counted(100, 83.0, 100.0, 83, 17, 0, None))
    assert (value, round(low or 0, 6), round(high or 0, 6), n) == (0.83, 0.744520, 0.891064, 100)
    value, low, high, n = summary("nps", Counted(100, 45.0, 100.0, 60, 25, 15, None))
    assert (value, round(low or 0, 3), round(high or 0, 3), n) == (45.0, 29.343, 58.036, 100)
    assert summary("median", Counted(10, 0, 10.0, 10, 0, 0, [float(i) for i in range(1, 11)])) == (5.5, 2.0, 9.0, 10)
    assert summary("share", NOTHING) == (None, None, None, 0)


def test_windows_are_whole_days_and_weeks_without_gap_or_overlap() -> None:
    now = datetime(2026, 11, 22, 10, 0, tzinfo=SHANGHAI)
    window = last_days(now, 7, SHANGHAI)
    assert window.to_at - window.from_at == 7 * DAY
    assert window.to_at.astimezone(SHANGHAI) == datetime(2026, 11, 23, 0, 0, tzinfo=SHANGHAI)
    found = weeks(window, SHANGHAI, 4)
    assert len(found) == 4
    assert all(one.to_at == two.from_at for one, two in pairwise(found))
    assert all(one.from_at.astimezone(SHANGHAI).weekday() == 0 for one in found)
    assert found[-1].from_at <= now < found[-1].to_at


@database
def test_no_data_is_no_zero(t0: datetime) -> None:
    for figure in figures(t0, t0 + DAY):
        assert (figure.value, figure.low, figure.high, figure.n) == (None, None, None, 0)


@database
def test_every_metric_counts_what_it_says(story: Story, t0: datetime) -> None:
    cases = [story.case(t0 + i * HOUR) for i in range(6)]
    story.promise(cases[0], t0 + 2 * HOUR, t0 + 1.5 * HOUR)  # met after 30 minutes
    story.promise(cases[1], t0 + 3 * HOUR, t0 + 4 * HOUR)  # broken, answered after 120
    story.promise(cases[2], t0 + 4 * HOUR, None)  # broken, never answered
    story.promise(cases[3], t0 + 5 * HOUR, None, "breached_by_change")
    story.promise(cases[4], t0 + 6 * HOUR, None, "pending")
    for score in (5, 4, 3):
        story.answer(None, "csat", score, t0 + HOUR)
    for score in (10, 9, 8, 6):
        story.answer(None, "nps", score, t0 + HOUR)
    story.answer(None, "csat", None, t0 + HOUR)  # an answer without a score counts nowhere
    story.answer(cases[1], "csat", 1, t0 + 5 * HOUR)
    story.answer(cases[1], "csat", 5, t0 + 6 * HOUR)  # the newest after the break decides
    story.answer(cases[2], "csat", 2, t0 + 5 * HOUR)
    story.answer(cases[0], "csat", 2, t0 + 5 * HOUR)  # nothing was broken here
    closure = Closure.objects.create(case=cases[0], status_before="open", at=t0 + HOUR)
    Reopening.objects.create(case=cases[0], reason="x", at=t0 + 2 * DAY)
    Reopening.objects.create(case=cases[0], reason="x", at=t0 + 3 * DAY)
    Closure.objects.create(case=cases[1], status_before="open", at=t0 + HOUR)
    Reopening.objects.create(case=cases[1], reason="x", at=t0 + 32 * DAY)  # too late
    Closure.objects.create(case=cases[2], status_before="open", at=t0 + HOUR, undone_at=t0 + 2 * HOUR)
    Closure.objects.create(case=cases[3], status_before="open", at=t0 + HOUR, reason="spam")

    found = {figure.key: figure for figure in figures(t0, t0 + DAY, [story.unit.id])}
    assert (found["first_reply_kept"].value, found["first_reply_kept"].n) == (1 / 3, 3)
    assert (found["satisfaction"].value, found["satisfaction"].n) == (3 / 7, 7)
    assert (found["recommendation"].value, found["recommendation"].n) == (25.0, 4)
    assert (found["first_reply_minutes"].value, found["first_reply_minutes"].n) == (75.0, 2)
    assert (found["reopened"].value, found["reopened"].n) == (0.5, 2)
    assert (found["recovered"].value, found["recovered"].n) == (0.5, 2)
    assert all(figure.thin for figure in found.values())
    assert kept(t0, t0 + DAY) == (1, 2)  # the promises room counts the same
    assert all(figure.n == 0 for figure in figures(t0, t0 + DAY, [new_id()]))
    rows = unit_rows("reopened", t0, t0 + DAY)
    assert sorted(row.numerator for row in rows) == [0.0, 1.0]
    assert {row.customer_id for row in rows} == {story.customer.id}
    assert unit_rows("reopened", t0, t0 + DAY, [new_id()]) == []
    assert {row.at for row in rows} == {closure.at}


@database
def test_windows_are_half_open(story: Story, t0: datetime) -> None:
    story.answer(None, "csat", 5, t0)
    assert compute("satisfaction", t0, t0 + DAY).n == 1
    assert compute("satisfaction", t0 - DAY, t0).n == 0
    both = series("satisfaction", [Window(t0 - DAY, t0), Window(t0, t0 + DAY)])
    assert [figure.n for figure in both] == [0, 1]


@database
def test_a_series_adds_up_to_the_figure(story: Story, t0: datetime) -> None:
    for i in range(40):
        story.answer(None, "csat", 1 + i % 5, t0 + i * 6 * HOUR)
    windows = [Window(t0 + i * DAY, t0 + (i + 1) * DAY) for i in range(10)]
    found = series("satisfaction", windows)
    whole = compute("satisfaction", t0, t0 + 10 * DAY)
    assert sum(figure.n for figure in found) == whole.n == 40
    assert sum((figure.value or 0) * figure.n for figure in found) == pytest.approx((whole.value or 0) * whole.n)


@database
def test_a_definition_is_compiled_once_for_all_processes(t0: datetime, django_assert_num_queries: Any) -> None:
    from zhiyin.understand.metrics import compiling

    compute("satisfaction", t0, t0 + DAY)
    compiling._remembered.clear()
    compute("satisfaction", t0, t0 + DAY)
    assert Compiled.objects.filter(key="satisfaction").count() == 1
    with django_assert_num_queries(1):
        compute("satisfaction", t0, t0 + DAY)


@database
def test_board_export_and_api_show_one_number(signed_in: Client, story: Story, now: datetime) -> None:
    for i in range(7):
        story.answer(None, "csat", 3 + i % 3, now - HOUR)
        story.answer(None, "nps", 4 + i, now - HOUR)
    board = {row["figure"].key: row["figure"] for row in signed_in.get(reverse("metrics")).context["rows"]}
    api = {one["metric"]: one for one in signed_in.get("/api/v1/metrics").json()}
    text = signed_in.get(reverse("metrics-export")).content.decode("utf-8-sig")
    exported = {row["metric"]: row for row in csv.DictReader(io.StringIO(text)) if row["period"] == "window"}
    assert set(board) == set(api) == set(exported) == set(METRICS)
    for key, figure in board.items():
        assert api[key]["value"] == figure.value
        assert api[key]["low"] == figure.low
        assert exported[key]["value"] == ("" if figure.value is None else str(figure.value))
        assert (api[key]["n"], int(exported[key]["n"])) == (figure.n, figure.n)
        one = signed_in.get(f"/api/v1/metrics/{key}").json()
        assert one["value"] == figure.value
    assert board["satisfaction"].n == 7
    assert signed_in.get("/api/v1/metrics/nothing").status_code == 404
    assert len(signed_in.get("/api/v1/metrics/satisfaction/weeks").json()) == 13


@database
def test_the_board_keeps_to_the_units_of_its_reader(client: Client, story: Story, now: datetime) -> None:
    story.answer(None, "csat", 5, now - HOUR)
    elsewhere = Unit.objects.create(name="别处")
    client.force_login(hire("lead", elsewhere, "li@elsewhere.example", "李"))
    assert all(row["figure"].n == 0 for row in client.get(reverse("metrics")).context["rows"])
    assert client.get(reverse("metrics"), {"unit": str(story.unit.id)}).status_code == 400


@database
def test_every_series_has_its_chart_and_table(signed_in: Client, story: Story, now: datetime) -> None:
    case = story.case(now)
    story.promise(case, now - HOUR, now - 2 * HOUR)
    answer = signed_in.get(reverse("metric-chart", args=["first_reply_kept"]), {"days": "7"}).json()
    assert answer["spec"]["layer"]
    assert len(answer["table"]["rows"]) == 13
    assert answer["table"]["rows"][-1][1:] == [1.0, pytest.approx(0.2065, abs=1e-3), 1.0, 1]
    assert "empty" in signed_in.get(reverse("metric-chart", args=["reopened"])).json()
    assert signed_in.get(reverse("metric-chart", args=["nothing"])).status_code == 404


@database
def test_the_board_is_quick_with_twenty_thousand_cases(story: Story, t0: datetime) -> None:
    case = story.case(t0)
    with connection.cursor() as cursor:
        _multiply(cursor, case, story)
    compute("recovered", t0, t0 + DAY)
    for key in METRICS:  # compile first
        compute(key, t0, t0 + DAY)
    begin = time.perf_counter()
    found = {figure.key: figure for figure in figures(t0, t0 + 90 * DAY)}
    taken = time.perf_counter() - begin
    assert found["first_reply_kept"].n == 20_000
    assert found["recovered"].n > 0
    assert taken < 1.5


def _multiply(cursor: Any, case: Case, story: Story) -> None:
    """20,000 cases over 70 days, each with a promise (a fifth broken), a closure and half of them with an answer."""
    cursor.execute(
        """
        CREATE TEMP TABLE many ON COMMIT DROP AS
        SELECT gen_random_uuid() AS id, gen_random_uuid() AS promise, gen_random_uuid() AS invitation, i,
               %s::timestamptz + i * interval '5 minutes' AS at FROM generate_series(1, 20000) i
        """,
        [story.at],
    )
    promise = story.promise(case, story.at - 90 * DAY, story.at - 90 * DAY)
    broken = Breach.objects.create(promise=promise, breached_at=story.at, noticed_at=story.at)
    closure = Closure.objects.create(case=case, status_before="open", at=story.at - 90 * DAY)
    answer = story.answer(case, "csat", 5, story.at - 90 * DAY)
    new = "gen_random_uuid()"

    def many(row: Any, where: str = "true", **changed: str) -> None:
        """One row, many times over, with these columns changed."""
        columns = [f.column for f in row._meta.fields if f.column != "number"]
        values = ", ".join(changed.get(column, f"r.{column}") for column in columns)
        table = row._meta.db_table
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM many m, {table} r "
            f"WHERE r.id = %s AND {where}",
            [row.id],
        )

    many(case, id="m.id", opened_at="m.at", last_message_at="m.at")
    many(
        promise,
        id="m.promise",
        case_id="m.id",
        started_at="m.at",
        due_at="m.at + interval '1 hour'",
        answered_at="m.at + mod(i, 70) * interval '1 minute'",
        state="CASE mod(i, 5) WHEN 0 THEN 'breached' ELSE 'met' END",
        met_at="CASE mod(i, 5) WHEN 0 THEN NULL ELSE m.at END",
    )
    many(broken, "mod(i, 5) = 0", id=new, promise_id="m.promise", breached_at="m.at + interval '1 hour'")
    many(closure, id=new, case_id="m.id", at="m.at + interval '2 hours'")
    many(answer.invitation, "mod(i, 2) = 0", id="m.invitation", case_id="m.id")
    score = {"score": "1 + mod(i, 5)", "first_at": "m.at + interval '3 hours'"}
    many(answer, "mod(i, 2) = 0", id=new, invitation_id="m.invitation", **score)
    cursor.execute("ANALYZE")
