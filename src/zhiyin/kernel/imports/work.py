"""The loop of one run: read and map a chunk, send it, load it, note how far it came."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from zhiyin.kernel.imports.batch import BadCopier, Batch, Copier
from zhiyin.kernel.imports.converters import as_json
from zhiyin.kernel.imports.mapping import FieldMap, compiled
from zhiyin.kernel.imports.models import Run
from zhiyin.kernel.imports.readers import Chunk, Reader
from zhiyin.kernel.imports.register import Bad, Columns, Target


@dataclass(slots=True)
class Progress:
    """How far a run is: rows behind it, good and bad, what was made of them, seconds since it began (this time)."""

    run_id: UUID
    target: str
    rows: int = 0
    good: int = 0
    bad: int = 0
    seconds: float = 0.0
    began_at_row: int = 0
    made: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    side_file: Path | None = None
    rehearsal: bool = False


Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A chunk ready to be sent: its good rows and its bad ones, both in COPY's text format."""

    chunk: Chunk
    good: str
    bad: Bad
    kept: str


class Work:
    """The loop of one run."""

    def __init__(
        self,
        target: Target,
        reader: Reader,
        fields: FieldMap,
        run: Run,
        told: Progress,
        progress: Report | None,
        at: datetime,
    ) -> None:
        self.target, self.reader, self.fields, self.run, self.told = target, reader, fields, run, told
        self.progress, self.at = progress, at
        filled = [
            one for one in target.fields if one.name in fields.fields or one.default is not None or one.worked_out
        ]
        self.filled = frozenset(one.name for one in filled)
        self.copier, self.bad_copier = Copier(target.fields, filled), BadCopier(run.id)

    def do(self) -> None:
        """Chunk by chunk. While the database works on one, a thread reads and maps the next."""
        began, mapped = time.monotonic(), self.mapped()
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="import") as reading, _taking_turns():
            coming = reading.submit(next, mapped, None)
            while (item := coming.result()) is not None:
                coming = reading.submit(next, mapped, None)
                with transaction.atomic(), connection.cursor() as cursor:
                    self._load(cursor, item)
                self.told.seconds = time.monotonic() - began
                if self.progress is not None:
                    self.progress(self.told)
        self.told.seconds = time.monotonic() - began

    def mapped(self) -> Iterator[Mapped]:
        """The chunks after the checkpoint, mapped and encoded. Those before it are only mapped, where later rows depend on
        what stood in earlier ones."""
        apply, prepare = compiled(self.fields, self.target), self.target.prepare and self.target.prepare()
        behind, passed = self.run.position, 0
        for whole in self.reader.chunks():
            chunk, before = whole, max(0, min(len(whole), behind - passed))
            passed += len(whole)
            if before == len(whole) and prepare is None:
                continue
            columns, bad = apply(chunk)
            if prepare is not None:
                bad = prepare(columns, self.run.source) | bad  # what does not even fit its field is told first
            if before:
                chunk = whole.without_first(before)
                columns = {name: values[before:] for name, values in columns.items()}
                bad = {index - before: why for index, why in bad.items() if index >= before}
            if len(chunk):
                self._carry(chunk, columns)
                good = self.copier.encoded(columns, len(chunk), bad)
                yield Mapped(chunk, good, bad, self.bad_copier.encoded(chunk, bad))

    def _carry(self, chunk: Chunk, columns: Columns) -> None:
        for one in self.target.fields:
            if one.carried:
                chunk.columns[f"_{one.name}"] = columns[one.name]

    def _load(self, cursor: CursorWrapper, item: Mapped) -> None:
        # Quiet: the live trigger tells nobody. A chunk lost in a crash takes its checkpoint with it, so its commit need
        # not wait for the disk; the last one, which ends the run, does.
        cursor.execute(
            "SET LOCAL zhiyin.quiet = 'on'; SET LOCAL synchronous_commit = off; SET LOCAL work_mem = '128MB'"
        )
        self.copier.write(cursor, item.good)
        batch = Batch(cursor, self.run.source, self.at, self.filled)
        made = self.target.load(batch)
        self.bad_copier.write(cursor, item.kept)
        refused: Bad = {index: (reason, {}) for index, reason in batch.refused()}
        if refused:
            self.bad_copier.write(cursor, self.bad_copier.encoded(item.chunk, refused))
        told, rows, bad = self.told, len(item.chunk), item.bad | refused
        told.rows += rows
        told.bad += len(bad)
        told.good += rows - len(bad)
        told.made.update(made)
        told.reasons.update([reason for reason, _words in bad.values()])
        cursor.execute(
            "UPDATE imports_run SET position = %s, good = %s, bad = %s, made = %s WHERE id = %s",
            [told.rows, told.good, told.bad, as_json(dict(told.made)), self.run.id],
        )


@contextmanager
def _taking_turns() -> Iterator[None]:
    """Threads give way sooner: the one that talks to the database needs but a moment at each answer, and would wait for
    the one that maps five milliseconds each time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, 0.0002))
    try:
        yield
    finally:
        sys.setswitchinterval(before)
