"""Tables decide by the first row that holds; versions and trials keep their history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.policies.actions import Arm, end_trial, put_in_force, start_trial
from zhiyin.kernel.policies.models import Version
from zhiyin.kernel.policies.policy import arm_of, first_row
from zhiyin.kernel.policies.reads import in_force
from zhiyin.kernel.policies.register import POLICIES, Fact, Outcome, declare
from zhiyin.kernel.timeline.models import Entry

HOUSE = system("test")
database = pytest.mark.django_db


@pytest.fixture
def lamp() -> Iterator[str]:
    declare(
        "lamp",
        label="Lamp",
        facts=(
            Fact("room", "Room", choices=(("hall", "Hall"), ("attic", "Attic"))),
            Fact("hour", "Hour", kind="number"),
        ),
        outcomes=(Outcome("watts", "Watts", "integer", minimum=1, maximum=100),),
        default=({"when": {"room": ["attic"]}, "then": {"watts": 5}}, {"when": {}, "then": {"watts": 40}}),
    )
    yield "lamp"
    del POLICIES["lamp"]


@pytest.mark.parametrize(
    ("facts", "row"),
    [({"hour": 8}, 1), ({"hour": 21.9}, 0), ({"hour": 22}, 1), ({}, 1), ({"hour": 20, "room": "hall"}, 0)],
)
def test_the_first_row_that_holds_decides(facts: dict[str, object], row: int) -> None:
    table = [{"when": {"hour": {"from": 18, "below": 22}}, "then": {}}, {"when": {}, "then": {}}]
    assert first_row(table, facts) == row


@database
def test_the_declared_default_is_in_force_until_changed(lamp: str) -> None:
    before = timezone.now()
    assert in_force(lamp, {"room": "attic"}).outcome == {"watts": 5}
    put_in_force(lamp, [{"when": {}, "then": {"watts": 60}}], "brighter", by=HOUSE, because=None)
    decision = in_force(lamp, {"room": "attic"})
    assert (decision.outcome, decision.version, decision.row) == ({"watts": 60}, 1, 0)
    assert in_force(lamp, {"room": "attic"}, at=before).outcome == {"watts": 5}
    assert Entry.objects.get(event="PolicyChanged").facts["key"] == lamp


@database
@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"when": {}, "then": {"watts": 101}}],
        [{"when": {}, "then": {"watts": "40"}}],
        [{"when": {}, "then": {}}],
        [{"when": {"room": ["cellar"]}, "then": {"watts": 4}}, {"when": {}, "then": {"watts": 4}}],
        [{"when": {"hour": {"from": "eight"}}, "then": {"watts": 4}}, {"when": {}, "then": {"watts": 4}}],
        [{"when": {"room": ["hall"]}, "then": {"watts": 4}}],
        [{"when": {}, "then": {"watts": 4, "colour": "red"}}],
    ],
)
def test_a_faulty_table_is_refused_and_nothing_changes(lamp: str, rows: list[dict[str, dict[str, object]]]) -> None:
    with pytest.raises(ValidationError):
        put_in_force(lamp, rows, "try", by=HOUSE, because=None)
    assert not Version.objects.exists()


@database
def test_changing_a_policy_needs_the_permission_and_a_note(lamp: str) -> None:
    rows = [{"when": {}, "then": {"watts": 60}}]
    with pytest.raises(PermissionDenied):
        put_in_force(lamp, rows, "brighter", by=Actor("person"), because=None)
    with pytest.raises(ValidationError):
        put_in_force(lamp, rows, "  ", by=HOUSE, because=None)
    assert not Version.objects.exists()


@database
def test_a_trial_gives_each_unit_its_arm_and_the_winner_comes_into_force(lamp: str) -> None:
    trial_id, now = new_id(), timezone.now()
    dim = [{"when": {}, "then": {"watts": 10}}]
    start_trial(lamp, [Arm("as now", 1), Arm("dim", 1, dim)], trial_id=trial_id, salt="s", by=HOUSE, because=None)
    units = [UUID(int=n) for n in range(200)]
    arms = {unit: in_force(lamp, {}, unit=unit) for unit in units}
    assert {decision.arm for decision in arms.values()} == {"as now", "dim"}
    assert all(decision.outcome["watts"] == (10 if decision.arm == "dim" else 40) for decision in arms.values())
    assert all(in_force(lamp, {}, unit=unit).arm == decision.arm for unit, decision in list(arms.items())[:20])
    assert in_force(lamp, {}).arm is None
    with pytest.raises(ValidationError):
        start_trial(lamp, [Arm("a", 1), Arm("b", 1)], trial_id=new_id(), salt="s", by=HOUSE, because=None)
    version = end_trial(lamp, winner="dim", note="proven", by=HOUSE, because=None, at=now + timedelta(days=7))
    assert version is not None
    assert in_force(lamp, {}, unit=units[0]).outcome == {"watts": 10}
    changed = Entry.objects.get(event="PolicyChanged")
    assert changed.because is not None
    assert changed.because.event == "TrialEnded"


def test_arms_come_in_proportion_to_their_weights() -> None:
    counts = Counter(arm_of("salt", UUID(int=n), [("a", 1), ("b", 3)]) for n in range(20_000))
    assert abs(counts["a"] / 20_000 - 0.25) < 0.0124  # four standard errors


@database
def test_a_value_that_its_own_check_refuses_is_not_put_in_force() -> None:
    odd = Outcome("watts", "Watts", "integer", check=lambda watts: "" if watts % 2 == 0 else f"{watts} is odd.")
    declare("even_lamp", label="Lamp", outcomes=(odd,), default=({"when": {}, "then": {"watts": 2}},))
    try:
        with pytest.raises(ValidationError, match="3 is odd"):
            put_in_force("even_lamp", [{"when": {}, "then": {"watts": 3}}], "odd", by=HOUSE, because=None)
        put_in_force("even_lamp", [{"when": {}, "then": {"watts": 4}}], "even", by=HOUSE, because=None)
    finally:
        del POLICIES["even_lamp"]
