"""The stored JSON as a message, or as a report on one of ours."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhiyin.listen.channels.email.charsets import clean
from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Arrival
from zhiyin.listen.channels.provider import Heard, Report
from zhiyin.listen.channels.webhook.mapping import Missing, place_of, text_at, time_at

#: what a program may say of a message of ours
STATES = ("delivered", "read", "failed")


def read(arrival: Arrival) -> Heard:
    """`{"report": {"message", "state", "at", "words"}}` is a report; all else a message, by the channel's places."""
    posted = json.loads(bytes(arrival.raw))
    if isinstance(posted, dict) and isinstance(posted.get("report"), dict):
        return report_of(posted["report"], arrival.arrived_at)
    settings = arrival.channel.settings

    def said(key: str) -> str:
        return clean(text_at(place_of(settings, key), posted))

    for key in ("sender_at", "text_at"):
        if not said(key):
            place = place_of(settings, key)
            raise Missing(_("Nothing stands at “%(place)s”. Look at the channel's settings.") % {"place": place})
    at = time_at(place_of(settings, "time_at"), posted)
    return Incoming(
        external_id=said("id_at")[:500] or arrival.external_id,
        identity_kind="external",
        identity=said("sender_at")[:300],
        also=tuple((kind, value) for kind in ("email", "phone") if (value := said(f"{kind}_at"))),
        text=said("text_at"),
        name=said("name_at"),
        at=min(at, arrival.arrived_at) if at else None,
        thread=_thread(said("thread_at")),
        author_address=said("sender_at")[:300],
    )


def report_of(said: dict[str, Any], arrived_at: datetime) -> Report:
    """What a program says became of a message of ours. Raises `Missing` for what is no report."""
    if said.get("state") not in STATES:
        raise Missing(_("A report says delivered, read or failed."))
    at = min(time_at("at", said) or arrived_at, arrived_at)
    return Report(str(said["state"]), at, message_id=UUID(str(said.get("message"))), words=text_at("words", said))


def _thread(given: str) -> str:
    return given if len(given) <= 200 else hashlib.sha256(given.encode()).hexdigest()
