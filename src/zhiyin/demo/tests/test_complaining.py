"""The company has complaints in every state, a problem that was proven prevented, and one that goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from django.apps import apps

from zhiyin.demo import actions as seeding
from zhiyin.demo.complaining import complain
from zhiyin.kernel.timeline.reads import last_entry_of, why
from zhiyin.recover.complaints import policy
from zhiyin.recover.complaints.reads import next_moment

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
def test_there_are_complaints_in_every_state_and_a_proven_prevention(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeding, "RECENT_DAYS", 90)  # the whole history at once
    seeding.begin(guests=500, cases=2_500, now=NOW)
    complain(NOW, Random(1))
    complaints = apps.get_model("complaints.Complaint").objects
    assert set(complaints.values_list("state", flat=True)) == {*policy.LINE, policy.WITHDRAWN}
    problems = apps.get_model("complaints.Problem").objects
    assert sorted(problems.values_list("state", flat=True)) == ["open", "prevented"]
    proof = apps.get_model("complaints.Proof").objects.get()
    assert proof.passed
    assert proof.high < 1
    closed = complaints.filter(state=policy.CLOSED).latest("closed_at")
    chain = [entry.event for entry in why(last_entry_of(closed.id, "ComplaintClosed"))]
    assert (chain[0], chain[-1]) == ("ComplaintClosed", "MessageReceived")
    for complaint in complaints.exclude(state=policy.RECEIVED):
        states = list(complaint.steps.order_by("at", "id").values_list("state_before", "state_after"))
        assert [one for one, _after in states[1:]] == [after for _before, after in states[:-1]]
        assert states[-1][1] == complaint.state
    moment = next_moment()
    assert moment is not None
    assert moment > NOW  # nothing has come due while nobody looked
