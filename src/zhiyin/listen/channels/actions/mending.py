"""What a person does with an arrival that could not be read: mend it, try it again, set it aside. Nothing is deleted."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.actions import announce
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions.arrivals import process
from zhiyin.listen.channels.events import ArrivalMended, ArrivalRunAgain, ArrivalSetAside, ArrivalTakenBack
from zhiyin.listen.channels.models import Arrival, Message


@transaction.atomic
def mend(arrival: Arrival, content: bytes, *, by: Actor, because: Entry | None = None) -> None:
    """Put mended bytes beside the original; they are read from now on. The original's own bytes take the mending back."""
    by.require("channel.manage")
    found = _locked(arrival)
    if found.state == Arrival.State.PROCESSED:
        raise ValidationError(_("It was read meanwhile and is done."))
    mended = None if content == bytes(found.raw) else content
    if mended == (None if found.mended is None else bytes(found.mended)):
        return
    found.mended = arrival.mended = mended
    found.save(update_fields=["mended"])
    fingerprint = hashlib.sha256(content).hexdigest()[:12]
    announce(ArrivalMended(found.id, fingerprint), by=by, because=because, unit_id=found.channel.unit_id)


@transaction.atomic
def run_again(arrival: Arrival, *, by: Actor, because: Entry | None = None) -> Message | None:
    """Process a failed arrival once more, on a person's word. One that was read meanwhile stays as it is."""
    by.require("channel.manage")
    message = process(arrival.id)
    tried = ArrivalRunAgain(arrival.id, message.id if message else None)
    announce(tried, by=by, because=because, unit_id=arrival.channel.unit_id)
    return message


@transaction.atomic
def set_aside(arrival: Arrival, why: str, *, by: Actor, because: Entry | None = None) -> bool:
    """Set a failed arrival aside with a reason; whether it was one that failed."""
    by.require("channel.manage")
    why = why.strip()
    if not why:
        raise ValidationError(_("Say why it is set aside."))
    found = _locked(arrival)
    if found.state != Arrival.State.FAILED:
        return False
    found.state, found.aside_why = Arrival.State.ASIDE, why[:300]
    found.save(update_fields=["state", "aside_why"])
    announce(ArrivalSetAside(found.id), by=by, because=because, unit_id=found.channel.unit_id)
    return True


@transaction.atomic
def take_back(arrival: Arrival, *, by: Actor, because: Entry | None = None) -> bool:
    """Let an arrival that was set aside wait again; whether it was one."""
    by.require("channel.manage")
    found = _locked(arrival)
    if found.state != Arrival.State.ASIDE:
        return False
    found.state, found.aside_why = Arrival.State.FAILED, ""
    found.save(update_fields=["state", "aside_why"])
    announce(ArrivalTakenBack(found.id), by=by, because=because, unit_id=found.channel.unit_id)
    return True


def _locked(arrival: Arrival) -> Arrival:
    return Arrival.objects.select_for_update(of=("self",)).select_related("channel").get(id=arrival.id)
