"""Claims that chance hardly explains are shown to a person, who judges; nothing is refused by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from zhiyin.kernel.customers.models import Customer, Identity
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.jobs import look_for_claims_that_chance_hardly_explains
from zhiyin.recover.compensation.models import Award, Signal
from zhiyin.recover.compensation.suspicion import TOO_COMMON, much, often, rings
from zhiyin.recover.compensation.tests.test_compensation import DUE, MONDAY, limits
from zhiyin.resolve.cases.models import Case
from zhiyin.resolve.promises.tests.cast import HOUSE, a_person, wang_writes

A_DAY = timedelta(days=1)


def claim(name: str, amount: int = 20_00, by: Actor | None = None, times: int = 1) -> Case:
    """A customer of this name is given something, so many times in one case."""
    case = wang_writes(MONDAY, address=f"{name}@example.com")
    for _time in range(times):
        actions.give(case.id, "voucher", amount, "CNY", "添麻烦了", by=by or a_person(), because=None, at=DUE)
    return case


def share(case: Case, kind: str, value: str) -> None:
    Identity.objects.create(customer_id=case.customer_id, kind=kind, value=value)


def look() -> list[str]:
    return [one.kind for one in actions.look_for_abuse(by=HOUSE, at=DUE + A_DAY)]


@pytest.mark.django_db
def test_a_planted_ring_of_five_is_flagged_and_nobody_else() -> None:
    strangers = [claim(f"stranger{number}") for number in range(12)]
    ring = [claim(f"ring{number}") for number in range(5)]
    for one, other in pairwise(ring[:4]):  # a chain: no single thing is shared by all
        share(one, "phone", f"+8613800000{ring.index(one)}")
        share(other, "phone", f"+8613800000{ring.index(one)}")
    for one in (ring[3], ring[4]):
        Customer.objects.filter(id=one.customer_id).update(
            attributes={"address": "南京路 1 号" if one is ring[3] else "南京路１号"}
        )
    assert look() == ["ring"]
    signal = Signal.objects.get()
    assert set(signal.facts["customers"]) == {str(one.customer_id) for one in ring}
    assert signal.facts["links"] == ["address", "phone"]
    assert not {str(one.customer_id) for one in strangers} & set(signal.facts["customers"])
    assert look() == []  # known


@pytest.mark.django_db
def test_a_signal_refuses_nothing_and_a_refusal_has_a_person_behind_it() -> None:
    limits(agent=100_00, lead=5000_00)
    for number in range(5):
        share(claim(f"ring{number}"), "phone", "+8613800000000")
    assert look() == ["ring"]
    assert actions.give(
        Case.objects.earliest("opened_at").id, "voucher", 1_00, "CNY", "心意", by=a_person(), because=None, at=DUE
    ).state == "granted"  # fmt: skip
    waiting = claim("ring0b", 150_00)
    approval = Award.objects.get(case=waiting).approval
    with pytest.raises(PermissionDenied):
        actions.decide(approval.id, False, "可疑", by=HOUSE, at=DUE)
    assert actions.decide(approval.id, False, "查证属实", by=a_person("lead"), at=DUE).decided_by_id is not None


@pytest.mark.django_db
def test_who_claims_more_often_and_who_gives_to_the_same_again_and_again() -> None:
    lin = a_person()
    for number in range(12):
        claim(f"usual{number}")
    claim("often", by=lin, times=9)
    assert sorted(look()) == ["customer_much", "customer_often", "giver_much", "giver_often", "pair"]
    much_given = Signal.objects.get(kind="customer_often")
    assert (much_given.facts["claims"], much_given.facts["peers"]) == (9, 12)
    assert Signal.objects.get(kind="pair").person_id == lin.id


@pytest.mark.django_db
def test_who_is_given_far_more_than_others() -> None:
    limits(agent=5000_00)
    for number in range(12):
        claim(f"usual{number}", 20_00 + number)
    claim("much", 600_00)
    assert sorted(look()) == ["customer_much", "giver_much"]


@pytest.mark.django_db
def test_a_person_judges_once_with_a_reason_and_newer_claims_come_again() -> None:
    lin, manager = a_person(), a_person("experience")
    for _time in range(3):
        case = claim("same", by=lin)
    look()
    signal = Signal.objects.get(kind="pair")
    with pytest.raises(ValidationError):
        actions.judge_signal(signal.id, "unfounded", " ", by=manager, at=DUE)
    with pytest.raises(PermissionDenied):
        actions.judge_signal(signal.id, "unfounded", "老客户", by=lin, at=DUE)
    with pytest.raises(PermissionDenied):
        actions.judge_signal(signal.id, "unfounded", "老客户", by=HOUSE, at=DUE)
    judged = actions.judge_signal(signal.id, "unfounded", "同一批货，逐件赔付", by=manager, at=DUE)
    assert (judged.judged_by_id, judged.judgement) == (manager.id, "unfounded")
    assert look() == []
    later = DUE + timedelta(hours=1)
    actions.give(case.id, "voucher", 5_00, "CNY", "又一次", by=lin, because=None, at=later)
    assert look() == ["pair"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Signal.objects.filter(id=signal.id).update(reason="")


@pytest.mark.django_db
def test_what_counts_is_a_policy() -> None:
    for number in range(2):
        share(claim(f"two{number}"), "device" if number < 0 else "visitor", "browser-7")
    assert look() == []
    then = {"window_days": 30, "ring_from": 2, "often_from": 4, "pair_from": 3, "chance": 0.001}
    put_in_force("abuse", [{"when": {}, "then": then}], "严一点", by=HOUSE, because=None)
    assert look() == ["ring"]
    look_for_claims_that_chance_hardly_explains()


@pytest.mark.django_db
def test_the_page_shows_a_signal_and_takes_the_judgement(client: Client, enter: Callable[[str], Client]) -> None:
    lin = a_person()
    for _time in range(3):
        claim("same", by=lin)
    look()
    signal = Signal.objects.get()
    assert enter("lead").get("/signals").status_code == 403
    manager = enter("experience")
    assert "60.00" in manager.get("/signals").content.decode()
    address = f"/signals/{signal.id}/judgement"
    manager.post(address, {"judgement": "abuse", "reason": ""})
    assert Signal.objects.get().judged_at is None
    manager.post(address, {"judgement": "abuse", "reason": "同一人冒名"})
    assert "同一人冒名" in manager.get("/signals?show=judged").content.decode()
    assert Signal.objects.get().judged_at <= timezone.now()  # type: ignore[operator]


@pytest.fixture
def enter(client: Client) -> Callable[[str], Client]:
    def as_role(role: str) -> Client:
        client.force_login(Person.objects.get(id=a_person(role).id))
        return client

    return as_role


@given(some.sets(some.tuples(some.sampled_from("xyz"), some.integers(0, 9), some.integers(0, 30)), max_size=60))
def test_rings_are_those_that_a_slow_search_finds(shared: set[tuple[str, int, int]]) -> None:
    holders: dict[tuple[str, int], set[int]] = {}
    for kind, value, who in shared:
        holders.setdefault((kind, value), set()).add(who)
    everyone, slow = {who for _kind, _value, who in shared}, set()
    for one in everyone:
        group = {one}
        while True:
            wider = group.union(*(who for who in holders.values() if who & group and len(who) <= TOO_COMMON))
            if wider == group:
                break
            group = wider
        if len(group) >= 2:
            slow.add(frozenset(group))
    assert {ring.members for ring in rings(((kind, str(value), who) for kind, value, who in shared), 2)} == slow


def test_what_a_whole_house_shares_links_nobody() -> None:
    assert rings((("phone", "switchboard", who) for who in range(TOO_COMMON + 1)), 2) == []
    assert len(rings((("phone", "family", who) for who in range(TOO_COMMON)), 2)) == 1


def test_like_amounts_and_rates_are_no_signal() -> None:
    assert often(dict.fromkeys(range(50), 4), 3, 0.001) == {}
    assert much({who: 20_00 + who for who in range(50)}) == {}
    assert often({0: 50, 1: 1}, 3, 0.05) == {}  # too few to compare with
    assert set(often({**dict.fromkeys(range(50), 1), 99: 12}, 3, 0.001)) == {99}
    assert set(much({**dict.fromkeys(range(50), 20_00), 99: 500_00})) == {99}
