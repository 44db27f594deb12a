"""What a message is put into beside its own table: the search index; and the language of its text."""

from __future__ import annotations

from zhiyin.listen.channels.models import Channel, Message


def language_of(text: str) -> str:
    """The language of a text, blank if there is none to tell by."""
    return ""


def index(message: Message, channel: Channel) -> None:
    """Let the message be found."""
