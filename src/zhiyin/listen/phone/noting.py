"""What a telephone system told of a call, written on it; runs in the transaction that reads the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zhiyin.kernel.customers.actions import identify
from zhiyin.kernel.customers.normal import normal_identity
from zhiyin.kernel.people.actor import system
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.timeline.actions import announce
from zhiyin.listen.channels.models import Channel, Message
from zhiyin.listen.channels.surroundings import index
from zhiyin.listen.phone.events import CallAnswered, CallEnded, CallRang
from zhiyin.listen.phone.models import Call

HOUSE = system("phone")
LONGEST_TRANSCRIPT = 200_000


def note(channel: Channel, told: Mapping[str, Any], *, at: datetime) -> Call:
    """Write one event of a telephone system on its call, and announce it. Runs in the transaction that reads the event."""
    made, _new = Call.objects.get_or_create(
        channel=channel, call_id=str(told["call_id"])[:200], defaults={"began_at": at}
    )
    call = Call.objects.select_for_update().get(id=made.id)
    call.began_at = min(call.began_at, at)
    if told.get("direction") in Call.Direction.values:
        call.direction = told["direction"]
    call.queue, call.topic = (str(told.get(name) or getattr(call, name))[:80] for name in ("queue", "topic"))
    if told.get("number") and not call.number:
        call.number = normal_identity("phone", str(told["number"]))[:40]
        call.customer = identify("phone", call.number, name=str(told.get("name") or "")[:200], at=at, by=HOUSE)
    if told.get("agent"):
        found = Person.objects.filter(email=str(told["agent"]).strip().lower(), is_active=True).first()
        call.person = found or call.person
    _EVENTS[told["event"]](call, told, at)
    call.save()
    return call


def _rang(call: Call, told: Mapping[str, Any], at: datetime) -> None:
    if call.rang_at is None:
        call.rang_at = at
        _announce(CallRang(call.id), call, at)


def _answered(call: Call, told: Mapping[str, Any], at: datetime) -> None:
    if call.answered_at is None:
        call.answered_at = at
        _announce(CallAnswered(call.id, call.person_id), call, at)


def _ended(call: Call, told: Mapping[str, Any], at: datetime) -> None:
    if call.ended_at is None:
        call.ended_at = at
        _complete(call)
        _announce(CallEnded(call.id, call.answered_at is None), call, at)


def _recorded(call: Call, told: Mapping[str, Any], at: datetime) -> None:
    url = str(told["recording_url"])
    if not url.startswith(("https://", "http://")):
        raise ValueError("a recording needs an http address")
    call.recording_url = url[:500]


def _written(call: Call, told: Mapping[str, Any], at: datetime) -> None:
    """A transcript often comes long after the end: then it joins what was logged."""
    call.transcript = str(told["transcript"]).replace("\x00", "")[:LONGEST_TRANSCRIPT]
    _complete(call)


def _complete(call: Call) -> None:
    """Write what is known by now into what was logged of a call."""
    if call.message is not None:
        from zhiyin.listen.phone.reading import logged_text  # it reads with the verbs of this module

        call.message.text = logged_text(call)
        call.message.save(update_fields=["text"])
        index(call.message)


_EVENTS = {"ring": _rang, "answered": _answered, "hung_up": _ended, "recording": _recorded, "transcript": _written}


def was_logged(message: Message) -> None:
    """Join a call to the message that its end became."""
    call_id = message.external_id.removeprefix("call ")
    Call.objects.filter(channel_id=message.channel_id, call_id=call_id).update(message=message)


def _announce(event: CallRang | CallAnswered | CallEnded, call: Call, at: datetime) -> None:
    announce(event, by=HOUSE, because=None, customer_id=call.customer_id, unit_id=call.channel.unit_id, at=at)
