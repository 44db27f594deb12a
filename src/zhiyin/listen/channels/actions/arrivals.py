"""Store what arrives before it is acknowledged, and make messages of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from zhiyin.kernel.identifiers import new_id
from zhiyin.kernel.jobs.actions import defer
from zhiyin.kernel.people.actor import Actor, system
from zhiyin.kernel.statements import Read, prepared
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions.proving import reported
from zhiyin.listen.channels.actions.receiving import receive, write_down
from zhiyin.listen.channels.email.parsing import content_digest, external_id_of
from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Arrival, Channel, Message
from zhiyin.listen.channels.provider import Nothing, Report

log = structlog.get_logger()
#: bytes of one mail, however it comes
LARGEST_MAIL = 35 * 2**20

_STORE = """
INSERT INTO channels_arrival (id, channel_id, external_id, raw, aside_why, state, failure, tries, message_id, arrived_at)
VALUES (%s, %s, %s, %s, '', %s, '', %s, %s, %s)
ON CONFLICT (channel_id, external_id) DO NOTHING RETURNING id
"""

_PROCESSED = (
    "UPDATE channels_arrival SET state = 'processed', failure = '', message_id = %s, tries = tries + 1 WHERE id = %s"
)
_ARRIVAL = Read(
    lambda id: Arrival.objects.select_for_update(of=("self",)).select_related("channel", "message").filter(id=id)
)


def store_arrival(channel_id: UUID, external_id: str, raw: bytes, *, at: datetime | None = None) -> Arrival:
    """Store what arrived. The same external id again gives the first arrival back and changes nothing."""
    at, arrival_id = at or timezone.now(), new_id()
    if _store(arrival_id, channel_id, external_id, raw, at):
        return Arrival(id=arrival_id, channel_id=channel_id, external_id=external_id, raw=raw, arrived_at=at)
    return Arrival.objects.get(channel_id=channel_id, external_id=external_id)


def store_mail(channel_id: UUID, raw: bytes, *, at: datetime | None = None) -> Arrival:
    """Store a mail under its Message-ID. The same mail on another way is the same arrival; another mail that uses the same
    Message-ID is not, and is stored beside it."""
    name = external_id_of(raw)
    arrival = store_arrival(channel_id, name, raw, at=at)
    if arrival.raw is raw:  # new
        return arrival
    digest = content_digest(raw)
    return (
        arrival
        if content_digest(bytes(arrival.raw)) == digest
        else store_arrival(channel_id, f"{name}#{digest}", raw, at=at)
    )


@transaction.atomic
def take_in(channel: Channel, external_id: str, raw: bytes, *, at: datetime | None = None) -> Arrival:
    """Store what arrived and ask for its processing, in one transaction: once it is back, it may be acknowledged."""
    return _asked(store_arrival(channel.id, external_id, raw, at=at), raw)


def take_in_mail(channel_id: UUID, raw: bytes, *, at: datetime | None = None) -> Arrival:
    """Store a mail and ask for its processing, in the caller's transaction."""
    return _asked(store_mail(channel_id, raw, at=at), raw)


def _asked(arrival: Arrival, raw: bytes) -> Arrival:
    if arrival.state == Arrival.State.STORED:
        once, new = f"process {arrival.id}", arrival.raw is raw
        defer("channels.process", queue="incoming", once=once, first=new, arrival_id=str(arrival.id))
    return arrival


def process(arrival_id: UUID) -> Message | None:
    """Make a message of an arrival, once. What cannot be read stays `failed` with the reason, and None comes back; so it
    does for what is no message (a report on one of ours).

    A database that is away is no fault of the arrival: that error is raised, so that the job is tried again.
    """
    try:
        with transaction.atomic():
            arrival = _ARRIVAL.first(arrival_id)
            if arrival is None:
                raise Arrival.DoesNotExist
            if arrival.state == Arrival.State.PROCESSED:
                return arrival.message
            message = _take_in(arrival)
            with prepared() as cursor:
                cursor.execute(_PROCESSED, [message.id if message else None, arrival_id])
            return message
    except (OperationalError, InterfaceError, Arrival.DoesNotExist):
        raise
    except Exception as error:
        log.exception("arrival_failed", arrival=str(arrival_id))
        Arrival.objects.filter(id=arrival_id).exclude(state=Arrival.State.PROCESSED).update(
            state=Arrival.State.FAILED, failure=f"{type(error).__name__}: {error}"[:2000], tries=F("tries") + 1
        )
        return None


def _take_in(arrival: Arrival) -> Message | None:
    if arrival.mended is not None:
        arrival.raw = arrival.mended
    heard = arrival.channel.provider.read(arrival)
    if isinstance(heard, Nothing):
        log.info("arrival_says_nothing", arrival=str(arrival.id), why=heard.why)
        return Message.objects.get(id=heard.message_id) if heard.message_id else None
    if isinstance(heard, Report):
        reported(arrival.channel, heard)
        return None
    channel = Channel.objects.get(id=heard.channel_id) if heard.channel_id else arrival.channel
    return receive(channel, heard, by=system("channels"), because=None, at=heard.at or arrival.arrived_at)


def accept(
    channel: Channel,
    external_id: str,
    raw: bytes,
    read: Callable[[], Incoming],
    *,
    by: Actor,
    because: Entry | None = None,
    at: datetime | None = None,
) -> tuple[Message | None, bool]:
    """Store and process in one transaction, for those who wait for the answer; returns the message and whether it is new.

    When processing fails the raw arrival is kept as failed all the same, and the message is None.
    """
    at = at or timezone.now()
    arrival_id, message_id = new_id(), new_id()
    try:
        with transaction.atomic():
            if _store(arrival_id, channel.id, external_id, raw, at, message_id=message_id):
                return write_down(channel, read(), message_id=message_id, by=by, because=because, at=at), True
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("arrival_failed", arrival=str(arrival_id))
        _store(arrival_id, channel.id, external_id, raw, at)
        Arrival.objects.filter(id=arrival_id).update(
            state=Arrival.State.FAILED, failure=f"{type(error).__name__}: {error}"[:2000], tries=1
        )
        return None, True
    known = Arrival.objects.select_related("message").get(channel_id=channel.id, external_id=external_id)
    return known.message or process(known.id), False


def _store(
    arrival_id: UUID, channel_id: UUID, external_id: str, raw: bytes, at: datetime, *, message_id: UUID | None = None
) -> bool:
    """Whether this arrival is new. With `message_id` it counts as processed into the message that the caller writes next:
    the foreign key is checked at commit."""
    state, tries = (Arrival.State.STORED, 0) if message_id is None else (Arrival.State.PROCESSED, 1)
    with prepared() as cursor:
        cursor.execute(_STORE, [arrival_id, channel_id, external_id, raw, state, tries, message_id, at])
        return cursor.fetchone() is not None
