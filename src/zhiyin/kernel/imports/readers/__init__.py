"""Readers: a file becomes chunks of rows, column by column. Its ending says which reader; `.gz` may follow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from zhiyin.kernel.imports.readers.chunk import Chunk, Reader
from zhiyin.kernel.imports.readers.delimited import Delimited
from zhiyin.kernel.imports.readers.json_lines import JsonLines
from zhiyin.kernel.imports.readers.xes import Xes
from zhiyin.kernel.imports.reasons import ImportFault

__all__ = ["Chunk", "Reader", "reader_of"]


def _parquet(path: Path, options: Mapping[str, Any], ending: str) -> Reader:
    from zhiyin.kernel.imports.readers.parquet import Parquet  # and PyArrow with it: a third of a second

    return Parquet(path, options, ending)


_BY_ENDING: dict[str, Any] = {
    ".csv": Delimited,
    ".tsv": Delimited,
    ".txt": Delimited,
    ".jsonl": JsonLines,
    ".ndjson": JsonLines,
    ".parquet": _parquet,
    ".xes": Xes,
}


def reader_of(path: Path, options: Mapping[str, Any]) -> Reader:
    """The reader of a file. `options`: `format` (an ending), `encoding`, `delimiter`. Raises `ImportFault`."""
    endings = [one.lower() for one in path.suffixes]
    if endings and endings[-1] == ".gz":
        endings.pop()
    ending = f".{options['format']}" if "format" in options else (endings[-1] if endings else "")
    if ending not in _BY_ENDING:
        raise ImportFault(
            _("Files ending in “%(ending)s” cannot be read. There are readers for: %(known)s.")
            % {"ending": ending or path.name, "known": ", ".join(_BY_ENDING)}
        )
    reader: Reader = _BY_ENDING[ending](path, options, ending)
    return reader
