"""HTML of mails: made harmless, and read as text. Pure; nothing here raises, work is bounded.

What `harmless` gives out is well-formed (every tag closed, attributes in double quotes), which the rest relies on.
"""

from __future__ import annotations

import html as entities
import re

import nh3

from zhiyin.listen.channels.email.charsets import clean
from zhiyin.listen.channels.email.traps import is_trap

#: longest HTML that is kept, in characters; the raw arrival keeps all
LONGEST_HTML = 1_000_000

_TAGS = {
    "a", "abbr", "address", "article", "b", "big", "blockquote", "br", "caption", "center",
    "cite", "code", "col", "colgroup",
    "dd", "del", "div", "dl", "dt", "em", "font", "footer", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "i", "img", "ins",
    "li", "main", "ol", "p", "pre", "q", "s", "section", "small", "span", "strike", "strong", "sub", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
}  # fmt: skip
_CELL = {"colspan", "rowspan", "valign", "nowrap"}
_ATTRIBUTES = {
    "*": {"align", "bgcolor", "class", "dir", "height", "id", "lang", "style", "title", "width"},
    "a": {"href"},
    "blockquote": {"type"},
    "font": {"color", "face", "size"},
    "img": {"src", "alt", "border"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing"},
    "td": _CELL,
    "th": _CELL,
}
_STYLES = {
    "background", "background-color", "border", "border-bottom", "border-collapse", "border-color", "border-left",
    "border-radius", "border-right", "border-spacing", "border-style", "border-top", "border-width", "color", "direction",
    "display", "font", "font-family", "font-size", "font-style", "font-weight", "height", "letter-spacing", "line-height",
    "list-style", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-height",
    "max-width", "min-width", "overflow", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top",
    "text-align", "text-decoration", "text-indent", "text-transform", "vertical-align", "white-space", "width",
    "word-break", "word-wrap",
}  # fmt: skip
_PICTURE = re.compile(r"(?:https?:|cid:|data:image/(?:png|jpe?g|gif|webp)[;,])", re.IGNORECASE)
_LINK = re.compile(r"(?:https?:|mailto:|tel:|#)", re.IGNORECASE)

_TAG = re.compile(r"<(/?)([a-zA-Z!][a-zA-Z0-9:-]*)[^<>]*>?")
#: the parser takes quadratic time on one long run of text; a mark that it takes out again makes several of one
_RUN, _MARK = 4_000, "<wbr>"
_LONG_RUN = re.compile(rf"(?:^|(?<=>))[^<>]{{{_RUN + 1},}}")

#: a token of well-formed HTML: a tag (end, name, attributes) or text
TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s"=<>/]+="[^"]*+")*+) ?/?>|[^<]++|<')
_BLOCKS = {
    "address", "article", "blockquote", "caption", "center", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul",
}  # fmt: skip
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table"}
VOID = {"br", "hr", "img", "col"}
_HIDDEN = re.compile(r"display:\s*none", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def harmless(html: str) -> str:
    """The HTML without script and anything else that acts; pictures stay and are loaded only when somebody asks. Blank when
    it is a trap. It is shown in a frame of its own all the same."""
    html = html[:LONGEST_HTML]
    if is_trap(html):
        return ""
    safe = clean(
        nh3.clean(
            _LONG_RUN.sub(_with_marks, html),
            tags=_TAGS,
            clean_content_tags={"script", "style", "title"},
            attributes=_ATTRIBUTES,
            attribute_filter=_attribute,
            filter_style_properties=_STYLES,
            url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
            set_tag_attribute_values={"a": {"target": "_blank"}},
            link_rel="noopener noreferrer nofollow",
        )
    ).strip()
    return safe if len(safe) <= 3 * LONGEST_HTML else ""


def text_of(html: str) -> str:
    """The text of harmless HTML. Quotations are marked with `>` as in plain text; what is not displayed is left out."""
    lines: list[str] = []
    line: list[str] = []
    quotes = hidden = plain = 0
    lists: list[int] = []  # of each open list the number of its last item, -1 where items have no number

    def end(blank: bool = False) -> None:
        said = "".join(line).strip() if not plain else "".join(line).rstrip()
        line.clear()
        mark = "> " * min(quotes, 5)
        if said:
            lines.extend((mark + one).rstrip() for one in said.split("\n"))
        if blank and lines and lines[-1].strip("> "):
            lines.append(mark.rstrip())

    for found in TOKEN.finditer(html):
        closing, name, attributes = found[1], found[2], found[3]
        if name is None:
            if not hidden:
                text = entities.unescape(found[0]).replace("\xa0", " ")
                line.append(text if plain else _BLANKS.sub(" ", text) if line or text.strip() else "")
            continue
        if hidden:
            hidden += 0 if name in VOID else -1 if closing else 1
            continue
        if not closing and name not in VOID and attributes and _HIDDEN.search(attributes):
            hidden = 1
            continue
        if name in _BLOCKS:
            end(blank=name in _SPACED and not (name == "blockquote" and closing))
        if name == "br":
            lines.append(("> " * min(quotes, 5) + "".join(line).strip()).rstrip())
            line.clear()
        elif name == "blockquote":
            quotes = max(0, quotes + (-1 if closing else 1))
        elif name == "pre":
            plain = max(0, plain + (-1 if closing else 1))
        elif name in ("ul", "ol"):
            if not closing:
                lists.append(-1 if name == "ul" else 0)
            elif lists:
                lists.pop()
        elif name == "li" and not closing:
            if lists and lists[-1] >= 0:
                lists[-1] += 1
                line.append(f"{lists[-1]}. ")
            else:
                line.append("- ")
        elif name in ("td", "th") and not closing and line:
            line.append("  ")
    end()
    return "\n".join(lines)


def stripped(html: str) -> str:
    """The words of HTML that is a trap, without any layout."""
    return entities.unescape(_TAG.sub(" ", html[:LONGEST_HTML]))


def _with_marks(found: re.Match[str]) -> str:
    run, pieces, begin = found[0], list[str](), 0
    while begin < len(run):
        end = begin + _RUN
        entity = run.rfind("&", end - 12, end)
        end = entity if entity > begin and end < len(run) else end
        pieces.append(run[begin:end])
        begin = end
    return _MARK.join(pieces)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if _PICTURE.match(value.strip()) else None
    if name == "href":
        return value if _LINK.match(value.strip()) else None
    return value
