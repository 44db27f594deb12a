"""Mails damaged on purpose, the same ones for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

CHARSETS = (
    b"utf-8", b"gb2312", b"gbk", b"gb18030", b"big5", b"iso-2022-jp", b"utf-7", b"us-ascii", b"iso-8859-1", b"shift_jis",
    b"euc-kr",    b"hz", b"utf-16", b"rot13", b"x-nothing", b"", b'"', b"idna",
)  # fmt: skip
ENCODINGS = (b"base64", b"quoted-printable", b"8bit", b"x-uuencode", b"binary", b"")
_CHARSET = re.compile(rb"(charset=\"?)[^\";\s]*", re.IGNORECASE)
_WORD = re.compile(rb"=\?[^?]{1,40}\?[BQbq]\?")
_ENCODING = re.compile(rb"(Content-Transfer-Encoding:[ \t]*)[^\r\n]*", re.IGNORECASE)
_BOUNDARY = re.compile(rb"boundary=\"?([^\";\s]+)", re.IGNORECASE)


def mutations(mails: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """So many damaged mails, one to four damages each."""
    chance = random.Random(seed)
    for _ in range(count):
        raw = chance.choice(mails)
        for _ in range(chance.randint(1, 4)):
            raw = chance.choice(DAMAGES)(raw, mails, chance)
        yield raw


def _flipped(raw: bytes, mails: list[bytes], chance: random.Random) -> bytes:
    damaged = bytearray(raw)
    for _ in range(chance.randint(1, 40) if damaged else 0):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _cut(raw: bytes, mails: list[bytes], chance: random.Random) -> bytes:
    begin, end = sorted((chance.randint(0, len(raw)), chance.randint(0, len(raw))))
    return chance.choice((raw[:begin], raw[begin:], raw[begin:end], raw[:begin] + raw[end:]))


def _spliced(raw: bytes, mails: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(mails)
    return raw[: chance.randint(0, len(raw))] + other[chance.randint(0, len(other)) :]


def _repeated(raw: bytes, mails: list[bytes], chance: random.Random) -> bytes:
    head, blank, body = raw.partition(b"\n\n") if b"\n\n" in raw else raw.partition(b"\r\n\r\n")
    lines = head.split(b"\n")
    line = chance.choice(lines)
    return b"\n".join([*lines, *[line.rstrip(b"\r")] * chance.choice((1, 3, 200))]) + blank + body


def _relabelled(raw: bytes, mails: list[bytes], chance: random.Random) -> bytes:
    label = chance.choice(CHARSETS)
    raw = _CHARSET.sub(lambda found: found[1] + label, raw)
    word = b"=?" + label + chance.choice((b"?B?", b"?Q?"))
    return _WORD.sub(lambda found: word, raw) if chance.random() < 0.5 else raw


def _encoded(raw: bytes, mails: list[bytes], chance: random.Random) -> bytes:
    return _ENCODING.sub(lambda found: found[1] + chance.choice(ENCODINGS), raw)


def _unbounded(raw: bytes, mails: list[bytes], chance: random.Random) -> bytes:
    boundaries = [found[1] for found in _BOUNDARY.finditer(raw)]
    if not boundaries:
        return raw
    boundary = chance.choice(boundaries)
    damaged = chance.choice((boundary[:-1], boundary + b"x", b"", b"-", boundaries[0], boundary.swapcase()))
    return raw.replace(boundary, damaged, chance.choice((1, 2, -1)))


def _reended(raw: bytes, mails: list[bytes], chance: random.Random) -> bytes:
    plain = raw.replace(b"\r\n", b"\n")
    return plain.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\r\r\n", b" \n", b"\n ")))


def _swollen(raw: bytes, mails: list[bytes], chance: random.Random) -> bytes:
    at = chance.randint(0, len(raw))
    piece = raw[at : at + chance.randint(1, 60)] or b"<"
    return raw[:at] + piece * chance.choice((10, 1_000, 20_000)) + raw[at:]


DAMAGES = (_flipped, _cut, _spliced, _repeated, _relabelled, _encoded, _unbounded, _reended, _swollen)
