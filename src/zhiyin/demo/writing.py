"""Rows for COPY: a table's columns, each row a dict over the model's own defaults."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Field, JSONField

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.search.policy import vector
from zhiyin.kernel.timeline.events import Event


def id_at(instant: datetime, rng: Random) -> UUID:
    """A UUIDv7 of an instant in the past, so that ids keep the order of time."""
    chance = rng.getrandbits(74)
    return UUID(
        int=(int(instant.timestamp() * 1000) << 80)
        | (0x7 << 76)
        | (chance >> 62 << 64)
        | (0b10 << 62)
        | (chance & _62_BITS)
    )


_62_BITS = (1 << 62) - 1
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class Table:
    """The rows to be of one model. `add` takes attribute names (`customer_id`, not `customer`)."""

    def __init__(self, label: str, omit: Iterable[str] = ()) -> None:
        self.model = apps.get_model(label)
        fields: list[Field[Any, Any]] = [
            field for field in self.model._meta.concrete_fields if field.attname not in omit
        ]
        self.columns = [field.column for field in fields]
        self._defaults = {field.attname: None if field.primary_key else field.get_default() for field in fields}
        self._json = {field.attname for field in fields if isinstance(field, JSONField)}
        for name in self._json:
            self._defaults[name] = _encode(self._defaults[name])
        self.rows: list[tuple[Any, ...]] = []

    def add(self, **values: Any) -> None:
        """Add a row; what is not given takes the model's default."""
        for name in self._json:
            if values.get(name) is not None:
                values[name] = _encode(values[name])
        row = self._defaults | values
        if len(row) != len(self.columns):
            raise TypeError(f"{self.model.__name__} has no {sorted(set(row) - set(self._defaults))}")
        self.rows.append(tuple(row.values()))

    def copy(self) -> int:
        """COPY the rows into the table; returns how many."""
        columns = ", ".join(f'"{column}"' for column in self.columns)
        with (
            connection.cursor() as cursor,
            cursor.copy(f'COPY "{self.model._meta.db_table}" ({columns}) FROM STDIN') as copy,
        ):
            for row in self.rows:
                copy.write_row(row)
        count, self.rows = len(self.rows), []
        return count


class Line:
    """The timeline to be: each event becomes an entry with its because."""

    def __init__(self, rng: Random) -> None:
        self.table = Table("timeline.Entry")
        self._rng = rng

    def tell(
        self,
        event: Event,
        at: datetime,
        *,
        customer_id: UUID | None,
        unit_id: UUID | None,
        because: tuple[UUID, UUID] | None,
        by: tuple[str, UUID | None, str] = ("system", None, ""),
    ) -> tuple[UUID, UUID]:
        """Add an entry; returns (its id, its root's id), to be given as `because` of the next."""
        entry_id = id_at(at, self._rng)
        root_id = because[1] if because else entry_id
        self.table.add(
            id=entry_id,
            event=type(event).__name__,
            customer_id=customer_id,
            unit_id=unit_id,
            subject_id=event.subject_id,
            facts=event.facts(),
            by_kind=by[0],
            by_id=by[1],
            by_name=by[2],
            because_id=because[0] if because else None,
            root_id=root_id,
            happened_at=at,
            noted_at=at,
        )
        return entry_id, root_id


def continue_numbers(label: str, last: int) -> None:
    """Let the database count on after `last` for a model's `number`."""
    table = apps.get_model(label)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'number'), %s)", [table, max(1, last)])


_MESSAGES = """
SELECT m.id, m.subject, m.text, m.customer_id, c.unit_id, m.at FROM channels_message m
JOIN channels_channel c ON c.id = m.channel_id
WHERE NOT EXISTS (SELECT 1 FROM search_document d WHERE d.kind = 'message' AND d.object_id = m.id)
"""


def index_messages() -> int:
    """Put every message into the search that is not there yet; returns how many."""
    documents = Table("search.Document")
    with connection.cursor() as cursor:
        cursor.execute(_MESSAGES)
        for message_id, subject, text, customer_id, unit_id, at in cursor.fetchall():
            title = subject or text[:80]
            documents.add(
                id=new_id(),
                kind="message",
                object_id=message_id,
                title=title,
                text=text,
                url=f"/messages/{message_id}",
                permission="message.read",
                unit_id=unit_id,
                customer_id=customer_id,
                at=at,
                words=vector(title, text),
            )
    return documents.copy()
