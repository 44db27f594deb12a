"""`run_import`: a file into a target, chunk by chunk, each chunk with its checkpoint in one transaction."""

from __future__ import annotations

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.imports.batch import Batch, Copier, copy_lines
from zhiyin.kernel.imports.converters import Remembered, as_json
from zhiyin.kernel.imports.events import ImportFinished
from zhiyin.kernel.imports.mapping import Bad, FieldMap, compiled, completed, read_mapping
from zhiyin.kernel.imports.models import BadRow, Run
from zhiyin.kernel.imports.readers import Chunk, Reader, reader_of
from zhiyin.kernel.imports.reasons import ImportFault
from zhiyin.kernel.imports.register import TARGETS, Columns, Target
from zhiyin.kernel.imports.side_file import write_side_file
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry


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


class _TakenBack(Exception):
    """A rehearsal ends by taking everything back."""


def run_import(
    target: str,
    path: Path,
    mapping: Path | FieldMap | None = None,
    dry_run: bool = False,
    progress: Report | None = None,
    *,
    resume: bool = False,
    side_file: Path | None = None,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> Progress:
    """Import a file. Good rows are written even when others are bad; those go to the side file and to `BadRow`.

    Rows are known again by (source, their own number): a second run changes nothing. `resume` goes on after the last
    checkpoint of a run of the same file and mapping that did not end. A dry run does it all and takes it back. Raises
    `ImportFault` when the file or the mapping cannot be used at all.
    """
    by.require("import.run")
    at = at or timezone.now()
    chosen = TARGETS.get(target)
    if chosen is None:
        raise ImportFault(
            _("There is no target “%(name)s”. There are: %(known)s.") % {"name": target, "known": ", ".join(TARGETS)}
        )
    if not path.is_file():
        raise ImportFault(_("There is no file %(path)s.") % {"path": path})
    fields = mapping if isinstance(mapping, FieldMap) else read_mapping(mapping, chosen)
    reader = reader_of(path, fields.reader)
    fields = completed(fields, chosen, reader.columns, open_ended=reader.open_ended)
    digest = _digest_of(path)
    with _alone(chosen.name, digest):
        run = _run_for(chosen, path, digest, fields, resume=resume, dry_run=dry_run, by=by, at=at)
        told = Progress(run.id, chosen.name, run.position, run.good, run.bad, 0.0, run.position, Counter(run.made))
        told.rehearsal = dry_run
        side_file = side_file or settings.DATA / "imports" / f"{path.name.split('.')[0]}-{run.id}.bad.csv"
        work = _Work(chosen, reader, fields, run, told, progress, at)
        if dry_run:
            with suppress(_TakenBack), transaction.atomic():
                work.do()
                told.side_file = write_side_file(run, reader.columns, side_file)
                raise _TakenBack
        else:
            try:
                work.do()
            except BaseException:
                Run.objects.filter(id=run.id).update(state=Run.State.STOPPED)
                raise
            told.side_file = write_side_file(run, reader.columns, side_file)
            _analyse(chosen)
        _end(run, told, by=by, because=because)
    return told


@transaction.atomic
def _end(run: Run, told: Progress, *, by: Actor, because: Entry | None) -> None:
    run.state, run.ended_at = Run.State.DONE, timezone.now()
    run.position, run.good, run.bad, run.made = told.rows, told.good, told.bad, dict(told.made)
    run.save()
    if not run.rehearsal:
        announce(ImportFinished(run.id, run.target, run.good, run.bad), by=by, because=because)


class Cells(Remembered):
    """The cells of one column as JSON. Lists and objects cannot be remembered."""

    def __init__(self) -> None:
        super().__init__(as_json)

    def __getitem__(self, value: Any) -> str:
        try:
            return str(super().__getitem__(value))
        except TypeError:
            return as_json(value)


class _Work:
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
        self.copier = Copier(target.fields, filled)
        self.cells: defaultdict[str, Cells] = defaultdict(Cells)

    def do(self) -> None:
        """Chunk by chunk. While the database works on one, a thread reads and maps the next."""
        began, mapped = time.monotonic(), self._mapped()
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="import") as reading:
            coming = reading.submit(next, mapped, None)
            while (item := coming.result()) is not None:
                chunk, text, bad = item
                with transaction.atomic(), connection.cursor() as cursor:
                    self._send(cursor, text)
                    # Only now: two threads of Python would wait for one another all through the sending.
                    coming = reading.submit(next, mapped, None)
                    self._load(cursor, chunk, bad)
                self.told.seconds = time.monotonic() - began
                if self.progress is not None:
                    self.progress(self.told)
        self.told.seconds = time.monotonic() - began

    def _mapped(self) -> Iterator[tuple[Chunk, str, Bad]]:
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
                prepare(columns, self.run.source)
            if before:
                chunk = whole.without_first(before)
                columns = {name: values[before:] for name, values in columns.items()}
                bad = {index - before: why for index, why in bad.items() if index >= before}
            if len(chunk):
                self._carry(chunk, columns)
                yield chunk, self.copier.encoded(chunk.lines, columns, set(bad)), bad

    def _carry(self, chunk: Chunk, columns: Columns) -> None:
        for one in self.target.fields:
            if one.carried:
                chunk.columns[f"_{one.name}"] = columns[one.name]

    def _keep(self, cursor: CursorWrapper, chunk: Chunk, bad: Bad) -> None:
        """Keep the bad rows, as the file has them."""
        names = [as_json(name) + ": " for name in chunk.columns]
        cells = [self.cells[name] for name in chunk.columns]
        columns = list(chunk.columns.values())
        run, lines = str(self.run.id), []
        for index, (reason, words) in sorted(bad.items()):
            row = ", ".join(
                [name + cell[column[index]] for name, cell, column in zip(names, cells, columns, strict=True)]
            )
            told = as_json(words) if words else "{}"
            # JSON text has no tab and no line end of its own: only backslashes need escaping.
            text = f"{told}\t{{{row}}}".replace("\\", "\\\\")
            lines.append(f"{run}\t{chunk.lines[index]}\t{reason}\t{text}\n")
        copy_lines(cursor, BadRow._meta.db_table, ("run_id", "line", "reason", "words", "row"), lines)

    def _send(self, cursor: CursorWrapper, text: str) -> None:
        # Quiet: the live trigger tells nobody. A chunk lost in a crash takes its checkpoint with it, so its commit need
        # not wait for the disk; the last one, which ends the run, does.
        cursor.execute(
            "SET LOCAL zhiyin.quiet = 'on'; SET LOCAL synchronous_commit = off; SET LOCAL work_mem = '128MB'"
        )
        self.copier.write(cursor, text)

    def _load(self, cursor: CursorWrapper, chunk: Chunk, bad: Bad) -> None:
        batch = Batch(cursor, self.run.source, self.at)
        made = self.target.load(batch)
        for index, reason in batch.refused():
            bad[index] = (reason, {})
        if bad:
            self._keep(cursor, chunk, bad)
        told = self.told
        told.rows += len(chunk)
        told.bad += len(bad)
        told.good += len(chunk) - len(bad)
        told.made.update(made)
        told.reasons.update(reason for reason, _words in bad.values())
        cursor.execute(
            "UPDATE imports_run SET position = %s, good = %s, bad = %s, made = %s WHERE id = %s",
            [told.rows, told.good, told.bad, as_json(dict(told.made)), self.run.id],
        )


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lock_of(target: str, digest: str) -> int:
    return int.from_bytes(hashlib.sha256(f"imports:{target}:{digest}".encode()).digest()[:8], signed=True)


