"""From a stored call event to what it means."""

from __future__ import annotations

import json
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import override

from zhiyin.listen.channels.incoming import Incoming
from zhiyin.listen.channels.models import Arrival
from zhiyin.listen.channels.provider import Nothing
from zhiyin.listen.phone.models import Call
from zhiyin.listen.phone.noting import note

EVENTS = ("ring", "answered", "hung_up", "recording", "transcript")


def read(arrival: Arrival) -> Incoming | Nothing:
    """Note what the event says on its call. A customer's own call becomes a message when it ends: missed, it waits."""
    told = json.loads(bytes(arrival.raw))
    if told["event"] not in EVENTS:
        raise ValueError(f"unknown event {told['event']!r}")
    at = _time_of(told.get("at"), arrival.arrived_at)
    call = note(arrival.channel, told, at=at)
    if told["event"] != "hung_up" or call.direction == Call.Direction.OUT or not call.number or call.message_id:
        return Nothing(f"call event {told['event']}")
    return incoming_of(call)


def incoming_of(call: Call) -> Incoming:
    """A customer's own call as a message. One that nobody answered waits for an answer."""
    return Incoming(
        external_id=f"call {call.call_id}",
        identity_kind="phone",
        identity=call.number,
        text=logged_text(call),
        subject=_subject(call),
        at=call.began_at,
        author_address=call.number,
        thread=f"call {call.call_id}"[:200],
        customer_id=call.customer_id,
        automatic=not call.missed,
    )


def _subject(call: Call) -> str:
    """What a case of a call that still goes on is called: what is written down of it changes at its end."""
    if call.ended_at is not None:
        return ""
    with override(settings.LANGUAGE_CODE):
        return " · ".join(filter(None, (_("Phone call"), call.topic or call.queue)))


def logged_text(call: Call) -> str:
    """What is written down of a call, in the language of the house."""
    with override(settings.LANGUAGE_CODE):
        if call.missed:
            words = _("Missed call. Please call back.")
        elif call.ended_at is None:
            words = _("Phone call, still going on.")
        else:
            minutes, seconds = divmod(round(call.seconds or 0), 60)
            words = _("Phone call of %(minutes)s min %(seconds)s s.") % {"minutes": minutes, "seconds": seconds}
    return f"{words}\n\n{call.transcript}".strip()


def _time_of(given: object, arrived_at: datetime) -> datetime:
    found = parse_datetime(given) if isinstance(given, str) else None
    if found is None or timezone.is_naive(found):
        return arrived_at
    return min(found, arrived_at)
