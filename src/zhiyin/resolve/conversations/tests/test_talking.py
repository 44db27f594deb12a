"""Replies, notes and drafts."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.listen.channels.models import Delivery, Message
from zhiyin.resolve.cases.reads import messages_of
from zhiyin.resolve.conversations.actions import SomeoneWroteMeanwhile, reply, save_draft, write_note
from zhiyin.resolve.conversations.models import Draft, Note
from zhiyin.resolve.conversations.reads import draft_of
from zhiyin.resolve.conversations.talk import talk_of

pytestmark = pytest.mark.django_db


def test_a_reply_answers_the_customers_last_message_and_waits_for_them(case: Any, mail: Any, na: Actor) -> None:
    question = messages_of(case)[0]
    again = mail("还在吗", answers=question.id)
    answer = reply(case.id, "今天发", by=na, because=None)
    case.refresh_from_db()
    assert (answer.answers_id, answer.thread, answer.by_person_id) == (again.id, again.thread, na.id)
    assert Delivery.objects.get(message=answer).to_address == "fang@example.cn"
    assert (case.status, case.waiting_since, case.assignee_id) == ("waiting_customer", None, na.id)
    assert [one.id for one in messages_of(case)][-1] == answer.id
    written = Entry.objects.get(event="ReplyWritten")
    assert why(written)[-1].event == "MessageReceived"


def test_a_reply_to_an_assigned_case_leaves_it_with_its_owner(case: Any, na: Actor, wei: Actor) -> None:
    reply(case.id, "今天发", by=na, because=None)
    reply(case.id, "已经发了", by=wei, because=None)
    case.refresh_from_db()
    assert case.assignee_id == na.id


def test_reply_and_resolve_in_one(case: Any, na: Actor) -> None:
    reply(case.id, "已经发了", resolve=True, by=na, because=None)
    case.refresh_from_db()
    assert case.status == "resolved"


def test_an_unseen_message_is_shown_before_sending(case: Any, mail: Any, na: Actor) -> None:
    seen = case.last_message_id
    newer = mail("不用了，已经收到", answers=seen)
    with pytest.raises(SomeoneWroteMeanwhile):
        reply(case.id, "今天发", seen_message_id=seen, by=na, because=None)
    assert not Message.objects.filter(direction="out").exists()
    reply(case.id, "好的", seen_message_id=newer.id, by=na, because=None)
    assert Message.objects.filter(direction="out").count() == 1


def test_an_empty_reply_is_not_sent(case: Any, na: Actor) -> None:
    with pytest.raises(ValidationError):
        reply(case.id, "  \n", by=na, because=None)
    assert not Message.objects.filter(direction="out").exists()


def test_who_may_not_reply_sends_nothing(case: Any, na: Actor) -> None:
    reader = Actor(kind="person", id=na.id, permissions=frozenset({"case.read"}))
    with pytest.raises(PermissionDenied):
        reply(case.id, "今天发", by=reader, because=None)
    with pytest.raises(PermissionDenied):
        write_note(case.id, "?", by=reader, because=None)
    assert not Message.objects.filter(direction="out").exists()
    assert not Note.objects.exists()


def test_a_note_stops_no_waiting(case: Any, na: Actor) -> None:
    before = case.waiting_since
    write_note(case.id, "仓库缺货", by=na, because=None)
    case.refresh_from_db()
    assert (case.waiting_since, case.status) == (before, "new")


def test_a_draft_belongs_to_one_person_and_face_and_ends_with_sending(case: Any, na: Actor, wei: Actor) -> None:
    save_draft(case.id, "reply", "亲爱的", by=na)
    save_draft(case.id, "reply", "亲爱的王芳", by=na)
    save_draft(case.id, "note", "问仓库", by=na)
    save_draft(case.id, "reply", "您好", by=wei)
    assert Draft.objects.count() == 3
    reply(case.id, "亲爱的王芳：今天发。", by=na, because=None)
    assert draft_of(case.id, na, "reply") is None
    assert draft_of(case.id, na, "note") is not None
    assert draft_of(case.id, wei, "reply") is not None
    save_draft(case.id, "note", " ", by=na)
    assert draft_of(case.id, na, "note") is None


def test_the_talk_is_in_order_and_tells_what_changed(case: Any, mail: Any, na: Actor, now: Any) -> None:
    from zhiyin.resolve.cases.actions import set_priority

    reply(case.id, "今天发", by=na, because=None, at=now + timedelta(minutes=1))
    write_note(case.id, "仓库缺货", by=na, because=None, at=now + timedelta(minutes=2))
    set_priority(case.id, 1, 1, "停业", by=na, because=None, at=now + timedelta(minutes=3))
    items = talk_of(na, case)
    assert [item.kind for item in items if item.kind != "events"] == ["in", "out", "note"]
    told = [event.row.event for item in items for event in (*item.folded, *item.open)]
    assert "PriorityChanged" in told
    assert "CaseStatusChanged" not in told  # it followed by itself from the reply
    assert items[0].new_day is not None
    assert items[1].new_day is None
