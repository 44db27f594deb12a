"""Channels, what arrived through them, the messages of both directions, their attachments and deliveries."""

from zhiyin.listen.channels.models.channel import AccessToken, Channel, Feed, MailboxState, Nonce
from zhiyin.listen.channels.models.delivery import ClaimLost, Delivery
from zhiyin.listen.channels.models.message import Arrival, Attachment, Message, Scan

__all__ = [
    "AccessToken",
    "Arrival",
    "Attachment",
    "Channel",
    "ClaimLost",
    "Delivery",
    "Feed",
    "MailboxState",
    "Message",
    "Nonce",
    "Scan",
]
