"""A mail that a mailbox sends to itself: when it is back, everything between works."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.utils import format_datetime
from uuid import UUID

from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from zhiyin.listen.channels.email import apis
from zhiyin.listen.channels.email.apis import api_of
from zhiyin.listen.channels.email.posting import post
from zhiyin.listen.channels.email.servers import smtp_of
from zhiyin.listen.channels.email.tokens import domain_of
from zhiyin.listen.channels.models import Arrival, Channel, MailboxState

#: after so long it counts as lost, and the next look sends another
LOST_AFTER = timedelta(minutes=3)
#: a mail that came back is believed so long
_BELIEVED = timedelta(minutes=10)

# The field itself, not a mail that quotes it: an automatic answer has the token in its In-Reply-To, a bounce in its body.
_MARK = re.compile(
    rb"^(?:X-Zhiyin-Trial|Message-ID):[ \t]*(?:\n[ \t]+)?<?([0-9a-f]{40})\b", re.MULTILINE | re.IGNORECASE
)


def send_trial(channel: Channel, *, at: datetime | None = None) -> MailboxState:
    """Send one, unless one is on its way or was just back. Raises what the mail server says."""
    at = at or timezone.now()
    state, _ = MailboxState.objects.get_or_create(channel=channel)
    if state.test_sent_at is not None:
        back = state.test_back_at is not None and state.test_back_at > at - _BELIEVED
        if back or (state.test_back_at is None and state.test_sent_at > at - LOST_AFTER):
            return state
    state.test_sent_at, state.test_back_at = at, None
    state.save(update_fields=["test_sent_at", "test_back_at"])
    try:
        _send(channel, _token(channel.id, at), at)
    except BaseException:
        MailboxState.objects.filter(id=state.id).update(test_sent_at=None)
        raise
    return state


def came_back(arrival: Arrival) -> bool:
    """Whether this arrival is the test mail of its mailbox; it is noted then."""
    found = _MARK.search(bytes(arrival.raw[: 2**16]).replace(b"\r\n", b"\n").partition(b"\n\n")[0])
    if found is None:
        return False
    state = MailboxState.objects.filter(channel_id=arrival.channel_id, test_sent_at__isnull=False).first()
    if state is None or state.test_sent_at is None:
        return False
    if not constant_time_compare(found[1].decode().lower(), _token(arrival.channel_id, state.test_sent_at)):
        return False
    MailboxState.objects.filter(id=state.id).update(test_back_at=timezone.now())
    return True


def trial_of(channel: Channel) -> bytes:
    """The last test mail as it came back; blank when it has not."""
    state = MailboxState.objects.filter(channel=channel, test_sent_at__isnull=False, test_back_at__isnull=False).first()
    if state is None or state.test_sent_at is None:
        return b""
    name = f"{_token(channel.id, state.test_sent_at)}@{domain_of(channel)}"
    found = Arrival.objects.filter(channel=channel, external_id=name).first()
    return bytes(found.raw) if found is not None else b""


def _send(channel: Channel, token: str, at: datetime) -> None:
    mail = EmailMessage(
        subject="知音测试邮件 / Zhiyin test mail",
        body="这封邮件由知音发给自己，收到后自动忽略。\nZhiyin sent this mail to itself and ignores it when it is back.\n",
        from_email=channel.address,
        to=[channel.address],
        headers={
            "Message-ID": f"<{token}@{domain_of(channel)}>",
            "X-Zhiyin-Trial": token,
            "Date": format_datetime(at),
            "Auto-Submitted": "auto-generated",
        },
    )
    api, own = api_of(channel), smtp_of(channel)
    if api is not None:
        apis.post(api, channel, mail, lambda: None)
    elif own is None:
        mail.send()
    else:
        post(own, channel, mail, lambda: None)


def _token(channel_id: UUID, sent_at: datetime) -> str:
    return salted_hmac("channels.trial", f"{channel_id} {sent_at.timestamp():.6f}").hexdigest()[:40]
