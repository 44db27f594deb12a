"""The side file: the bad rows as CSV, to be mended and imported again."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from zhiyin.kernel.imports.models import BadRow, Run
from zhiyin.kernel.imports.reasons import words_of
from zhiyin.kernel.imports.register import TARGETS


def write_side_file(run: Run, columns: Sequence[str], path: Path) -> Path | None:
    """Write the bad rows of a run: `_line`, `_reason` (the reader's language), the file's columns, the carried fields.

    None when there are none; a side file of an earlier run of that name is left alone then.
    """
    rows = BadRow.objects.filter(run=run).order_by("line", "reason")
    if not rows.exists():
        return None
    carried = [f"_{one.name}" for one in TARGETS[run.target].fields if one.carried]
    names = [name for name in columns if name not in ("_line", "_reason", *carried)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # with a mark, so that spreadsheets read the Chinese
        out = csv.writer(file)
        out.writerow(["_line", "_reason", *names, *carried])
        for bad in rows.iterator(chunk_size=5000):
            why = words_of(bad.reason, bad.words, run.target)
            out.writerow([bad.line, why, *(_cell(bad.row.get(name)) for name in (*names, *carried))])
    return path


def _cell(value: object) -> object:
    return "" if value is None else value
