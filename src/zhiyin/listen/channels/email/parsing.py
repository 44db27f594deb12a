"""A mail, read. Whatever the bytes are, a `Mail` comes out: nothing here raises, and work is bounded."""

from __future__ import annotations

import email
import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from email.policy import compat32

from zhiyin.listen.channels.email.automatic import is_automatic, is_report
from zhiyin.listen.channels.email.bodies import LONGEST_TEXT, fold, harmless, text_of_html, tidy
from zhiyin.listen.channels.email.charsets import decode
from zhiyin.listen.channels.email.headers import (
    addresses,
    date_of,
    header,
    message_ids,
    parameter,
    raw_header,
    raw_headers,
)
from zhiyin.listen.channels.incoming import Part

MOST_PARTS, DEEPEST = 200, 40
MOST_ATTACHMENTS = 50
#: bytes of one attachment, and of all attachments of a mail
LARGEST_ATTACHMENT, LARGEST_TOGETHER = 20 * 2**20, 30 * 2**20

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_WRITTEN_ON_THE_WAY = (
    "received", "x-received", "return-path", "delivered-to", "x-original-to", "envelope-to", "x-envelope", "arc-", "dkim-",
    "authentication-results", "x-spam", "x-virus", "x-google", "x-gm", "x-forwarded", "x-sieve", "list-",
)  # fmt: skip
_FORWARDED = re.compile(r"^\s*(?:fwd?|wg|tr|转发|轉寄)\s*[:：]", re.IGNORECASE)
_STATUS = re.compile(
    rb"^(?:Diagnostic-Code|Status|Action|Final-Recipient)[ \t]*:[^\r\n]*", re.MULTILINE | re.IGNORECASE
)


@dataclass(slots=True)
class Mail:
    """What a mail says. Addresses are lower-cased; ids come without angle brackets; `said` is new, `quoted` history."""

    message_id: str = ""
    sender_name: str = ""
    sender: str = ""
    reply_to: str = ""
    recipients: list[str] = field(default_factory=list)
    subject: str = ""
    date: datetime | None = None
    in_reply_to: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    automatic: bool = False
    said: str = ""
    quoted: str = ""
    html: str = ""
    parts: list[Part] = field(default_factory=list)
    #: of a bounce: the ids of the mails that came back, and what the other side said
    returned: list[str] = field(default_factory=list)
    returned_words: str = ""


def parse(raw: bytes) -> Mail:
    """Read a mail. What cannot be taken apart is shown as the text that it is."""
    try:
        message = email.message_from_bytes(raw, policy=compat32)
        mail = _headers_of(message)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError, AssertionError):
        return Mail(said=tidy(decode(raw[:LONGEST_TEXT])))
    try:
        _read_body(message, mail)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError, AssertionError):
        body = _END_OF_HEAD.split(raw, maxsplit=1)[-1]
        mail.said = mail.said or tidy(decode(body[:LONGEST_TEXT]))
    return mail


def external_id_of(raw: bytes) -> str:
    """What names a mail among all of a mailbox: its Message-ID, else the digest of all of it."""
    head = _head_of(raw)
    found = message_ids(head, "Message-ID") if head is not None else []
    return found[0] if found else "sha256:" + hashlib.sha256(raw).hexdigest()


def content_digest(raw: bytes) -> str:
    """The digest of what the sender wrote: it stays the same however often and whichever way a mail is delivered."""
    digest = hashlib.sha256(_END_OF_HEAD.split(raw, maxsplit=1)[-1].strip())
    head = _head_of(raw) or Message()
    for name in dict.fromkeys(key.lower() for key, _ in head.raw_items()):
        if not name.startswith(_WRITTEN_ON_THE_WAY):
            digest.update(b"\n%s: " % name.encode("utf-8", "replace") + b"; ".join(raw_headers(head, name)))
    return digest.hexdigest()


def _head_of(raw: bytes) -> Message | None:
    try:
        return email.message_from_bytes(_END_OF_HEAD.split(raw, maxsplit=1)[0][:200_000] + b"\r\n\r\n", policy=compat32)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        return None


