"""Looking at every message for words of danger, at next to no cost: the list is read again at most every few seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass

from zhiyin.kernel.policies.reads import in_force
from zhiyin.recover.complaints.words_of_danger import dangers_in

#: a change of the list holds in other processes at the latest after so many seconds
LOOKED_UP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class WordList:
    """The words in force, and of which version they are."""

    words: str
    exceptions: str
    version: int

    def found_in(self, text: str) -> list[str]:
        return dangers_in(text, self.words, self.exceptions)


_known: list[tuple[float, WordList]] = []


def words_in_force() -> WordList:
    """The words of danger in force."""
    now = time.monotonic()
    if _known and now - _known[0][0] < LOOKED_UP_SECONDS:
        return _known[0][1]
    decision = in_force("safety_words", {})
    found = WordList(decision.outcome["words"], decision.outcome.get("exceptions") or "", decision.version)
    _known[:] = [(now, found)]
    return found


def look_up_anew() -> None:
    """Forget the list: it was changed."""
    _known.clear()
