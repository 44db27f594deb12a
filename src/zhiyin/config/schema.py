"""Is the database up to date? Answered from a fingerprint, so that a second start need not load every migration."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

import psycopg

PACKAGE = Path(__file__).resolve().parent.parent
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
