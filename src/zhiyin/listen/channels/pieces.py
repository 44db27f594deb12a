"""A long text in pieces that the other side takes. Pure."""

from __future__ import annotations

from collections.abc import Callable

#: where a text is best cut: after a paragraph, a line, a sentence, a clause, a word
_ENDS = (("\n\n",), ("\n",), ("。", "！", "？", ". ", "! ", "? "), ("；", "，", "、", "; ", ", "), (" ",))


def pieces_of(text: str, limit: int, measure: Callable[[str], int]) -> list[str]:
    """The text in pieces that each measure at most `limit`; joined they say the same, save blanks where it was cut."""
    found = []
    rest = text.strip()
    while rest:
        fits = _longest(rest, limit, measure)
        cut = len(rest) if fits == len(rest) else _good_cut(rest[:fits])
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return found


def _longest(text: str, limit: int, measure: Callable[[str], int]) -> int:
    """How many characters from the start fit; one at least."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def _good_cut(text: str) -> int:
    """The last good place to cut in the second half, else the end."""
    for ends in _ENDS:
        at = max(text.rfind(end) + len(end) if end in text else 0 for end in ends)
        if at > len(text) // 2:
            return at
    return len(text)
