"""An empty database filled from the snapshot is the one that the migrations make."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest

from zhiyin.config import schema

WHAT_STANDS = """
SELECT 'column', table_name, column_name, data_type || is_nullable || coalesce(column_default, '')
    FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename, indexname, '' FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, contype::text || condeferrable || convalidated
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', proname, md5(prosrc), '' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'migration', app, name, '' FROM django_migrations
UNION ALL SELECT 'role', key, permissions::text, '' FROM people_role
UNION ALL SELECT 'topic', key, words::text, '' FROM topics_topic
ORDER BY 1, 2, 3, 4
"""


@pytest.fixture
def empty(django_db_setup: None) -> Iterator[str]:
    """The address of an empty database."""
    from django.conf import settings

    name = f"empty_{os.getpid()}"
    with psycopg.connect(settings.ADMIN_URL, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        yield settings.ADMIN_URL.replace("/zhiyin?", f"/{name}?")
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_the_snapshot_holds_what_the_migrations_make(empty: str) -> None:
    from django.conf import settings

    assert schema.snapshot_fits(), "run `zhiyin document`"
    assert schema.fill_if_empty(empty)
    migrated = settings.ADMIN_URL.replace("/zhiyin?", f"/test_template_{schema.fingerprint()}?")
    with psycopg.connect(empty) as one, psycopg.connect(migrated) as other:
        assert one.execute(WHAT_STANDS).fetchall() == other.execute(WHAT_STANDS).fetchall()


def test_a_database_that_holds_something_is_left_alone(empty: str) -> None:
    with psycopg.connect(empty, autocommit=True) as ours:
        ours.execute("CREATE TABLE lamps (id int)")
    assert not schema.fill_if_empty(empty)
