"""Pieces of SQL that targets share."""

from __future__ import annotations


def id_of(at: str, seed: str) -> str:
    """SQL for a UUIDv7 from the row's own time and the MD5 of a seed: the same row always gets the same identifier.

    `at` and `seed` are SQL expressions (a timestamptz, a text). RFC 9562: 48 bits of milliseconds, version 7, variant 2;
    the other 74 bits come from the digest.
    """
    milliseconds = f"lpad(to_hex(greatest(0, (extract(epoch FROM {at}) * 1000)::bigint)), 12, '0')"
    return (
        f"overlay(overlay(overlay(md5({seed}) PLACING {milliseconds} FROM 1 FOR 12) "
        "PLACING '7' FROM 13 FOR 1) PLACING 'a' FROM 17 FOR 1)::uuid"
    )
