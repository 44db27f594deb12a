"""`run_import`: a file into a target, chunk by chunk, each chunk with its checkpoint in one transaction."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.imports.events import ImportFinished
from zhiyin.kernel.imports.mapping import FieldMap, completed, read_mapping
from zhiyin.kernel.imports.models import Run
from zhiyin.kernel.imports.readers import reader_of
from zhiyin.kernel.imports.reasons import ImportFault
from zhiyin.kernel.imports.register import TARGETS, Target
from zhiyin.kernel.imports.side_file import write_side_file
from zhiyin.kernel.imports.work import Progress, Report, Work
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry


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
        work = Work(chosen, reader, fields, run, told, progress, at)
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
