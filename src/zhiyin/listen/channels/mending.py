"""Reading and mending the raw bytes of an arrival. Pure."""

from __future__ import annotations

import json
import re
from difflib import unified_diff

#: the charsets that a person may read bytes as; the last one reads any bytes
CHARSETS = ("utf-8", "gb18030", "big5", "shift_jis", "euc-kr", "windows-1252", "latin-1")
#: more than this is not put into a page to be edited, in bytes
LARGEST_EDITED = 500_000
#: lines of a comparison that are shown
COMPARED_LINES = 200

_NUMBERS = re.compile(r"0x[0-9a-f]+|\d+")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")
#: a form sends each line's end as CR LF; these control characters do not come through a form at all
_LOST = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")


def reason_of(failure: str) -> str:
    """What failures of one cause have in common: the first line without its numbers and quoted values.

    >>> reason_of("JSONDecodeError: Expecting ',' delimiter: line 1 column 27 (char 26)")
    'JSONDecodeError: Expecting … delimiter: line … column … (char …)'
    """
    first = failure.strip().split("\n", 1)[0]
    return _NUMBERS.sub("…", _QUOTED.sub("…", first))[:160]


def charset_of(raw: bytes) -> str:
    """The first charset that reads all of these bytes."""
    return next(name for name in CHARSETS if text_of(raw, name) is not None)


def text_of(raw: bytes, charset: str) -> str | None:
    """The text of these bytes in a charset, None when they are not in it."""
    try:
        return raw.decode(charset)
    except UnicodeDecodeError:
        return None


def is_editable(raw: bytes, text: str | None) -> bool:
    """Whether a form gives the untouched text back as the same bytes."""
    if text is None or len(raw) > LARGEST_EDITED or _LOST.search(text):
        return False
    return "\r\n" not in text or "\n" not in text.replace("\r\n", "")


def edited(raw: bytes, text: str, charset: str) -> bytes:
    """The edited text as bytes, with line ends as the original has them. Raises `UnicodeEncodeError`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (text.replace("\n", "\r\n") if b"\r\n" in raw else text).encode(charset)


def fault_of_json(content: bytes) -> str:
    """What is wrong with JSON, blank when nothing is."""
    try:
        json.loads(content)
    except ValueError as error:
        return str(error)
    return ""


def laid_out(raw: bytes) -> str:
    """JSON with a line for each value, blank when it is none."""
    try:
        return json.dumps(json.loads(raw), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return ""


def differences(raw: bytes, mended: bytes) -> list[tuple[str, str]]:
    """The lines that a mending changed, as (sign, line): + is new, - is gone, blank is the same."""
    before, after = (_lines(one) for one in (raw, mended))
    lines = list(unified_diff(before, after, lineterm="", n=1))[2 : COMPARED_LINES + 2]
    return [(line[:1].strip(), line[1:]) for line in lines if not line.startswith("@@")]


def _lines(raw: bytes) -> list[str]:
    cut = raw[:LARGEST_EDITED]
    return cut.decode(charset_of(cut)).splitlines()
