"""A simulation says what would have been, from what was recorded, and does nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.playbooks.actions import ask_simulation
from zhiyin.kernel.playbooks.actions.simulating import simulate_more
from zhiyin.kernel.playbooks.models import Run, Simulation
from zhiyin.kernel.playbooks.tests.conftest import LEAD, PERSON, LampBroke, LanternLit, happen, lit, playbook, told
from zhiyin.kernel.timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def past(customer: Customer) -> list[Any]:
    """Six lamps broke on three days; the first two were lit again within the hour."""
    lamps = [new_id() for _ in range(6)]
    for number, lamp in enumerate(lamps):
        at = timezone.now().replace(hour=2, minute=0) - timedelta(days=3 - number // 2, minutes=6 - number)
        happen(LampBroke(lamp, 20 * (number + 1)), customer, at)
        if number < 2:
            happen(LanternLit(lamp), customer, at + timedelta(minutes=30))
    return lamps


def simulated(*steps: dict[str, Any], **parts: Any) -> Simulation:
    asked = ask_simulation(playbook(*steps, **parts), 30, by=LEAD, because=None)
    simulate_more(asked.id)
    asked.refresh_from_db()
    assert asked.state == "done"
    return asked


def test_who_would_have_been_contacted_and_what_spent(past: list[Any], customer: Customer) -> None:
    before = Entry.objects.count()
    tally = simulated(
        told("a", "light"),
        told("w", "wait_for", event="lamp_lit", at_most="1 hours", otherwise="pay"),
        told("end", "decide", when={"watts": {"from": 1000}}, otherwise="end") | {"step": "enough"},
        told("pay", "pay", amount="5.00 CNY"),
        guards={"watts": {"below": 120}},
    ).result
    assert (tally["seen"], tally["begun"], tally["guarded"]) == (6, 5, {"watts": 1})
    assert (tally["contacts"], tally["customers"]) == (5, {str(customer.id): 5})
    assert tally["spent"] == {"CNY": 1500}  # the two that were lit in time cost nothing
    assert [tally["steps"][str(one)]["reached"] for one in range(4)] == [5, 5, 2, 3]
    assert (Entry.objects.count(), Run.objects.count(), lit()) == (before, 0, 0)


def test_people_are_taken_to_do_what_they_are_asked(past: list[Any]) -> None:
    see = PERSON | {"with": {**PERSON["with"], "then": "end"}}
    tally = simulated(see, told("a", "light")).result
    assert (tally["contacts"], tally["steps"]["0"]["reached"], "1" in tally["steps"]) == (0, 6, False)


def test_which_caps_would_have_been_hit(past: list[Any]) -> None:
    tally = simulated(told("a", "pay", amount="5.00 CNY"), PERSON, caps={"runs_a_day": 1}).result
    assert (tally["begun"], tally["held"]) == (3, {"runs_a_day": 3})
    tally = simulated(told("a", "pay", amount="5.00 CNY"), caps={"runs_a_customer": 2, "customer_days": 30}).result
    assert (tally["begun"], tally["held"]) == (2, {"runs_a_customer": 4})
    tally = simulated(told("a", "pay", amount="5.00 CNY"), caps={"spend_a_day": "9.99 CNY"}).result
    assert (tally["begun"], tally["spent"], tally["stuck"]) == (6, {"CNY": 1500}, {"spend_a_day": 3})


def test_it_goes_on_in_batches_and_after_a_crash(past: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from zhiyin.kernel.playbooks.actions import simulating

    whole = simulated(told("a", "light")).result
    monkeypatch.setattr(simulating, "BATCH", 2)
    asked = ask_simulation(playbook(told("a", "light")), 30, by=LEAD, because=None)
    assert simulating._batch(asked.id)
    asked.refresh_from_db()
    assert (asked.seen, asked.of, asked.state) == (2, 6, "running")
    simulate_more(asked.id)
    simulate_more(asked.id)
    asked.refresh_from_db()
    assert asked.result == whole


def test_a_step_that_writes_is_refused_in_a_simulation_too(past: list[Any]) -> None:
    from django.db import InternalError, transaction

    asked = ask_simulation(playbook(told("a", "naughty")), 30, by=LEAD, because=None)
    with pytest.raises(InternalError, match="read-only"), transaction.atomic():
        simulate_more(asked.id)
    assert lit() == 0


def test_a_wrong_playbook_is_not_simulated() -> None:
    with pytest.raises(ValidationError):
        ask_simulation(playbook(told("a", "unknown")), 30, by=LEAD, because=None)
    with pytest.raises(ValidationError):
        ask_simulation(playbook(told("a", "light")), 91, by=LEAD, because=None)
