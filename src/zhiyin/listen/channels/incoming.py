"""What a provider makes of an arrival, before it becomes a message. Pure values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Part:
    """One attached file. `content` is None when it was left out, and `left_out` says why; `size` is in bytes.

    With a `source` the other side still has it under that name: it is fetched after the message is written down.
    """

    name: str
    content_type: str
    size: int
    content: bytes | None
    content_id: str = ""
    inline: bool = False
    left_out: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One incoming message, whoever brought it.

    `identity_kind` and `identity` say who wrote (email, phone, visitor, external and the value); `also` are further
    identities that the writer claims. `proven_how` says how the channel proves the first one, blank when it does not.
    `answers_id` is the message it answers, if that was proven or found in this channel;
    `thread` blank means a thread of its own. `customer_id` is given when the writer is already known (a bounce);
    `returns_id` is the message of ours that a bounce brings back, `returns_words` why. `channel_id` is given when it
    belongs to another channel of ours than the one that brought it.
    """

    external_id: str
    identity_kind: str
    identity: str
    text: str
    name: str = ""
    language: str = ""
    subject: str = ""
    html: str = ""
    quoted: str = ""
    at: datetime | None = None
    thread: str = ""
    answers_id: UUID | None = None
    author_address: str = ""
    automatic: bool = False
    also: tuple[tuple[str, str], ...] = ()
    proven_how: str = ""
    parts: tuple[Part, ...] = ()
    customer_id: UUID | None = None
    returns_id: UUID | None = None
    returns_words: str = ""
    channel_id: UUID | None = None