@contextmanager
def _alone(target: str, digest: str) -> Iterator[None]:
    """Only one run of a file into a target at a time: by a lock of this database session."""
    key = _lock_of(target, digest)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            raise ImportFault(_("This file is being imported at this moment. Wait until that run has ended."))
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def _run_for(
    target: Target,
    path: Path,
    digest: str,
    fields: FieldMap,
    *,
    resume: bool,
    dry_run: bool,
    by: Actor,
    at: datetime,
) -> Run:
    """The run to go on with, or a new one. Runs that a kill left behind are marked stopped."""
    mapping = fields.as_json()
    same = Run.objects.filter(target=target.name, digest=digest, rehearsal=False).exclude(state=Run.State.DONE)
    if resume and not dry_run:
        found = same.filter(mapping=mapping).order_by("-started_at", "-id").first()
        if found is not None:
            found.state = Run.State.RUNNING
            found.save(update_fields=["state"])
            return found
    same.update(state=Run.State.STOPPED)
    run = Run(
        target=target.name,
        file_name=path.name[:255],
        digest=digest,
        source=fields.source or path.name.split(".")[0][:60],
        mapping=mapping,
        rehearsal=dry_run,
        by_name=by.name[:120],
        started_at=at,
    )
    run.save(force_insert=True)
    return run


def _analyse(target: Target) -> None:
    with connection.cursor() as cursor:
        for table in target.tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
