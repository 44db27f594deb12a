"""Inviting: within the caps, by a message with a link, once because of one thing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.customers.actions import identify, merge, note_consent
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import make_channel
from zhiyin.listen.channels.events import MessageFailed, MessageSent
from zhiyin.listen.channels.models import Channel, Message
from zhiyin.listen.surveys.actions import invite
from zhiyin.listen.surveys.models import Invitation, Withheld
from zhiyin.listen.surveys.policy import held_back
from zhiyin.listen.surveys.reads import invitation_for_token, responses

pytestmark = pytest.mark.django_db
HOUSE = system("test")
NOW = timezone.now()


def ask(customer: Customer, **more: Any) -> Invitation | None:
    return invite(customer.id, "after_case", by=HOUSE, because=more.pop("because", None), **more)


def test_the_two_gaps_are_independent() -> None:
    days = timedelta(days=1)
    gaps = {"gap_days": 30, "form_gap_days": 90}
    assert held_back(NOW, None, None, **gaps) is None
    assert held_back(NOW, NOW - 29 * days, None, **gaps) == "gap"
    assert held_back(NOW, NOW - 31 * days, NOW - 89 * days, **gaps) == "form_gap"
    assert held_back(NOW, NOW - 30 * days, NOW - 90 * days, **gaps) is None
    assert held_back(NOW, NOW + days, NOW + days, gap_days=0, form_gap_days=0) is None


def test_a_resolved_case_is_asked_each_time_by_default(li_na: Customer) -> None:
    assert ask(li_na, about_id=uuid4()) is not None
    assert ask(li_na, about_id=uuid4()) is not None


def test_the_invitation_goes_out_in_the_customers_language_with_a_link_that_opens(li_na: Customer) -> None:
    case_id = uuid4()
    invitation = ask(li_na, case_id=case_id, about_id=case_id)
    assert invitation is not None
    assert invitation.message is not None
    assert invitation.message.subject == "我们做得怎么样？"
    assert "李娜您好" in invitation.message.text
    token = invitation.message.text.split("/f/")[1].split()[0]
    assert invitation_for_token(token, timezone.now()).id == invitation.id
    entry = Entry.objects.get(event="SurveyInvited")
    assert (entry.subject_id, entry.facts["case_id"]) == (invitation.id, str(case_id))


def test_asking_twice_because_of_the_same_entry_asks_once(li_na: Customer) -> None:
    with transaction.atomic():
        entry = announce(MessageSent(uuid4()), by=HOUSE, because=None, customer_id=li_na.id)
    first, second = ask(li_na, because=entry), ask(li_na, because=entry)
    assert first is not None
    assert second is not None
    assert first.id == second.id
    assert Entry.objects.filter(event="SurveyInvited").count() == 1


def test_a_policy_with_gaps_holds_the_second_invitation_back_and_says_why(li_na: Customer) -> None:
    rows = [{"when": {}, "then": {"gap_days": 30, "form_gap_days": 90, "counts": True}}]
    put_in_force("survey_caps", rows, "fewer questions", by=HOUSE, because=None)
    assert ask(li_na) is not None
    assert ask(li_na) is None
    later = timezone.now() + timedelta(days=31)
    assert ask(li_na, at=later) is None
    assert ask(li_na, at=later + timedelta(days=60)) is not None
    assert list(Withheld.objects.order_by("at").values_list("reason", flat=True)) == ["gap", "form_gap"]


def test_the_gaps_hold_for_the_whole_customer(li_na: Customer, mailbox: Channel) -> None:
    rows = [{"when": {}, "then": {"gap_days": 30, "form_gap_days": 90, "counts": True}}]
    put_in_force("survey_caps", rows, "fewer questions", by=HOUSE, because=None)
    other = identify("email", "lina@work.example", by=HOUSE)
    merge(other, li_na, "the same person", at=timezone.now(), by=HOUSE)
    assert ask(li_na) is not None
    assert ask(other, channel_id=mailbox.id) is None


def test_who_refused_to_be_asked_is_not_asked(li_na: Customer) -> None:
    note_consent(li_na.id, "survey", False, "phone", at=timezone.now(), by=HOUSE)
    assert ask(li_na) is None
    assert Withheld.objects.get().reason == "refused"


def test_who_has_no_address_is_not_asked_and_nothing_is_left_behind(mailbox: Channel) -> None:
    stranger = identify("visitor", "v1", by=HOUSE)
    assert ask(stranger) is None
    assert ask(stranger, channel_id=mailbox.id) is None
    assert set(Withheld.objects.values_list("reason", flat=True)) == {"unreachable"}
    assert not Invitation.objects.exists()
    assert not Entry.objects.filter(event="SurveyInvited").exists()


def test_what_the_outbox_tells_is_noted_on_the_invitation(li_na: Customer) -> None:
    sent, failed = ask(li_na), ask(li_na)
    assert sent is not None
    assert failed is not None
    with transaction.atomic():
        announce(MessageSent(sent.message_id), by=HOUSE, because=None)
        announce(MessageFailed(failed.message_id, "no such mailbox"), by=HOUSE, because=None)
    sent.refresh_from_db(), failed.refresh_from_db()
    assert sent.delivered_at is not None
    assert failed.failed_at is not None
    (response,) = responses(HOUSE, timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1))
    assert (response.asked, response.failed, response.delivered, response.opened) == (1, 1, 1, 0)


def test_an_invitation_in_the_chat_is_delivered_at_once(li_na: Customer) -> None:
    chat = make_channel("chat", "Chat", Channel.objects.get().unit_id, key="hotel", replies_armed=True, by=HOUSE)
    Message.objects.create(
        customer=li_na, channel=chat, direction="in", text="hi", at=timezone.now(), external_id="2", thread="2"
    )
    invitation = ask(li_na)
    assert invitation is not None
    assert invitation.delivered_at is not None
