"""Feedback: taken in once, listed by page, brought in over the API, by hand and from files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from zhiyin.face.testing import hire
from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.imports.actions import run_import
from zhiyin.kernel.people.actions import make_key
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Unit
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.feedback.actions import take_in
from zhiyin.listen.feedback.models import Feedback
from zhiyin.listen.feedback.reads import feedback_after, feedback_seen_by, texts

pytestmark = pytest.mark.django_db
HOUSE = system("test")
MAPPING = Path(__file__).parent.parent / "mappings" / "online_shopping.yaml"
REAL = Path(__file__).parents[6] / "shared" / "data" / "online_shopping" / "online_shopping.csv.gz"


@pytest.fixture
def unit(db: None) -> Unit:
    return Unit.objects.create(name="上海店", name_en="Shanghai")


@pytest.fixture
def wang(unit: Unit) -> Client:
    person = hire("experience", unit, "wang@zhiyin.example", "王芳", "en")
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def test_feedback_is_taken_in_once_and_announced_once(db: None) -> None:
    first = take_in("很好", source="shop", external_id="1", rating=5, by=HOUSE)
    assert take_in("另外的话", source="shop", external_id="1", by=HOUSE).id == first.id
    assert (first.language, texts([first.id])) == ("zh", {first.id: "很好"})
    assert Entry.objects.filter(event="FeedbackReceived").count() == 1


def test_what_is_no_feedback_is_refused(db: None) -> None:
    for text, rating in (("  ", None), ("x" * 30_000, None), ("good", 6)):
        with pytest.raises(ValidationError):
            take_in(text, source="shop", rating=rating, by=HOUSE)


def test_feedback_of_other_units_is_not_seen(unit: Unit) -> None:
    other = Unit.objects.create(name="深圳店")
    take_in("a", source="s", unit_id=unit.id, by=HOUSE), take_in("b", source="s", unit_id=other.id, by=HOUSE)
    take_in("c", source="s", by=HOUSE)
    actor = Actor(kind="person", permissions=frozenset({"feedback.read"}), units=frozenset({unit.id}))
    assert {row.text for row in feedback_seen_by(actor)} == {"a", "c"}
    assert not feedback_seen_by(Actor(kind="person", units=None)).exists()


def test_the_list_is_paged_without_losing_a_row(wang: Client) -> None:
    now = timezone.now()
    for number in range(60):
        take_in(f"remark {number}", source="s", at=now - timedelta(minutes=number // 3), by=HOUSE)
    first = wang.get("/feedback")
    seen = [row.id for row in first.context["page"]]
    second = wang.get("/feedback" + first.context["page"].next)
    seen += [row.id for row in second.context["page"]]
    assert (len(seen), len(set(seen))) == (60, 60)
    assert "remark 7<" in wang.get("/feedback?words=remark 7").content.decode()


def test_the_list_costs_the_same_number_of_statements_for_more_rows(
    wang: Client, django_assert_max_num_queries: Any
) -> None:
    customer = identify("email", "li.na@example.com", name="李娜", by=HOUSE)
    for number in range(30):
        take_in(f"remark {number}", source="s", customer_id=customer.id, by=HOUSE)
    wang.get("/feedback")
    with django_assert_max_num_queries(14):
        assert wang.get("/feedback").status_code == 200


def test_a_remark_at_the_counter_is_noted_by_hand(wang: Client, unit: Unit) -> None:
    customer = identify("email", "li.na@example.com", name="李娜", by=HOUSE)
    assert wang.post("/feedback/new", {"text": "x", "customer": "99999"}).status_code == 422
    done = wang.post("/feedback/new", {"text": "大堂太冷", "rating": "2", "customer": str(customer.number)})
    row = Feedback.objects.get()
    assert done["Location"] == f"/feedback/{row.id}"
    assert (row.source, row.rating, row.customer_id) == ("note", 2, customer.id)
    assert "大堂太冷" in wang.get(done["Location"]).content.decode()
    entry = Entry.objects.get(event="FeedbackReceived")
    assert (entry.by_kind, entry.by_name, entry.customer_id) == ("person", "王芳", customer.id)


def test_the_api_takes_feedback_in_and_lists_it_under_its_scopes(unit: Unit) -> None:
    _key, writes = make_key("site", ["feedback.write"], unit.id, by=HOUSE)
    _key, reads = make_key("board", ["feedback.read"], by=HOUSE)
    body = {"source": "site", "external_id": "7", "text": "Lovely room", "rating": 5, "customer": {"email": "a@b.cn"}}

    def post(secret: str, body: Any) -> Any:
        return Client().post(
            "/api/v1/feedback", body, content_type="application/json", headers={"authorization": f"Bearer {secret}"}
        )

    made = post(writes, body)
    assert made.status_code == 201, made.content
    assert (made.json()["language"], made.json()["unit_id"]) == ("en", str(unit.id))
    assert post(writes, body).status_code == 200
    assert post(reads, body).status_code == 403
    assert post(writes, {**body, "rating": 9}).status_code == 422
    listed = Client().get("/api/v1/feedback?source=site", headers={"authorization": f"Bearer {reads}"}).json()
    assert [one["external_id"] for one in listed["items"]] == ["7"]


def test_a_rating_alone_is_feedback_of_a_place_and_shown_as_such(wang: Client, unit: Unit) -> None:
    customer = identify("email", "li.na@example.com", name="李娜", by=HOUSE)
    row = take_in("", source="counter", rating=2, place="  外滩店 3 号柜台 ", customer_id=customer.id, by=HOUSE)
    assert (row.place, row.language) == ("外滩店 3 号柜台", "")
    take_in("又快又好", source="counter", rating=5, place="机场店", by=HOUSE)
    listed = wang.get("/feedback", {"place": "外滩店 3 号柜台"}).content.decode()
    assert ("A rating without words" in listed, "2/5" in listed, "又快又好" in listed) == (True, True, False)
    for address in (f"/feedback/{row.id}", f"/customers/{customer.number}"):
        page = wang.get(address).content.decode()
        assert ("A rating without words" in page, "2/5" in page) == (True, True)
    assert wang.post("/feedback/new", {"text": "", "rating": ""}).status_code == 422
    done = wang.post("/feedback/new", {"text": "", "rating": "4", "place": "大堂"})
    assert Feedback.objects.get(source="note").place == "大堂"
    assert done.status_code == 302


def test_a_rating_alone_comes_by_the_api_and_the_same_again_changes_nothing(unit: Unit) -> None:
    _key, secret = make_key("counter", ["feedback.write", "feedback.read"], unit.id, by=HOUSE)
    headers = {"authorization": f"Bearer {secret}", "idempotency-key": "press-7"}
    body = {"source": "counter", "external_id": "7", "rating": 1, "place": "外滩店 3 号柜台"}

    def post(body: dict[str, Any], **more: str) -> Any:
        return Client().post("/api/v1/feedback", body, content_type="application/json", headers={**headers, **more})

    made = post(body)
    assert (made.status_code, made.json()["text"], made.json()["place"]) == (201, "", "外滩店 3 号柜台"), made.content
    assert [post(body).json(), post(body, **{"idempotency-key": "press-8"}).json()] == [made.json()] * 2
    changed = post({**body, "rating": 5}, **{"idempotency-key": "press-9"})
    assert (changed.status_code, changed.json()["rating"]) == (200, 1)
    assert (Feedback.objects.count(), Entry.objects.filter(event="FeedbackReceived").count()) == (1, 1)
    nothing = post({"source": "counter", "external_id": "8", "place": "x"}, **{"idempotency-key": "press-10"})
    assert nothing.status_code == 422
    listed = Client().get("/api/v1/feedback", {"place": "外滩店 3 号柜台"}, headers=headers).json()
    assert [one["external_id"] for one in listed["items"]] == ["7"]


def test_a_batch_of_feedback_may_be_sent_again_and_is_taken_in_wholly_or_not_at_all(unit: Unit) -> None:
    _key, secret = make_key("counter", ["feedback.write"], unit.id, by=HOUSE)
    rows = [{"source": "counter 3", "external_id": str(n), "text": "很快", "rating": 5} for n in range(3)]

    def post(rows: list[dict[str, Any]]) -> Any:
        headers = {"authorization": f"Bearer {secret}"}
        body = {"feedback": rows}
        return Client().post("/api/v1/feedback/batch", body, content_type="application/json", headers=headers)

    first, again = post([*rows, rows[0]]), post(rows)
    assert (first.json()["new"], first.json()["known"]) == (3, 1), first.content
    assert (again.json()["new"], again.json()["known"], again.json()["ids"]) == (0, 3, first.json()["ids"][:3])
    fresh = {**rows[0], "external_id": "fresh"}
    blank = {**fresh, "external_id": "blank", "text": "  ", "rating": None}
    assert post([fresh, blank]).status_code == 422
    assert Feedback.objects.count() == 3


def test_reviews_come_in_from_a_file_in_either_chinese_encoding(tmp_path: Path) -> None:
    for number, encoding in enumerate(("utf-8", "gb18030")):
        path = tmp_path / f"{number}.csv"
        path.write_bytes(
            "编号,评论,评分,时间,门店\n1,房间很干净,5,2024-05-01,外滩店\n2,,4,2024-05-02,\n3,太吵,9,2024-05-03,\n"
            "4,,,2024-05-04,外滩店\n".encode(encoding)
        )
        told = run_import("feedback", path, by=HOUSE, side_file=tmp_path / "bad.csv")
        assert (told.good, dict(told.reasons)) == (2, {"says_nothing": 1, "too_large": 1})
    rows = Feedback.objects.order_by("source", "external_id")
    assert list(rows.values_list("source", "text", "rating", "place", "language")) == [
        ("0", "房间很干净", 5, "外滩店", "zh"),
        ("0", "", 4, "", ""),
        ("1", "房间很干净", 5, "外滩店", "zh"),
        ("1", "", 4, "", ""),
    ]


def test_new_remarks_come_in_beside_those_that_are_there(db: None, tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"

    def bring(*numbers: int) -> dict[str, int]:
        lines = "".join(f"{number},text {number} of file {len(numbers)}\n" for number in numbers)
        path.write_text("id,review\n" + lines, encoding="utf-8")
        return run_import("feedback", path, by=HOUSE, side_file=tmp_path / "bad.csv").made

    assert bring(5, 6)["feedback"] == 2
    assert bring(1, 2, 2, 5, 6, 7)["feedback"] == 3  # new ones before and after, and one that stands there twice
    assert bring(1, 2, 2, 5, 6, 7)["feedback"] == 0
    texts_by_number = dict(Feedback.objects.values_list("external_id", "text"))
    assert sorted(texts_by_number) == ["1", "2", "5", "6", "7"]
    assert texts_by_number["5"] == "text 5 of file 2"


def test_a_batch_job_can_walk_through_all_of_it(db: None) -> None:
    ids = [take_in(f"{n}", source="s", external_id=str(n), by=HOUSE).id for n in range(5)]
    first = feedback_after(None, 3)
    assert [row.id for row in first] + [row.id for row in feedback_after(first[-1].id, 3)] == ids


@pytest.mark.browser
@pytest.mark.parametrize(("language", "theme", "width"), [("en", "light", 390), ("zh-hans", "dark", 1440)])
def test_the_pages_of_feedback_are_sound(
    transactional_db: None, sign_in: Callable[..., Any], language: str, theme: str, width: int
) -> None:
    row = take_in("", source="counter", rating=2, place="外滩店 3 号柜台", by=HOUSE)
    take_in("前台很热情，只是大堂有点冷。", source="dianping", rating=4, product="双人房", place="机场店", by=HOUSE)
    visit = sign_in("experience", language=language, theme=theme, width=width)
    for address in ("/feedback", f"/feedback/{row.id}", "/feedback/new"):
        visit.visit(address)
        visit.must_be_sound()


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not here")
def test_the_reviews_of_a_real_shop_come_in(tmp_path: Path) -> None:
    told = run_import("feedback", REAL, MAPPING, by=HOUSE, side_file=tmp_path / "bad.csv")
    assert (told.rows, told.bad) == (52_774, 1)
    assert told.made["feedback"] == told.good
    assert sum(run_import("feedback", REAL, MAPPING, by=HOUSE, side_file=tmp_path / "bad.csv").made.values()) == 0
