"""E-mail as a kind of channel."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from django.utils.translation import gettext_lazy as _

from zhiyin.listen.channels.email.fields import SECRETS, fields
from zhiyin.listen.channels.email.sending import hand_over
from zhiyin.listen.channels.email.tokens import message_id_for
from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Arrival, Channel
from zhiyin.listen.channels.provider import Check, Look, Nothing, Provider, Steps, offer


def read(arrival: Arrival) -> Incoming | Nothing:
    """The raw mail as a message."""
    # the parser and its sanitiser are heavy: only a process that reads mail loads them
    from zhiyin.listen.channels.email.reading import incoming_of
    from zhiyin.listen.channels.email.trial import came_back

    if came_back(arrival):
        return Nothing("the test mail of this mailbox")
    return incoming_of(arrival)


def _looking(module: str, name: str) -> Look:
    """A check whose module is loaded when it is asked for: only those who connect a mailbox need it."""

    def look(channel: Channel) -> Check | Sequence[Check]:
        found: Check | Sequence[Check] = getattr(import_module(f"zhiyin.listen.channels.email.{module}"), name)(channel)
        return found

    return look


CHECKS = Steps(
    way_in=(_("The way in"), _looking("checking", "way_in")),
    watched=(_("The mailbox is being watched"), _looking("checking", "watched")),
    way_out=(_("The SMTP server lets us in"), _looking("checking", "way_out")),
    round_trip=(_("A mail to itself comes back"), _looking("checking", "round_trip")),
    mx=(_("MX: mail finds its way here"), _looking("domain", "mx")),
    spf=(_("SPF: who may send for the domain"), _looking("domain", "spf")),
    dkim=(_("DKIM: mails are signed"), _looking("domain", "dkim")),
    dmarc=(_("DMARC: what becomes of forgeries"), _looking("domain", "dmarc")),
)


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
        checks=CHECKS,
        outgoing_id=message_id_for,
        armed=False,
        once=True,
        notes_handing=True,
        files=True,
        raw_suffix="eml",
    )
)
