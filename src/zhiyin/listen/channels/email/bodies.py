"""What is said in a mail: its text, its HTML made harmless, the quoted history folded away. Pure; nothing here raises."""

from __future__ import annotations

import html as entities
import re

import nh3
from mailparser_reply import EmailReplyParser

from zhiyin.listen.channels.email.charsets import clean

#: longest text and HTML that are kept, in characters; the raw arrival keeps all
LONGEST_TEXT = 200_000
LONGEST_HTML = 500_000
#: what the quote parser gets to see: its expressions grow faster than the text
_FOLDABLE, _FOLDABLE_LINE = 30_000, 500

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4",
    "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_TAG = re.compile(r"<(/?)([a-zA-Z!][a-zA-Z0-9:-]*)[^<>]*>?")
_DEEPEST = 400
#: tags that end by themselves, or that people leave open
_NEVER_CLOSED = {
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "source",
    "tbody", "td", "th", "thead", "tr", "wbr", "!doctype",
}  # fmt: skip
_QUOTE_MARK = re.compile(
    r"^(?:>|On .{4,200}wrote:|.{0,200}(?:写道|寫道)\s*[:：]|[*\s]*(?:发件人|寄件者|寄件人|From|Von|De)\s*[:：]"
    r"|-{2,}.{0,40}(?:Original|原始邮件|原始郵件|转发的邮件|Forwarded).{0,40}-{2,})",
    re.MULTILINE | re.IGNORECASE,
)
_CHINESE_CUT = re.compile(
    r"^(?:[> ]*.{0,200}(?:写道|寫道)\s*[:：]\s*$|-{2,}\s*(?:原始邮件|原始郵件|转发的邮件|轉寄郵件)\s*-{2,}.*$"
    r"|[* ]*(?:发件人|寄件者|寄件人)\s*[:：].{1,300}$"
    r"(?=\n(?:.{0,300}\n){0,2}[* ]*(?:发送时间|发送日期|日期|时间|收件人|收件者|主题|抄送)\s*[:：]))",
    re.MULTILINE,
)


def text_of_html(html: str) -> str:
    """The text of an HTML body, with tables and lists laid out."""
    html = html[:LONGEST_HTML]
    if _too_deep(html):
        return tidy(entities.unescape(_TAG.sub(" ", html)))
    from inscriptis import get_text  # and lxml with it: only who reads HTML mail pays it

    try:
        return tidy(get_text(html))
    except Exception:  # hostile HTML breaks parsers in many ways; the plain stripping below cannot fail
        return tidy(entities.unescape(nh3.clean(html, tags=set())))


def harmless(html: str) -> str:
    """The HTML without script, style, pictures and anything else that acts or calls home; blank when it is a trap."""
    if _too_deep(html[:LONGEST_HTML]):
        return ""
    return clean(
        nh3.clean(
            html[:LONGEST_HTML],
            tags=_TAGS,
            clean_content_tags={"script", "style", "title"},
            attributes=_ATTRIBUTES,
            url_schemes={"http", "https", "mailto", "tel"},
            link_rel="noopener noreferrer nofollow",
        )
    ).strip()


def _too_deep(html: str) -> bool:
    """Whether tags stand in one another deeper than people nest them: parsers take quadratic time on such towers."""
    depth = 0
    for found in _TAG.finditer(html):
        if found[2].lower() not in _NEVER_CLOSED:
            depth += -1 if found[1] else 1
            if depth > _DEEPEST:
                return True
            depth = max(depth, 0)
    return False


def tidy(text: str) -> str:
    """Line ends made plain, trailing blanks and runs of empty lines taken out."""
    text = clean(text).replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in text[:LONGEST_TEXT].split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def fold(text: str) -> tuple[str, str]:
    """What is new, and the quoted history after it. All is new when no history is found or nothing stands above it."""
    if not _QUOTE_MARK.search(text[:LONGEST_TEXT]):
        return text, ""
    cut = _cut(text)
    new, quoted = text[:cut].rstrip(), text[cut:].strip()
    return (new, quoted) if new and quoted else (text, "")


def _cut(text: str) -> int:
    """Where the history begins."""
    found = _CHINESE_CUT.search(text)
    best = found.start() if found else len(text)
    head = text[: min(best, _FOLDABLE)]
    if all(len(line) <= _FOLDABLE_LINE for line in head.split("\n")):
        try:
            replies = EmailReplyParser(languages=["en", "zh", "de", "fr", "es", "ja"]).read(head).replies
            if len(replies) > 1:
                best = min(best, _after_visible(text, replies[0].content))
        except Exception:  # a parser of other people's habits may stumble; then all counts as new
            return best
    return min(best, _trailing_quote(text[:best]))


def _after_visible(text: str, beginning: str) -> int:
    """The position in `text` after as many visible characters as `beginning` has: the parser changes only blanks."""
    wanted = sum(not c.isspace() for c in beginning)
    for position, character in enumerate(text):
        if wanted == 0:
            return position
        wanted -= not character.isspace()
    return len(text)


def _trailing_quote(text: str) -> int:
    """Where the block of `>` lines at the end begins."""
    lines = text.split("\n")
    keep = len(lines)
    while keep and (not lines[keep - 1].strip() or lines[keep - 1].lstrip().startswith(">")):
        keep -= 1
    return len("\n".join(lines[:keep])) if any(line.lstrip().startswith(">") for line in lines[keep:]) else len(text)
