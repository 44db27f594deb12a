"""What an auditor sees: kept rates, like cases, a ledger that notices tampering, and the trail."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.utils import timezone

from zhiyin.assure.audits.actions import check_ledger
from zhiyin.assure.audits.models import LedgerCheck
from zhiyin.assure.audits.reads import kept_rates, trail_in_words, trail_seen_by
from zhiyin.assure.audits.trail import AREAS, all_names
from zhiyin.assure.fairness.policy import AMOUNT, COMPENSATED
from zhiyin.assure.fairness.reads import compensation_by_group
from zhiyin.face.testing import hire
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.ledger.actions import Line, book
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.people.models import Person, Unit
from zhiyin.kernel.people.reads import actor_of
from zhiyin.kernel.policies.actions import put_in_force
from zhiyin.kernel.timeline.events import EVENTS
from zhiyin.kernel.timeline.models import Entry
from zhiyin.lib.stats import wilson
from zhiyin.recover.compensation.models import Award
from zhiyin.resolve.promises.models import Breach, Promise

pytestmark = pytest.mark.django_db
HOUSE = system("test")


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def shop() -> Unit:
    return Unit.objects.create(name="上海店", name_en="Shanghai")


@pytest.fixture
def auditor(shop: Unit) -> Person:
    return hire("auditor", shop, "shen@shop.example", "沈审", "en")


def promises(shop: Unit, now: datetime, language: str, kept: int, broken: int, amount: int | None = None) -> None:
    """Promises to as many customers of a language; each broken one brings `amount`, unless that is None."""
    for index in range(kept + broken):
        met = index < kept
        customer = Customer.objects.create(made_at=now, language=language, attributes={"region": "华东"})
        promise = Promise.objects.create(
            name="first_reply", customer=customer, unit=shop, channel_kind="email", priority=3, value_band="low",
            duration_seconds=60, started_at=now, due_at=now - timedelta(days=1), warn_at=now,
            state="met" if met else "breached", met_at=now if met else None,
        )  # fmt: skip
        if met:
            continue
        breach = Breach.objects.create(promise=promise, breached_at=promise.due_at, noticed_at=now)
        if amount is not None:
            Award.objects.create(
                customer=customer, unit=shop, breach_id=breach.id, promise_name="first_reply", kind="voucher",
                amount_minor=amount, currency="CNY", state="granted", value_band="low", role="agent", made_at=now,
            )  # fmt: skip


def test_the_kept_rate_is_overall_and_by_name_with_wilson_s_interval(
    shop: Unit, auditor: Person, now: datetime
) -> None:
    promises(shop, now, "zh", 9, 3)
    promises(Unit.objects.create(name="北京店"), now, "zh", 0, 4)
    overall, first_reply = kept_rates(actor_of(auditor), now - timedelta(days=7), now)
    assert (overall.name, overall.met, overall.n) == ("", 9, 16)
    assert (overall.low, overall.high) == wilson(9, 16)
    assert first_reply.value == 9 / 16
    here = Actor("person", permissions=frozenset({"assurance.read"}), units=frozenset({shop.id}))
    assert kept_rates(here, now - timedelta(days=7), now)[0].n == 12
    assert kept_rates(here, now, now + timedelta(days=7))[0].value is None
    with pytest.raises(PermissionDenied):
        kept_rates(Actor("person"), now, now)


def test_a_group_that_gets_less_in_like_cases_is_flagged(shop: Unit, auditor: Person, now: datetime) -> None:
    promises(shop, now, "zh", 0, 8, 2000)
    promises(shop, now, "en", 0, 8, 1400)
    promises(shop, now, "", 0, 2, 1)
    actor, since = actor_of(auditor), now - timedelta(days=7)
    by_language = {one.outcome: one for one in compensation_by_group(actor, "language", since, now, now + timedelta(1))}
    amount = by_language[AMOUNT]
    assert [one.group for one in amount.flagged] == ["en"]
    assert amount.comparisons[0].ratio == pytest.approx(0.7)
    assert (amount.n, amount.ungrouped, amount.currency) == (16, 2, "CNY")
    assert not by_language[COMPENSATED].flagged
    by_region = compensation_by_group(actor, "region", since, now, now + timedelta(1))[0]
    assert by_region.comparisons[0].ratio is None


def test_a_broken_promise_without_any_compensation_counts_as_nothing(
    shop: Unit, auditor: Person, now: datetime
) -> None:
    promises(shop, now, "zh", 0, 12, 2000)
    promises(shop, now, "en", 0, 6, 2000)
    promises(shop, now, "en", 0, 6, None)
    found = compensation_by_group(actor_of(auditor), "language", now - timedelta(days=7), now, now + timedelta(1))
    compensated = next(one for one in found if one.outcome == COMPENSATED)
    assert [(one.group, one.value, one.others) for one in compensated.flagged] == [("en", 0.5, 1.0)]


def booked(customer: UUID | None = None) -> None:
    book(
        "grant",
        [Line("cost", 500, "CNY", customer), Line("owed", -500, "CNY", customer)],
        about_id=None,
        by=HOUSE,
        because=None,
    )


def test_the_check_notes_the_head_and_finds_a_forged_chain(now: datetime) -> None:
    booked()
    first = check_ledger(by=HOUSE, at=now)
    assert (first.ok, first.checked) == (True, 1)
    booked()
    assert check_ledger(by=HOUSE, at=now + timedelta(hours=1)).checked == 2
    # Someone who can turn the guards off rewrites the whole chain, so that it is sound in itself.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("ledger_posting", "ledger_transaction"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"DELETE FROM {table}")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    book("grant", [Line("cost", 1, "CNY"), Line("owed", -1, "CNY")], about_id=None, by=HOUSE, because=None)
    booked()
    forged = check_ledger(by=HOUSE, at=now + timedelta(hours=2))
    assert not forged.ok
    assert forged.broken_at == 2
    assert Entry.objects.filter(event="LedgerFaultFound").count() == 1
    with pytest.raises(PermissionDenied):
        check_ledger(by=Actor("person"))


def test_every_area_of_the_trail_but_people_has_events_that_exist() -> None:
    for area in AREAS:
        assert area.names() or area.key == "people", area.key
        assert area.events <= EVENTS.keys(), area.events - EVENTS.keys()
    assert {"PolicyChanged", "ApprovalDecided", "CompensationReversed", "ProposalAccepted"} <= set(all_names())


def test_the_trail_says_who_changed_what_and_why(auditor: Person, now: datetime) -> None:
    rows = [{"when": {}, "then": {"minutes": 60, "calendar": "office"}}]
    by = Actor("person", auditor.id, "何敏", frozenset({"policy.change"}))
    put_in_force("first_reply", rows, "Guests wait too long", by=by, because=None, at=now)
    check_ledger(by=HOUSE, at=now)
    actor = actor_of(auditor)
    (line,) = trail_in_words(trail_seen_by(actor, person="何"))
    assert (line.entry.event, line.entry.by_name) == ("PolicyChanged", "何敏")
    assert line.detail.endswith("· 1 · Guests wait too long")
    assert trail_seen_by(actor, area="checks").count() == 1
    assert trail_seen_by(actor).count() == 2
    assert not trail_seen_by(actor, from_at=now + timedelta(seconds=1)).exists()
    with pytest.raises(PermissionDenied):
        trail_seen_by(Actor("person"))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_pages_show_it_all(client: Client, shop: Unit, auditor: Person, now: datetime, language: str) -> None:
    Person.objects.update(language=language)
    promises(shop, now, "zh", 2, 8, 2000)
    promises(shop, now, "en", 0, 8, 1400)
    promises(shop, now, "fr", 0, 2, 1400)
    booked()
    client.force_login(auditor)
    for address in ("/assurance", "/assurance?days=365&by=channel", "/assurance?days=x&by=y"):
        assert client.get(address).status_code == 200
    page = client.get("/assurance").text
    assert "callout late" in page
    assert "¥14.00" in page
    assert client.post("/assurance/ledger-check").status_code == 302
    assert LedgerCheck.objects.get().head in client.get("/assurance").text
    assert client.get("/assurance/trail").status_code == 200
    trail = client.get("/assurance/trail?area=checks&from_on=2020-01-01&until_on=2999-01-01&person=沈")
    assert trail.text.count("<tr>") == 2
    assert client.get("/assurance/trail?area=no&from_on=x").status_code == 200


def test_agents_do_not_see_it(client: Client, shop: Unit) -> None:
    client.force_login(hire("agent", shop, "na@shop.example", "李娜"))
    assert client.get("/assurance").status_code == 403
    assert client.post("/assurance/ledger-check").status_code == 403
