"""How a text gets its label, how words are written down, and which share of texts a topic has. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from zhiyin.lib.text import TopicLexicon, mood_of, topic_of

#: longer texts say what they are about early; the rest costs time only
READ_CHARACTERS = 4000
#: weight of a word that stands without one
USUAL_WEIGHT = 2.0
_SEPARATOR = re.compile(r"[,，;；、\n]+")
_WEIGHT = re.compile(r"^(?P<word>.+?)\s*=\s*(?P<weight>\d+(?:\.\d+)?)$")


class Judged(NamedTuple):
    """What the machine says of a text: topic, mood −1 … 1, its label, and how sure it is of the topic (0 … 1)."""

    topic: str
    mood: float
    mood_label: str
    confidence: float


def judge(text: str, lexicon: TopicLexicon) -> Judged:
    """Topic and mood of a text."""
    text = text[:READ_CHARACTERS]
    topic = topic_of(text, lexicon)
    mood = mood_of(text)
    return Judged(topic.key, mood.score, mood.label, topic.confidence)


class WordsUnreadable(ValueError):
    """A list of words cannot be read; the argument is the entry."""


def words_from(written: str) -> dict[str, float]:
    """Words from a person's list: separated by commas or lines, `发货=3` gives a weight. Raises `WordsUnreadable`."""
    words: dict[str, float] = {}
    for entry in _SEPARATOR.split(written):
        entry = entry.strip().lower()
        if not entry:
            continue
        found = _WEIGHT.match(entry)
        word, weight = (found["word"], float(found["weight"])) if found else (entry, USUAL_WEIGHT)
        if len(word) > 60 or not 0 < weight <= 10 or "=" in word:
            raise WordsUnreadable(entry)
        words[word] = weight
    return words


def words_written(words: Mapping[str, float]) -> str:
    """The list that `words_from` reads, heavy words first, one line a weight."""
    by_weight: dict[float, list[str]] = {}
    for word, weight in words.items():
        by_weight.setdefault(weight, []).append(word)
    lines = []
    for weight in sorted(by_weight, reverse=True):
        suffix = "" if weight == USUAL_WEIGHT else f"={weight:g}"
        lines.append("，".join(f"{word}{suffix}" for word in by_weight[weight]))
    return "\n".join(lines)
