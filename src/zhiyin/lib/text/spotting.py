"""Finding the words of a lexicon in a text: longest first, Chinese by character, Latin by whole word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from zhiyin.lib.text.language import CJK
from zhiyin.lib.text.words import stem

V = TypeVar("V")

_PIECE = re.compile(rf"[^\W_{CJK}]+(?:['’][^\W\d_{CJK}]+)*|[^\w\s]+|[{CJK}]+|\n")
_FIRST_CJK = re.compile(rf"[{CJK}]")
_LATIN_PHRASE = re.compile(r"[a-z][a-z0-9'’ -]*$")


class Spot(NamedTuple, Generic[V]):
    """A word of the lexicon in the text: where it begins and ends, which word, and what the lexicon says of it."""

    start: int
    end: int
    word: str
    value: V


class Spotter(Generic[V]):
    """A lexicon ready for matching. Keys must be lower-cased: Chinese words, English words or phrases, emoji and signs."""

    def __init__(self, lexicon: Mapping[str, V]) -> None:
        self._exact: dict[str, V] = {}
        self._phrases: dict[str, dict[tuple[str, ...], V]] = {}
        for word, value in lexicon.items():
            if _LATIN_PHRASE.match(word):
                stems = tuple(stem(one) for one in word.replace("’", "'").replace("-", " ").split())
                self._phrases.setdefault(stems[0], {})[stems] = value
            else:
                self._exact[word] = value
        lengths: dict[str, set[int]] = {}
        for word in self._exact:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        self._longest = {first: max(map(len, phrases)) for first, phrases in self._phrases.items()}

    def spots(self, text: str) -> Iterator[Spot[V]]:
        """The lexicon's words in a lower-cased text, left to right, none overlapping."""
        exact, lengths = self._exact, self._lengths
        latin: list[tuple[str, int, int]] = []
        for piece in _PIECE.finditer(text):
            run = piece[0]
            start = piece.start()
            if run[0].isalnum() and not _FIRST_CJK.match(run):
                latin.append((stem(run.replace("’", "'")), start, piece.end()))
                continue
            if latin:
                if run == "-":  # wi-fi, check-in: two words of one phrase
                    continue
                yield from self._spots_of_latin(latin)
                latin = []
            at, stop = 0, len(run)
            while at < stop:
                for length in lengths.get(run[at], ()):
                    word = run[at : at + length]
                    if word in exact:
                        yield Spot(start + at, start + at + length, word, exact[word])
                        at += length
                        break
                else:
                    at += 1
        if latin:
            yield from self._spots_of_latin(latin)

    def _spots_of_latin(self, words: list[tuple[str, int, int]]) -> Iterator[Spot[V]]:
        at = 0
        while at < len(words):
            first = words[at][0]
            for length in range(min(self._longest.get(first, 0), len(words) - at), 0, -1):
                key = tuple(word for word, _, _ in words[at : at + length])
                if key in self._phrases[first]:
                    yield Spot(words[at][1], words[at + length - 1][2], " ".join(key), self._phrases[first][key])
                    at += length
                    break
            else:
                at += 1
