"""A database of its own for a story that commits: a copy of the template, dropped at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Doors, workers and pages each have connections of their own here, and what they commit is there for all."""
    from django.conf import settings
    from django.db import connections

    from zhiyin.config.schema import fingerprint

    database, connection = settings.DATABASES["default"], connections["default"]
    before, name = database["NAME"], f"story_{os.getpid()}"
    with psycopg.connect(settings.ADMIN_URL, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "test_template_{fingerprint()}" STRATEGY FILE_COPY')
        with django_db_blocker.unblock():  # type: ignore[attr-defined]
            connection.close()
            database["NAME"] = connection.settings_dict["NAME"] = name
            try:
                yield
            finally:
                connections.close_all()
                database["NAME"] = connection.settings_dict["NAME"] = before
                admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
