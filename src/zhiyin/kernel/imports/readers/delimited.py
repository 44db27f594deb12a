"""CSV and its kin, in UTF-8 or GB18030."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from zhiyin.kernel.imports.readers.chunk import Chunk, opened, sizes
from zhiyin.kernel.imports.reasons import CELLS, ImportFault

SAMPLE = 4 * 2**20
csv.field_size_limit(16 * 2**20)


class Delimited:
    """A file of rows and cells. Encoding and delimiter are found out from its beginning unless the options give them."""

    open_ended = False

    def __init__(self, path: Path, options: Mapping[str, Any], ending: str) -> None:
        self.path = path
        with opened(path) as file:
            sample = file.read(SAMPLE)
        self.encoding = str(options.get("encoding") or encoding_of(sample))
        try:
            codecs.lookup(self.encoding)
        except LookupError as error:
            raise ImportFault(_("There is no encoding called “%(name)s”.") % {"name": self.encoding}) from error
        text = sample.decode(self.encoding, "replace")
        self.delimiter = str(options.get("delimiter") or ("\t" if ending == ".tsv" else delimiter_of(text)))
        header = next(csv.reader(io.StringIO(text), delimiter=self.delimiter), [])
        self.columns = [name.strip().lstrip("\ufeff") for name in header]
        if not any(self.columns):
            raise ImportFault(_("The file has no header: its first line must name the columns."))
        doubled = sorted({name for name in self.columns if self.columns.count(name) > 1})
        if doubled:
            raise ImportFault(_("Two columns have the same name: %(names)s.") % {"names": ", ".join(doubled)})

    def chunks(self) -> Iterator[Chunk]:
        # Bytes that are not of the encoding become lone surrogates: the row is then bad, and not the whole file.
        with io.TextIOWrapper(opened(self.path), self.encoding, errors="surrogateescape", newline="") as file:
            rows = csv.reader(file, delimiter=self.delimiter)
            next(rows, None)
            width = len(self.columns)
            wanted = sizes()
            size = next(wanted)
            lines: list[int] = []
            found: list[list[str]] = []
            bad: dict[int, Any] = {}
            try:
                while True:
                    line = rows.line_num + 1
                    row = next(rows, None)
                    if row is None:
                        break
                    if not row:
                        continue
                    if len(row) != width:
                        bad[len(found)] = (CELLS, {"found": len(row), "expected": width})
                        row = (row + [""] * width)[:width]
                    lines.append(line)
                    found.append(row)
                    if len(found) == size:
                        yield self._chunk(lines, found, bad)
                        lines, found, bad, size = [], [], {}, next(wanted)
            except csv.Error as error:
                raise ImportFault(
                    _("Line %(line)s cannot be read: %(fault)s.") % {"line": rows.line_num, "fault": error}
                ) from error
            if found:
                yield self._chunk(lines, found, bad)

    def _chunk(self, lines: list[int], rows: list[list[str]], bad: dict[int, Any]) -> Chunk:
        columns = dict(zip(self.columns, map(list, zip(*rows, strict=True)), strict=True))
        if "_line" in columns:  # a side file of bad rows: the lines are those of the file that they came from
            lines = [int(told) if told.isdigit() else line for told, line in zip(columns["_line"], lines, strict=True)]
        return Chunk(lines, columns, bad)


def encoding_of(sample: bytes) -> str:
    """UTF-8 if the sample is that (its last character may be cut off), else GB18030, in which Chinese Windows writes."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError as error:
        return "gb18030" if error.start < len(sample) - 4 else "utf-8-sig"
    return "utf-8-sig"


def delimiter_of(text: str) -> str:
    """The delimiter that stands most often in the header."""
    header = text.split("\n", 1)[0]
    return max(",;\t|", key=header.count)
