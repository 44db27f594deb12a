"""What a message is put into beside its own table: the search index; and the language of its text."""

from __future__ import annotations

from zhiyin.kernel.search import actions as search
from zhiyin.lib import text as texts
from zhiyin.listen.channels.models import Channel, Message


def language_of(text: str) -> str:
    """The language of a text (`zh` or `en`), blank if there is none to tell by. Mixed text counts as Chinese."""
    language = texts.language_of(text[:2000])
    return "zh" if language == "mixed" else language


def index(message: Message, channel: Channel) -> None:
    """Let the message be found by those who may read messages of this unit. One statement."""
    search.put(
        "message",
        message.id,
        title=message.subject or message.text[:80],
        text=message.text,
        customer_id=message.customer_id,
        unit_id=channel.unit_id,
        at=message.at,
        url=f"/messages/{message.id}",
        permission="message.read",
    )
