"""The SMTP door: takes mail for our mailboxes and stores it before it says 250.

It relays nothing: an address that is not ours is refused. While the database is away the answer is 451, so the sender
keeps the mail and tries again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import close_old_connections, transaction
from django.utils import timezone

from zhiyin.kernel.jobs.actions import defer
from zhiyin.listen.channels.actions.arrivals import store_mail
from zhiyin.listen.channels.email.tokens import split_reply_address
from zhiyin.listen.channels.models import Arrival, Channel

log = structlog.get_logger()
T = TypeVar("T")

#: bytes of one mail, and recipients of one mail
LARGEST_MAIL, MOST_RECIPIENTS = 35 * 2**20, 100
TRY_LATER = "451 4.3.0 Not stored, please try again later"


class Door:
    """What is said at the door. The database is spoken to in threads of its own, so that many can talk at once."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="door")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take an address of ours, refuse all others."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            channel = await self._apart(channel_at, address)
        except DatabaseFault:
            log.exception("door_without_database")
            return TRY_LATER
        if channel is None:
            return "550 5.1.1 There is no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Store the mail once for each of our mailboxes it is for; 250 only when all is stored."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content or "").encode("utf-8", "surrogateescape")
        try:
            sender = (envelope.mail_from or "").strip("<>")  # the null sender comes as "<>"
            await self._apart(take, raw, sender, list(envelope.rcpt_tos))
        except Exception:  # whatever it is, the sender keeps the mail: nothing is lost
            log.exception("door_could_not_store")
            return TRY_LATER
        return "250 2.0.0 Stored"

    async def _apart(self, function: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.threads, partial(_fresh, function, *arguments))


def channel_at(address: str) -> Channel | None:
    """The e-mail channel in use with this mailbox; a reply token after a plus is no part of it."""
    mailbox, _ = split_reply_address(address)
    wanted = {address.strip().lower(), mailbox, _without_plus(address)}
    return Channel.objects.filter(kind=Channel.Kind.EMAIL, active=True, address__in=wanted).first()


def take(raw: bytes, sender: str, recipients: list[str]) -> list[Arrival]:
    """Store a mail for the mailboxes of these recipients, and ask for its processing, in one transaction.

    The envelope, which no header can be trusted to repeat, is written above the mail as Return-Path and Delivered-To.
    """
    at = timezone.now()
    stored: dict[Any, Arrival] = {}
    with transaction.atomic():
        for address in recipients:
            channel = channel_at(address)
            if channel is None or channel.id in stored:
                continue
            envelope = f"Return-Path: <{sender}>\r\nDelivered-To: {address}\r\n".encode("utf-8", "surrogateescape")
            arrival = store_mail(channel.id, envelope + raw, at=at)
            stored[channel.id] = arrival
            if arrival.state == Arrival.State.STORED:
                defer("channels.process", queue="incoming", once=f"process {arrival.id}", arrival_id=str(arrival.id))
        if not stored:
            raise LookupError("the mailbox was taken out of use meanwhile")
    return list(stored.values())


class Talk(SMTP):
    """The protocol with lines as long as people send them: many programs do not fold a long Chinese paragraph."""

    line_length_limit = 2**20


async def serve(stop: asyncio.Event) -> None:
    """Keep the door open until `stop`."""
    door = Door()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Talk(
            door, data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True, hostname="zhiyin", ident="Zhiyin", loop=loop
        ),
        host=settings.SMTP_DOOR_HOST,
        port=settings.SMTP_DOOR_PORT,
    )
    log.info("door_open", host=settings.SMTP_DOOR_HOST, port=settings.SMTP_DOOR_PORT)
    try:
        await stop.wait()
    finally:
        server.close()
        door.threads.shutdown(wait=True, cancel_futures=True)


def _without_plus(address: str) -> str:
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _fresh(function: Callable[..., T], *arguments: Any) -> T:
    close_old_connections()
    try:
        return function(*arguments)
    finally:
        close_old_connections()
