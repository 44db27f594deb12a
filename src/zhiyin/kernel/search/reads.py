"""Questions to the index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.search.policy import Piece, excerpt, question

#: Of all that answers a query, the newest so many are ranked: people look for what is recent.
RANKED = 1000

_FIND = """
WITH newest AS MATERIALIZED (
    SELECT kind, object_id, title, text, url, at, words FROM search_document
    WHERE words @@ %(question)s::tsquery AND permission = ANY(%(permissions)s)
      AND (%(everywhere)s OR unit_id IS NULL OR unit_id = ANY(%(units)s))
      AND (%(kind)s::text IS NULL OR kind = %(kind)s)
    ORDER BY at DESC LIMIT %(ranked)s
)
SELECT kind, object_id, title, left(text, 5000), url, at FROM newest
ORDER BY ts_rank(words, %(question)s::tsquery) / (1 + extract(epoch FROM now() - at) / 7776000) DESC, at DESC
LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is, where it leads, and the words around the first hit."""

    kind: str
    object_id: UUID
    title: str
    excerpt: list[Piece]
    url: str
    at: datetime

    @property
    def is_its_own_title(self) -> bool:
        """Whether the excerpt says what the title says: a message without a subject is called by its first words."""
        return "".join(piece.text for piece in self.excerpt).strip("… ").startswith(self.title[:40].strip("… "))


def find(actor: Actor, query: str, *, kind: str | None = None, limit: int = 25) -> list[Hit]:
    """What the actor may see that has every word of the query: the best of the newest, titles before texts."""
    asked = question(query)
    if not asked:
        return []
    facts: dict[str, Any] = {
        "question": asked,
        "permissions": sorted(actor.permissions) if actor.kind != "system" else _every_permission(),
        "everywhere": actor.kind == "system" or actor.units is None,
        "units": list(actor.units or ()),
        "kind": kind,
        "ranked": RANKED,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND, facts)
        rows = cursor.fetchall()
    return [Hit(row[0], row[1], row[2], excerpt(row[3] or row[2], query), row[4], row[5]) for row in rows]


def _every_permission() -> list[str]:
    from zhiyin.kernel.rooms import declared_permissions

    return sorted(declared_permissions())
