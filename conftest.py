"""Tests run on the embedded PostgreSQL: one template database, a copy of it for each test process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ("zhiyin.face.testing",)  # a real browser for every room: `sign_in`, `visitor`


def pytest_configure() -> None:
    """Compiled catalogues are no part of the repository: the tests speak Chinese by default, so they need them."""
    from zhiyin.config.messages import compile_catalogues

    compile_catalogues()
    _same_examples_on_every_machine()


def _same_examples_on_every_machine() -> None:
    """A slow machine fails no property, and a change is judged by the examples of the run before;
    `--hypothesis-profile=search` looks for new ones."""
    from hypothesis import HealthCheck, settings

    slow_is_well = [HealthCheck.too_slow]
    settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=slow_is_well)
    settings.register_profile("search", deadline=None, max_examples=1000, suppress_health_check=slow_is_well)
    settings.load_profile("same")


@pytest.fixture(autouse=True)
def _the_house_speaks_its_own_language() -> None:
    """A page that an earlier test asked for leaves its reader's language in the thread."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest, worker_id: str) -> Iterator[None]:
    """A copy of the template database for this process, dropped at the end."""
    import psycopg
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from zhiyin.config.schema import fingerprint

    template = f"test_template_{fingerprint()}"
    name = f"test_{worker_id}_{os.getpid()}"
    database = settings.DATABASES["default"]
    connection = connections["default"]
    admin_url = settings.ADMIN_URL
    with (
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        psycopg.connect(admin_url, autocommit=True) as admin,
        (settings.DATA / "template.lock").open("w") as lock,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            _drop_stale(admin)
            half = f"{template}_half"
            admin.execute(f'DROP DATABASE IF EXISTS "{half}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{half}"')
            connection.close()
            database["NAME"] = connection.settings_dict["NAME"] = half
            call_command("migrate", verbosity=0, interactive=False)
            connection.close()
            admin.execute(f'ALTER DATABASE "{half}" RENAME TO "{template}"')
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    connection.close()
    database["NAME"] = connection.settings_dict["NAME"] = name
    _COPY.update(admin=admin_url, template=template, name=name)
    yield
    _COPY.clear()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connections.close_all()
        with psycopg.connect(admin_url, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


#: this process's copy of the template, and whether a test has committed into it
_COPY: dict[str, str] = {}
_USED: list[str] = []


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """After a test that committed, copy anew: Django's flush takes what migrations seeded and leaves the jobs."""
    if not (_USED and _COPY):
        return
    import psycopg
    from django.db import connections

    _USED.clear()
    connections.close_all()
    with psycopg.connect(_COPY["admin"], autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{_COPY["name"]}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{_COPY["name"]}" TEMPLATE "{_COPY["template"]}" STRATEGY FILE_COPY')


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Remember that a test committed."""
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    if asked or (marker is not None and marker.kwargs.get("transaction")):
        _USED.append(item.nodeid)


@pytest.fixture(autouse=True, scope="session")
def _no_flush() -> Iterator[None]:
    """Django would empty every table after a test that committed. The next test gets a new copy instead, so it is work for
    nothing, and it meets requests that a browser still has under way: a deadlock."""
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: None)
        yield


def _drop_stale(admin: Any) -> None:
    """Drop what earlier runs left: databases of tests whose process is gone, and all but the newest templates."""
    names = [row[0] for row in admin.execute("SELECT datname FROM pg_database WHERE datname ~ '^test_' ORDER BY oid")]
    templates = [name for name in names if name.startswith("test_template_")]
    for name in names:
        owner = name.rpartition("_")[2]
        dead = name not in templates and owner.isdecimal() and not Path(f"/proc/{owner}").exists()
        if dead or name in templates[:-3]:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """`gw0` … under xdist, else `main`."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")
