"""A mail, read. Whatever the bytes are, a `Mail` comes out: nothing here raises, and work and memory are bounded."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.utils.translation import gettext_noop

from zhiyin.listen.channels.email.addresses import addresses
from zhiyin.listen.channels.email.automatic import is_automatic, is_bounce
from zhiyin.listen.channels.email.bodies import LONGEST_TEXT, body_of, tidy
from zhiyin.listen.channels.email.charsets import clean, decode
from zhiyin.listen.channels.email.headers import Head, date_of, header, message_ids, read_head
from zhiyin.listen.channels.email.parameters import disposition_of, parameter
from zhiyin.listen.channels.email.quotes import fold
from zhiyin.listen.channels.email.structure import Entity, decoded, take_apart
from zhiyin.listen.channels.incoming import Part

log = structlog.get_logger()

MOST_ATTACHMENTS = 50
#: so many files are listed, kept or not
_MOST_LISTED = 100
#: bytes of one attachment, and of all attachments of a mail
LARGEST_ATTACHMENT, LARGEST_TOGETHER = 20 * 2**20, 30 * 2**20

_WRITTEN_ON_THE_WAY = (
    "received", "x-received", "return-path", "delivered-to", "x-original-to", "envelope-to", "x-envelope", "arc-", "dkim-",
    "authentication-results", "x-spam", "x-virus", "x-google", "x-gm", "x-forwarded", "x-sieve", "list-",
)  # fmt: skip
_FORWARDED = re.compile(r"^\s*(?:fwd?|wg|tr|转发|轉寄)\s*[:：]", re.IGNORECASE)
_STATUS = re.compile(
    rb"^(?:Diagnostic-Code|Status|Action|Final-Recipient)[ \t]*:[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,500}){0,8}",
    re.MULTILINE | re.IGNORECASE,
)
_ACTION = re.compile(rb"^Action[ \t]*:[ \t]*([a-z]+)", re.MULTILINE | re.IGNORECASE)
#: lines in which mail systems say why, where they do not follow the standard
_REASON = re.compile(
    r"^.*(?:\b[45]\d\d[ -]\d?\.?|\b5\.\d{1,3}\.\d{1,3}\b|SMTP error|host .* said|退信原因|错误|不存在|拒[绝絕]|已满"
    r"|does not exist|rejected|mailbox full|user unknown|not found|no such user).*$",
    re.MULTILINE | re.IGNORECASE,
)
_NAMED_ID = re.compile(rb"^[> \t|]*Message-ID[ \t]*:[ \t]*\r?\n?[ \t]*(<[^<>\s]{1,998}>)", re.MULTILINE | re.IGNORECASE)
_OUR_ID = re.compile(rb"\b[a-z2-7]{42}@[a-z0-9.-]{1,253}", re.IGNORECASE)
_NO_NAME = re.compile(r"[/\\\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
#: the types of the library alone: what the machine has in /etc says something else elsewhere
_TYPES = mimetypes.MimeTypes()


@dataclass(slots=True)
class Mail:
    """What a mail says. Addresses are in lower case; ids come without angle brackets; `said` is new, `quoted` is the
    signature and the history."""

    message_id: str = ""
    sender_name: str = ""
    sender: str = ""
    reply_to: str = ""
    recipients: list[str] = field(default_factory=list)
    #: of those, whom the sender wrote to, in the sender's order
    addressed: list[str] = field(default_factory=list)
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
    mail = Mail()
    try:
        entity = take_apart(raw if b"\n" in raw[:LONGEST_TEXT] else raw.replace(b"\r", b"\n"))
        mail = _headers_of(entity.head)
        _read_body(entity, mail)
    except Exception:  # a fault of ours may cost the form of a mail, never the mail
        log.exception("mail_half_read", bytes=len(raw))
        _, begins = read_head(raw)
        mail.said = mail.said or tidy(decode(raw[begins : begins + LONGEST_TEXT]))
    return mail


def external_id_of(raw: bytes) -> str:
    """What names a mail among all of a mailbox: its Message-ID, else the digest of all of it."""
    found = message_ids(read_head(raw)[0], "message-id")
    return found[0] if found else "sha256:" + hashlib.sha256(raw).hexdigest()


def content_digest(raw: bytes) -> str:
    """The digest of what the sender wrote: it stays the same however often and whichever way a mail is delivered."""
    head, begins = read_head(raw)
    ends = len(raw)
    while ends > begins and raw[ends - 1] in b" \t\r\n":
        ends -= 1
    while begins < ends and raw[begins] in b" \t\r\n":
        begins += 1
    digest = hashlib.sha256(memoryview(raw)[begins:ends])
    for name in dict.fromkeys(key for key, _ in head.fields):
        if not name.startswith(_WRITTEN_ON_THE_WAY):
            digest.update(b"\n%s: " % name.encode() + b"; ".join(head.all(name)))
    return digest.hexdigest()


def _headers_of(head: Head) -> Mail:
    sender = (addresses(head, "from") or addresses(head, "sender") or [("", "")])[0]
    reply_to = addresses(head, "reply-to")
    if not sender[1]:
        sender = (reply_to or addresses(head, "return-path") or [("", "")])[0]
    # The door writes Delivered-To above all else; the addresses of To and Cc are the sender's words.
    addressed = addresses(head, "to", "cc")
    to = addresses(head, "delivered-to", "x-original-to") + addressed
    return Mail(
        message_id=next(iter(message_ids(head, "message-id")), ""),
        sender_name=sender[0],
        sender=sender[1],
        reply_to=reply_to[0][1] if reply_to else "",
        recipients=list(dict.fromkeys(address for _, address in to))[:100],
        addressed=list(dict.fromkeys(address for _, address in addressed))[:100],
        subject=header(head, "subject"),
        date=date_of(head),
        in_reply_to=message_ids(head, "in-reply-to"),
        references=message_ids(head, "references"),
        automatic=is_automatic(head),
    )


def _read_body(entity: Entity, mail: Mail) -> None:
    body = body_of(entity)
    mail.html = body.html
    # What was forwarded is what they want to say.
    mail.said, mail.quoted = (body.text, "") if _FORWARDED.match(mail.subject) else fold(body.text)
    room = LARGEST_TOGETHER
    for part in body.files[:_MOST_LISTED]:
        kept = _attachment(part, room, len(mail.parts))
        room -= kept.size if kept.content is not None else 0
        mail.parts.append(kept)
    left = _left_of(entity)
    if left:
        mail.parts.append(Part("…", "application/octet-stream", left, None, left_out=gettext_noop("too many parts")))
    if is_bounce(entity.head):
        _read_return(body.files, body.text, entity, mail)


def _attachment(part: Entity, room: int, count: int) -> Part:
    content: bytes | None = None
    left_out = ""
    size = part.size()
    if count >= MOST_ATTACHMENTS:
        left_out = gettext_noop("too many attachments")
    elif size > min(room, LARGEST_ATTACHMENT):
        left_out = gettext_noop("too large")
    else:
        content = part.body()
        size = len(content)
    return Part(
        name=_name_of(part, count),
        content_type=part.kind,
        size=size,
        content=content,
        content_id=decode(part.head.first("content-id")).strip("<> ")[:255],
        inline=disposition_of(part.head) == "inline",
        left_out=left_out,
    )


def _name_of(part: Entity, count: int) -> str:
    name = parameter(part.head, "content-disposition", "filename") or parameter(part.head, "content-type", "name")
    if not name and part.kind == "message/rfc822":
        subject = header(read_head(part.raw, part.begins, part.ends)[0], "subject")
        name = subject[:80] + ".eml" if subject else ""
    name = _NO_NAME.sub("_", name).strip(" .")[-200:]
    ending = _TYPES.guess_extension(part.kind, strict=False) or ""
    return name or f"{part.kind.partition('/')[0]}-{count + 1}{ending}"


def _left_of(entity: Entity) -> int:
    return entity.left + sum(_left_of(one) for one in entity.parts)


def _read_return(files: list[Entity], text: str, entity: Entity, mail: Mail) -> None:
    """Which of the mails that we sent came back, and why: from the standard report, else from what stands in the text."""
    named: list[str] = []
    for part in files:
        content = decoded(part.raw[part.begins : min(part.ends, part.begins + 100_000)], "")
        if part.kind in ("message/delivery-status", "message/global-delivery-status"):
            actions = {one.lower() for one in _ACTION.findall(content)}
            if actions and b"failed" not in actions:
                return  # it is late, was passed on, or arrived after all
            mail.returned_words = "; ".join(" ".join(decode(one).split()) for one in _STATUS.findall(content)[:8])
        elif part.kind in ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"):
            named.extend(message_ids(read_head(content)[0], "message-id"))
    said = "\n".join(one for one in (mail.said, mail.quoted) if one)
    found = _NAMED_ID.findall(text.encode()) + [b"<%s>" % one for one in _OUR_ID.findall(entity.raw[:500_000])]
    ids = message_ids(Head([("ids", b" ".join(found[:50]))]), "ids")
    mail.returned = list(dict.fromkeys([*named, *ids, *mail.in_reply_to, *mail.references]))
    mail.returned_words = clean(
        mail.returned_words or "; ".join(" ".join(one.split())[:300] for one in _REASON.findall(said[:20_000])[:4])
    )
