"""Seed the simulated company: first what a visitor sees first, then the history behind it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from zhiyin.demo.cast import make_cast, open_channels, people_by_key, unit_ids_by_key
from zhiyin.demo.complaining import complain
from zhiyin.demo.findings import find_out
from zhiyin.demo.guaranteeing import guarantee_in_public
from zhiyin.demo.history import Arrival, History, Setting, arrivals_of, simulate
from zhiyin.demo.models import Seeding
from zhiyin.demo.population import Guest, Orders, as_rows, invited_guests
from zhiyin.demo.prepared import switch_playbooks_on
from zhiyin.demo.staffing import give_out_cases, let_cases_queue, staff_the_company
from zhiyin.demo.trial import (
    challenger_of_the_trial,
    promise_chats_round_the_clock,
    start_the_trial,
    trial_start,
)
from zhiyin.demo.truths import PLANTED, Truths
from zhiyin.demo.waiting import let_things_wait
from zhiyin.demo.writing import Table, continue_numbers, index_messages
from zhiyin.kernel.customers.reads import traits_of_many
from zhiyin.kernel.ledger.actions import Booking, Line, book_all
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.policies.reads import all_in_force
from zhiyin.listen.surveys.actions import form_version
from zhiyin.resolve.promises.reads import calendar_named
from zhiyin.understand.value.actions import count_all_values

HOUSE = system("demo")
Progress = Callable[[str], None]

GUESTS, CASES, DAYS = 6_000, 22_000, 90
#: what is written before the first page is shown
RECENT_DAYS = 14


def seed(
    progress: Progress = lambda step: None,
    *,
    truths: Truths = PLANTED,
    seed: int = 7,
    guests: int = GUESTS,
    cases: int = CASES,
    days: int = DAYS,
    now: datetime | None = None,
) -> Seeding:
    """Write the whole company into an empty database."""
    begun = begin(progress, truths=truths, seed=seed, guests=guests, cases=cases, days=days, now=now)
    finish(progress)
    return begun


def begin(
    progress: Progress = lambda step: None,
    *,
    truths: Truths = PLANTED,
    seed: int = 7,
    guests: int = GUESTS,
    cases: int = CASES,
    days: int = DAYS,
    now: datetime | None = None,
) -> Seeding:
    """The cast, the customers and the last days, in one transaction; nothing if they are there already."""
    known = Seeding.objects.first()
    if known is not None:
        return known
    with _quiet_writing():
        asked = Seeding.objects.create(
            seed=seed, guests=guests, cases=cases, days=days, truths=asdict(truths), now=now or timezone.now()
        )
        progress("the cast and their channels")
        make_cast()
        staff_the_company(asked.now)
        open_channels(by=HOUSE)
        progress(f"{guests} customers and what they bought")
        population = _population(asked)
        for table in as_rows(population, asked.now, Random(f"{seed} identities")):
            table.copy()
        continue_numbers("customers.Customer", guests)
        orders = Orders(unit_ids_by_key(), "HM", Random(f"{seed} orders"))
        orders.before(population, asked.now - timedelta(days=days))
        _copy(orders.orders, orders.lines)
        count_all_values(asked.now - timedelta(days=days))
        promise_chats_round_the_clock(asked.now - timedelta(days=days + 10))
        give_out_cases(asked.now - timedelta(days=days + 10))
        start_the_trial(asked.now)
        switch_playbooks_on(asked.now - timedelta(days=RECENT_DAYS))
        older, recent = _split(asked)
        progress(f"the last {RECENT_DAYS} days, {len(recent)} cases")
        _write(_simulated(asked, recent, first_number=len(older) + 1, book="HN"))
        continue_numbers("cases.Case", len(older) + len(recent))
        _note(asked, "recent_at")
    return asked


def finish(progress: Progress = lambda step: None) -> None:
    """What waits for people, the history before the last days, the ledger, and what the house finds in it all.

    Goes on where it stopped.
    """
    asked = Seeding.objects.filter(finished_at=None).first()
    if asked is None:
        return
    if asked.waiting_at is None:
        progress("what waits for people")
        with transaction.atomic():
            let_things_wait(_population(asked), asked.now, Random(f"{asked.seed} waiting"))
            guarantee_in_public(_population(asked), asked.now, Random(f"{asked.seed} guarantees"))
            let_cases_queue(asked.now)
            _note(asked, "waiting_at")
    if asked.written_at is None:
        with _quiet_writing():
            older, _recent = _split(asked)
            progress(f"the {asked.days - RECENT_DAYS} days before, {len(older)} cases")
            _write(_simulated(asked, older, first_number=1, book="HO"))
            _book_awards(asked)
            complain(asked.now, Random(f"{asked.seed} complaints"))
            _note(asked, "written_at")
    progress("words for the search")
    with _quiet_writing():
        index_messages()
    progress("what the house finds out from it")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # after so many rows at once the planner must look anew
    find_out(asked.now)
    _note(asked, "finished_at")


def _note(asked: Seeding, step: str) -> None:
    setattr(asked, step, timezone.now())
    asked.save(update_fields=[step])


def _population(asked: Seeding) -> list[Guest]:
    return invited_guests(asked.guests, asked.now, Random(f"{asked.seed} population"))


def _split(asked: Seeding) -> tuple[list[Arrival], list[Arrival]]:
    truths = Truths(**asked.truths)
    arrivals = arrivals_of(truths, now=asked.now, days=asked.days, cases=asked.cases, seed=asked.seed)
    border = asked.now - timedelta(days=RECENT_DAYS)
    return [one for one in arrivals if one[0] < border], [one for one in arrivals if one[0] >= border]


def _simulated(asked: Seeding, arrivals: list[Arrival], *, first_number: int, book: str) -> tuple[History, Orders]:
    policies = all_in_force("first_reply", "compensation", "authority", "calendars")
    population = _population(asked)
    setting = Setting(
        units=unit_ids_by_key(),
        channels=open_channels(by=HOUSE),
        people=people_by_key(),
        policies=policies,
        calendar=lambda name: calendar_named(name, policies["calendars"]),
        bands={id: trait["band"] for id, trait in traits_of_many([guest.id for guest in population], "value").items()},
        form_version=form_version("after_case", by=HOUSE, at=asked.now - timedelta(days=asked.days)).id,
        trial_from=trial_start(asked.now),
        quicker_arm=challenger_of_the_trial(),
    )
    orders = Orders(setting.units, book, Random(f"{asked.seed} {book}"))
    history = simulate(
        setting,
        population,
        orders,
        Truths(**asked.truths),
        arrivals,
        now=asked.now,
        first_number=first_number,
        seed=f"{asked.seed} {book}",
    )
    return history, orders


def _write(told: tuple[History, Orders]) -> None:
    history, orders = told
    _copy(history.line.table, *history.tables.values(), orders.orders, orders.lines)


def _copy(*tables: Table) -> None:
    for table in tables:
        table.copy()


def _book_awards(asked: Seeding) -> None:
    """Book what was granted, in the order of time, but for what the house granted and booked by itself."""
    from django.apps import apps

    booked = set(apps.get_model("ledger.Transaction").objects.values_list("about_id", flat=True))
    entries = apps.get_model("timeline.Entry").objects.filter(event="CompensationAwarded").order_by("happened_at", "id")
    book_all(
        [
            Booking(
                "compensation",
                [
                    Line("compensation-cost", facts["amount_minor"], facts["currency"], customer_id),
                    Line("owed-to-customers", -facts["amount_minor"], facts["currency"], customer_id),
                ],
                at=at,
                about_id=award_id,
                because_id=entry_id,
            )
            for entry_id, award_id, customer_id, facts, at in entries.values_list(
                "id", "subject_id", "customer_id", "facts", "happened_at"
            )
            if facts["amount_minor"] and at <= asked.now and award_id not in booked
        ],
        by=HOUSE,
        because=None,
    )


@contextmanager
def _quiet_writing() -> Iterator[None]:
    """One transaction that wakes nobody's open page, without the garbage collector counting millions of rows.

    Where we may, the database does not check every reference either: the simulation only refers to rows it has made.
    """
    gc.disable()
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL zhiyin.quiet = 'on'; SET LOCAL synchronous_commit = off")
                cursor.execute("SELECT current_setting('is_superuser')")
                if cursor.fetchone() == ("on",):
                    cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            with connection.cursor() as cursor:  # a surrounding transaction goes on as usual
                cursor.execute("RESET session_replication_role")
    finally:
        gc.enable()
