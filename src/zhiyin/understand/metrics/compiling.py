"""The SQL of a metric: compiled by Ibis the first time anywhere, then read from the database, then from memory."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.utils import timezone

from zhiyin.understand.metrics.models import Compiled
from zhiyin.understand.metrics.register import METRICS

_remembered: dict[tuple[str, int, str], str] = {}


def unit_rows_sql(key: str) -> str:
    """SQL for the unit rows (customer_id, unit_id, at, numerator, denominator), as psycopg wants it. Raises `KeyError`."""
    wanted = (key, METRICS[key].version, fingerprint())
    if wanted not in _remembered:
        _remembered[wanted] = _kept(*wanted)
    return _remembered[wanted]


def _kept(key: str, number: int, mark: str) -> str:
    kept = Compiled.objects.filter(key=key, version=number, fingerprint=mark).values_list("sql", flat=True).first()
    if kept is not None:
        return kept
    # Importing Ibis takes about a second: the first reader after an upgrade pays it, nobody else.
    from zhiyin.understand.metrics.definitions import compile_to_postgresql

    sql = compile_to_postgresql(key).replace("%", "%%")
    row = Compiled(key=key, version=number, fingerprint=mark, sql=sql, made_at=timezone.now())
    Compiled.objects.bulk_create([row], ignore_conflicts=True)
    return sql


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Changes with the definitions and with the libraries that compile them."""
    written = Path(__file__).with_name("definitions.py").read_bytes()
    libraries = f"{version('ibis-framework')} {version('sqlglot')}"
    return hashlib.sha256(written + libraries.encode()).hexdigest()
