"""What a text is about: weighted words of each topic, Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from zhiyin.lib.text.spotting import Spotter
from zhiyin.lib.text.words import normal

OTHER = "other"


class Topic(NamedTuple):
    """The topic that a text is about, `other` when no topic's words are in it; confidence 0 … 1."""

    key: str
    confidence: float


class TopicLexicon:
    """Words of topics, ready for matching. `words` maps a topic's key to its words with their weights.

    A Chinese word matches wherever its characters stand, a Latin word or phrase matches whole words by stem. Where words
    of several topics overlap, the longest wins. A word that stands under two topics counts for both.
    """

    def __init__(self, words: Mapping[str, Mapping[str, float]]) -> None:
        by_word: dict[str, dict[str, float]] = {}
        for key, weights in words.items():
            for word, weight in weights.items():
                if word.strip() and weight > 0:
                    by_word.setdefault(normal(word.strip()), {})[key] = weight
        self._spotter = Spotter(by_word)

    def scores(self, text: str) -> dict[str, float]:
        """The summed weights of each topic's words. The first mention counts in full, each repetition a third."""
        scores: dict[str, float] = {}
        seen: set[str] = set()
        for spot in self._spotter.spots(normal(text)):
            share = 1 / 3 if spot.word in seen else 1.0
            seen.add(spot.word)
            for key, weight in spot.value.items():
                scores[key] = scores.get(key, 0.0) + weight * share
        return scores


def topic_of(text: str, lexicon: TopicLexicon) -> Topic:
    """The topic whose words weigh most in the text.

    Confidence is the winner's share of all weight, with one unit of doubt: a single word of weight 1 against nothing
    gives 0.5, of weight 3 gives 0.75. Ties go to the topic that the lexicon names first, so that the answer is stable.
    """
    scores = lexicon.scores(text)
    if not scores:
        return Topic(OTHER, 0.0)
    order = {key: place for place, key in enumerate(scores)}
    key = max(scores, key=lambda one: (scores[one], -order[one]))
    return Topic(key, round(scores[key] / (sum(scores.values()) + 1), 3))
