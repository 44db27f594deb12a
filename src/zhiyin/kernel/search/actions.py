"""Verbs of the index: put, remove. In the transaction of the change, so that a search finds the last thing committed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.search.models import Document
from zhiyin.kernel.search.policy import INDEXED_CHARACTERS, vector
from zhiyin.kernel.statements import write

_PUT = """
INSERT INTO search_document (id, kind, object_id, title, text, url, permission, unit_id, customer_id, at, words)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector)
ON CONFLICT (kind, object_id) DO UPDATE SET
    title = EXCLUDED.title, text = EXCLUDED.text, url = EXCLUDED.url, permission = EXCLUDED.permission,
    unit_id = EXCLUDED.unit_id, customer_id = EXCLUDED.customer_id, at = EXCLUDED.at, words = EXCLUDED.words
"""


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
    title, text = title.replace("\x00", "")[:300], text.replace("\x00", "")[:INDEXED_CHARACTERS]
    place = [new_id(), kind, object_id, title, text, url, permission, unit_id, customer_id, at]
    row: list[Any] = [*place, vector(title, text)]
    write(_PUT, row)


def remove(kind: str, object_id: UUID) -> None:
    """Take a thing out of the index."""
    Document.objects.filter(kind=kind, object_id=object_id).delete()
