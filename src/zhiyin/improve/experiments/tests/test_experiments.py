"""From a design to the winner's rows in force."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from zhiyin.improve.experiments.actions import conclude, design, expose, start, withdraw
from zhiyin.improve.experiments.models import Experiment, Exposure
from zhiyin.improve.experiments.reads import baseline_kept, reading_of, readings_of
from zhiyin.improve.experiments.tests.conftest import Promised
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.policies.reads import in_force, rows_in_force, trial_on
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.resolve.promises.events import PromiseMade

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]
HOUSE = system("test")
QUICK = [{"when": {}, "then": {"minutes": 60, "calendar": "office"}}]
FACTS = {"channel": "email", "priority": 3, "value_band": "low"}
Crowd = Callable[[int], list[UUID]]


def designed(by: Actor, at: datetime, **plan: object) -> Experiment:
    plan = {"metric_key": "first_reply_kept", "minimum_effect": 0.1, "planned_n": 200} | plan
    return design("Half the time keeps more promises", "first_reply", QUICK, by=by, because=None, at=at, **plan)


def running(by: Actor, at: datetime, **plan: object) -> Experiment:
    return start(designed(by, at, **plan).id, by=by, at=at)


def assigned(experiment: Experiment, customers: list[UUID], at: datetime) -> dict[str, list[UUID]]:
    """Let the policy decide for each customer, and count them, as a promise would."""
    arms: dict[str, list[UUID]] = {name: [] for name in experiment.weights}
    for customer in customers:
        decision = in_force("first_reply", FACTS, unit=customer)
        assert decision.trial_id == experiment.id
        assert decision.outcome["minutes"] == (60 if decision.arm == "challenger" else 240)
        expose(experiment.id, customer, decision.arm, because=None, at=at)
        arms[decision.arm].append(customer)
    return arms


def test_a_design_knows_the_baseline_and_what_so_many_customers_show(
    manager: Actor, now: datetime, promised: Promised, crowd: Crowd
) -> None:
    promised(crowd(100), 0.7, now - timedelta(days=5))
    experiment = designed(manager, now, planned_n=None, minimum_effect=0.05)
    baseline = baseline_kept(experiment)
    assert baseline is not None
    assert (baseline.customers, baseline.mean, baseline.binary) == (100, 0.7, True)
    assert experiment.planned_n == 2502
    assert experiment.arms[0]["rows"] == rows_in_force("first_reply")
    assert trial_on("first_reply") is None


def test_a_plan_that_makes_no_sense_is_refused(manager: Actor, now: datetime) -> None:
    same = rows_in_force("first_reply")
    good = {"metric_key": "satisfaction", "minimum_effect": 0.1, "planned_n": 100, "by": manager, "because": None}
    for rows, key, wrong in (
        (same, "first_reply", {}),
        ([], "first_reply", {}),
        (QUICK, "compensation", {}),
        (QUICK, "first_reply", {"metric_key": "nothing"}),
        (QUICK, "first_reply", {"guardrail_key": "satisfaction"}),
        (QUICK, "first_reply", {"minimum_effect": 0}),
        (QUICK, "first_reply", {"planned_n": None}),
    ):
        with pytest.raises(ValidationError):
            design("why", key, rows, **(good | wrong))
    with pytest.raises(PermissionDenied):
        design("why", "first_reply", QUICK, **(good | {"by": Actor("person")}))


def test_a_promise_made_under_a_trial_counts_its_customer_once(manager: Actor, now: datetime, crowd: Crowd) -> None:
    experiment = running(manager, now)
    (li,) = crowd(1)
    for hours in (0, 1):
        event = PromiseMade(new_id(), None, "first_reply", now, None, experiment.id, "challenger")
        announce(event, by=HOUSE, because=None, customer_id=li, at=now + timedelta(hours=hours))
    exposure = Exposure.objects.get()
    assert (exposure.customer_id, exposure.arm, exposure.at) == (li, "challenger", now)
    assert exposure.because is not None
    event = PromiseMade(new_id(), None, "first_reply", now, None, new_id(), "challenger")
    announce(event, by=HOUSE, because=None, customer_id=li)
    announce(PromiseMade(new_id(), None, "first_reply", now), by=HOUSE, because=None, customer_id=li)
    assert Exposure.objects.count() == 1


def test_the_winner_s_rows_come_into_force_and_the_reading_is_kept(
    manager: Actor, now: datetime, promised: Promised, crowd: Crowd
) -> None:
    began = now - timedelta(days=9)
    experiment = running(manager, began)
    arms = assigned(experiment, crowd(240), began)
    promised(arms["control"], 0.5, began + timedelta(days=1))
    promised(arms["challenger"], 0.9, began + timedelta(days=1))
    primary, _guardrail, verdict = readings_of(experiment, now)
    assert (primary.n, primary.effects[0].early, verdict.word) == (240, False, "ship")
    assert primary.effects[0].low <= 0.4 <= primary.effects[0].high
    conclusion = conclude(experiment.id, "challenger", "Kept more promises", by=manager, at=now)
    assert (conclusion.winner, conclusion.verdict, conclusion.by_name) == ("challenger", "ship", "何敏")
    assert conclusion.result["primary"]["n"] == 240
    assert rows_in_force("first_reply") == QUICK
    assert trial_on("first_reply") is None
    assert in_force("first_reply", FACTS, unit=arms["control"][0]).outcome["minutes"] == 60
    story = [entry.event for entry in Entry.objects.order_by("id")]
    assert story == [
        "ExperimentDesigned", "ExperimentStarted", "TrialStarted", "ExperimentEnded", "TrialEnded", "PolicyChanged",
    ]  # fmt: skip
    with pytest.raises(ValidationError):
        conclude(experiment.id, None, "again", by=manager)


def test_what_happened_before_the_exposure_does_not_count(
    manager: Actor, now: datetime, promised: Promised, crowd: Crowd
) -> None:
    began = now - timedelta(days=9)
    experiment = running(manager, began)
    arms = assigned(experiment, crowd(20), began + timedelta(days=3))
    promised(arms["control"], 0, began + timedelta(days=2))
    promised(arms["control"], 1, began + timedelta(days=4))
    groups = {group.arm: group for group in reading_of(experiment, "first_reply_kept", now).groups}
    assert groups["control"].value == 1
    assert (groups["challenger"].exposed, groups["challenger"].n) == (len(arms["challenger"]), 0)


def test_no_challenger_wins_when_the_lot_was_not_sound(manager: Actor, now: datetime, crowd: Crowd) -> None:
    experiment = running(manager, now)
    for index, customer in enumerate(crowd(100)):
        expose(experiment.id, customer, "control" if index < 80 else "challenger", because=None, at=now)
    with pytest.raises(ValidationError, match="no arm can win"):
        conclude(experiment.id, "challenger", "it looked good", by=manager, at=now)
    before = rows_in_force("first_reply")
    conclusion = conclude(experiment.id, None, "the lot was broken", by=manager, at=now)
    assert conclusion.verdict == "unreadable"
    assert rows_in_force("first_reply") == before


def test_the_control_winning_leaves_what_is_in_force(manager: Actor, now: datetime) -> None:
    experiment = running(manager, now)
    other = [{"when": {}, "then": {"minutes": 90, "calendar": "office"}}]
    put_in_force("first_reply", other, "meanwhile", by=HOUSE, because=None)
    conclude(experiment.id, "control", "no better", by=manager)
    assert rows_in_force("first_reply") == other


def test_a_design_starts_once_alone_and_only_on_the_table_it_was_made_for(manager: Actor, now: datetime) -> None:
    first, second = designed(manager, now), designed(manager, now)
    start(first.id, by=manager)
    for one in (first, second):
        with pytest.raises(ValidationError):
            start(one.id, by=manager)
    with pytest.raises(ValidationError):
        withdraw(first.id, "", by=manager)
    conclude(first.id, "challenger", "trust me", by=manager)
    with pytest.raises(ValidationError, match="has changed"):
        start(second.id, by=manager)
    assert withdraw(second.id, "outdated", by=manager).state == "withdrawn"


def test_a_design_says_which_experiment_stands_in_its_way(
    client: Client, min_: Person, manager: Actor, now: datetime
) -> None:
    first, second = running(manager, now), designed(manager, now)
    client.force_login(min_)
    page = client.get(f"/experiments/{second.number}").text
    assert f'<a href="/experiments/{first.number}">' in page
    assert '<button class="button primary" disabled>' in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_pages_take_a_design_to_its_conclusion(
    client: Client, min_: Person, now: datetime, promised: Promised, crowd: Crowd, language: str
) -> None:
    Person.objects.update(language=language)
    promised(crowd(50), 0.6, now - timedelta(days=5))
    client.force_login(min_)
    assert client.get("/experiments").status_code == 200
    assert client.get("/experiments/new").status_code == 200
    sent = {
        "hypothesis": "更快更好",
        "metric_key": "first_reply_kept",
        "effect": "10",
        "planned_n": "60",
        "margin": "5",
    }
    sent |= {
        "guardrail_key": "reopened",
        "share": "50",
        "order": ["0"],
        "0.then.minutes": "60",
        "0.then.calendar": "office",
    }
    assert client.post("/experiments/new", sent | {"0.then.minutes": "0"}).status_code == 422
    assert client.post("/experiments/new", sent | {"hypothesis": ""}).status_code == 422
    answer = client.post("/experiments/new", sent)
    experiment = Experiment.objects.get()
    assert answer.headers["Location"] == f"/experiments/{experiment.number}"
    assert experiment.minimum_effect == pytest.approx(0.1)
    page = client.get(f"/experiments/{experiment.number}")
    assert page.status_code == 200
    assert "60.0%" in page.text
    assert client.post(f"/experiments/{experiment.number}/start").status_code == 302
    experiment.refresh_from_db()
    assert client.get(f"/experiments/{experiment.number}/effect").json()["empty"]
    arms = assigned(experiment, crowd(80), now - timedelta(minutes=1))
    promised(arms["control"], 0.3, now)
    promised(arms["challenger"], 0.9, now)
    Experiment.objects.update(started_at=now - timedelta(days=8))
    page = client.get(f"/experiments/{experiment.number}")
    assert page.status_code == 200
    drawn = client.get(f"/experiments/{experiment.number}/effect").json()
    assert 30 < drawn["table"]["rows"][0][1] < 90
    wrong = client.post(f"/experiments/{experiment.number}/conclusion", {"winner": "challenger", "reason": ""})
    assert wrong.status_code == 422
    client.post(f"/experiments/{experiment.number}/conclusion", {"winner": "challenger", "reason": "kept"})
    page = client.get(f"/experiments/{experiment.number}")
    assert page.status_code == 200
    assert "kept" in page.text
    assert client.get(f"/experiments/{experiment.number}/effect").json()["table"] == drawn["table"]
    assert rows_in_force("first_reply") == QUICK
    one = client.get(f"/api/v1/experiments/{experiment.number}").json()
    assert (one["winner"], one["reading"]["n"]) == ("challenger", 80)
    assert len(client.get("/api/v1/experiments").json()["items"]) == 1