def _headers_of(message: Message) -> Mail:
    sender = (addresses(message, "From") or addresses(message, "Sender") or [("", "")])[0]
    reply_to = addresses(message, "Reply-To")
    if not sender[1]:
        sender = (reply_to or addresses(message, "Return-Path") or [("", "")])[0]
    # The door writes Delivered-To above all else; the addresses of To and Cc are the sender's words.
    to = addresses(message, "Delivered-To", "X-Original-To", "To", "Cc")
    return Mail(
        message_id=next(iter(message_ids(message, "Message-ID")), ""),
        sender_name=sender[0],
        sender=sender[1],
        reply_to=reply_to[0][1] if reply_to else "",
        recipients=list(dict.fromkeys(address for _, address in to))[:100],
        subject=header(message, "Subject"),
        date=date_of(message),
        in_reply_to=message_ids(message, "In-Reply-To"),
        references=message_ids(message, "References"),
        automatic=is_automatic(message),
    )


def _read_body(message: Message, mail: Mail) -> None:
    texts: list[str] = []
    pages: list[str] = []
    room = LARGEST_TOGETHER
    for part in _leaves(message):
        kind = part.get_content_type()
        if is_report(message) and kind in ("message/delivery-status", "message/rfc822", "text/rfc822-headers"):
            _read_return(part, kind, mail)
        if kind in ("text/plain", "text/html") and not _is_attached(part):
            text = decode(_payload(part), part.get_content_charset())
            (texts if kind == "text/plain" else pages).append(text)
            continue
        attached = _attachment(part, kind, room, len(mail.parts))
        room -= attached.size if attached.content is not None else 0
        if len(mail.parts) < 2 * MOST_ATTACHMENTS:
            mail.parts.append(attached)
    plain = tidy("\n\n".join(one for one in texts if one.strip()))
    page = next((one for one in pages if one.strip()), "")
    mail.html = harmless(page) if page else ""
    text = plain or (text_of_html(page) if page else "")
    # What was forwarded is what they want to say.
    mail.said, mail.quoted = (text, "") if _FORWARDED.match(mail.subject) else fold(text)


def _leaves(message: Message) -> list[Message]:
    """The parts that hold something, in order; a forwarded mail is one part."""
    found: list[Message] = []
    waiting: list[tuple[Message, int]] = [(message, 0)]
    seen = 0
    while waiting and seen < MOST_PARTS:
        part, depth = waiting.pop()
        seen += 1
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list) and part.get_content_maintype() == "multipart" and depth < DEEPEST:
            waiting.extend((one, depth + 1) for one in reversed(inner) if isinstance(one, Message))
        else:
            found.append(part)
    return found


def _is_attached(part: Message) -> bool:
    how = part.get_content_disposition()
    return how == "attachment" or bool(how and parameter(part, "Content-Disposition", "filename"))


def _payload(part: Message) -> bytes:
    if part.is_multipart():
        try:
            return b"\r\n".join(one.as_bytes() for one in part.get_payload() if isinstance(one, Message))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, UnicodeError):
            return b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _attachment(part: Message, kind: str, room: int, count: int) -> Part:
    content = _payload(part)
    name = parameter(part, "Content-Disposition", "filename") or parameter(part, "Content-Type", "name")
    if not name and kind == "message/rfc822":
        inner = part.get_payload()
        name = (header(inner[0], "Subject") if isinstance(inner, list) and isinstance(inner[0], Message) else "")[
            :80
        ] + ".eml"
    left_out = ""
    if count >= MOST_ATTACHMENTS:
        left_out = "too many attachments"
    elif len(content) > min(room, LARGEST_ATTACHMENT):
        left_out = "too large"
    return Part(
        name=re.sub(r"[/\\\x00-\x1f]+", "_", name)[:200] or f"{kind.partition('/')[0]}-{count + 1}",
        content_type=kind,
        size=len(content),
        content=None if left_out else content,
        content_id=decode(raw_header(part, "Content-ID")).strip("<> "),
        inline=part.get_content_disposition() == "inline",
        left_out=left_out,
    )


def _read_return(part: Message, kind: str, mail: Mail) -> None:
    content = _payload(part)[:50_000]
    if kind == "message/delivery-status":
        mail.returned_words = "; ".join(" ".join(decode(one).split()) for one in _STATUS.findall(content)[:8])
        return
    inner = email.message_from_bytes(content, policy=compat32)
    mail.returned.extend(message_ids(inner, "Message-ID"))
