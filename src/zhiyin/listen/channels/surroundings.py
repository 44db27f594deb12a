"""What a message is put into beside its own table: the search index; and the language of its text."""

from __future__ import annotations

from zhiyin.kernel.search import actions as search
from zhiyin.lib import text as texts
from zhiyin.listen.channels.models import Message


def language_of(text: str) -> str:
    """The language of a text (`zh` or `en`), blank if there is none to tell by. Mixed text counts as Chinese."""
    language = texts.language_of(text[:2000])
    return "zh" if language == "mixed" else language


def index(*messages: Message) -> None:
    """Let messages be found by those who may read messages of their channels' units. One statement."""
    search.put_all(
        [
            search.Thing(
                "message",
                one.id,
                title=one.subject or one.text[:80],
                text=one.text,
                url=f"/messages/{one.id}",
                permission="message.read",
                at=one.at,
                unit_id=one.channel.unit_id,
                customer_id=one.customer_id,
            )
            for one in messages
        ]
    )
