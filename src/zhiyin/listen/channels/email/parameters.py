"""Parameters of headers (`charset`, `filename`) in RFC 2231, RFC 2047, raw bytes and mixtures. Pure, bounded."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from zhiyin.listen.channels.email.charsets import decode
from zhiyin.listen.channels.email.headers import Head, words_of

#: so many bytes of a header and so many parameters are looked at
_LONGEST, _MOST = 16 * 1024, 200

_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*+)"|([^;]*+))', re.DOTALL)
_ESCAPED = re.compile(r'\\(["\\])')
_PIECE = re.compile(r"([^*]+)(?:\*(\d{1,4}))?(\*)?")
_KIND = re.compile(r"\s*([a-z0-9!#$&^_.+-]{1,80})\s*/\s*([a-z0-9!#$&^_.+-]{1,80})")


def kind_of(head: Head, otherwise: str = "text/plain") -> str:
    """The content type, in lower case; `otherwise` when the header is missing or says nothing."""
    value = head.first("content-type")
    found = _KIND.match(value[:500].decode("ascii", "replace").lower()) if value else None
    return f"{found[1]}/{found[2]}" if found else otherwise


def disposition_of(head: Head) -> str:
    """`inline`, `attachment` or what else the header says; blank if it is missing."""
    return head.first("content-disposition")[:200].decode("ascii", "replace").partition(";")[0].strip().lower()


def parameter(head: Head, field: str, name: str) -> str:
    """A parameter of a field (names in lower case); blank if there is none."""
    value = head.first(field)
    if b";" not in value:
        return ""
    whole = ""
    pieces: dict[int, tuple[str, bool]] = {}
    for count, found in enumerate(_PARAMETER.finditer(decode(value[:_LONGEST]))):
        if count >= _MOST:
            break
        given = _PIECE.fullmatch(found[1].lower())
        if given is None or given[1] != name:
            continue
        said = _ESCAPED.sub(r"\1", found[2]) if found[2] is not None else found[3].strip().strip('"')
        if given[2] is None and given[3] is None:
            whole = whole or said
        else:
            pieces.setdefault(int(given[2] or 0), (said, given[3] is not None))
    # What RFC 2231 says is newer and more exact than the plain value that some programs send beside it.
    return (_joined(pieces) if pieces else "") or words_of(whole)


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    """The pieces put together as bytes first: one character may lie in two of them."""
    label = ""
    content = b""
    for number in sorted(pieces):
        said, encoded = pieces[number]
        if encoded and number == min(pieces) and said.count("'") >= 2:
            label, _, said = said.split("'", 2)
        content += unquote_to_bytes(said) if encoded else said.encode("utf-8", "replace")
    text = decode(content, label)
    return words_of(text) if "=?" in text else " ".join(text.split())
