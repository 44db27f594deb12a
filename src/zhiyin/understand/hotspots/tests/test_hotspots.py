import random
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.timeline.actions import react
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import last_entry_of, why
from zhiyin.understand.hotspots.actions import decide, look
from zhiyin.understand.hotspots.counting import customers_by_window
from zhiyin.understand.hotspots.models import Hotspot
from zhiyin.understand.hotspots.policy import Counts, compare, edges, pain, shrunk_share
from zhiyin.understand.hotspots.reads import evidence_of, hotspots_seen_by, weeks_around
from zhiyin.understand.topics.models import Label

database = pytest.mark.django_db
HOUSE = system("test")
DAY = timedelta(days=1)
RULES: dict[str, Any] = {"least_customers": 5, "least_ratio": 1.3, "false_share": 0.05}


def test_the_comparison_follows_the_vector() -> None:
    (found,) = compare([Counts("room", 30, 1000, 15, 1000)])
    assert found.ratio == 2.0
    assert round(found.p, 4) == round(found.p_adjusted, 4) == 0.0357
    assert found.is_hotspot(**RULES)
    assert not found.is_hotspot(**RULES | {"least_customers": 31})


def test_a_topic_without_a_past_has_no_upper_end() -> None:
    (found,) = compare([Counts("safety", 9, 300, 0, 2400)])
    assert found.high is None
    assert found.is_hotspot(**RULES)
    assert compare([Counts("room", 3, 10, 0, 0), Counts("food", 0, 10, 0, 80)]) == []


def simulate(seed: int, surge: float) -> list[str]:
    """Twelve topics over nine weeks of about 200 customers; `surge` multiplies the first topic's rate in the last week."""
    dice = np.random.default_rng(seed)
    rates = np.linspace(0.02, 0.12, 12)
    counts = []
    everyone = dice.poisson(200, 9)
    for i, rate in enumerate(rates):
        weekly = [
            dice.binomial(n, min(1.0, rate * (surge if i == 3 and week == 8 else 1))) for week, n in enumerate(everyone)
        ]
        counts.append(Counts(f"t{i}", int(weekly[8]), int(everyone[8]), int(sum(weekly[:8])), int(sum(everyone[:8]))))
    return [one.counts.topic for one in compare(counts) if one.is_hotspot(**RULES)]


def test_where_nothing_was_planted_false_alarms_stay_below_the_nominal_share() -> None:
    alarms = [bool(simulate(seed, 1.0)) for seed in range(1000)]
    assert sum(alarms) / len(alarms) <= 0.05


def test_a_planted_surge_is_found_and_little_else() -> None:
    found = [simulate(seed, 3.0) for seed in range(300)]
    assert sum("t3" in one for one in found) / len(found) > 0.95
    assert sum(len(set(one) - {"t3"}) for one in found) / sum(map(len, found)) < 0.05


def test_pain_is_work_on_customers_left_unsatisfied() -> None:
    assert pain(30, 10, 0.4) == pytest.approx(180)
    assert shrunk_share(0, 0, 0.8) == pytest.approx(0.8)
    assert shrunk_share(20, 20, 0.5) == pytest.approx(0.75)


@pytest.fixture
def people(db: None, now: datetime) -> list[Customer]:
    return Customer.objects.bulk_create(Customer(name=f"C{i}", made_at=now) for i in range(80))


class Desk:
    """Labels of past weeks: each week every one of 60 customers writes, some of them about the room."""

    def __init__(self, people: list[Customer], unit: Unit, now: datetime) -> None:
        self.people, self.unit, self.now = people, unit, now
        self.dice = random.Random(7)

    def write(self, topic: str, at: datetime, who: int, mood: str = "negative") -> Label:
        return Label(
            source="feedback",
            text_id=new_id(),
            customer=self.people[who],
            unit=self.unit,
            topic=topic,
            mood=-0.5,
            mood_label=mood,
            confidence=0.8,
            machine_topic=topic,
            machine_mood_label=mood,
            version=1,
            at=at,
        )

    def weeks(self, rooms: list[int]) -> None:
        """One entry a week, oldest first: how many of the 60 customers write about the room, the rest about delivery."""
        labels = []
        for back, about_room in enumerate(reversed(rooms)):
            at = self.now - 7 * DAY * back - DAY
            labels += [self.write("room" if who < about_room else "delivery", at, who) for who in range(60)]
        Label.objects.bulk_create(labels)


