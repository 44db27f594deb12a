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
    rows = BadRow.objects.filter(run=run).order_by("line", "id")
    if not rows.exists():
        return None
    carried = [f"_{one.name}" for one in TARGETS[run.target].fields if one.carried]
    names = [name for name in columns if name not in ("_line", "_reason", *carried)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # with a mark, so that spreadsheets read the Chinese
        out = csv.writer(file)
        out.writerow(["_line", "_reason", *names, *carried])
        plain: dict[str, str] = {}
        wanted = (*names, *carried)
        for line, reason, words, row in rows.values_list("line", "reason", "words", "row").iterator(chunk_size=5000):
            if words:
                why = words_of(reason, words, run.target)
            elif (known := plain.get(reason)) is not None:
                why = known
            else:
                why = plain[reason] = words_of(reason, words, run.target)
            out.writerow([line, why, *map(row.get, wanted)])  # the writer leaves None blank
    return path
