"""Headers as they come: encoded words, raw eight-bit bytes, addresses, Message-IDs, dates. Pure; nothing here raises."""

from __future__ import annotations

import base64
import binascii
import hashlib
import quopri
import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from inspect import signature
from typing import Any

from zhiyin.listen.channels.email.charsets import clean, decode

_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_ID = re.compile(r"<([^<>]{1,998})>")
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
#: newer Pythons throw a whole header away when one address in it is odd, unless told not to
_LOOSELY: Any = {"strict": False} if "strict" in signature(getaddresses).parameters else {}
#: no header is read further than this
_LONGEST = 20_000
#: the longest external id; a longer Message-ID is replaced by its digest
_LONGEST_ID = 500


def raw_header(message: Message, name: str) -> bytes:
    """The first header with this name as bytes, unfolded; empty if there is none."""
    return next(iter(raw_headers(message, name)), b"")


def raw_headers(message: Message, name: str) -> list[bytes]:
    """All headers with this name as bytes, unfolded."""
    found = []
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            content = str(value).encode("utf-8", "surrogateescape") if not isinstance(value, str) else _bytes(value)
            found.append(re.sub(rb"[\r\n]+[ \t]*", b" ", content[:_LONGEST]).strip())
    return found


def header(message: Message, name: str) -> str:
    """The first header with this name as text."""
    return decode_words(raw_header(message, name))


def decode_words(content: bytes) -> str:
    """RFC 2047 with its usual breaches: words that cut a character in two, raw bytes beside them, spaces in words."""
    text: list[str] = []
    position = 0
    pending: tuple[str, bytes] | None = None  # neighbours of one charset are decoded together
    for found in _WORD.finditer(content):
        between = content[position : found.start()]
        if between.strip() or pending is None:
            text.append(_flush(pending))
            pending = None
            text.append(decode(between))
        label = found[1].decode("ascii", "replace").split("*")[0].lower()
        word = _word(found[2], found[3])
        if pending is not None and pending[0] == label:
            pending = (label, pending[1] + word)
        else:
            text.append(_flush(pending))
            pending = (label, word)
        position = found.end()
    text.append(_flush(pending))
    text.append(decode(content[position:]))
    return " ".join("".join(text).split())


def addresses(message: Message, *names: str) -> list[tuple[str, str]]:
    """(name, address) of every address in these headers; addresses lower-cased, without what is none."""
    found: list[tuple[str, str]] = []
    for name in names:
        for content in raw_headers(message, name):
            found.extend(_addresses_in(content))
    return found


def message_ids(message: Message, name: str, limit: int = 50) -> list[str]:
    """The Message-IDs in this header, without angle brackets, in order, each once; the last ones if there are too many."""
    text = " ".join(decode(one) for one in raw_headers(message, name))
    found = _ID.findall(text) or ([text.strip()] if "@" in text and " " not in text.strip() else [])
    return list(dict.fromkeys(short_id(one) for one in found))[-limit:]


def short_id(external_id: str) -> str:
    """A Message-ID without blanks, as it is kept: one that is too long is replaced by its digest."""
    external_id = clean("".join(external_id.split()))
    if len(external_id) <= _LONGEST_ID:
        return external_id
    return "sha256:" + hashlib.sha256(external_id.encode()).hexdigest()


def date_of(message: Message) -> datetime | None:
    """The Date header in UTC, or None when it is missing or no date."""
    text = header(message, "Date")
    try:
        found = parsedate_to_datetime(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def parameter(message: Message, header_name: str, name: str) -> str:
    """A parameter of a header in RFC 2231, RFC 2047 or raw bytes, such as `filename` of Content-Disposition."""
    content = raw_header(message, header_name)
    if not content:
        return ""
    fresh = Message()
    fresh[header_name] = clean(decode(content)).replace("\r", " ").replace("\n", " ")
    try:
        value = fresh.get_param(name, header=header_name)
    except (ValueError, IndexError, LookupError, UnicodeError):
        return ""
    if isinstance(value, tuple):
        charset, _, encoded = value
        return " ".join(decode(encoded.encode("latin-1", "replace"), charset).split())
    return decode_words(str(value).encode("utf-8", "replace")) if value else ""


def _addresses_in(content: bytes) -> list[tuple[str, str]]:
    # Encoded words may hide commas and quotes, so the addresses are split before the words are decoded.
    text = content.decode("utf-8", "surrogateescape")
    found = []
    try:
        pairs = getaddresses([text], **_LOOSELY)
    except (TypeError, ValueError, IndexError, RecursionError):
        pairs = []
    for name, address in pairs[:100]:
        inside = _ADDRESS.search(address) or _ADDRESS.search(name)
        if inside is None:
            continue
        spoken = decode_words(name.encode("utf-8", "surrogateescape")).strip(" \"'")
        found.append(("" if spoken == inside.group() else spoken, clean(inside.group().lower())))
    if not found:
        found = [("", clean(one.lower())) for one in _ADDRESS.findall(decode(content))[:100]]
    return found


def _word(encoding: bytes, content: bytes) -> bytes:
    if encoding in b"qQ":
        return quopri.decodestring(content.replace(b"_", b" "), header=False)
    content = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
    try:
        return base64.b64decode(content + b"=" * (-len(content) % 4))
    except (binascii.Error, ValueError):
        try:
            return base64.b64decode(content[: len(content) // 4 * 4])
        except (binascii.Error, ValueError):
            return content


def _flush(pending: tuple[str, bytes] | None) -> str:
    return "" if pending is None else decode(pending[1], pending[0])


def _bytes(value: str) -> bytes:
    try:
        return value.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogateescape")
