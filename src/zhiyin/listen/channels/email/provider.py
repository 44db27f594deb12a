"""E-mail as a kind of channel."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhiyin.listen.channels.email.fields import SECRETS, fields
from zhiyin.listen.channels.email.sending import hand_over
from zhiyin.listen.channels.email.tokens import message_id_for
from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Arrival, Channel
from zhiyin.listen.channels.provider import Check, Nothing, Provider, offer


def read(arrival: Arrival) -> Incoming | Nothing:
    """The raw mail as a message."""
    # the parser and its sanitiser are heavy: only a process that reads mail loads them
    from zhiyin.listen.channels.email.reading import incoming_of
    from zhiyin.listen.channels.email.trial import came_back

    if came_back(arrival):
        return Nothing("the test mail of this mailbox")
    return incoming_of(arrival)


def checks(channel: Channel) -> list[Check]:
    """Whether the mailbox is connected, step by step."""
    from zhiyin.listen.channels.email.checking import checks

    return checks(channel)


EMAIL = offer(
    Provider(
        kind="email",
        label=_("E-mail"),
        about=_(
            "A mailbox: we fetch it over IMAP, or mail is forwarded to us. Have the mail server and its "
            "password or token at hand."
        ),
        icon="envelope",
        identity="email",
        read=read,
        hand_over=hand_over,
        fields=fields,
        secrets=SECRETS,
        checks=checks,
        outgoing_id=message_id_for,
        armed=False,
        once=True,
        notes_handing=True,
        files=True,
        raw_suffix="eml",
    )
)
