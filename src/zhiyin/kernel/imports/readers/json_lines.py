"""JSON lines: one object a line, in UTF-8. Objects within objects become columns like `author.name`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from zhiyin.kernel.imports.readers.chunk import Chunk, opened, sizes
from zhiyin.kernel.imports.reasons import NOT_JSON


class JsonLines:
    """A file of JSON objects."""

    open_ended = True

    def __init__(self, path: Path, options: Mapping[str, Any], ending: str) -> None:
        self.path = path
        with opened(path) as file:
            self.columns = list(_chunk(list(enumerate(islice(file, 100), start=1))).columns)

    def chunks(self) -> Iterator[Chunk]:
        with opened(self.path) as file:
            numbered = enumerate(file, start=1)
            for size in sizes():
                lines = list(islice(numbered, size))
                if not lines:
                    break
                chunk = _chunk(lines)
                if len(chunk):
                    yield chunk


def _chunk(lines: list[tuple[int, bytes]]) -> Chunk:
    numbers: list[int] = []
    rows: list[dict[str, Any]] = []
    bad: dict[int, tuple[str, dict[str, Any]]] = {}
    names: dict[str, None] = {}
    for number, line in lines:
        if not line.strip():
            continue
        row: dict[str, Any] = {}
        try:
            value = json.loads(line)
            if isinstance(value, dict):
                _flatten(value, "", row)
            else:
                bad[len(rows)] = (NOT_JSON, {"fault": type(value).__name__})
        except ValueError as error:
            bad[len(rows)] = (NOT_JSON, {"fault": str(error)[:200]})
        names.update(dict.fromkeys(row))
        numbers.append(number)
        rows.append(row)
    return Chunk(numbers, {name: [row.get(name) for row in rows] for name in names}, bad)


def _flatten(value: Mapping[str, Any], prefix: str, row: dict[str, Any]) -> None:
    for name, inner in value.items():
        if isinstance(inner, dict):
            row[prefix + name] = inner
            _flatten(inner, f"{prefix}{name}.", row)
        else:
            row[prefix + name] = inner
