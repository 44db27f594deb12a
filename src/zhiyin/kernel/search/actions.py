"""Verbs of the index: put, remove. In the transaction of the change, so that a search finds the last thing committed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.search.models import Document
from zhiyin.kernel.search.policy import INDEXED_CHARACTERS, vector
from zhiyin.kernel.statements import write


class Thing(NamedTuple):
    """What a search may find, and who may find it there."""

    kind: str
    object_id: UUID
    title: str
    text: str
    url: str
    permission: str
    at: datetime
    unit_id: UUID | None = None
    customer_id: UUID | None = None


_INTO = """
INSERT INTO search_document (id, kind, object_id, title, text, url, permission, unit_id, customer_id, at, words)
"""
_OR_ANEW = """
ON CONFLICT (kind, object_id) DO UPDATE SET
    title = EXCLUDED.title, text = EXCLUDED.text, url = EXCLUDED.url, permission = EXCLUDED.permission,
    unit_id = EXCLUDED.unit_id, customer_id = EXCLUDED.customer_id, at = EXCLUDED.at, words = EXCLUDED.words
"""
_PUT = f"{_INTO} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector) {_OR_ANEW}"
_PUT_ALL = f"""{_INTO}
SELECT id, kind, object_id, title, text, url, permission, unit_id, customer_id, at, words::tsvector FROM unnest(
    %s::uuid[], %s::text[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::uuid[], %s::uuid[],
    %s::timestamptz[], %s::text[]
) one (id, kind, object_id, title, text, url, permission, unit_id, customer_id, at, words) {_OR_ANEW}"""


def put(
    kind: str,
    object_id: UUID,
    *,
    title: str,
    text: str,
    url: str,
    permission: str,
    at: datetime,
    unit_id: UUID | None = None,
    customer_id: UUID | None = None,
) -> None:
    """Put a thing into the index, or anew. One statement."""
    put_all([Thing(kind, object_id, title, text, url, permission, at, unit_id, customer_id)])


def put_all(things: Sequence[Thing]) -> None:
    """Put things into the index, or anew; no two of them the same. One statement."""
    if not things:
        return
    rows = [_row(one) for one in things]
    if len(rows) == 1:
        write(_PUT, rows[0])
    else:
        write(_PUT_ALL, [list(column) for column in zip(*rows, strict=True)])


def _row(thing: Thing) -> list[Any]:
    title, text = thing.title.replace("\x00", "")[:300], thing.text.replace("\x00", "")[:INDEXED_CHARACTERS]
    place = [thing.url, thing.permission, thing.unit_id, thing.customer_id, thing.at]
    return [new_id(), thing.kind, thing.object_id, title, text, *place, vector(title, text)]


def remove(kind: str, object_id: UUID) -> None:
    """Take a thing out of the index."""
    Document.objects.filter(kind=kind, object_id=object_id).delete()
