"""No page of the loop stands empty when the demo begins: what waits there came by real actions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.apps import apps

from zhiyin.care.outreach.reads import outreach_seen_by
from zhiyin.demo.actions import begin, finish
from zhiyin.kernel.ledger.heads import proof_of
from zhiyin.kernel.ledger.models import Transaction
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline.reads import last_entry_of, why
from zhiyin.listen.feedback.reads import feedback_seen_by
from zhiyin.recover.guarantees.replaying import replay
from zhiyin.understand.topics.models import Label

HOUSE = system("test")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def booked_first() -> Transaction:
    """The first booking: sealed by the head of the day before."""
    return Transaction.objects.order_by("number")[0]


@pytest.mark.django_db
def test_each_page_of_the_loop_has_something_waiting() -> None:
    begin(guests=1_500, cases=3_000, now=NOW)
    assert not feedback_seen_by(HOUSE).exists()
    finish()

    waiting = apps.get_model("compensation.Approval").objects.filter(decided_at=None, award__state="waiting")
    broken = waiting.filter(award__breach_id__isnull=False, award__priority=1)
    assert broken.count() >= 1  # of the other, somebody being hurt, a lead is in charge, whose authority reaches
    assert set(waiting.values_list("role", flat=True)) == {"lead"}
    asked = last_entry_of(broken[0].id)
    assert asked is not None
    assert [one.event for one in why(asked)][-1] == "MessageReceived"

    reached = outreach_seen_by(HOUSE)
    assert reached.filter(state="asked").exists()
    assert {reason["key"] for one in reached for reason in one.reasons} >= {
        "bad_answer",
        "broken_promises",
        "high_value",
    }

    said = feedback_seen_by(HOUSE)
    assert said.filter(source="survey").exists()
    assert {1, 2, 4, 5} <= set(said.values_list("rating", flat=True))
    labels = Label.objects.filter(source="feedback", text_id__in=said.values("id"))
    assert labels.count() == said.count()
    assert len(set(labels.values_list("topic", flat=True))) > 3

    paid = replay()
    assert (paid.identical, paid.listed) == (True, [])
    assert paid.paid >= 3
    assert proof_of(booked_first()).ok

    before = said.count(), waiting.count(), reached.count()
    finish()  # a second start adds nothing
    assert (said.count(), waiting.count(), reached.count()) == before
