"""In which language a text is written: by its letters alone, so that it costs microseconds."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["zh", "en", "mixed", ""]

#: characters of Chinese running text (the unified ideographs and their first extension)
CJK = "\u3400-\u4dbf\u4e00-\u9fff"
_CJK = re.compile(f"[{CJK}]")
_LATIN = re.compile(r"[A-Za-z]+")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+\.\S+")


def language_of(text: str) -> Language:
    """`zh`, `en`, `mixed`, or `""` when the text has no letters of either.

    A Chinese character weighs as much as a Latin word; a text is mixed when the smaller part is at least a third of the
    whole and more than two words, so that 「WiFi 连不上」 stays Chinese. Addresses of pages and mailboxes do not count.
    """
    if text.isascii():
        return "en" if _LATIN.search(_ADDRESS.sub(" ", text)) else ""
    text = _ADDRESS.sub(" ", text)
    # About 1.6 characters make a Chinese word.
    chinese = len(_CJK.findall(text)) / 1.6
    latin = len(_LATIN.findall(text))
    if not chinese and not latin:
        return ""
    smaller = min(chinese, latin)
    if smaller > 2 and smaller >= (chinese + latin) / 3:
        return "mixed"
    return "zh" if chinese >= latin else "en"
