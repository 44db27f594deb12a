"""A mail taken apart: which part lies where in its bytes. Nothing is copied; depth, number and search are bounded."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zhiyin.listen.channels.email.headers import Head, base64_of, read_head
from zhiyin.listen.channels.email.parameters import kind_of, parameter

MOST_PARTS, DEEPEST = 200, 40
#: all searches for boundaries together read a mail so many times at most
_READINGS = 6
#: a label of base64 is not believed when so large a share is none
_FOREIGN = 0.1

_FIRST_BOUNDARY = re.compile(rb"^--([^\s-][^\r\n]{0,199}|-[^\r\n]{1,199})\r?$(?=\n[!-9;-~]+:)", re.MULTILINE)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")


@dataclass(slots=True)
class Entity:
    """A part (or the whole): its head, and where its body begins and ends in `raw`. `left` counts the bytes of further
    parts that were not taken apart because there are too many."""

    raw: bytes
    head: Head
    begins: int
    ends: int
    kind: str
    parts: list[Entity] = field(default_factory=list)
    left: int = 0

    def body(self, most: int | None = None) -> bytes:
        """The body with its transfer encoding undone; of the encoded, `most` bytes at most."""
        ends = self.ends if most is None else min(self.ends, self.begins + most)
        return decoded(self.raw[self.begins : ends], self._encoding(), self.kind)

    def size(self) -> int:
        """About how many bytes the body has; nothing is decoded for that."""
        length = self.ends - self.begins
        if self._encoding() != "base64":
            return length
        blanks = self.raw.count(b"\n", self.begins, self.ends) + self.raw.count(b"\r", self.begins, self.ends)
        return (length - blanks) * 3 // 4

    def _encoding(self) -> str:
        words = self.head.first("content-transfer-encoding")[:100].decode("ascii", "replace").lower().split()
        return words[0].strip(";\"'") if words else ""


@dataclass(slots=True)
class _Bounds:
    parts: int
    search: int


def take_apart(raw: bytes) -> Entity:
    """The tree of a mail's parts."""
    begins = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while raw.startswith((b"\n", b"\r\n"), begins):
        begins = raw.index(b"\n", begins) + 1
    return _entity(raw, begins, len(raw), 0, _Bounds(MOST_PARTS, _READINGS * len(raw) + 2**20), "text/plain")


def decoded(content: bytes, encoding: str, kind: str = "") -> bytes:
    """The content without its transfer encoding. Under a wrong label a text is taken as it is."""
    if encoding == "base64":
        if kind.startswith("text/") and len(_NOT_BASE64.findall(content[:20_000])) > _FOREIGN * len(content[:20_000]):
            return content
        return base64_of(content)
    if encoding == "quoted-printable":
        return quopri.decodestring(content)
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        return b"".join(_unlined(content))
    return content


def _unlined(content: bytes) -> Iterator[bytes]:
    _, begin, rest = content.partition(b"begin ")
    for line in (rest if begin else content).split(b"\n")[1 if begin else 0 :]:
        if line.strip() == b"end":
            return
        try:
            yield binascii.a2b_uu(line)
        except binascii.Error:
            continue


def _entity(raw: bytes, begins: int, ends: int, depth: int, bounds: _Bounds, otherwise: str) -> Entity:
    head, body = read_head(raw, begins, ends)
    entity = Entity(raw, head, body, ends, kind_of(head, otherwise))
    if not entity.kind.startswith("multipart/") or depth >= DEEPEST:
        return entity
    pieces = _pieces(entity, bounds)
    inner = "message/rfc822" if entity.kind == "multipart/digest" else "text/plain"
    for begin, end in pieces:
        if bounds.parts <= 0:
            entity.left = ends - begin
            break
        bounds.parts -= 1
        entity.parts.append(_entity(raw, begin, end, depth + 1, bounds, inner))
    return entity


def _pieces(entity: Entity, bounds: _Bounds) -> list[tuple[int, int]]:
    """Where the parts begin and end. A boundary that is missing or wrong is guessed from the first line that looks so."""
    boundary = parameter(entity.head, "content-type", "boundary").encode("utf-8", "replace")
    for guess in (False, True):
        bounds.search -= entity.ends - entity.begins
        if bounds.search < 0:
            return []
        if guess:
            first = _FIRST_BOUNDARY.search(entity.raw, entity.begins, min(entity.ends, entity.begins + 200_000))
            boundary = first[1].rstrip() if first else b""
        if boundary and (pieces := _between(entity, b"--" + boundary, bounds.parts + 1)):
            return pieces
    return []


def _between(entity: Entity, line: bytes, most: int) -> list[tuple[int, int]]:
    raw, ends = entity.raw, entity.ends
    found: list[tuple[int, int]] = []
    start = -1
    position = entity.begins
    while len(found) < most and (at := raw.find(line, position, ends)) >= 0:
        position = after = at + len(line)
        if at > entity.begins and raw[at - 1] != 10:
            continue
        end = raw.find(b"\n", after, min(ends, after + 200))
        tail = raw[after : end if end >= 0 else min(ends, after + 200)].strip()
        if tail not in (b"", b"--"):
            continue
        if start >= 0:
            found.append((start, max(start, at - (2 if raw[at - 2 : at] == b"\r\n" else 1))))
        if tail == b"--":
            return found
        start = position = end + 1 if end >= 0 else ends
    if start >= 0 and len(found) < most:  # the last boundary is missing
        found.append((start, ends))
    return found
