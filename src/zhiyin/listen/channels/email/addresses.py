"""Addresses in headers: who is meant by `"Li, Na" <li.na@example.com>` and by what people make of it. Pure, bounded."""

from __future__ import annotations

import re

from zhiyin.listen.channels.email.charsets import clean, decode
from zhiyin.listen.channels.email.headers import Head, words_of

#: so many addresses of a header are read
MOST_ADDRESSES = 200
_LONGEST_ADDRESS = 320
#: below this length any number of quotes is looked at in no time
_SHORT = 2_000

_LETTER = r"[^\s<>\"'(),;:@\\\[\]]"
_ADDRESS = re.compile(rf"(?<!{_LETTER}){_LETTER}{{1,120}}+@{_LETTER}{{1,255}}")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|<[^<>]*+>|\((?:[^()\\]|\\.)*+\)|[,;]|[^"<(,;]++|.', re.DOTALL)
_PLAIN = re.compile(r"<[^<>]*+>|[,;]|[^<,;]++|.", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)")


def addresses(head: Head, *names: str) -> list[tuple[str, str]]:
    """(name, address) of every address in these fields (names in lower case); addresses in lower case, each a real one."""
    found: list[tuple[str, str]] = []
    for name in names:
        for content in head.all(name):
            found.extend(addresses_in(content))
    return found


def addresses_in(content: bytes) -> list[tuple[str, str]]:
    """(name, address) of every address in the value of a field."""
    text = decode(content)
    found: list[tuple[str, str]] = []
    name, address, comment = "", "", ""
    # Encoded words may hide commas and quotes, so the addresses are split before the words are decoded. In a long
    # field with quotes that have no other half they are letters: looking for it from each of them takes too long.
    balanced = text.count('"') % 2 == 0 and '\\"' not in text
    tokens = _TOKEN if balanced or len(text) < _SHORT else _PLAIN
    for token in tokens.finditer(text):
        piece = token[0]
        if piece in ",;":
            found.extend(_one(name, address, comment))
            name, address, comment = "", "", ""
            if len(found) >= MOST_ADDRESSES:
                return found[:MOST_ADDRESSES]
        elif len(piece) > 1 and piece[0] == "<" and not address:
            address = piece[1:-1]
        elif len(piece) > 1 and piece[0] == "(" and piece[-1] == ")" and tokens is _TOKEN:
            comment = piece[1:-1]
        elif len(name) < 2_000:
            name += _ESCAPED.sub(r"\1", piece[1:-1]) if len(piece) > 1 and piece[0] == piece[-1] == '"' else piece
    found.extend(_one(name, address, comment))
    if not found:
        found = [("", one) for one in _ADDRESS.findall(words_of(text))]
    return [(spoken, one.lower()) for spoken, one in found if len(one) <= _LONGEST_ADDRESS][:MOST_ADDRESSES]


def _one(name: str, address: str, comment: str) -> list[tuple[str, str]]:
    name = words_of(name).strip(" \"'")
    # Some write the address where the name should be, some put both into one encoded word.
    found = _ADDRESS.search(address) or _ADDRESS.search(words_of(address)) or _ADDRESS.search(name)
    if found is None:
        return []
    said = clean(found[0]).strip(".")
    spoken = name.replace(f"<{found[0]}>", "").strip(" \"'")
    if spoken == found[0]:
        spoken = words_of(comment).strip(" \"'")
    return [("" if spoken == found[0] else spoken, said)]
