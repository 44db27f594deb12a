"""How a text becomes words of the index, how a query asks for them, and what of the text is shown. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from zhiyin.lib.text import index_tokens, normal, query_tokens

#: More of a text than this is not indexed: a PostgreSQL tsvector holds at most 1 MB.
INDEXED_CHARACTERS = 60_000
LONGEST_TOKEN = 100


def vector(title: str, text: str) -> str:
    """The tsvector literal of a document; words of the title carry weight A.

    >>> vector("Lamp", "lamp is lit")
    "'is' 'lamp':1A 'lit'"
    """
    in_title = {token[:LONGEST_TOKEN] for token in index_tokens(title)}
    in_text = {token[:LONGEST_TOKEN] for token in index_tokens(text[:INDEXED_CHARACTERS])}
    return " ".join(
        f"{_quoted(token)}:1A" if token in in_title else _quoted(token) for token in sorted(in_title | in_text)
    )


def question(query: str) -> str:
    """The tsquery literal that asks for every word of the query; empty when there is no word in it."""
    return " & ".join(_quoted(token[:LONGEST_TOKEN]) for token in query_tokens(query[:300]))


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an excerpt; `hit` when it is a word that was asked for."""

    text: str
    hit: bool


def excerpt(text: str, query: str, around: int = 60) -> list[Piece]:
    """The part of the text around the first hit, cut into pieces with the hits marked."""
    flat = " ".join(text.split())
    lowered = normal(flat)
    if len(lowered) != len(flat):  # full-width letters became others: marks would sit beside the words
        flat = lowered
    tokens = sorted(query_tokens(query), key=len, reverse=True)
    first = min((place for token in tokens if (place := lowered.find(token)) >= 0), default=0)
    start, end = max(0, first - around // 2), first + around
    hits = [False] * len(flat)
    for token in tokens:
        place = lowered.find(token, start)
        while 0 <= place < end:
            hits[place : place + len(token)] = [True] * len(token)
            place = lowered.find(token, place + len(token))
    pieces = [Piece("…", False)] if start else []
    for place in range(start, min(end, len(flat))):
        if pieces and pieces[-1].hit == hits[place] and pieces[-1].text != "…":
            pieces[-1] = Piece(pieces[-1].text + flat[place], hits[place])
        else:
            pieces.append(Piece(flat[place], hits[place]))
    return [*pieces, Piece("…", False)] if end < len(flat) else pieces
