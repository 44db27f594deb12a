"""Harmless HTML of a mail as a person sees it: pictures put in their places, history and signature folded. Pure."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable
from itertools import islice
from urllib.parse import unquote

from zhiyin.listen.channels.email.pages import TOKEN, VOID
from zhiyin.listen.channels.email.quotes import begins_history, may_begin_history

_SOURCE = re.compile(r' src="([^"]*)"')
_CLASS = re.compile(r' class="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')

#: classes and ids of the boxes in which mail programs put the history, and the signature
_BOXES = {
    "gmail_quote", "gmail_quote_container", "yahoo_quoted", "protonmail_quote", "tutanota_quote", "ntes-mailmaster-quote",
    "isReplyContent", "gmail_signature", "moz-signature", "Signature", "ms-outlook-mobile-signature", "AppleMailSignature",
    "mail-editor-reference-message-container",
}  # fmt: skip
#: what stands above a history that goes on to the end of the box that it is in
_MARKS = {"divRplyFwdMsg", "appendonsend", "moz-cite-prefix", "stopSpelling"}
_BLOCKS = {"div", "p", "td", "hr", "span", "blockquote"}
#: so much of the text of a block is looked at
_BEGINNING = 400


def laid_out(html: str, picture: Callable[[str], str | None], *, remote: bool, words: str) -> str:
    """The page with attached pictures at their addresses (`picture` of a content id), those elsewhere only when `remote`;
    history and signature stand in a `details` that says `words`."""
    pieces = list(TOKEN.finditer(html))
    begins, ends = _folds(pieces)
    said: list[str] = []
    for number, found in enumerate(pieces):
        if number in begins:
            said.append(f"<details><summary>{entities.escape(words)}</summary>")
        piece = found[0]
        said.append(_pictured(piece, picture, remote=remote) if found[2] == "img" else piece)
        said.extend(["</details>"] * ends.get(number, 0))
    return "".join(said)


def _pictured(tag: str, picture: Callable[[str], str | None], *, remote: bool) -> str:
    source = _SOURCE.search(tag)
    if source is None:
        return tag
    address = entities.unescape(source[1]).strip()
    if address.lower().startswith("cid:"):
        address = picture(unquote(address[4:]).strip("<> ")) or ""
    elif not address.lower().startswith("data:") and not remote:
        address = ""
    return tag.replace(source[0], f' src="{entities.escape(address)}"' if address else "", 1)


def _folds(pieces: list[re.Match[str]]) -> tuple[set[int], dict[int, int]]:
    """Before which pieces a fold begins, and after which so many end."""
    close, parent = _tree(pieces)
    begins: set[int] = set()
    ends: dict[int, int] = {}
    anything = False
    number = 0
    while number < len(pieces):
        found = pieces[number]
        end = _end_of_fold(pieces, number, close, parent) if found[2] and not found[1] and anything else None
        if end is not None and end >= number:
            begins.add(number)
            ends[end] = ends.get(end, 0) + 1
            number = end + 1
            continue
        anything = anything or bool(found[2] is None and entities.unescape(found[0]).strip()) or found[2] == "img"
        number += 1
    return begins, ends


def _tree(pieces: list[re.Match[str]]) -> tuple[dict[int, int], dict[int, int]]:
    """Of each opening tag its closing one, and the tag around it (-1: none)."""
    close: dict[int, int] = {}
    parent: dict[int, int] = {}
    path: list[int] = []
    for number, found in enumerate(pieces):
        if found[2] is None:
            continue
        if found[2] in VOID:
            parent[number] = path[-1] if path else -1
        elif found[1]:
            if path:
                close[path.pop()] = number
        else:
            parent[number] = path[-1] if path else -1
            path.append(number)
    return close, parent


def _end_of_fold(pieces: list[re.Match[str]], number: int, close: dict[int, int], parent: dict[int, int]) -> int | None:
    """The last piece of the fold that begins with this tag, if one does."""
    name, attributes = pieces[number][2], pieces[number][3]
    names = {one for pattern in (_CLASS, _ID) if (given := pattern.search(attributes)) for one in given[1].split()}
    names = {one.removeprefix("x_") for one in names}  # Outlook puts this before what it quotes
    if names & _BOXES or (name == "blockquote" and ' type="cite"' in attributes):
        return close.get(number)
    if names & _MARKS or (name in _BLOCKS and _says_history(pieces, number)):
        around = parent.get(number, -1)
        return close[around] - 1 if around in close else len(pieces) - 1
    return None


def _says_history(pieces: list[re.Match[str]], number: int) -> bool:
    text = ""
    for found in islice(pieces, number + 1, number + 1 + _BEGINNING):
        if found[2] in ("br", "div", "p", "tr") and text.strip():
            text += "\n"
        elif found[2] is None:
            if not text.strip() and found[0].strip() and not may_begin_history(entities.unescape(found[0])):
                return False
            text += entities.unescape(found[0]).replace("\xa0", " ").replace("\n", " ")
            if len(text) > _BEGINNING:
                break
    return begins_history(text.strip())
