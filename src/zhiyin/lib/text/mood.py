"""The mood of one text, by words that carry a mood: Chinese, English and emoji.

Each clause is read from left to right. A negation turns the word after it, an intensifier strengthens it, and after a
contrast word (但是, but) what came before counts less than what follows, as people put last what matters to them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from zhiyin.lib.text.spotting import Spotter
from zhiyin.lib.text.words import normal

MoodLabel = Literal["positive", "neutral", "negative", "unknown"]

#: below this confidence the label is "unknown", which is never counted as neutral
SURE = 0.6


class Mood(NamedTuple):
    """Score −1 … 1, a label, and the confidence of the label 0 … 1."""

    score: float
    label: MoodLabel
    confidence: float


class _Word(NamedTuple):
    """What the lexicon says of a word: a feeling with its weight, or a role."""

    role: str
    weight: float


# A negation reaches this many characters ahead in Chinese, and over a few words in English.
_REACH = 7
_REACH_LATIN = 22
# A turned word is weaker than its opposite: "not good" is milder than "bad", "not bad" much milder than "good".
_NOT_GOOD = -0.9
_NOT_BAD = -0.35
# What stands before a contrast counts this much, what follows gains a little.
_BEFORE_CONTRAST = 0.55
_AFTER_CONTRAST = 1.25
_CONCEDED = 0.5
_ASKED = 0.6
# Doubt, in units of weight: how much evidence makes us sure.
_DOUBT = 1.6
# So little feeling in a question is a matter of phrasing ("could you please", 可以).
_FAINT = 1.0


def mood_of(text: str) -> Mood:
    """The mood of a text: `unknown` when its words say nothing, or both things; `neutral` for a plain question."""
    feelings, asks = _feelings(normal(text))
    good = sum(value for value in feelings if value > 0)
    bad = -sum(value for value in feelings if value < 0)
    weight = good + bad
    if asks and weight <= _FAINT:
        return Mood(0.0, "neutral", 0.65)
    if not weight:
        return Mood(0.0, "unknown", 0.0)
    net = good - bad
    score = round(net / (weight + _DOUBT), 3)
    confidence = round(0.5 + abs(net) / (weight + _DOUBT) / 2, 3)
    if confidence < SURE:
        return Mood(score, "unknown", confidence)
    return Mood(score, "positive" if net > 0 else "negative", confidence)


def _feelings(text: str) -> tuple[list[float], bool]:
    """The signed weights of the feelings in a text, and whether it asks for something."""
    feelings: list[float] = []
    clause_from = contrast_from = 0
    turned_at = -1
    strength, gain, conceded, asks = 1.0, 1.0, False, False
    for start, end, word, (role, weight) in _lexicon().spots(text):
        if role == "feeling":
            value = weight * strength * gain
            if turned_at >= 0:
                reach = _REACH_LATIN if word.isascii() else _REACH
                if start - turned_at <= reach:
                    value *= _NOT_GOOD if value > 0 else _NOT_BAD
            if conceded:
                value *= _CONCEDED
            feelings.append(value)
            strength, turned_at = 1.0, -1
        elif role == "not":
            turned_at = -1 if turned_at >= 0 and start - turned_at <= 2 else end
        elif role == "x":
            strength *= weight
        elif role == "break":
            clause_from, strength, turned_at, conceded = len(feelings), 1.0, -1, False
        elif role == "question":
            feelings[clause_from:] = [value * _ASKED for value in feelings[clause_from:]]
            clause_from, strength, turned_at, conceded = len(feelings), 1.0, -1, False
        elif role == "contrast":
            feelings[contrast_from:] = [value * _BEFORE_CONTRAST for value in feelings[contrast_from:]]
            contrast_from, gain, strength, turned_at, conceded = len(feelings), _AFTER_CONTRAST, 1.0, -1, False
        elif role == "ease":
            conceded = True
        elif role == "ask":
            asks = True
    return feelings, asks


@cache
def _lexicon() -> Spotter[_Word]:
    """The three content files as one lexicon: of two lines about a word the later wins, but a harmless one never does."""
    words: dict[str, _Word] = {}
    for name in ("mood_zh.txt", "mood_en.txt", "mood_signs.txt"):
        for line in (files("zhiyin.lib.text") / name).read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            head, *entries = line.split()
            word = _Word("x", float(head[1:])) if head.startswith("x") else _Word(head, 0.0)
            if head[-1].isdigit() and not head.startswith("x"):
                word = _Word("feeling" if float(head) else "plain", float(head))
            for entry in entries:
                key = entry.replace("\\n", "\n") if "\\" in entry else _phrase(entry)
                if word.role != "plain" or key not in words:
                    words[key] = word
    return Spotter(words)


def _phrase(entry: str) -> str:
    """Phrases are written with underscores; emoticons such as ^_^ keep theirs."""
    return entry.replace("_", " ") if entry[0].isalpha() else entry
