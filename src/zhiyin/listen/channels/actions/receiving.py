"""`receive`: an incoming message becomes a row, finds its customer, and is announced."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.statements import Read, insert
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions.proving import answered, bounced
from zhiyin.listen.channels.actions.writers import writer_of
from zhiyin.listen.channels.admitting import admitted
from zhiyin.listen.channels.events import MessageReceived
from zhiyin.listen.channels.files import keep
from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Attachment, Channel, Message
from zhiyin.listen.channels.reads import at_hand
from zhiyin.listen.channels.surroundings import index, language_of

_KNOWN = Read(lambda channel, id: Message.objects.filter(channel=channel, external_id=id), 2)


@transaction.atomic
def receive(
    channel: Channel, incoming: Incoming, *, by: Actor, because: Entry | None, at: datetime | None = None
) -> Message:
    """The message of this incoming, written and announced once: the same external id again gives the first one back."""
    known = _KNOWN.first(channel.id, incoming.external_id)
    if known is not None:
        return known
    return write_down(channel, incoming, message_id=new_id(), by=by, because=because, at=at)


def write_down(
    channel: Channel,
    incoming: Incoming,
    *,
    message_id: UUID,
    by: Actor,
    because: Entry | None,
    at: datetime | None = None,
) -> Message:
    """Write and announce a message that is known to be new. Runs in the caller's transaction."""
    at = at or incoming.at or timezone.now()
    language = language_of(incoming.text or incoming.subject) or incoming.language
    customer_id = incoming.customer_id or writer_of(incoming, language=language, at=at, by=by, because=because)
    message = Message(
        id=message_id,
        customer_id=customer_id,
        channel=channel,
        direction=Message.Direction.IN,
        subject=incoming.subject[:500],
        text=incoming.text,
        quoted=incoming.quoted,
        html=incoming.html,
        language=language,
        at=at,
        external_id=incoming.external_id,
        answers_id=incoming.answers_id,
        thread=incoming.thread or message_id.hex,
        author_name=incoming.name[:200],
        author_address=incoming.author_address[:320],
        automatic=incoming.automatic,
    )
    insert(message)
    if incoming.parts:
        for attachment in Attachment.objects.bulk_create(
            keep(message.id, part) for part in admitted(channel, incoming.parts)
        ):
            if attachment.source:
                defer("channels.fetch", queue="incoming", attachment_id=str(attachment.id))
    index(message)
    with at_hand(message):
        announce(
            MessageReceived(message.id, channel.kind, message.answers_id, message.automatic, message.thread),
            by=by,
            because=because,
            customer_id=customer_id,
            unit_id=channel.unit_id,
            at=at,
        )
    if incoming.returns_id is not None:
        bounced(incoming.returns_id, incoming.returns_words, at=at)
    elif message.answers_id is not None:
        answered(message.answers_id, at=at)
    if channel.provider.received is not None:
        channel.provider.received(message)
    return message
