"""Event logs in XES: one row an event, with the attributes of its trace in columns that begin with `trace:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, iterparse

from django.utils.translation import gettext as _

from zhiyin.kernel.imports.readers.chunk import Chunk, opened, sizes
from zhiyin.kernel.imports.reasons import ImportFault


class Xes:
    """An XES file, read trace by trace. Rows are numbered by event; `trace:position` counts those of a trace."""

    open_ended = True

    def __init__(self, path: Path, options: Mapping[str, Any], ending: str) -> None:
        self.path = path
        self.columns = list(_chunk(1, list(islice(self._events(), 200))).columns)

    def chunks(self) -> Iterator[Chunk]:
        events, begin = self._events(), 1
        for size in sizes():
            rows = list(islice(events, size))
            if not rows:
                break
            yield _chunk(begin, rows)
            begin += len(rows)

    def _events(self) -> Iterator[dict[str, str]]:
        with opened(self.path) as file:
            try:
                for _moment, element in iterparse(file):
                    if _name(element) == "trace":
                        yield from _events_of(element)
                        element.clear()
            except ParseError as error:
                raise ImportFault(_("The file is not XES: %(fault)s") % {"fault": error}) from error


def _events_of(trace: Element) -> Iterator[dict[str, str]]:
    shared = {f"trace:{key}": value for key, value in _attributes(trace)}
    position = 0
    for element in trace:
        if _name(element) == "event":
            position += 1
            yield {**shared, "trace:position": str(position), **dict(_attributes(element))}


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        key, value = child.get("key"), child.get("value")
        if key is not None and value is not None:
            yield key, value


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _chunk(begin: int, rows: list[dict[str, str]]) -> Chunk:
    names: dict[str, None] = {}
    for row in rows:
        names.update(dict.fromkeys(row))
    lines = list(range(begin, begin + len(rows)))
    return Chunk(lines, {name: [row.get(name) for row in rows] for name in names})
