"""A reply stays a few seconds; taken back, it has never been: not for the customer, not for the case, not for a promise."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import TooLate, deliver
from zhiyin.listen.channels.actions.delivering import due, let_go
from zhiyin.listen.channels.models import Channel, Delivery, Message
from zhiyin.listen.channels.reads import conversation
from zhiyin.resolve.cases.models import Closure
from zhiyin.resolve.cases.reads import messages_of
from zhiyin.resolve.conversations.actions import reply, take_back, undo_closure
from zhiyin.resolve.conversations.reads import draft_of
from zhiyin.resolve.promises.actions import breach_overdue
from zhiyin.resolve.promises.models import Breach, Promise

pytestmark = pytest.mark.django_db


def first_reply(case: Any) -> Promise:
    return Promise.objects.get(case_id=case.id, name="first_reply")


def stands(case: Any) -> tuple[Any, ...]:
    case.refresh_from_db()
    return case.status, case.waiting_since, case.last_message_id, case.last_message_at, case.snippet, case.resolved_at


def test_a_reply_leaves_when_its_time_to_be_taken_back_is_over(case: Any, na: Actor) -> None:
    now = timezone.now()
    answer = reply(case.id, "今天发", by=na, because=None, at=now)
    assert (deliver(answer.id, now=now), due(now), let_go(now)) == ("queued", [], [])
    later = now + timedelta(seconds=5)
    assert (let_go(later), let_go(later), due(later)) == ([answer.id], [], [answer.id])
    assert deliver(answer.id, now=later) == "sent"
    with pytest.raises(TooLate):
        take_back(answer.id, by=na)


def test_taken_back_the_case_and_its_promise_stand_as_before(case: Any, na: Actor) -> None:
    before, promise = stands(case), first_reply(case)
    answer = reply(case.id, "今天发", by=na, because=None)
    assert first_reply(case).state == "met"
    take_back(answer.id, "还有一句", by=na)
    take_back(answer.id, by=na)
    assert stands(case) == before
    after = first_reply(case)
    assert (after.state, after.met_at, after.answered_at, after.due_at) == ("pending", None, None, promise.due_at)
    assert answer.id not in [one.id for one in messages_of(case)]
    assert deliver(answer.id, now=timezone.now() + timedelta(days=1)) == "withdrawn"
    draft = draft_of(case.id, na, "reply")
    assert draft is not None
    assert draft.text == "今天发\n\n还有一句"
    told = Entry.objects.filter(event__in=["ReplyWithdrawn", "MessageWithdrawn", "PromiseReopened"])
    assert sorted(told.values_list("event", flat=True)) == ["MessageWithdrawn", "PromiseReopened", "ReplyWithdrawn"]


def test_a_promise_whose_time_came_while_the_reply_could_be_taken_back_is_broken_at_its_due_time(
    case: Any, na: Actor
) -> None:
    promise = first_reply(case)
    just_in_time = promise.due_at - timedelta(seconds=2)
    answer = reply(case.id, "今天发", by=na, because=None, at=just_in_time)
    assert breach_overdue(promise.due_at + timedelta(seconds=1)) == 0, "kept while the reply stands"
    take_back(answer.id, by=na, at=promise.due_at + timedelta(seconds=1))
    assert breach_overdue(promise.due_at + timedelta(seconds=2)) == 1
    assert Breach.objects.get(promise=promise).breached_at == promise.due_at


def test_taking_back_a_late_reply_owes_it_again(case: Any, na: Actor) -> None:
    promise = first_reply(case)
    answer = reply(case.id, "抱歉", by=na, because=None, at=promise.due_at + timedelta(hours=1))
    assert first_reply(case).answered_at is not None
    take_back(answer.id, by=na)
    assert (first_reply(case).state, first_reply(case).answered_at) == ("breached", None)
    assert Breach.objects.filter(promise=promise).count() == 1


def test_what_resolved_the_case_with_the_reply_is_undone_with_it(case: Any, na: Actor) -> None:
    before = stands(case)
    reply(case.id, "已经发了", resolve=True, by=na, because=None)
    undo_closure(case.id, by=na, because=None)
    assert stands(case) == before
    assert not Closure.objects.filter(undone_at=None).exists()
    assert Delivery.objects.get().state == "withdrawn"


def test_a_message_that_came_meanwhile_stays(case: Any, mail: Any, na: Actor) -> None:
    since = case.waiting_since
    answer = reply(case.id, "今天发", by=na, because=None)
    newer = mail("还在吗", answers=answer.answers_id)
    take_back(answer.id, by=na)
    case.refresh_from_db()
    assert (case.status, case.waiting_since, case.last_message_id) == ("open", since, newer.id)


def test_with_no_seconds_it_leaves_at_once_and_a_program_s_reply_always_does(case: Any, na: Actor) -> None:
    by_program = reply(case.id, "自动", by=system("test"), because=None)
    row = {"undo_seconds": 0, "automatic_per_hour": 6, "channel_per_hour": 1000, "exchanges_per_hour": 4}
    put_in_force("sending", [{"when": {}, "then": row}], "at once", by=system("test"), because=None)
    by_person = reply(case.id, "今天发", by=na, because=None)
    assert {deliver(one.id) for one in (by_program, by_person)} == {"sent"}


def test_in_a_chat_the_customer_sees_a_reply_when_it_has_left(case: Any, na: Actor) -> None:
    Channel.objects.filter(id=case.channel_id).update(kind="chat", replies_armed=True)
    now = timezone.now()
    answer = reply(case.id, "今天发", by=na, because=None, at=now)
    chat = Channel.objects.get(id=case.channel_id)
    assert answer.id not in [one.id for one in conversation(chat, answer.thread)]
    assert deliver(answer.id, now=now + timedelta(seconds=5)) == "sent"
    assert answer.id in [one.id for one in conversation(chat, answer.thread)]


def test_who_may_not_reply_takes_nothing_back(case: Any, na: Actor) -> None:
    answer = reply(case.id, "今天发", by=na, because=None)
    with pytest.raises(PermissionDenied):
        take_back(answer.id, by=Actor(kind="person", id=na.id, permissions=frozenset({"case.read"})))
    with pytest.raises(ValidationError):
        take_back(Message.objects.get(direction="in").id, by=na)
