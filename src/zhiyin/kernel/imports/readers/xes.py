"""Event logs in XES: one row an event, with the attributes of its trace in columns that begin with `trace:`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from zhiyin.kernel.imports.readers.chunk import Chunk, opened, sizes
from zhiyin.kernel.imports.reasons import ImportFault

BLOCK = 2**16


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
        gathered = _Gathered()
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = gathered.begin, gathered.end
        with opened(self.path) as file:
            try:
                while block := file.read(BLOCK):
                    parser.Parse(block)
                    yield from gathered.taken()
                parser.Parse(b"", True)
            except expat.ExpatError as error:
                raise ImportFault(_("The file is not XES: %(fault)s") % {"fault": error}) from error


class _Gathered:
    """Gathers events while the file is parsed. No tree is built: that would take longer than all the rest."""

    def __init__(self) -> None:
        self.ready: list[dict[str, str]] = []
        self.shared: dict[str, str] = {}
        self.events: list[dict[str, str]] = []
        self.depth = self.trace = 0  # `trace` is the depth of the trace under way
        self.filling: dict[str, str] | None = None

    def taken(self) -> list[dict[str, str]]:
        """The events of whole traces since the last time."""
        ready, self.ready = self.ready, []
        return ready

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if not self.trace:
            if tag.rpartition(":")[2] == "trace":
                self.trace, self.shared, self.events = self.depth, {}, []
        elif self.depth == self.trace + 1:
            if tag.rpartition(":")[2] == "event":
                self.filling = {}
                self.events.append(self.filling)
            else:
                self._note(self.shared, "trace:", attributes)
        elif self.depth == self.trace + 2 and self.filling is not None:
            self._note(self.filling, "", attributes)

    def end(self, _tag: str) -> None:
        if self.trace:
            if self.depth == self.trace:
                self.ready += [
                    {**self.shared, "trace:position": str(position), **event}
                    for position, event in enumerate(self.events, start=1)
                ]
                self.trace = 0
            elif self.depth == self.trace + 1:
                self.filling = None
        self.depth -= 1

    def _note(self, into: dict[str, str], prefix: str, attributes: dict[str, str]) -> None:
        key, value = attributes.get("key"), attributes.get("value")
        if key is not None and value is not None:
            into[prefix + key] = value


def _chunk(begin: int, rows: list[dict[str, str]]) -> Chunk:
    names: dict[str, None] = {}
    for row in rows:
        names.update(dict.fromkeys(row))
    lines = list(range(begin, begin + len(rows)))
    return Chunk(lines, {name: [row.get(name) for row in rows] for name in names})
