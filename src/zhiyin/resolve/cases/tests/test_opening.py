"""A message opens or joins a case."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.timeline.events import EVENTS
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import why
from zhiyin.resolve.cases import reads
from zhiyin.resolve.cases.actions import file_message, open_set_aside, resolve
from zhiyin.resolve.cases.events import CaseOpened
from zhiyin.resolve.cases.models import Case, CaseMessage, SetAside

pytestmark = pytest.mark.django_db
HOUSE = system("test")
DAY = timedelta(days=1)


def events_of(case: Case) -> list[str]:
    """What cases told of it, in order; other rooms react too."""
    told = Entry.objects.filter(facts__case_id=str(case.id)).order_by("id").values_list("event", flat=True)
    return [event for event in told if EVENTS[event].__module__ == CaseOpened.__module__]


def test_a_mail_opens_a_case_of_the_channels_unit(mail: Any, shop: Any, now: Any) -> None:
    message = mail("我的订单还没有发货", subject="发货")
    case = reads.case_of_message(message.id)
    assert case is not None
    assert (case.subject, case.status, case.unit_id, case.waiting_since) == ("发货", "new", shop.id, now)
    assert case.priority == 3
    opened = Entry.objects.get(event="CaseOpened")
    assert [one.event for one in why(opened)] == ["CaseOpened", "MessageReceived"]


def test_an_answer_joins_the_case_of_what_it_answers(mail: Any) -> None:
    first = mail("我的订单还没有发货")
    case = reads.case_of_message(first.id)
    second = mail("有消息吗？", answers=first.id, after=timedelta(hours=1))
    assert case == reads.case_of_message(second.id)
    case.refresh_from_db()
    assert (case.last_message_id, case.snippet, case.waiting_since) == (second.id, "有消息吗？", first.at)


def test_a_mail_that_answers_nothing_opens_another_case(mail: Any) -> None:
    mail("发货"), mail("退款")
    assert Case.objects.count() == 2


def test_a_strangers_answer_opens_a_case_of_its_own_that_follows(mail: Any) -> None:
    first = mail("发货")
    stranger = mail("让我看看", sender="eve@example.org", answers=first.id)
    case, other = reads.case_of_message(first.id), reads.case_of_message(stranger.id)
    assert case is not None
    assert other is not None
    assert other.id != case.id
    assert other.follows_id == case.id


def test_a_chat_session_is_one_case_called_by_its_first_words(say: Any) -> None:
    say("在吗？我想退货"), say("昨天买的")
    case = Case.objects.get()
    assert case.subject == "在吗？我想退货"
    assert [message.text for message in reads.messages_of(case)] == ["在吗？我想退货", "昨天买的"]
    say("你好", session="s2")
    assert Case.objects.count() == 2


def test_a_message_within_thirty_days_reopens_a_resolved_case(mail: Any, na: Actor, now: Any) -> None:
    first = mail("发货")
    case = reads.case_of_message(first.id)
    assert case is not None
    resolve(case.id, by=na, because=None, at=now + DAY)
    mail("还是没有", answers=first.id, after=DAY * 31)
    case.refresh_from_db()
    assert (case.status, case.resolved_at, case.waiting_since) == ("open", None, now + DAY * 31)
    assert events_of(case) == ["CaseOpened", "CaseResolved", "MessageJoinedCase", "CaseReopened"]


def test_a_later_message_opens_a_case_that_follows(mail: Any, na: Actor, now: Any) -> None:
    first = mail("发货")
    case = reads.case_of_message(first.id)
    assert case is not None
    resolve(case.id, by=na, because=None, at=now)
    later = mail("还是没有", answers=first.id, after=DAY * 31)
    follower = reads.case_of_message(later.id)
    assert follower is not None
    assert follower.follows_id == case.id
    case.refresh_from_db()
    assert case.status == "resolved"


def test_a_customer_who_writes_makes_a_waiting_case_ours_again(mail: Any, na: Actor) -> None:
    from zhiyin.resolve.cases.actions import set_status

    first = mail("发货")
    case = reads.case_of_message(first.id)
    assert case is not None
    set_status(case.id, "waiting_customer", by=na, because=None)
    mail("给您订单号", answers=first.id)
    case.refresh_from_db()
    assert case.status == "open"
    assert events_of(case)[-2:] == ["MessageJoinedCase", "CaseStatusChanged"]


def test_automatic_mail_wakes_nobody(mail: Any, na: Actor, now: Any) -> None:
    first = mail("发货")
    case = reads.case_of_message(first.id)
    assert case is not None
    resolve(case.id, by=na, because=None, at=now)
    note = mail("我在休假", answers=first.id, automatic=True)
    assert reads.case_of_message(note.id) == case
    case.refresh_from_db()
    assert case.status == "resolved"
    assert "MessageJoinedCase" not in events_of(case)


def test_automatic_mail_that_answers_nothing_is_set_aside_and_may_open_a_case(mail: Any, na: Actor) -> None:
    message = mail("Undelivered", automatic=True)
    assert Case.objects.count() == 0
    aside = reads.set_aside_seen_by(na).get()
    assert aside.message_id == message.id
    case = open_set_aside(aside.id, by=na, because=None)
    assert reads.case_of_message(message.id) == case
    assert open_set_aside(aside.id, by=na, because=None) == case
    assert not reads.set_aside_seen_by(na).exists()


def test_filing_a_message_again_changes_nothing(mail: Any) -> None:
    message, note = mail("发货"), mail("休假", automatic=True)
    before = Entry.objects.count()
    for one in (message, note):
        file_message(one.id, answers_id=None, automatic=one.automatic, by=HOUSE, because=None)
    assert (Case.objects.count(), CaseMessage.objects.count(), SetAside.objects.count()) == (1, 1, 1)
    assert Entry.objects.count() == before


def test_opening_a_case_takes_six_statements(mailbox: Any, mail: Any) -> None:
    """Message, open cases in other channels, claim, case, search, entry; reactions of other rooms are not counted here."""
    from unittest.mock import patch

    message = mail("发货")
    CaseMessage.objects.all().delete()
    with (
        patch("zhiyin.kernel.timeline.actions.reactions_to", return_value=[]),
        CaptureQueriesContext(connection) as seen,
    ):
        file_message(message.id, answers_id=None, automatic=False, by=HOUSE, because=None)
        connection.send_waiting()  # type: ignore[attr-defined]
    assert len(seen) == 6, [query["sql"][:80] for query in seen]
