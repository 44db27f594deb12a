"""`zhiyin import TARGET FILE`: a file into a target."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from zhiyin.kernel.imports.actions import run_import
from zhiyin.kernel.imports.reasons import ImportFault
from zhiyin.kernel.imports.register import REASONS, TARGETS
from zhiyin.kernel.imports.work import Progress
from zhiyin.kernel.people.actor import system

LISTED = 200


class Command(BaseCommand):
    help = "Imports a CSV, JSONL, Parquet or XES file (also gzipped) into a target."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", help=", ".join(TARGETS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, help="YAML: which column fills which field.")
        parser.add_argument("--dry-run", action="store_true", help="Check every row, keep nothing.")
        parser.add_argument("--resume", action="store_true", help="Go on where a run of this file was interrupted.")
        parser.add_argument("--bad-rows", type=Path, help="Where to write the bad rows (CSV).")
        parser.add_argument("--list-all", action="store_true", help=f"Print every bad row, not only {LISTED}.")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="zh-hans or en.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            try:
                told = run_import(
                    options["target"],
                    options["file"],
                    options["mapping"],
                    options["dry_run"],
                    self._show,
                    resume=options["resume"],
                    side_file=options["bad_rows"],
                    by=system("zhiyin import"),
                )
            except ImportFault as fault:
                raise CommandError(str(fault)) from fault
            except KeyboardInterrupt:
                raise CommandError(_("Stopped. What was checked in stays; go on with --resume.")) from None
            self._tell(told, options["list_all"])

    def _show(self, told: Progress) -> None:
        line = _("%(rows)s rows, %(bad)s bad, %(speed)s rows/s") % _numbers(told)
        end = "\r" if sys.stderr.isatty() else "\n"
        self.stderr.write(line, ending=end)

    def _tell(self, told: Progress, list_all: bool) -> None:
        if told.side_file is not None:
            self._list(told.side_file, None if list_all else LISTED)
        if told.began_at_row:
            self.stdout.write(_("Went on after row %(row)s.") % {"row": told.began_at_row})
        self.stdout.write(_("%(rows)s rows read: %(good)s good, %(bad)s bad, in %(seconds)s s.") % _numbers(told))
        for reason, count in told.reasons.most_common():
            self.stdout.write(f"  {count:>9}  {_title(reason)}")
        made = Counter(told.made)
        self.stdout.write(
            (_("It would have made: %(made)s.") if told.rehearsal else _("Made: %(made)s."))
            % {"made": ", ".join(f"{name} {count}" for name, count in made.items() if count) or _("nothing new")}
        )
        if told.side_file is not None:
            self.stdout.write(_("The bad rows are in %(path)s.") % {"path": told.side_file})
        if told.rehearsal:
            self.stdout.write(_("This was a dry run: nothing was kept."))

    def _list(self, side_file: Path, most: int | None) -> None:
        import csv

        with side_file.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file)):
                if most is not None and number >= most:
                    self.stdout.write(_("… and more in the file of bad rows."))
                    break
                self.stdout.write(_("line %(line)s: %(reason)s") % {"line": row["_line"], "reason": row["_reason"]})


def _numbers(told: Progress) -> dict[str, Any]:
    done = told.rows - told.began_at_row
    return {
        "rows": told.rows,
        "good": told.good,
        "bad": told.bad,
        "seconds": f"{told.seconds:.1f}",
        "speed": f"{done / told.seconds:,.0f}" if told.seconds else "–",
    }


def _title(reason: str) -> str:
    """A reason without the particulars of one row."""
    words = str(REASONS.get(reason, reason))
    for name in ("field", "value", "maximum", "minimum", "choices", "found", "expected", "fault"):
        words = words.replace(f"%({name})s", "…")
    return words
