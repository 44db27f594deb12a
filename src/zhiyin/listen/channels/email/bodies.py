"""What a mail says: the texts and pages among its parts, in order. Pure, bounded."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, field

from zhiyin.listen.channels.email.charsets import clean, decode
from zhiyin.listen.channels.email.pages import LONGEST_HTML, harmless, stripped, text_of
from zhiyin.listen.channels.email.parameters import disposition_of, parameter
from zhiyin.listen.channels.email.structure import Entity

#: longest text that is kept, in characters; the raw arrival keeps all
LONGEST_TEXT = 200_000

_META = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(slots=True)
class Body:
    """The text and the harmless HTML of a mail (blank if there is none), and the parts that are files."""

    text: str = ""
    html: str = ""
    files: list[Entity] = field(default_factory=list)


@dataclass(slots=True)
class _Said:
    """One thing said, in one form or in both."""

    text: str = ""
    page: str = ""


def body_of(mail: Entity) -> Body:
    """The body of a mail. Of the same thing in two forms the plain one is the text."""
    files: list[Entity] = []
    texts: list[str] = []
    pages: list[str] = []
    any_page = False
    left = LONGEST_HTML
    for said in _said(mail, files):
        page = said.page[:left]
        left -= len(page)
        safe = harmless(page) if page.strip() else ""
        any_page = any_page or bool(safe)
        pages.append(safe or _as_page(said.text))
        texts.append(said.text if said.text.strip() else text_of(safe) if safe else stripped(page))
    text = tidy("\n\n".join(one for one in texts if one.strip()))
    return Body(text, "\n".join(one for one in pages if one) if any_page else "", files)


def tidy(text: str) -> str:
    """Line ends made plain, trailing blanks and runs of empty lines taken out."""
    text = clean(text[:LONGEST_TEXT]).replace("\r\n", "\n").replace("\r", "\n")
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def is_file(part: Entity) -> bool:
    """Whether a part is a file, not something said in the mail."""
    if part.kind not in ("text/plain", "text/html") and not (part.kind.startswith("multipart/")):
        return True
    how = disposition_of(part.head)
    return how == "attachment" or bool(how and parameter(part.head, "content-disposition", "filename"))


def _said(part: Entity, files: list[Entity]) -> list[_Said]:
    if part.parts:
        found = [one for inner in part.parts for one in _said(inner, files)]
        if part.kind != "multipart/alternative" or len(found) < 2:
            return found
        pages = [one for one in found if one.page]
        texts = [one.text for one in found if not one.page and one.text.strip()]
        return [_Said("\n\n".join(texts[:1]), "\n".join(one.page or _as_page(one.text) for one in pages[-1:]))]
    if is_file(part):
        files.append(part)
        return []
    if part.kind == "text/html":
        content = part.body(4 * LONGEST_HTML)
        return [_Said(page=decode(content, _charset(part, content))[:LONGEST_HTML])]
    text = decode(part.body(8 * LONGEST_TEXT), _charset(part))[:LONGEST_TEXT]
    return [_Said(_unwrapped(text, part) if "flowed" in _format(part) else text)]


def _charset(part: Entity, content: bytes = b"") -> str:
    label = parameter(part.head, "content-type", "charset")
    if label and label.lower() not in ("us-ascii", "ascii"):
        return label
    found = _META.search(content[:4_096])
    return found[1].decode() if found else label


def _format(part: Entity) -> str:
    return parameter(part.head, "content-type", "format").lower()


def _unwrapped(text: str, part: Entity) -> str:
    """RFC 3676: lines that end in a blank go on in the next one, of the same depth of quotation."""
    deleted = parameter(part.head, "content-type", "delsp").lower() == "yes"
    lines: list[str] = []
    open_depth = -1
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        said = line[depth:].removeprefix(" ")
        flows = said.endswith(" ") and said != "-- "
        said = said[:-1] if flows and deleted else said
        if depth == open_depth and said != "-- ":
            lines[-1] += said
        else:
            lines.append(">" * depth + (" " if depth else "") + said)
        open_depth = depth if flows else -1
    return "\n".join(lines)


def _as_page(text: str) -> str:
    return f"<p>{entities.escape(text.strip()).replace(chr(10), '<br>')}</p>" if text.strip() else ""
