"""What happens when something is announced: entries, reactions at once and later, faults that lose nothing, why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.registry import JOBS
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.timeline import reacting
from zhiyin.kernel.timeline.actions import News, announce, announce_all
from zhiyin.kernel.timeline.events import EVENTS, Event, event_of
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import consequences_of, entry_of, why

HOUSE = system("test")
database = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class LampLit(Event):
    """A lamp was lit."""

    lamp_id: UUID
    watts: int = 40
    price: Decimal | None = None
    at: datetime | None = None
    rooms: tuple[UUID, ...] = ()

    subject: ClassVar = "lamps.Lamp"


@dataclass(frozen=True, slots=True)
class RoomBrightened(Event):
    """A room became brighter."""

    room_id: UUID


HangUp = Callable[..., None]


@pytest.fixture
def hang_up() -> Iterator[HangUp]:
    """Hang up reactions for one test."""
    hung: list[str] = []

    def hang(
        event: type[Event], function: Callable[..., object], *, later: bool = False, together: bool = False
    ) -> None:
        (reacting.reacts_together_to if together else reacting.reacts_to)(event, later=later)(function)
        hung.append(next(name for name, one in reacting.REACTIONS.items() if one.run is function))

    yield hang
    for name in hung:
        reaction = reacting.REACTIONS.pop(name)
        reacting.reactions_to(reaction.event.__name__).remove(reaction)


# The register of events is the whole house's: ours stand in it only while a test of this file runs.
OURS = {name: EVENTS.pop(name) for name in ("LampLit", "RoomBrightened")}


@pytest.fixture(autouse=True)
def _known_events(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, event in OURS.items():
        monkeypatch.setitem(EVENTS, name, event)


def _light(because: Entry | None = None, **fields: object) -> Entry:
    return announce(LampLit(new_id(), **fields), by=HOUSE, because=because)  # type: ignore[arg-type]


@database
def test_an_entry_gives_its_event_back_with_every_type() -> None:
    event = LampLit(new_id(), 60, Decimal("12.50"), datetime(2026, 1, 2, tzinfo=UTC), (new_id(), new_id()))
    entry = Entry.objects.get(id=announce(event, by=HOUSE, because=None).id)
    assert event_of(entry) == event
    assert entry.subject_id == event.lamp_id


@database(transaction=True)
def test_announcing_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="atomic"):
        _light()
    assert not Entry.objects.filter(event="LampLit").exists()


@database
def test_a_reaction_at_once_sees_the_entry_and_becomes_its_consequence(hang_up: HangUp) -> None:
    def a_lit_lamp_brightens_the_room(event: LampLit, entry: Entry) -> None:
        announce(RoomBrightened(event.lamp_id), by=HOUSE, because=entry)

    hang_up(LampLit, a_lit_lamp_brightens_the_room)
    entry = _light()
    (brightened,) = Entry.objects.filter(event="RoomBrightened")
    assert [one.event for one in why(brightened)] == ["RoomBrightened", "LampLit"]
    assert list(consequences_of(entry.id)) == [entry, brightened]
    assert entry_of(brightened.subject_id) in (entry, brightened)  # type: ignore[arg-type]


def _put_off() -> list[tuple[str, UUID]]:
    """The reactions of the only job that waits."""
    (job,) = ProcrastinateJob.objects.filter(args__job="timeline.react")
    return [(name, UUID(entry_id)) for name, entry_id in job.args["arguments"]["reactions"]]


def _run(job: Any) -> None:
    """As a worker does: while a job is being done, it does not wait."""
    ProcrastinateJob.objects.filter(id=job.id).update(status="doing")
    JOBS[job.args["job"]](**job.args["arguments"])


def _makes_a_customer(event: LampLit, entry: Entry) -> None:
    Customer.objects.create(name="before the fault", made_at=entry.happened_at)


def _fails(event: LampLit, entry: Entry) -> None:
    Customer.objects.create(name="of the fault", made_at=entry.happened_at)
    raise ZeroDivisionError


def _comes_after(event: LampLit, entry: Entry) -> None:
    Customer.objects.create(name="after the fault", made_at=entry.happened_at)


@database
def test_a_faulty_reaction_is_put_off_alone_and_the_others_are_done(hang_up: HangUp) -> None:
    for reaction in (_makes_a_customer, _fails, _comes_after):
        hang_up(LampLit, reaction)
    entry = _light()
    assert Entry.objects.filter(id=entry.id).exists()
    assert set(Customer.objects.values_list("name", flat=True)) == {"before the fault", "after the fault"}
    ((name, entry_id),) = _put_off()
    assert (name.endswith("_fails"), entry_id) == (True, entry.id)


@database
def test_a_fault_deep_in_a_chain_undoes_only_its_own_reaction(hang_up: HangUp) -> None:
    def a_lit_lamp_brightens_the_room_too(event: LampLit, entry: Entry) -> None:
        announce(RoomBrightened(event.lamp_id), by=HOUSE, because=entry)

    def a_bright_room_fails(event: RoomBrightened, entry: Entry) -> None:
        Customer.objects.create(name="of the fault", made_at=entry.happened_at)
        raise ZeroDivisionError

    hang_up(LampLit, a_lit_lamp_brightens_the_room_too)
    hang_up(RoomBrightened, a_bright_room_fails)
    _light()
    assert Entry.objects.filter(event="RoomBrightened").count() == 1
    assert not Customer.objects.exists()
    ((name, _),) = _put_off()
    assert name.endswith("a_bright_room_fails")


@database
def test_a_later_reaction_is_a_job_of_the_same_transaction(hang_up: HangUp) -> None:
    seen: list[UUID] = []

    def a_lit_lamp_is_counted(event: LampLit, entry: Entry) -> None:
        seen.append(entry.id)

    hang_up(LampLit, a_lit_lamp_is_counted, later=True)
    entry = _light()
    assert not seen
    _run(ProcrastinateJob.objects.get(args__job="timeline.react"))
    assert seen == [entry.id]


@database
def test_all_that_is_put_off_in_one_chain_is_one_job(hang_up: HangUp) -> None:
    def a_lit_lamp_brightens_the_room_again(event: LampLit, entry: Entry) -> None:
        announce(RoomBrightened(event.lamp_id), by=HOUSE, because=entry)

    hang_up(LampLit, a_lit_lamp_brightens_the_room_again)
    hang_up(LampLit, _comes_after, later=True)
    hang_up(RoomBrightened, _makes_a_customer, later=True)
    _light()
    assert ProcrastinateJob.objects.filter(args__job="timeline.react").count() == 1
    assert {name.rpartition(".")[2] for name, _ in _put_off()} == {"_comes_after", "_makes_a_customer"}


@database
def test_jobs_that_wait_are_done_with_the_one_that_was_fetched(hang_up: HangUp) -> None:
    seen: list[UUID] = []

    def a_lit_lamp_is_noted(event: LampLit, entry: Entry) -> None:
        if len(seen) == 3:
            raise ZeroDivisionError
        seen.append(entry.id)

    hang_up(LampLit, a_lit_lamp_is_noted, later=True)
    entries = [_light() for _n in range(5)]
    first = ProcrastinateJob.objects.filter(args__job="timeline.react").order_by("id")[0]
    _run(first)
    assert seen == [entry.id for entry in entries[:3]]
    left = ProcrastinateJob.objects.filter(args__job="timeline.react").exclude(id=first.id).order_by("id")
    assert [(job.status, job.attempts) for job in left] == [("todo", 0)] * 2  # the fourth failed here, and waits


@database
def test_of_many_put_off_a_faulty_one_is_tried_again_alone(hang_up: HangUp) -> None:
    for reaction in (_makes_a_customer, _fails, _comes_after):
        hang_up(LampLit, reaction, later=True)
    _light()
    (together,) = ProcrastinateJob.objects.filter(args__job="timeline.react")
    _run(together)
    assert set(Customer.objects.values_list("name", flat=True)) == {"before the fault", "after the fault"}
    (alone,) = ProcrastinateJob.objects.filter(args__job="timeline.react").exclude(id=together.id)
    with pytest.raises(ZeroDivisionError):
        _run(alone)


@database(transaction=True)
def test_without_the_database_nothing_is_tried_one_by_one(hang_up: HangUp) -> None:
    tried: list[int] = []

    def a_lit_lamp_cuts_the_line(event: LampLit, entry: Entry) -> None:
        tried.append(1)
        connection.connection.close()
        Customer.objects.create(name="nowhere", made_at=entry.happened_at)

    hang_up(LampLit, a_lit_lamp_cuts_the_line)
    with pytest.raises(DatabaseError), transaction.atomic():
        _light()
    assert tried == [1]


def _light_all(count: int) -> list[Entry]:
    return announce_all([News(LampLit(new_id(), watts=number), None) for number in range(count)], by=HOUSE)


@database
@pytest.mark.parametrize("later", [False, True])
def test_what_was_announced_together_is_reacted_to_together(hang_up: HangUp, later: bool) -> None:
    seen: list[list[int]] = []

    def lit_lamps_are_counted(lit: reacting.Together[LampLit]) -> None:
        seen.append([event.watts for event, _entry in lit])

    hang_up(LampLit, lit_lamps_are_counted, later=later, together=True)
    with CaptureQueriesContext(connection) as statements:
        entries = _light_all(3)
        connection.send_waiting()  # type: ignore[attr-defined]
    assert len(statements) == (2 if later else 3)  # as many as for one
    if later:
        _run(ProcrastinateJob.objects.get(args__job="timeline.react"))
    assert seen == [[0, 1, 2]]
    assert [event_of(Entry.objects.get(id=one.id)).watts for one in entries] == [0, 1, 2]  # type: ignore[attr-defined]


@database
@pytest.mark.parametrize("later", [False, True])
def test_of_what_was_announced_together_only_what_is_faulty_waits(hang_up: HangUp, later: bool) -> None:
    def lit_lamps_become_customers(lit: reacting.Together[LampLit]) -> None:
        for event, entry in lit:
            Customer.objects.create(name=str(1 / event.watts), made_at=entry.happened_at)

    hang_up(LampLit, lit_lamps_become_customers, later=later, together=True)
    entries = _light_all(3)
    if later:
        _run(together := ProcrastinateJob.objects.get(args__job="timeline.react"))
        jobs = ProcrastinateJob.objects.exclude(id=together.id).order_by("id")
        assert [job.args["arguments"]["reactions"][0][1] for job in jobs] == [str(one.id) for one in entries]
        for job in jobs[1:]:
            _run(job)
    else:
        ((_name, entry_id),) = _put_off()
        assert entry_id == entries[0].id
    assert set(Customer.objects.values_list("name", flat=True)) == {"1.0", "0.5"}


@database
def test_many_reactions_cost_one_savepoint(hang_up: HangUp) -> None:
    def does_nothing(event: LampLit, entry: Entry) -> None: ...

    def does_nothing_either(event: LampLit, entry: Entry) -> None: ...

    hang_up(LampLit, does_nothing)
    hang_up(LampLit, does_nothing_either)
    with CaptureQueriesContext(
        connection,
    ) as statements:
        _light()
    assert len(statements) == 3  # the entry, the savepoint, its release


@database
def test_why_does_not_end_in_a_loop_and_reads_one_statement() -> None:
    first = _light()
    last = first
    for _ in range(30):
        last = _light(because=last)
    connection.send_waiting()  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as statements:
        chain = why(last)
    assert len(statements) == 1
    assert (chain[0], chain[-1], len(chain)) == (last, first, 31)
    assert last.root_id == first.id
