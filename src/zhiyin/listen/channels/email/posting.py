"""Mail by a mailbox's own SMTP server. The connection is kept a moment: mails often come several at once."""

from __future__ import annotations

import smtplib
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from uuid import UUID

from django.core.mail import EmailMessage
from django.core.mail.message import sanitize_address

from zhiyin.listen.channels.email.servers import Server, open_smtp
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.provider import PerhapsTaken

#: a connection that was not used for so long is not used again: servers end silent ones
_KEPT_SECONDS = 20.0


@dataclass(slots=True)
class _Line:
    server: Server
    client: smtplib.SMTP
    used_at: float


#: of this thread, by channel: an SMTP connection serves one at a time
_kept = threading.local()


def post(server: Server, channel: Channel, mail: EmailMessage, before_data: Callable[[], None]) -> None:
    """Hand one mail over. Raises what `say` does, and `Unreachable`."""
    client = _line(server, channel)
    try:
        say(client, mail, before_data)
    except smtplib.SMTPResponseException:
        raise  # the connection is good, and smtplib has reset it
    except smtplib.SMTPRecipientsRefused:
        raise
    except BaseException:
        _forget(channel.id)
        raise
    _lines()[channel.id].used_at = time.monotonic()


def say(client: smtplib.SMTP, mail: EmailMessage, before_data: Callable[[], None]) -> None:
    """One mail on an open connection; `before_data` is called when its sender and its recipient have been taken.

    Raises what `smtplib` does while it is certain that the mail was not taken, and `PerhapsTaken` when it is not: the
    connection broke after the mail was begun.
    """
    encoding = mail.encoding or "utf-8"
    content = mail.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own takes it
    sender = sanitize_address(parseaddr(mail.from_email)[1], encoding)
    client.ehlo_or_helo_if_needed()
    code, words = client.mail(sender, [f"size={len(content)}"] if client.has_extn("size") else [])
    if code != 250:
        _start_over(client, code)
        raise smtplib.SMTPSenderRefused(code, words, sender)
    for one in mail.recipients():
        to = sanitize_address(one, encoding)
        code, words = client.rcpt(to)
        if code not in (250, 251):
            _start_over(client, code)
            raise smtplib.SMTPRecipientsRefused({to: (code, words)})
    before_data()
    try:
        code, words = client.data(content)
    except smtplib.SMTPDataError:
        _start_over(client, 0)
        raise
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        raise PerhapsTaken from error
    if code != 250:
        _start_over(client, code)
        raise smtplib.SMTPDataError(code, words)


def _start_over(client: smtplib.SMTP, code: int) -> None:
    """The connection is good for another mail, unless the server says that it hangs up."""
    with suppress(smtplib.SMTPException, OSError):
        if code == 421:
            client.close()
        else:
            client.rset()


def _line(server: Server, channel: Channel) -> smtplib.SMTP:
    """The connection that this thread has with the server of this channel."""
    known = _lines().get(channel.id)
    if known is not None:
        if known.server == server and time.monotonic() - known.used_at < _KEPT_SECONDS:
            with suppress(smtplib.SMTPException, OSError):
                if known.client.rset()[0] == 250:
                    return known.client
        _forget(channel.id)
    client = open_smtp(server, channel)
    _lines()[channel.id] = _Line(server, client, time.monotonic())
    return client


def _forget(channel_id: UUID) -> None:
    with suppress(KeyError):
        _lines().pop(channel_id).client.close()


def _lines() -> dict[UUID, _Line]:
    lines: dict[UUID, _Line] | None = getattr(_kept, "lines", None)
    if lines is None:
        lines = _kept.lines = {}
    return lines
