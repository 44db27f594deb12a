"""Messages that come as JSON: from the API and from the chat page. The stored raw is the JSON, so it can be read again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhiyin.listen.channels.email.charsets import clean
from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Channel

#: which identity names the customer when several are given
IDENTITIES = ("external", "visitor", "email", "phone")


def incoming_of(channel: Channel, posted: dict[str, Any]) -> Incoming:
    """`{external_id, customer: {external|visitor|email|phone, name, language}, subject, text, thread, at}` as a message."""
    customer = posted.get("customer") or {}
    known = [(kind, str(customer[kind])) for kind in IDENTITIES if customer.get(kind)]
    if not known:
        raise ValidationError(_("Say who wrote: an e-mail address, a phone number or a number in your system."))
    kind, value = known[0]
    return Incoming(
        external_id=str(posted["external_id"]),
        identity_kind=kind,
        identity=value,
        also=tuple(known[1:]),
        name=clean(str(customer.get("name") or "")),
        language=str(customer.get("language") or "")[:10],
        subject=clean(str(posted.get("subject") or "")),
        text=clean(str(posted.get("text") or "")),
        thread=str(posted.get("thread") or ""),
        at=datetime.fromisoformat(posted["at"]) if posted.get("at") else None,
        author_address=str(customer.get("email") or customer.get("phone") or ""),
    )
