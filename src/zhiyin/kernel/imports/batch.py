"""A chunk of good rows in a temporary table, and what a target's `load` does with it; the bad rows, kept beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from zhiyin.kernel.imports.converters import Remembered, as_json
from zhiyin.kernel.imports.models import BadRow
from zhiyin.kernel.imports.readers.chunk import Chunk
from zhiyin.kernel.imports.register import COLUMN_TYPES, Bad, Columns, Field

TABLE = "import_rows"
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))  # the backslash first


@dataclass(frozen=True, slots=True)
class Batch:
    """A chunk on its way in: `table` has a column a field, `index` and `reason`; `source` names where the rows come from.

    `at` is the time of the run, for rows that have none of their own; `filled` are the fields that may be other than NULL.
    """

    cursor: CursorWrapper
    source: str
    at: datetime
    filled: frozenset[str]
    table: str = TABLE

    def run(self, statement: str, values: dict[str, Any] | None = None) -> int:
        """Run a statement; returns how many rows it touched. `%(source)s` and `%(at)s` are always there."""
        self.cursor.execute(statement, {"source": self.source, "at": self.at, **(values or {})})
        return int(self.cursor.rowcount)

    def insert(self, statement: str, values: dict[str, Any] | None = None) -> int:
        """Run an INSERT whose rows may be there already: those stay as they are. Returns how many were made.

        To look for each row first costs half as much again as writing it. In most chunks all are new, in the others mostly
        the first is not: so it is tried without looking, and taken back at the first row that is there.
        """
        try:
            with transaction.atomic():
                return self.run(statement, values)
        except IntegrityError:
            return self.run(f"{statement} ON CONFLICT DO NOTHING", values)

    def value(self, statement: str, values: dict[str, Any] | None = None) -> Any:
        """The first value that a statement gives."""
        self.run(statement, values)
        row = self.cursor.fetchone()
        return None if row is None else row[0]

    def refuse(self, reason: str, where: str, values: dict[str, Any] | None = None) -> int:
        """Make the rows that a condition names bad rows; statements of `load` leave rows with a reason alone."""
        return self.run(
            f"UPDATE {self.table} SET reason = %(reason)s WHERE reason IS NULL AND ({where})",
            {"reason": reason, **(values or {})},
        )

    def refused(self) -> list[tuple[int, str]]:
        """The bad rows that `load` found: (index in the chunk, reason)."""
        self.cursor.execute(f"SELECT index, reason FROM {self.table} WHERE reason IS NOT NULL ORDER BY index")
        return list(self.cursor.fetchall())


class Copier:
    """Writes chunks into the temporary table by COPY, as text that is put together here: nothing is faster in Python.

    `filled` are the fields that the file or the target fills; the others stay NULL and are not sent.
    """

    def __init__(self, fields: Sequence[Field], filled: Sequence[Field]) -> None:
        self.filled = filled
        self.encoders = [_encoder_for(field) for field in filled]
        columns = "".join(f', "{field.name}" {COLUMN_TYPES[field.kind]}' for field in fields)
        names = "".join(f', "{field.name}"' for field in filled)
        self.definition = (
            f"DROP TABLE IF EXISTS {TABLE}; "
            f"CREATE TEMPORARY TABLE {TABLE} (index integer, reason text{columns}) ON COMMIT DROP"
        )
        self.copy = f"COPY {TABLE} (index{names}) FROM STDIN"

    def encoded(self, columns: Columns, count: int, leave_out: Bad) -> str:
        """The `count` rows of a chunk in COPY's text format, without those at the indexes to leave out."""
        indexes: Iterable[int] = range(count)
        if leave_out:
            taken = [index not in leave_out for index in indexes]
            indexes = list(compress(indexes, taken))
            columns = {field.name: list(compress(columns[field.name], taken)) for field in self.filled}
        texts = []
        for field, encode in zip(self.filled, self.encoders, strict=True):
            values = columns[field.name]
            texts.append(encode(_first_of_each(columns[field.once_per], values) if field.once_per else values))
        return ending_lines(map("\t".join, zip(map(str, indexes), *texts, strict=True)))

    def write(self, cursor: CursorWrapper, text: str) -> None:
        """Make the temporary table anew, in the transaction under way, and fill it."""
        cursor.execute(self.definition)
        with cursor.copy(self.copy) as copy:
            copy.write(text)


def _encoder_for(field: Field) -> Callable[[list[Any]], list[str]]:
    one = _ENCODERS[field.kind]
    remembered = Remembered(lambda value: r"\N" if value is None else one(value))
    return lambda values: list(map(remembered.__getitem__, values))


def _first_of_each(keys: list[Any], values: list[Any]) -> list[Any]:
    """The values, but only the first that is known of each key; None for the others."""
    known: dict[Any, int] = {}
    for index, value in enumerate(values):
        if value is not None:
            known.setdefault(keys[index], index)
    first: list[Any] = [None] * len(values)
    for index in known.values():
        first[index] = values[index]
    return first


def escaped(text: str) -> str:
    """A text as COPY reads it."""
    for plain, written in _ESCAPES:
        if plain in text:
            text = text.replace(plain, written)
    return text


_ENCODERS: dict[str, Callable[[Any], str]] = {
    "text": escaped,
    "integer": str,
    "number": repr,
    "money": str,
    "time": datetime.isoformat,
    "boolean": lambda value: "t" if value else "f",
    "json": escaped,  # converted to JSON text already
}


def ending_lines(rows: Iterable[str]) -> str:
    """The rows as one text, each with its line end."""
    text = "\n".join(rows)
    return text + "\n" if text else ""


class BadCopier:
    """Keeps bad rows by COPY, as the file has them."""

    def __init__(self, run: UUID) -> None:
        self.run = str(run)
        self.cells: defaultdict[str, Remembered] = defaultdict(lambda: Remembered(as_json))
        self.copy = (
            f"COPY {connection.ops.quote_name(BadRow._meta.db_table)} (run_id, line, reason, words, row) FROM STDIN"
        )

    def encoded(self, chunk: Chunk, bad: Bad) -> str:
        """Bad rows of a chunk in COPY's text format."""
        indexes = sorted(bad)
        columns = []
        for name, values in chunk.columns.items():
            begin = as_json(name) + ": "
            columns.append([begin + cell for cell in _cells(self.cells[name], [values[index] for index in indexes])])
        rows = map(", ".join, zip(*columns, strict=True)) if columns else [""] * len(indexes)
        lines = []
        for index, row in zip(indexes, rows, strict=True):
            reason, words = bad[index]
            # JSON text has no tab and no line end of its own: only backslashes need escaping.
            text = f"{as_json(words) if words else '{}'}\t{{{row}}}".replace("\\", "\\\\")
            lines.append(f"{self.run}\t{chunk.lines[index]}\t{reason}\t{text}")
        return ending_lines(lines)

    def write(self, cursor: CursorWrapper, text: str) -> None:
        """Write what `encoded` gave."""
        if text:
            with cursor.copy(self.copy) as copy:
                copy.write(text)


def _cells(remembered: Remembered, values: list[Any]) -> list[str]:
    """The cells of one column as JSON. Lists and objects cannot be remembered."""
    try:
        return list(map(remembered.__getitem__, values))
    except TypeError:
        return list(map(as_json, values))