@pytest.fixture
def desk(people: list[Customer], hotel: Unit, now: datetime) -> Desk:
    return Desk(people, hotel, now)


@database
def test_a_surge_is_found_once_and_brought_up_to_date(desk: Desk, now: datetime) -> None:
    desk.weeks([6, 6, 5, 7, 6, 6, 5, 7, 24])
    (hotspot,) = look(now, by=HOUSE)
    assert (hotspot.topic, hotspot.count, hotspot.exposure) == ("room", 24, 60)
    assert (hotspot.baseline_count, hotspot.baseline_exposure) == (48, 480)
    assert hotspot.ratio == pytest.approx(4.0)
    assert hotspot.unit == desk.unit
    assert hotspot.low < 4.0 < (hotspot.high or 0)
    assert len(evidence_of(hotspot)) == 12
    assert look(now, by=HOUSE) == []
    assert Hotspot.objects.count() == Entry.objects.filter(event="HotspotFound").count() == 1
    Label.objects.bulk_create(desk.write("room", now - timedelta(hours=1), 60 + i) for i in range(10))
    assert look(now, by=HOUSE) == []
    hotspot.refresh_from_db()
    assert hotspot.count == 34


@database
def test_nothing_is_found_where_nothing_grew(desk: Desk, now: datetime) -> None:
    desk.weeks([6, 6, 5, 7, 6, 6, 5, 7, 8])
    assert look(now, by=HOUSE) == []


@database
def test_one_customer_who_writes_often_makes_no_surge(desk: Desk, now: datetime) -> None:
    desk.weeks([6, 6, 5, 7, 6, 6, 5, 7, 6])
    Label.objects.bulk_create(desk.write("room", now - timedelta(hours=i), 0) for i in range(1, 60))
    assert look(now, by=HOUSE) == []


@database
def test_happy_texts_and_praise_make_no_hotspot(desk: Desk, now: datetime) -> None:
    desk.weeks([6] * 9)
    Label.objects.bulk_create(desk.write("room", now - DAY, 20 + i, "positive") for i in range(30))
    Label.objects.bulk_create(desk.write("praise", now - DAY, 20 + i, "neutral") for i in range(30))
    assert look(now, by=HOUSE) == []


@database
def test_a_hotspot_that_is_no_longer_raised_cools(desk: Desk, now: datetime) -> None:
    desk.weeks([6, 6, 5, 7, 6, 6, 5, 7, 24])
    (hotspot,) = look(now, by=HOUSE)
    Label.objects.bulk_create(desk.write("room" if who < 6 else "delivery", now + 6 * DAY, who) for who in range(60))
    look(now + 7 * DAY, by=HOUSE)
    hotspot.refresh_from_db()
    assert hotspot.state == "cooled"
    entry = last_entry_of(hotspot.id)
    assert entry is not None
    assert [step.event for step in why(entry)] == ["HotspotCooled", "HotspotFound"]


@database
def test_what_was_dismissed_stays_quiet_for_a_while(desk: Desk, now: datetime, jing: Person, na: Actor) -> None:
    desk.weeks([6, 6, 5, 7, 6, 6, 5, 7, 24])
    (hotspot,) = look(now, by=HOUSE)
    with pytest.raises(PermissionDenied):
        decide(hotspot.id, "dismissed", "a fair in town", by=na)
    hotspot.refresh_from_db()
    assert hotspot.state == "open"
    with pytest.raises(ValidationError):
        decide(hotspot.id, "dismissed", " ", by=actor_of(jing))
    decide(hotspot.id, "dismissed", "a fair in town", by=actor_of(jing), at=now)
    with pytest.raises(ValidationError):
        decide(hotspot.id, "handled", "again", by=actor_of(jing))
    assert look(now + timedelta(hours=1), by=HOUSE) == []


