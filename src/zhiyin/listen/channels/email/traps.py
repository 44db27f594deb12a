"""HTML that would cost a parser quadratic time: tags nested deeper than people do, or opened anew in each of many blocks.

The depth is never underestimated: an end counts only where a browser would let it end something. Broken HTML may be taken
for a trap, which costs its layout and not its words. Pure, linear.
"""

from __future__ import annotations

import re
from collections import Counter

#: deeper than any program nests its answers to answers (513 was seen), shallow enough for every parser
_DEEPEST = 700
#: browsers open these anew in every paragraph while they are left open: few of them make millions of elements
_REOPENED = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
_MOST_REOPENED = 200_000
#: tags that end by themselves, or that people leave open
_NEVER_CLOSED = {
    "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li", "link", "meta",
    "option", "p", "source", "tbody", "tr", "wbr",
}  # fmt: skip
#: an end inside one of these ends nothing outside of it
_WALLS = {"applet", "button", "caption", "marquee", "object", "select", "table", "td", "template", "th"}
_CELLS = {"td", "th", "caption"}
_TABLES = {"table", *_CELLS}
#: what stands in these is mostly text, and sometimes not: what opens in them counts, what ends does not
_RAW = {"iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"}

_TAG = re.compile(
    r"<(?:(/?)([a-zA-Z][^\s/>]*+)"
    r"(?:[\s/]++|=?+[^\s=/>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+|=)*+>?"
    r"|(!--)|[!?/][^>]*+>?)"
)
_COMMENT = re.compile(r"-?>|.*?--!?>", re.DOTALL)


def is_trap(html: str) -> bool:
    """Whether reading this HTML would take a parser more time than it is worth."""
    path = _Path()
    position = 0
    while found := _TAG.search(html, position):
        position = found.end()
        if found[3]:
            comment = _COMMENT.match(html, position)
            if comment is None:
                return False
            position = comment.end()
        elif found[2] and found[1]:
            path.end(found[2].lower())
        elif found[2]:
            name = found[2].lower()
            path.open(name)
            if name in _RAW:
                end = re.compile(f"</{name}", re.IGNORECASE).search(html, position)
                inner = end.start() if end else len(html)
                for one in _TAG.finditer(html, position, inner):
                    if one[2] and not one[1]:
                        path.open(one[2].lower())
                position = inner
            if path.too_much:
                return True
    return path.too_much


class _Path:
    """What is open, by wall: within each how often which tag."""

    def __init__(self) -> None:
        self.walls: list[tuple[str, Counter[str]]] = [("", Counter())]
        self.depth = self.reopened = self.made = 0
        self.too_much = False

    def open(self, name: str) -> None:
        if name in _CELLS or name in ("tr", "tbody", "thead", "tfoot"):
            while self.walls[-1][0] in _CELLS:
                self._leave()
        if name in _REOPENED:
            self.reopened += 1
        else:
            self.made += self.reopened
        if name in _WALLS:
            self.walls.append((name, Counter()))
            self.depth += 1
        elif name not in _NEVER_CLOSED:
            self.walls[-1][1][name] += 1
            self.depth += 1
        self.too_much = self.too_much or self.depth > _DEEPEST or self.made > _MOST_REOPENED

    def end(self, name: str) -> None:
        if name in _WALLS:
            if self._within_reach(name):
                while self._leave() != name:
                    pass
            return
        opened = self.walls[-1][1]
        if opened[name]:
            opened[name] -= 1
            self.depth -= 1
            self.reopened -= name in _REOPENED

    def _within_reach(self, name: str) -> bool:
        for wall, _ in reversed(self.walls):
            if wall == name:
                return True
            if name not in _TABLES or wall in ("table", "template"):
                return False
        return False

    def _leave(self) -> str:
        name, opened = self.walls.pop()
        self.depth -= 1 + sum(opened.values())
        return name
