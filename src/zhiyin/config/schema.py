"""Is the database up to date? Answered from a fingerprint, so that a second start need not load every migration.

An empty database is not migrated a hundred times over but filled from `schema.sql`: what the migrations of this fingerprint
make, written down by `zhiyin document`. A house rule holds the two to be the same.
"""

from __future__ import annotations

import hashlib
import subprocess
from importlib.metadata import version
from pathlib import Path

import psycopg

from zhiyin.config.embedded import server_folder

PACKAGE = Path(__file__).resolve().parent.parent
SNAPSHOT = Path(__file__).with_name("schema.sql")
WITH_MIGRATIONS = ("django", "django-allauth", "procrastinate")


def fingerprint() -> str:
    """Changes when any migration or any room's declared permissions do."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.glob("**/migrations/*.py")) + sorted(PACKAGE.glob("**/apps.py")):
        digest.update(str(path.relative_to(PACKAGE)).encode() + path.read_bytes())
    for name in WITH_MIGRATIONS:
        digest.update(f"{name} {version(name)}".encode())
    return digest.hexdigest()[:16]


def is_up_to_date(url: str) -> bool:
    """Whether the database says that it was migrated by exactly this version."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT to_regclass('public.zhiyin_schema')").fetchone()
        if row is None or row[0] is None:
            return False
        row = connection.execute("SELECT fingerprint FROM zhiyin_schema").fetchone()
        return row is not None and row[0] == fingerprint()


def note_migrated(url: str) -> None:
    """Write the fingerprint down, after a migration that went through."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS zhiyin_schema (fingerprint text NOT NULL)")
        connection.execute("DELETE FROM zhiyin_schema")
        connection.execute("INSERT INTO zhiyin_schema VALUES (%s)", [fingerprint()])


def snapshot_of(url: str) -> str:
    """What a freshly migrated database holds, as SQL, under its fingerprint."""
    command = [str(server_folder() / "bin" / "pg_dump"), "--no-owner", "--no-privileges", "--inserts", url]
    dumped = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    kept = [line for line in dumped.splitlines() if not line.startswith("\\")]  # those are for psql alone
    return "\n".join([f"-- {fingerprint()}", *kept, ""])


def snapshot_fits() -> bool:
    """Whether `schema.sql` is what the migrations of this version make."""
    if not SNAPSHOT.exists():
        return False
    with SNAPSHOT.open() as file:
        return file.readline().strip() == f"-- {fingerprint()}"


def fill_if_empty(url: str) -> bool:
    """Fill an empty database from the snapshot, whole or not at all; False when it is not empty or the snapshot is old."""
    if not snapshot_fits():
        return False
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        if row != (0,):
            return False
        connection.execute(SNAPSHOT.read_text().encode())
    return True