@database
def test_why_leads_from_a_hotspot_back_to_a_message(desk: Desk, mail: Any, now: datetime) -> None:
    desk.weeks([6, 6, 5, 7, 6, 6, 5, 7, 20])
    message = mail("房间太脏了，还有蟑螂", after=timedelta(hours=-2))
    received = last_entry_of(message.id, "MessageReceived")
    assert received is not None
    react("understand.topics.a_message_gets_a_topic_and_a_mood", received.id)
    (hotspot,) = look(now, by=HOUSE)
    entry = last_entry_of(hotspot.id)
    assert entry is not None
    chain = why(entry)
    assert [step.event for step in chain] == ["HotspotFound", "TextLabelled", "MessageReceived"]
    assert chain[-1].subject_id == message.id
    assert entry.unit_id == desk.unit.id


@database
def test_customers_are_counted_once_a_window_and_windows_are_half_open(desk: Desk, now: datetime) -> None:
    bounds = edges(now, 7, 1)
    assert [b - a for a, b in pairwise(bounds)] == [7 * DAY] * 2
    at = [bounds[0], bounds[1] - timedelta(seconds=1), bounds[1], bounds[2]]
    Label.objects.bulk_create(desk.write("room", one, 1) for one in at)
    weekly = customers_by_window(bounds)
    assert weekly.by_topic == {"room": [1, 1]}
    assert weekly.everyone == [1, 1]


@database
def test_hotspots_of_other_units_are_not_seen(desk: Desk, now: datetime) -> None:
    desk.weeks([6, 6, 5, 7, 6, 6, 5, 7, 24])
    (hotspot,) = look(now, by=HOUSE)
    may = frozenset({"hotspot.read"})
    assert list(hotspots_seen_by(Actor("person", permissions=may, units=frozenset({desk.unit.id})))) == [hotspot]
    assert not hotspots_seen_by(Actor("person", permissions=may, units=frozenset())).exists()
    assert not hotspots_seen_by(Actor("person")).exists()


@database
def test_the_pages_of_hotspots(signed_in: Client, desk: Desk, mail: Any, now: datetime) -> None:
    assert "No topic is above" in signed_in.get(reverse("hotspots")).content.decode()
    desk.weeks([6, 6, 5, 7, 6, 6, 5, 7, 20])
    message = mail("房间太脏了，还有蟑螂，请回电13812345678", after=timedelta(hours=-2))
    received = last_entry_of(message.id, "MessageReceived")
    assert received is not None
    react("understand.topics.a_message_gets_a_topic_and_a_mood", received.id)
    (hotspot,) = look(now, by=HOUSE)
    assert "Rooms and cleanliness" in signed_in.get(reverse("hotspots")).content.decode()
    page = signed_in.get(reverse("hotspot", args=[hotspot.number])).content.decode()
    assert "还有蟑螂" in page
    drawn = signed_in.get(reverse("hotspot-chart", args=[hotspot.number])).json()
    assert len(drawn["table"]["rows"]) == len(weeks_around([hotspot])[hotspot.id].everyone) == 12
    listed = signed_in.get("/api/v1/hotspots").json()["items"]
    assert [one["number"] for one in listed] == [hotspot.number]
    assert signed_in.get(f"/api/v1/hotspots/{hotspot.number}").json()["ratio"] == hotspot.ratio
    refused = signed_in.post(reverse("hotspot-decision", args=[hotspot.number]), {"kind": "handled"})
    assert refused.status_code == 422
    signed_in.post(reverse("hotspot-decision", args=[hotspot.number]), {"kind": "handled", "reason": "new cleaners"})
    hotspot.refresh_from_db()
    assert hotspot.state == "handled"
    assert "new cleaners" in signed_in.get(reverse("hotspot", args=[hotspot.number])).content.decode()
