"""What must stand before any part runs: the data folder, the secret, the database, its tables, the catalogues."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from zhiyin.config import schema
from zhiyin.config.embedded import Embedded, data_home
from zhiyin.config.messages import compile_catalogues

Say = Callable[[str], None]


def silent(_line: str) -> None:
    """Say nothing."""


def embedded() -> Embedded | None:
    """The embedded server, or None when `DATABASE_URL` names another."""
    return None if os.environ.get("DATABASE_URL") else Embedded(data_home())


def prepare(say: Say = silent) -> str:
    """Make everything ready and return the database's URL. Quick when there is nothing to do."""
    server = embedded()
    if server is None:
        url = os.environ["DATABASE_URL"]
        data_home().mkdir(parents=True, exist_ok=True)
    else:
        if not (server.data / "PG_VERSION").exists():
            say(f"Making a database in {server.home}")
        url = server.start()
    keep_secret(data_home())
    for name in ("static", "files"):
        (data_home() / name).mkdir(exist_ok=True)
    compile_catalogues()
    if not schema.is_up_to_date(url):
        say("Bringing the database up to date")
        if schema.fill_if_empty(url):
            schema.note_migrated(url)
        else:
            migrate(url)
    return url


def migrate(url: str) -> None:
    """Run the migrations in a process of their own, and note what was done."""
    command = [sys.executable, "-W", "ignore", "-m", "zhiyin", "django", "migrate", "--no-input", "-v", "0"]
    done = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False)
    if done.returncode != 0:
        raise RuntimeError("the database could not be brought up to date; see above")
    schema.note_migrated(url)


def snapshot() -> str:
    """What the migrations make of an empty database, made in one of its own beside ours."""
    server = Embedded(data_home())
    server.start()
    name = "zhiyin_snapshot"
    with psycopg.connect(server.url("postgres"), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name}")
        try:
            migrate(server.url(name))
            with psycopg.connect(server.url(name), autocommit=True) as made:
                made.execute("DROP TABLE zhiyin_schema")
            return schema.snapshot_of(server.url(name))
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def keep_secret(home: Path) -> None:
    """Make the secret that signs sessions and links, once; only its owner may read it."""
    if os.environ.get("ZHIYIN_SECRET_KEY") or (home / "secret_key").exists():
        return
    unfinished = home / f"secret_key.{os.getpid()}"
    descriptor = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    with suppress(FileExistsError):
        os.link(unfinished, home / "secret_key")  # never over one that another process has just made
    unfinished.unlink()


@contextmanager
def database() -> Iterator[str]:
    """A database for one command: the embedded server is started when it is not running, and then stopped again."""
    server = embedded()
    if server is None:
        yield os.environ["DATABASE_URL"]
        return
    started = not ((server.data / "PG_VERSION").exists() and server.is_running())
    url = server.start()
    try:
        yield url
    finally:
        if started and not _in_use(url):
            server.stop()


def _in_use(url: str) -> bool:
    """Whether anyone else is connected: another command may have come while this one ran."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    try:
        from django.db import connections

        connections.close_all()
        with psycopg.connect(url) as connection:
            row = connection.execute(others).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False
