"""Our own signed marks in Message-ID and reply address: they alone prove which message is answered.

A token is 42 characters of base32: the 16 bytes of the message's id and 10 bytes of an HMAC of it. Mail programs may change
the case of an address, so it is read without regard to case.
"""

from __future__ import annotations

import base64
import re
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from zhiyin.listen.channels.models import Channel

_TOKEN = re.compile(r"[a-z2-7]{42}")
#: the longest local part of an address that mail programs must carry (RFC 5321)
_LOCAL_PART = 64


def token_for(message_id: UUID) -> str:
    """The token of a message."""
    return _encode(message_id.bytes) + _signature(message_id)


def message_of(token: str) -> UUID | None:
    """The message that a token stands for, or None when it is not ours."""
    token = token.lower()
    if not _TOKEN.fullmatch(token):
        return None
    try:
        message_id = UUID(bytes=base64.b32decode(token[:26].upper() + "======"))
    except ValueError:
        return None
    return message_id if constant_time_compare(token[26:], _signature(message_id)) else None


def message_id_for(message_id: UUID, channel: Channel) -> str:
    """The Message-ID of an outgoing message, without angle brackets."""
    return f"{token_for(message_id)}@{domain_of(channel)}"


def message_of_id(external_id: str) -> UUID | None:
    """The message of ours that has this Message-ID (without angle brackets), if the token in it is ours."""
    return message_of(external_id.partition("@")[0])


def reply_address(message_id: UUID, address: str) -> str:
    """The mailbox with the token of the message that a reply will answer: `care+<token>@…`; as it is if too long."""
    local, at, domain = address.rpartition("@")
    marked = f"{local}+{token_for(message_id)}"
    return f"{marked}@{domain}" if at and len(marked) <= _LOCAL_PART else address


def split_reply_address(address: str) -> tuple[str, UUID | None]:
    """The mailbox behind an address, and the message that its token names, if there is one and it is ours."""
    local, at, domain = address.strip().lower().rpartition("@")
    mailbox, plus, token = local.partition("+")
    if not (at and plus):
        return f"{local}{at}{domain}", None
    return f"{mailbox}@{domain}", message_of(token)


def domain_of(channel: Channel) -> str:
    """The domain that a channel's mail comes from."""
    return (channel.address or settings.DEFAULT_FROM_EMAIL).rpartition("@")[2] or "localhost"


def _signature(message_id: UUID) -> str:
    return _encode(salted_hmac("channels.reply", message_id.bytes, algorithm="sha256").digest()[:10])


def _encode(content: bytes) -> str:
    return base64.b32encode(content).decode().rstrip("=").lower()
