"""Pieces of SQL that targets share."""

from __future__ import annotations

from zhiyin.kernel.imports.batch import Batch
from zhiyin.kernel.imports.reasons import NO_UNIT


def id_of(at: str, seed: str) -> str:
    """SQL for a UUIDv7 from the row's own time and the MD5 of a seed: the same row always gets the same identifier.

    `at` and `seed` are SQL expressions (a timestamptz, a text). RFC 9562: 48 bits of milliseconds, version 7, variant 2;
    the other 74 bits come from the digest.
    """
    return id_with(head_of(at), seed)


def head_of(at: str) -> str:
    """SQL for the beginning of the UUIDv7s of a time: its milliseconds and the version, 13 hexadecimal digits."""
    return f"(lpad(to_hex(greatest(0, (extract(epoch FROM {at}) * 1000)::bigint)), 12, '0') || '7')"


def id_with(head: str, seed: str) -> str:
    """As `id_of`, with the beginning worked out already."""
    return f"overlay(overlay(md5({seed}) PLACING {head} FROM 1 FOR 13) PLACING 'a' FROM 17 FOR 1)::uuid"


def unit_of(name: str) -> str:
    """SQL for the identifier of the unit that an expression names, in either language; NULL where it names none."""
    return (
        f"CASE WHEN {name} IS NOT NULL THEN "
        f"(SELECT u.id FROM people_unit u WHERE {name} IN (u.name, u.name_en) ORDER BY u.id LIMIT 1) END"
    )


def refuse_unknown_units(batch: Batch) -> None:
    """Make the rows bad that name a unit which does not exist."""
    if "unit" in batch.filled:
        batch.refuse(
            NO_UNIT,
            "unit IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people_unit u WHERE unit IN (u.name, u.name_en))",
        )
