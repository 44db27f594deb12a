"""Words of a text, and the tokens under which a text is indexed and asked for.

Chinese is written without blanks, and a dictionary cuts the same characters differently in different company. An index
that must find 订单 in 我的订单还没有发货 whatever stands around it therefore keeps single characters and pairs of
neighbours; only the question is cut into words, so that 没发货 also finds 还没有发货.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from zhiyin.lib.text.language import CJK

_RUN = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+(?:['’][^\W\d_{CJK}]+)*")
_FIRST_CJK = re.compile(rf"[{CJK}]")
_VOWEL = re.compile(r"[aeiouy]")
# Words that say nothing alone; a question made of nothing else keeps them.
_EMPTY = frozenset("的了我你您他她它们在是有和与就都也还很吗呢吧啊个这那着过把被给请么") | {
    *("a", "an", "the", "of", "to", "in", "on", "at", "is", "are", "was", "were", "be", "i", "my", "me", "you", "your"),
    *("it", "and", "or", "for", "with", "do", "doe", "did", "have", "ha"),
}


def normal(text: str) -> str:
    """Lower case, full-width letters and digits made half-width."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light stem of a lower-cased English word, never under 3 letters: *rooms* → room, *arriving*, *arrived* → arriv."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word.removesuffix("'s").removesuffix("’s")
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("s") and word[-2] not in "siu":
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _VOWEL.search(rest):
            word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lsz" else rest
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def runs(text: str) -> list[str]:
    """Runs of Chinese characters and Latin words or numbers, in order, lower-cased; all else is left out."""
    return _RUN.findall(normal(text))


def segment(text: str, *, bigrams: bool = False) -> list[str]:
    """The words of a text in order: Chinese cut by dictionary, Latin lower-cased and lightly stemmed, signs left out.

    `bigrams` adds the neighbouring pairs of every Chinese run after its words.
    """
    words: list[str] = []
    for run in runs(text):
        if not _FIRST_CJK.match(run):
            words.append(stem(run))
            continue
        words += _cut(run)
        if bigrams:
            words += pairs(run)
    return words


def _cut(run: str) -> list[str]:
    import rjieba  # reads its dictionary when imported: only who cuts pays it

    words: list[str] = rjieba.cut(run)
    return words


def pairs(run: str) -> list[str]:
    """Neighbouring pairs of characters: 没发货 → 没发, 发货."""
    return [run[i : i + 2] for i in range(len(run) - 1)]


def index_tokens(text: str) -> list[str]:
    """The distinct tokens under which a text is found: Chinese characters and pairs, stems of Latin words, numbers."""
    tokens: dict[str, None] = {}
    for run in runs(text):
        if _FIRST_CJK.match(run):
            tokens.update(dict.fromkeys(run))
            tokens.update(dict.fromkeys(pairs(run)))
        else:
            tokens[stem(run)] = None
    return list(tokens)


def query_tokens(query: str) -> list[str]:
    """The distinct tokens that must all be in `index_tokens(text)` for a text to answer a query.

    A Chinese word of one character asks for the character, a longer one for its pairs. Empty words (的, the) are left out
    unless the query has nothing else.
    """
    tokens: dict[str, None] = {}
    for run in runs(query):
        if not _FIRST_CJK.match(run):
            tokens[stem(run)] = None
            continue
        for word in _cut(run):
            tokens.update(dict.fromkeys(pairs(word) if len(word) > 1 else [word]))
    telling = [token for token in tokens if token not in _EMPTY]
    return telling or list(tokens)
