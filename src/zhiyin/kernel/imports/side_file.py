"""The side file: the bad rows as CSV, to be mended and imported again."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path

from django.db import connection, transaction
from psycopg import sql

from zhiyin.kernel.imports.converters import as_json
from zhiyin.kernel.imports.models import BadRow, Run
from zhiyin.kernel.imports.reasons import words_of
from zhiyin.kernel.imports.register import TARGETS


@transaction.atomic
def write_side_file(run: Run, columns: Sequence[str], path: Path) -> Path | None:
    """Write the bad rows of a run: `_line`, `_reason` (the reader's language), the file's columns, the carried fields.

    None when there are none; a side file of an earlier run of that name is left alone then.
    """
    rows = BadRow.objects.filter(run=run)
    if not rows.exists():
        return None
    carried = [f"_{one.name}" for one in TARGETS[run.target].fields if one.carried]
    names = ["_line", "_reason", *[name for name in columns if name not in ("_line", "_reason", *carried)], *carried]
    path.parent.mkdir(parents=True, exist_ok=True)
    with connection.cursor() as cursor, path.open("wb") as file:
        # Few reasons of many rows: each is put into words once. The server writes the rows, many times faster than Python.
        cursor.execute(
            "DROP TABLE IF EXISTS import_words; "
            "CREATE TEMPORARY TABLE import_words (reason text, words jsonb, told text) ON COMMIT DROP"
        )
        found = list(rows.order_by().values_list("reason", "words").distinct())
        with cursor.copy("COPY import_words FROM STDIN") as copy:
            for reason, words in found:
                copy.write_row((reason, as_json(words), words_of(reason, words, run.target)))
        cells = sql.SQL(", ").join(sql.SQL("b.row ->> {}").format(sql.Literal(name)) for name in names[2:])
        query = sql.SQL(
            "COPY (SELECT b.line, w.told, {} FROM imports_badrow b JOIN import_words w USING (reason, words) "
            "WHERE b.run_id = {} ORDER BY b.line, b.id) TO STDOUT (FORMAT csv)"
        ).format(cells, sql.Literal(run.id))
        head = io.StringIO()
        csv.writer(head, lineterminator="\n").writerow(names)
        file.write(codecs.BOM_UTF8 + head.getvalue().encode())  # with a mark, so that spreadsheets read the Chinese
        with cursor.copy(query) as copy:
            for block in copy:
                file.write(block)
    return path
