"""Kept connections: seen to be broken without asking the server."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.test.utils import CaptureQueriesContext

from zhiyin.config.settings import database_from
from zhiyin.kernel.people.models import Unit


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ended_is_replaced_before_it_is_used() -> None:
    import psycopg

    Unit.objects.exists()
    settings = connection.settings_dict
    pid = connection.connection.info.backend_pid
    with psycopg.connect(
        dbname=settings["NAME"], user=settings["USER"], password=settings["PASSWORD"], host=settings["HOST"],
        autocommit=True,
    ) as other:  # fmt: skip
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    assert not connection.is_usable()
    close_old_connections()
    connection.health_check_done = False
    assert Unit.objects.count() == 0
    assert connection.connection.info.backend_pid != pid


@pytest.mark.django_db(transaction=True)
def test_a_standing_connection_is_known_to_stand_without_a_statement() -> None:
    Unit.objects.exists()
    with CaptureQueriesContext(connection) as captured:
        assert connection.is_usable()
    assert len(captured) == 0


def test_an_address_may_say_that_nothing_is_prepared() -> None:
    assert database_from("postgresql://a@b/c")["OPTIONS"] == {"prepare_threshold": 3}
    assert database_from("postgresql://a@b/c?prepare_threshold=none&sslmode=require")["OPTIONS"] == {
        "prepare_threshold": None,
        "sslmode": "require",
    }


@pytest.mark.django_db
def test_a_prepared_statement_can_be_read_in_what_was_captured() -> None:
    with CaptureQueriesContext(connection) as captured, connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        for number in range(5):
            cursor.execute("SELECT %s::int", [number])
    assert [one["sql"] for one in captured] == [f"SELECT {number}::int" for number in range(5)]


_ADD = "INSERT INTO people_unit (id, name, name_en, time_zone) VALUES (%s, %s, '', '')"


def _add(name: str, id: UUID | None = None) -> UUID:
    id = id or uuid4()
    connection.write(_ADD, [id, name])  # type: ignore[attr-defined]
    return id


@transaction.atomic
def _add_both(name: str, taken: UUID) -> None:
    _add(name)
    _add("again", taken)


@pytest.mark.django_db
def test_writes_wait_for_the_next_question_and_go_in_their_order() -> None:
    with CaptureQueriesContext(connection) as captured:
        first = _add("one")
        connection.write("UPDATE people_unit SET name = 'two' WHERE id = %s", [first])  # type: ignore[attr-defined]
        assert len(captured) == 0
        assert Unit.objects.get(id=first).name == "two"
    assert [one["sql"][:6] for one in captured] == ["INSERT", "UPDATE", "SELECT"]


@pytest.mark.django_db
def test_a_fault_of_a_write_is_raised_in_its_own_savepoint() -> None:
    first = _add("one")
    with pytest.raises(IntegrityError), transaction.atomic():
        _add("again", first)
    second = _add("two")
    assert set(Unit.objects.filter(id__in=[first, second]).values_list("name", flat=True)) == {"one", "two"}


@pytest.mark.django_db
def test_what_waits_goes_with_the_savepoint_that_is_rolled_back() -> None:
    first = _add("one")
    with transaction.atomic():
        second = _add("two")
        transaction.set_rollback(True)
    assert [*Unit.objects.filter(id__in=[first, second])] == [Unit(id=first)]


@pytest.mark.django_db(transaction=True)
def test_what_waits_is_committed_and_outside_of_a_transaction_nothing_waits() -> None:
    with transaction.atomic():
        first, second = _add("one"), _add("two")
    third = _add("three")
    assert connection.waiting == []  # type: ignore[attr-defined]
    assert Unit.objects.filter(id__in=[first, second, third]).count() == 3
    with pytest.raises(IntegrityError):
        _add("again", third)
    with pytest.raises(IntegrityError):
        _add_both("four", third)
    assert not Unit.objects.filter(name="four").exists()
