"""Kept connections: seen to be broken without asking the server."""

import pytest
from django.db import close_old_connections, connection
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
