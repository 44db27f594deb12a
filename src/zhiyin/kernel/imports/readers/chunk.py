"""What readers give: chunks."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

#: large enough that what each chunk costs besides its rows does not show, small enough for memory
ROWS = 50_000
#: the first chunk is small, so that the database has something to do soon
FIRST = 2_500


@dataclass(slots=True)
class Chunk:
    """Some rows of a file, column by column. `lines` says where each began; `bad` which cannot be read, by index."""

    lines: list[int]
    columns: dict[str, list[Any]]
    bad: dict[int, tuple[str, dict[str, Any]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> list[Any]:
        """A column; of nothing but None where this chunk does not have it."""
        found = self.columns.get(name)
        return [None] * len(self.lines) if found is None else found

    def row(self, index: int) -> dict[str, Any]:
        """One row as the file has it."""
        return {name: values[index] for name, values in self.columns.items()}

    def without_first(self, count: int) -> Chunk:
        """The rows after the first `count`."""
        return Chunk(
            self.lines[count:],
            {name: values[count:] for name, values in self.columns.items()},
            {index - count: why for index, why in self.bad.items() if index >= count},
        )


class Reader(Protocol):
    """A file that is read in chunks. `open_ended`: rows may have columns that `columns` does not name."""

    columns: list[str]
    open_ended: bool

    def chunks(self) -> Iterator[Chunk]: ...


def sizes() -> Iterator[int]:
    """How many rows each chunk of a file is to have: few at first, then twice as many each time."""
    size = min(FIRST, ROWS)
    while True:
        yield size
        size = min(2 * size, ROWS)


def opened(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked when it is gzipped."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")
