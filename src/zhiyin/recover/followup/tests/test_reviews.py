"""A bad public review is answered within a day where it stands: drafted without private details, approved, posted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from zhiyin.kernel.people.models import Person
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.feedback.actions import take_in
from zhiyin.recover.followup import actions
from zhiyin.recover.followup.models import ReviewReply
from zhiyin.recover.followup.policy import fault_of_reply
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, at

MONDAY = at("2025-11-03 09:00")
GOOD = "谢谢您的评价，非常抱歉。我们已经换了隔音条，24 小时内检查每个房间。"


def reviewed(rating: int = 1, source: str = "点评网站") -> ReviewReply | None:
    take_in("隔音太差，一晚上没睡好", source=source, external_id="r1", rating=rating, by=HOUSE, at=MONDAY)
    entry = Entry.objects.get(event="FeedbackReceived")
    for _ in range(2):
        react("recover.followup.a_bad_public_review_asks_for_a_reply", entry.id)
    return ReviewReply.objects.first()


@pytest.mark.django_db
@pytest.mark.parametrize(("rating", "source", "asked"), [(1, "点评网站", 1), (4, "点评网站", 0), (1, "note", 0)])
def test_only_bad_public_reviews_ask_for_a_reply_once(rating: int, source: str, asked: int) -> None:
    reviewed(rating, source)
    assert ReviewReply.objects.count() == asked


@pytest.mark.django_db
def test_unanswered_for_a_day_it_alerts_once() -> None:
    found = reviewed()
    assert found is not None
    assert found.due_at == MONDAY + timedelta(hours=24)
    assert actions.note_unanswered(found.due_at - timedelta(seconds=1), by=HOUSE) == 0
    assert [actions.note_unanswered(found.due_at, by=HOUSE) for _ in range(2)] == [1, 0]
    assert Entry.objects.filter(event="ReviewUnanswered").count() == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD, ""),
        ("抱歉，您的订单 A7 已退", "A7"),
        ("订单 HM-20931 已退款", "HM-20931"),
        ("请打 138 0013 8000", "138 0013 8000"),
        ("write to wang@example.com", "wang@example.com"),
        ("谢谢【写明原因】", "empty"),
        (" ", "empty"),
    ],
)
def test_what_is_private_never_stands_in_public(text: str, fault: str) -> None:
    assert fault_of_reply(text, ["A7"]) == fault


@pytest.mark.django_db
def test_a_reply_is_drafted_approved_and_posted_in_this_order() -> None:
    found, lin, li = reviewed(), a_person(), a_person("lead")
    assert found is not None
    with pytest.raises(ValidationError):
        actions.draft_review_reply(found.id, "订单 HM-20931 已退款", by=lin, at=MONDAY)
    with pytest.raises(ValidationError):
        actions.approve_review_reply(found.id, by=li, at=MONDAY)
    actions.draft_review_reply(found.id, GOOD, by=lin, at=MONDAY)
    with pytest.raises(ValidationError):
        actions.note_posted(found.id, "", by=lin, at=MONDAY)
    with pytest.raises(PermissionDenied):
        actions.approve_review_reply(found.id, by=lin, at=MONDAY)
    actions.approve_review_reply(found.id, by=li, at=MONDAY)
    actions.note_posted(found.id, "https://reviews.example/1", by=lin, at=MONDAY)
    assert actions.note_unanswered(found.due_at, by=HOUSE) == 0
    with pytest.raises(ValidationError):
        actions.draft_review_reply(found.id, GOOD, by=lin, at=MONDAY)


@pytest.mark.django_db
def test_the_page_takes_a_draft_and_shows_what_was_posted(client: Client) -> None:
    found = reviewed()
    assert found is not None
    client.force_login(Person.objects.get(id=a_person("lead").id))
    assert "隔音太差" in client.get("/review-replies").content.decode()
    for step, posted in (("draft", {"text": GOOD}), ("approval", {}), ("posting", {"link": ""})):
        client.post(f"/review-replies/{found.id}/{step}", posted)
    assert "换了隔音条" in client.get("/review-replies?show=posted").content.decode()
