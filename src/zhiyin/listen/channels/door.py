"""The mail door: takes mail for our mailboxes by SMTP and LMTP and stores it before it says 250.

It relays nothing: an address that is not ours is refused. While the database is away the answer is 451, so the sender
keeps the mail and tries again.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import Error as DatabaseFault
from django.db import close_old_connections, transaction
from django.utils import timezone

from zhiyin.kernel.statements import prepared
from zhiyin.listen.channels.actions.arrivals import LARGEST_MAIL, take_in_mail
from zhiyin.listen.channels.email import mailboxes
from zhiyin.listen.channels.email.tokens import split_reply_address
from zhiyin.listen.channels.models import Arrival
from zhiyin.listen.channels.talking import LocalTalk, Talk

log = structlog.get_logger()
T = TypeVar("T")

#: recipients of one mail
MOST_RECIPIENTS = 100
#: so many mails are stored at once: PostgreSQL writes their commits to the disk together
_AT_ONCE = 8
TRY_LATER = "451 4.3.0 Not stored, please try again later"
NO_MAILBOX = "550 5.1.1 There is no such mailbox here"
STORED = "250 2.0.0 Stored"

_MAILBOX = """
SELECT id FROM channels_channel WHERE kind = 'email' AND active AND address = ANY(%s) ORDER BY id LIMIT 1
"""


class Door:
    """What is said at the door. The database is spoken to in threads of its own, so that many can talk at once.

    `one_by_one`: as LMTP does, with an answer for each recipient.
    """

    def __init__(self, *, one_by_one: bool = False) -> None:
        self.threads = ThreadPoolExecutor(max_workers=_AT_ONCE, thread_name_prefix="door")
        self.one_by_one = one_by_one

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take an address of ours, refuse all others."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            channel_id = await self._apart(channel_at, address)
        except DatabaseFault:
            log.exception("door_without_database")
            return TRY_LATER
        if channel_id is None:
            return NO_MAILBOX
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Store the mail once for each of our mailboxes it is for; 250 only when all is stored."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content or "").encode("utf-8", "surrogateescape")
        recipients = list(envelope.rcpt_tos)
        try:
            sender = (envelope.mail_from or "").strip("<>")  # the null sender comes as "<>"
            taken = await self._apart(take, raw, sender, recipients)
        except Exception:  # whatever it is, the sender keeps the mail: nothing is lost
            log.exception("door_could_not_store")
            taken = {}
        if self.one_by_one:
            gone = NO_MAILBOX if taken else TRY_LATER
            return "\r\n".join(STORED if address in taken else gone for address in recipients)
        return STORED if taken else TRY_LATER

    async def _apart(self, function: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.threads, partial(_fresh, function, *arguments))


def channel_at(address: str) -> UUID | None:
    """The e-mail channel in use with this mailbox; a reply token after a plus is no part of it."""
    mailbox, _ = split_reply_address(address)
    with prepared() as cursor:
        cursor.execute(_MAILBOX, [[address.strip().lower(), mailbox, _without_plus(address)]])
        row = cursor.fetchone()
    return row[0] if row else None


def take(raw: bytes, sender: str, recipients: list[str]) -> dict[str, Arrival]:
    """Store a mail for the mailboxes of these recipients, and ask for its processing, in one transaction.

    The envelope, which no header can be trusted to repeat, is written above the mail as Return-Path and Delivered-To.
    Returns what was stored for each address that is (still) ours.
    """
    at = timezone.now()
    stored: dict[UUID, Arrival] = {}
    taken: dict[str, Arrival] = {}
    with transaction.atomic():
        for address in recipients:
            channel_id = channel_at(address)
            if channel_id is None:
                continue
            if channel_id not in stored:
                envelope = f"Return-Path: <{sender}>\r\nDelivered-To: {address}\r\n".encode("utf-8", "surrogateescape")
                stored[channel_id] = take_in_mail(channel_id, envelope + raw, at=at)
            taken[address] = stored[channel_id]
    return taken


async def serve(stop: asyncio.Event) -> None:
    """Keep the SMTP door open until `stop`."""
    await _serve(stop, Talk, Door(), settings.SMTP_DOOR_PORT, certificate())


async def serve_lmtp(stop: asyncio.Event) -> None:
    """Keep the LMTP door open until `stop`, where a port is set for it."""
    if settings.LMTP_DOOR_PORT:
        await _serve(stop, LocalTalk, Door(one_by_one=True), settings.LMTP_DOOR_PORT, None)
    else:
        await stop.wait()


async def _serve(
    stop: asyncio.Event, talk: type[Talk | LocalTalk], door: Door, port: int, tls: ssl.SSLContext | None
) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: talk(
            door,
            data_size_limit=LARGEST_MAIL,
            enable_SMTPUTF8=True,
            hostname="zhiyin",
            ident="Zhiyin",
            loop=loop,
            tls_context=tls,
        ),
        host=settings.SMTP_DOOR_HOST,
        port=port,
    )
    log.info("door_open", talks=talk.speaks, host=settings.SMTP_DOOR_HOST, port=port)
    try:
        await stop.wait()
    finally:
        server.close()
        door.threads.shutdown(wait=True, cancel_futures=True)


def certificate() -> ssl.SSLContext | None:
    """What STARTTLS is offered with, if a certificate is configured. Raises `OSError` when it cannot be read."""
    if not settings.DOOR_CERTIFICATE:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.DOOR_CERTIFICATE, settings.DOOR_KEY or None)
    return context


#: each is kept open for itself: a port that is taken keeps no mailbox from being fetched
DOORS = {"SMTP door": serve, "LMTP door": serve_lmtp, "mailboxes": mailboxes.serve}


def _without_plus(address: str) -> str:
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _fresh(function: Callable[..., T], *arguments: Any) -> T:
    close_old_connections()  # one that fell, or is old; a good one is kept
    return function(*arguments)
