"""Bytes to text, whatever the label says. Pure.

Labels lie: `gb2312` covers GBK and GB18030, `us-ascii` and `iso-8859-1` cover anything. A label is believed while it
decodes strictly and nothing speaks against it; else the strict decoding that reads most like a real text wins.
"""

from __future__ import annotations

import codecs
import re

#: names under which Python does not know a charset, or knows less of it than mail programs mean
_MEANT = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "gb_2312": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "ms936": "gb18030", "windows-936": "gb18030", "euc-cn": "gb18030", "chinese": "gb18030",
    "gb-2312": "gb18030", "gb2312-80": "gb18030", "simplifiedchinese": "gb18030", "hz-gb-2312": "hz",
    "big5": "big5hkscs", "big-5": "big5hkscs", "x-x-big5": "big5hkscs", "cp950": "big5hkscs", "cn-big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "unicode-1-1-utf-7": "utf-7", "x-unicode-2-0-utf-7": "utf-7",
    "utf8mb4": "utf-8", "unicode": "utf-16", "cp-850": "cp850", "iso-8859-8-i": "iso8859-8",
}  # fmt: skip
#: labels under which every byte string decodes, so that a success proves nothing
_ANYTHING = {"latin-1", "iso8859-1", "cp1252", "iso8859-15", "ascii", "unknown-8bit", "8bit", "x-unknown", "binary"}
#: codecs of Python that are no charsets of mail
_NO_CHARSET = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
#: charsets that are found in ASCII bytes, by their escape sequences or by their label alone
_SHIFTING = ("iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_3", "iso2022_kr")
_SEVEN_BIT = {"hz", "utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32"}
#: charsets that unlabelled bytes are tried in, the first of equals wins
_TRIED = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
#: where the kana lie, as first bytes
_KANA = {"cp932": (0x82, 0x83), "euc_jp": (0xA4, 0xA5)}
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
#: so many bytes beyond ASCII that are valid UTF-8 are no accident
_ENOUGH = 6
_ASCII = bytes(range(128))
#: so many bytes are looked at to tell charsets apart
_SAMPLE = 8192
#: above this share a guess is good; a label is only overruled when its own share is below the other bound
_PLAUSIBLE, _IMPLAUSIBLE = 0.7, 0.4


def decode(content: bytes, label: str | None = None) -> str:
    """The text of these bytes. Never raises; what nothing can decode is marked U+FFFD."""
    if not label and content.isascii() and b"\x1b" not in content:
        return content.decode("ascii").replace("\x00", "")
    return clean(_decode(content, label))


def clean(text: str) -> str:
    """Without what no database takes: NUL and halves of surrogate pairs."""
    if text.isascii() and "\x00" not in text:
        return text
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
    utf8 = _utf8(content)
    beyond = len(content[:_SAMPLE].translate(None, _ASCII))
    if utf8 is not None and (codec is None or codec in _ANYTHING or codec == "utf-8" or beyond >= _ENOUGH):
        return utf8
    telling = codec is not None and codec not in _ANYTHING
    if telling and (text := _strict(content, codec or "")) is not None and not _overruled(content, codec or ""):
        return text
    if utf8 is not None:
        return utf8
    guesses = {name: _plausible(content, name) for name in _TRIED}
    best = max(guesses, key=lambda name: guesses[name])
    if guesses[best] >= _PLAUSIBLE:
        text = content.decode(best, "replace")  # a broken byte, or a cut, spoils a character and not the guess
        if text.count("\ufffd") <= 1 + beyond // 100:
            return text
    if codec is not None and telling:
        # One broken byte in a text that its label fits otherwise; else the label is simply wrong.
        text = content.decode(codec, "replace")
        if codec != "utf-8" or text.count("\ufffd") * 2 < beyond:
            return text
    return text if (text := _strict(content, "cp1252")) is not None else content.decode("latin-1")


def _codec(label: str | None) -> str | None:
    name = (label or "").strip().strip("\"'").lower()
    if not name:
        return None
    try:
        known = codecs.lookup(_MEANT.get(name, name))
    except (LookupError, ValueError, UnicodeError):
        return "x-unknown" if name not in _ANYTHING else name
    # base64, rot13, zlib and the like are codecs of Python, and no charsets
    if not getattr(known, "_is_text_encoding", True) or known.name in _NO_CHARSET:
        return "x-unknown"
    return {"iso8859-1": "latin-1", "us-ascii": "ascii"}.get(known.name, known.name)


def _strict(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _utf8(content: bytes) -> str | None:
    """As UTF-8; a last character that was cut off is left out."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.end >= len(content) and error.start > max(len(content) - 4, _ENOUGH)
        return _strict(content[: error.start], "utf-8") if cut else None


def _seven_bit(content: bytes, codec: str | None) -> str:
    """ASCII bytes: plain, or one of the charsets that shift with escape sequences, which often come without a label."""
    if b"\x1b$" in content or b"\x1b(" in content:
        for name in (codec, *_SHIFTING):
            if name and name.startswith("iso2022") and (text := _strict(content, name)) is not None:
                return text
        return content.decode("iso2022_jp_ext", "replace")
    if codec in _SEVEN_BIT and (text := _strict(content, codec or "")) is not None:
        return text
    return content.decode("ascii")


def _overruled(content: bytes, codec: str) -> bool:
    """Whether a text labelled with one of the Chinese charsets is plainly one in the other: both decode nearly anything."""
    other = {"gb18030": "big5hkscs", "big5hkscs": "gb18030"}.get(codec)
    if other is None or _plausible(content, codec) > _IMPLAUSIBLE:
        return False
    return _plausible(content, other) > _PLAUSIBLE + 0.2 and _strict(content, other) is not None


def _plausible(content: bytes, codec: str) -> float:
    """Which share of the characters beyond ASCII lies where this charset keeps its common ones; 0 if there are none."""
    leads: list[int] = []
    good = index = 0
    sample = content[:_SAMPLE]
    while index < len(sample) - 1:
        lead, trail = sample[index], sample[index + 1]
        if lead <= 0x7F:
            index += 1
            continue
        leads.append(lead)
        index += 2
        if codec == "gb18030":
            good += trail >= 0xA1 and (0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7)
        elif codec == "big5hkscs":
            good += (trail >= 0xA1 or 0x40 <= trail <= 0x7E) and 0xA1 <= lead <= 0xC6
        elif codec == "cp932":
            good += 0x81 <= lead <= 0x83 or 0x88 <= lead <= 0x97
        elif codec == "euc_jp":
            good += trail >= 0xA1 and (0xA1 <= lead <= 0xA5 or 0xB0 <= lead <= 0xCF)
        else:
            good += trail >= 0xA1 and 0xB0 <= lead <= 0xC8
    share = good / len(leads) if leads else 0.0
    if codec in _KANA and sum(lead in _KANA[codec] for lead in leads) < 0.2 * len(leads):
        return 0.0  # Japanese without kana cannot be told from Chinese, and is rarer
    if codec == "cp949":  # its syllables lie where Chinese has the first half of its characters
        return share * 1.01 if len(leads) >= _ENOUGH * 2 and share > 0.97 else 0.0
    return share
