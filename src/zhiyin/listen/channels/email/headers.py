"""Headers as they come: encoded words, raw bytes, Message-IDs, dates. Pure; nothing here raises, work is bounded."""

from __future__ import annotations

import binascii
import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from zhiyin.listen.channels.email.charsets import clean, decode

#: no head is read further than this many bytes and fields, and no field further than this many bytes
LONGEST_HEAD, MOST_FIELDS, LONGEST_FIELD = 256 * 1024, 2_000, 64 * 1024

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*+:[ \t]*+([^\n]*+(?:\n[ \t][^\n]*+)*+)(?:\n|\Z)")
_FOLD = re.compile(rb"[\r\n]+[ \t]*")
_END = re.compile(rb"\n\r?\n")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_HEXADECIMAL = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
_ID = re.compile(r"<([^<>]{1,998})>")
#: the longest external id; a longer Message-ID is replaced by its digest
_LONGEST_ID = 500


class Head:
    """The fields of a head in order: names in lower case, values unfolded, as bytes."""

    __slots__ = ("fields",)

    def __init__(self, fields: Iterable[tuple[str, bytes]] = ()) -> None:
        self.fields = list(fields)

    def all(self, name: str) -> list[bytes]:
        """All fields with this name (in lower case)."""
        return [value for key, value in self.fields if key == name]

    def first(self, name: str) -> bytes:
        """The first field with this name (in lower case); empty if there is none."""
        for key, value in self.fields:
            if key == name:
                return value
        return b""


def read_head(raw: bytes, begins: int = 0, ends: int | None = None) -> tuple[Head, int]:
    """The head that begins there, and where its body begins. A line that is no field ends a head, blank or not."""
    ends = len(raw) if ends is None else ends
    limit = min(ends, begins + LONGEST_HEAD)
    fields: list[tuple[str, bytes]] = []
    position = begins
    while position < limit and len(fields) < MOST_FIELDS:
        if raw.startswith((b"\n", b"\r\n"), position, limit):
            return Head(fields), raw.index(b"\n", position) + 1
        found = _FIELD.match(raw, position, limit)
        if found is None:
            if position == begins and raw.startswith((b"From ", b">From "), position):  # the envelope line of an mbox
                position = raw.find(b"\n", position, ends) + 1 or ends
                continue
            return Head(fields), position
        value = found[2][:LONGEST_FIELD]
        if b"\n" in value or b"\r" in value:
            value = _FOLD.sub(b" ", value)
        fields.append((found[1].decode("ascii").lower(), value.strip()))
        position = found.end()
    if position >= ends:
        return Head(fields), ends
    end = _END.search(raw, max(position - 1, begins), ends)
    return Head(fields), end.end() if end else ends


def header(head: Head, name: str) -> str:
    """The first field with this name as text."""
    return decode_words(head.first(name))


def decode_words(content: bytes) -> str:
    """RFC 2047 with its usual breaches: words that cut a character in two, raw bytes beside them, spaces in words."""
    return words_of(decode(content))


def words_of(text: str) -> str:
    """As `decode_words`, of what is text already."""
    if "=?" not in text:
        return " ".join(text.split())
    said: list[str] = []
    position = 0
    label, encoding, words = "", "", list[str]()  # neighbours of one charset are decoded together
    for found in _WORD.finditer(text):
        between = text[position : found.start()]
        joined = words and not between.strip()
        if not (joined and (label, encoding) == (_label(found[1]), found[2].lower())):
            said.append(_spoken(label, encoding, words))
            words = []
        if not joined:
            said.append(between)
        label, encoding = _label(found[1]), found[2].lower()
        words.append(found[3])
        position = found.end()
    said.append(_spoken(label, encoding, words))
    said.append(text[position:])
    return " ".join(clean("".join(said)).split())


def message_ids(head: Head, name: str, limit: int = 50) -> list[str]:
    """The Message-IDs in these fields, without angle brackets, in order, each once; the last ones if there are too many."""
    text = " ".join(decode(one) for one in head.all(name))
    found = _ID.findall(text) or ([text.strip()] if "@" in text and " " not in text.strip() else [])
    return list(dict.fromkeys(short_id(one) for one in found))[-limit:]


def short_id(external_id: str) -> str:
    """A Message-ID without blanks, as it is kept: one that is too long is replaced by its digest."""
    external_id = clean("".join(external_id.split()))
    if len(external_id) <= _LONGEST_ID:
        return external_id
    return "sha256:" + hashlib.sha256(external_id.encode()).hexdigest()


def date_of(head: Head) -> datetime | None:
    """The Date field in UTC, or None when it is missing or no date."""
    text = header(head, "date")[:200]
    try:
        found = parsedate_to_datetime(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def base64_of(content: bytes) -> bytes:
    """What base64 stands for, whatever else is mixed in; padding is not needed, and may come anywhere."""
    if 0 < content.rstrip(b"\r\n\t =").count(b"=") < 10_000:  # pieces that were encoded one by one
        return b"".join(base64_of(piece) for piece in re.split(rb"=+", content))
    letters = content.translate(None, _NOT_BASE64)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _label(text: str) -> str:
    return text.partition("*")[0].lower()


def _spoken(label: str, encoding: str, words: list[str]) -> str:
    if not words:
        return ""
    pieces = [word.encode("utf-8", "replace") for word in words]
    if encoding == "q":
        joined = b"".join(pieces).replace(b"_", b" ")
        return decode(_HEXADECIMAL.sub(lambda found: bytes([int(found[1], 16)]), joined), label)
    # Some programs encode first and cut then: the pieces make sense only together.
    whole = any(len(piece.strip()) % 4 for piece in pieces[:-1])
    return decode(base64_of(b"".join(pieces)) if whole else b"".join(base64_of(piece) for piece in pieces), label)
