"""A chunk of good rows in a temporary table, and what a target's `load` does with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from zhiyin.kernel.imports.converters import Remembered
from zhiyin.kernel.imports.register import COLUMN_TYPES, Columns, Field

TABLE = "import_rows"
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))  # the backslash first


@dataclass(frozen=True, slots=True)
class Batch:
    """A chunk on its way in: `table` has a column a field, `line` and `reason`; `source` names where the rows come from.

    `at` is the time of the run, for rows that have none of their own.
    """

    cursor: CursorWrapper
    source: str
    at: datetime
    table: str = TABLE

    def run(self, statement: str, values: dict[str, Any] | None = None) -> int:
        """Run a statement; returns how many rows it touched. `%(source)s` and `%(at)s` are always there."""
        self.cursor.execute(statement, {"source": self.source, "at": self.at, **(values or {})})
        return int(self.cursor.rowcount)

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
            f"CREATE TEMPORARY TABLE {TABLE} (index integer, line bigint, reason text{columns}) ON COMMIT DROP"
        )
        self.copy = f"COPY {TABLE} (index, line{names}) FROM STDIN"

    def encoded(self, lines: Sequence[int], columns: Columns, leave_out: set[int]) -> str:
        """The chunk in COPY's text format, without the rows at the indexes to leave out."""
        texts = [encode(columns[field.name]) for field, encode in zip(self.filled, self.encoders, strict=True)]
        rows: Iterator[str] = map("\t".join, zip(map(str, range(len(lines))), map(str, lines), *texts, strict=True))
        if leave_out:
            rows = (row for index, row in enumerate(rows) if index not in leave_out)
        return "".join([row + "\n" for row in rows])

    def write(self, cursor: CursorWrapper, text: str) -> None:
        """Make the temporary table anew, in the transaction under way, and fill it."""
        cursor.execute(self.definition)
        with cursor.copy(self.copy) as copy:
            copy.write(text)


def _encoder_for(field: Field) -> Callable[[list[Any]], list[str]]:
    one = _ENCODERS[field.kind]
    remembered = Remembered(lambda value: r"\N" if value is None else one(value))
    return lambda values: list(map(remembered.__getitem__, values))


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


def copy_lines(cursor: CursorWrapper, table: str, columns: Sequence[str], lines: Sequence[str]) -> None:
    """COPY lines that stand in COPY's text format into a table."""
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    with cursor.copy(f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN") as copy:
        copy.write("".join(lines))
