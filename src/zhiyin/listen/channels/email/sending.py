"""Write an outgoing mail and hand it to the mail server."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from zhiyin.listen.channels.email import apis
from zhiyin.listen.channels.email.apis import api_of
from zhiyin.listen.channels.email.posting import post, say
from zhiyin.listen.channels.email.servers import said, smtp_of
from zhiyin.listen.channels.email.tokens import reply_address
from zhiyin.listen.channels.files import path_of
from zhiyin.listen.channels.models import Attachment, Delivery, Message
from zhiyin.listen.channels.provider import Receipt, Refused

#: how many Message-IDs of the thread a mail refers to
_REFERENCES = 12


def hand_over(delivery: Delivery) -> Receipt:
    """Hand a mail over, to the mailbox's own service or server, or the installation's.

    Raises `Refused` when trying again is useless (the server says 5xx of this mail), `PerhapsTaken` when nobody knows, any
    other error when it may be tried again: a refused password is mended by a person, and then the mail may go.
    """
    mail, channel = mail_of(delivery), delivery.message.channel
    api, own = api_of(channel), smtp_of(channel)
    if api is not None:
        apis.post(api, channel, mail, delivery.note_handing)
        return Receipt()
    try:
        if own is None:
            _send(mail, delivery.note_handing)
        else:
            post(own, channel, mail, delivery.note_handing)
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise _refusal(code, words) from error
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError, smtplib.SMTPHeloError) as error:
        raise ConnectionError(said(error)) from error
    except smtplib.SMTPResponseException as error:  # also the sender refused and the data refused
        raise _refusal(error.smtp_code, error.smtp_error) from error
    return Receipt()


def _send(mail: EmailMessage, before_data: Callable[[], None]) -> None:
    """By the installation's own way: its mail server, or what settings put in its place."""
    backend = get_connection()
    if not isinstance(backend, EmailBackend):
        before_data()
        mail.send()
        return
    try:
        backend.open()
        assert backend.connection is not None  # else it has raised
        say(backend.connection, mail, before_data)
    finally:
        backend.close()


def mail_of(delivery: Delivery) -> EmailMessage:
    """The mail of a delivery: its Message-ID carries our token, Reply-To too, and a machine's mail says that it is one."""
    message = delivery.message
    channel = message.channel
    sender = channel.address or settings.DEFAULT_FROM_EMAIL
    headers = {"Message-ID": f"<{message.external_id}>", "Date": format_datetime(message.at)}
    references = _references(message)
    if references:
        headers["In-Reply-To"] = f"<{references[-1]}>"
        headers["References"] = " ".join(f"<{one}>" for one in references)
    if message.automatic:
        headers["Auto-Submitted"] = "auto-replied" if message.answers_id else "auto-generated"
        headers["X-Auto-Response-Suppress"] = "All"
    mail = EmailMessage(
        subject=" ".join(message.subject.split()),
        body=message.text,
        from_email=formataddr((" ".join(channel.name.split()), sender)),
        to=[delivery.to_address],
        reply_to=[reply_address(message.id, sender)],
        headers=headers,
    )
    for attachment in message.attachments.exclude(digest="").order_by("id"):
        mail.attach(_file(attachment))
    return mail


def _file(attachment: Attachment) -> MIMEBase:
    """An attached file; one that the text shows keeps its Content-ID."""
    main, _, sub = (attachment.content_type or "application/octet-stream").partition("/")
    if main in ("multipart", "message") or not sub:  # such content would have to be taken apart first
        main, sub = "application", "octet-stream"
    part = MIMEBase(main, sub)
    part.set_payload(path_of(attachment.digest).read_bytes())
    encode_base64(part)
    shown = attachment.inline and attachment.content_id
    part.add_header("Content-Disposition", "inline" if shown else "attachment", filename=attachment.name or "file")
    if attachment.content_id:
        part.add_header("Content-ID", f"<{attachment.content_id}>")
    return part


def _references(message: Message) -> list[str]:
    """The Message-IDs of the thread, oldest first, the one answered last."""
    earlier = list(
        Message.objects.filter(channel_id=message.channel_id, thread=message.thread, at__lte=message.at)
        .exclude(id=message.id)
        .order_by("-at", "-id")
        .values_list("external_id", flat=True)[:_REFERENCES]
    )[::-1]
    if message.answers is not None:
        earlier = [one for one in earlier if one != message.answers.external_id] + [message.answers.external_id]
    return [one for one in earlier if _is_message_id(one)]


def _is_message_id(external_id: str) -> bool:
    return "@" in external_id and external_id.isascii() and not any(c.isspace() or c in "<>" for c in external_id)


def _refusal(code: int, words: bytes | str) -> Exception:
    said = f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"
    return Refused(said) if 500 <= code < 600 else ConnectionError(said)
