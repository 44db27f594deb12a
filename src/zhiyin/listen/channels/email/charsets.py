"""Bytes to text, whatever the label says. Pure.

Labels lie: `gb2312` covers GBK and GB18030, `us-ascii` and `iso-8859-1` cover anything. A label is believed while it
decodes strictly and nothing speaks against it; else the strict decoding that reads most like a real text wins.
"""

from __future__ import annotations

import codecs
import re

_GB = {
    "gb2312",
    "gbk",
    "gb18030",
    "gb_2312-80",
    "gb_2312",
    "x-gbk",
    "cp936",
    "ms936",
    "windows-936",
    "euc-cn",
    "hz",
    "chinese",
}
#: labels under which every byte string decodes, so that a success proves nothing
_ANYTHING = {"latin-1", "iso8859-1", "cp1252", "iso8859-15", "ascii", "unknown-8bit", "8bit", "x-unknown", "binary"}
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
#: so many bytes beyond ASCII that are valid UTF-8 are no accident
_ENOUGH = 6


def decode(content: bytes, label: str | None = None) -> str:
    """The text of these bytes. Never raises; what nothing can decode is marked U+FFFD."""
    return clean(_decode(content, label))


def clean(text: str) -> str:
    """Without what no database takes: NUL and halves of surrogate pairs."""
    return _NOT_TEXT.sub(lambda found: "" if found.group() == "\x00" else "\ufffd", text)


def _decode(content: bytes, label: str | None) -> str:
    codec = _codec(label)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark) and (text := _strict(content, name)) is not None:
            return text
    if content.isascii():
        return _seven_bit(content, codec)
    beyond = sum(byte > 0x7F for byte in content[:4096])
    utf8 = _strict(content, "utf-8")
    if utf8 is not None and (codec is None or codec in _ANYTHING or beyond >= _ENOUGH or codec == "utf-8"):
        return utf8
    if codec is not None and codec not in _ANYTHING and (text := _strict(content, codec)) is not None:
        return text
    if utf8 is not None:
        return utf8
    guesses = {name: _plausible(content, name) for name in ("gb18030", "big5hkscs")}
    best = max(guesses, key=lambda name: guesses[name])
    if guesses[best] >= 0.7 and (text := _strict(content, best)) is not None:
        return text
    if codec == "utf-8" or (codec is not None and codec not in _ANYTHING):
        return content.decode(codec, "replace")
    return text if (text := _strict(content, "cp1252")) is not None else content.decode("latin-1")


def _codec(label: str | None) -> str | None:
    name = (label or "").strip().strip("\"'").lower()
    if not name:
        return None
    if name in _GB:
        return "gb18030" if name != "hz" else "hz"
    if name == "big5":
        return "big5hkscs"
    try:
        known = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return "x-unknown" if name not in _ANYTHING else name
    # base64, rot13, zlib and the like are codecs of Python, and no charsets
    if not getattr(known, "_is_text_encoding", True) or known.name in (
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
    ):
        return "x-unknown"
    return {"iso8859-1": "latin-1", "us-ascii": "ascii"}.get(known.name, known.name)


def _strict(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _seven_bit(content: bytes, codec: str | None) -> str:
    """ASCII bytes: plain, or one of the charsets that shift with escape sequences, which often come without a label."""
    if b"\x1b$" in content or b"\x1b(" in content:
        for name in (codec, "iso2022_jp_2", "iso2022_kr"):
            if name and name.startswith("iso2022") and (text := _strict(content, name)) is not None:
                return text
    if codec in ("hz", "utf-7", "utf-16", "utf-16-le", "utf-16-be") and (text := _strict(content, codec)) is not None:
        return text
    return content.decode("ascii")


def _plausible(content: bytes, codec: str) -> float:
    """Which share of the two-byte characters lies where this charset keeps its common ones; 0 if there are none."""
    good = total = index = 0
    sample = content[:8192]
    while index < len(sample) - 1:
        lead, trail = sample[index], sample[index + 1]
        if lead <= 0x7F:
            index += 1
            continue
        total += 1
        if codec == "gb18030":
            good += trail >= 0xA1 and (0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7)
        else:
            good += (trail >= 0xA1 or 0x40 <= trail <= 0x7E) and 0xA1 <= lead <= 0xC6
        index += 2
    return good / total if total else 0.0
