"""Parquet, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from zhiyin.kernel.imports.readers.chunk import ROWS, Chunk, sizes
from zhiyin.kernel.imports.reasons import ImportFault


class Parquet:
    """A Parquet file; its rows are numbered from 1."""

    open_ended = False

    def __init__(self, path: Path, options: Mapping[str, Any], ending: str) -> None:
        self.path = path
        try:
            self.columns = list(pq.read_schema(path).names)
        except (pa.ArrowException, OSError) as error:
            raise ImportFault(_("The file is not Parquet: %(fault)s") % {"fault": error}) from error

    def chunks(self) -> Iterator[Chunk]:
        begin, wanted = 1, sizes()
        with pq.ParquetFile(self.path) as file:
            for batch in file.iter_batches(batch_size=ROWS):
                taken = 0
                while taken < batch.num_rows:
                    part = batch.slice(taken, next(wanted))
                    lines = list(range(begin, begin + part.num_rows))
                    taken, begin = taken + part.num_rows, begin + part.num_rows
                    yield Chunk(lines, {name: _values(part.column(name)) for name in self.columns})


def _values(column: Any) -> list[Any]:
    """Python values. Equal times are made once: PyArrow makes them one by one, and slowly."""
    if pa.types.is_timestamp(column.type) and column.null_count == 0:
        known: dict[int, Any] = {}
        stamps = column.cast(pa.int64()).to_pylist()
        distinct = list(dict.fromkeys(stamps))
        known = dict(zip(distinct, pa.array(distinct, pa.int64()).cast(column.type).to_pylist(), strict=True))
        return [known[stamp] for stamp in stamps]
    values: list[Any] = column.to_pylist()
    return values
