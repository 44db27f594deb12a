"""Write an outgoing mail and hand it to the mail server."""

from __future__ import annotations

import smtplib
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMessage

from zhiyin.listen.channels.email.tokens import reply_address
from zhiyin.listen.channels.models import Delivery, Message
from zhiyin.listen.channels.provider import Receipt, Refused

#: how many Message-IDs of the thread a mail refers to
_REFERENCES = 12


def hand_over(delivery: Delivery) -> Receipt:
    """Hand a mail over. Raises `Refused` when trying again is useless (SMTP says 5xx), any other error when it is not."""
    try:
        mail_of(delivery).send()
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise _refusal(code, words) from error
    except smtplib.SMTPResponseException as error:  # also the sender refused and the data refused
        raise _refusal(error.smtp_code, error.smtp_error) from error
    return Receipt()


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
    return EmailMessage(
        subject=" ".join(message.subject.split()),
        body=message.text,
        from_email=formataddr((" ".join(channel.name.split()), sender)),
        to=[delivery.to_address],
        reply_to=[reply_address(message.id, sender)],
        headers=headers,
    )


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
