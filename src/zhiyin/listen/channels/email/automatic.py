"""Machines from people: absence notes, bounces, lists. Pure."""

from __future__ import annotations

import re
from email.message import Message

from zhiyin.listen.channels.email.headers import addresses, header, raw_header, raw_headers

_SUBJECT = re.compile(
    r"^\s*(?:自动回复|自動回覆|自动答复|automatic reply|auto[- ]?reply|auto(?:matic)? response|out of (?:the )?office"
    r"|abwesenheitsnotiz|undeliver(?:ed|able)|delivery status notification|mail delivery (?:failed|subsystem)"
    r"|returned mail|系统退信|退信)",
    re.IGNORECASE,
)
_MACHINES = ("mailer-daemon", "postmaster", "no-reply-bounce", "bounce", "bounces")
_PRESENCE = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Autoresponder", "X-Failed-Recipients")


def is_automatic(message: Message) -> bool:
    """Whether a machine wrote this mail, so that answering it by machine could go round for ever."""
    submitted = header(message, "Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if any(header(message, name).lower() not in ("", "no") for name in _PRESENCE):
        return True
    if header(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply", "auto-reply"):
        return True
    if "all" in header(message, "X-Auto-Response-Suppress").lower():
        return True
    if raw_headers(message, "Return-Path") and raw_header(message, "Return-Path") == b"<>":
        return True
    if is_report(message):
        return True
    if any(address.partition("@")[0] in _MACHINES for _, address in addresses(message, "From")):
        return True
    return bool(_SUBJECT.search(header(message, "Subject")))


def is_report(message: Message) -> bool:
    """Whether this is a report about another mail (RFC 6522): usually a bounce."""
    return message.get_content_type() == "multipart/report"
