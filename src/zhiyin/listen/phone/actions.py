"""Verbs about calls: tick a step of the script, log a call before its end."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.listen.channels.actions import receive
from zhiyin.listen.channels.models import Message
from zhiyin.listen.phone.models import Call, ScriptStep
from zhiyin.listen.phone.reading import incoming_of
from zhiyin.listen.phone.reads import script_of


@transaction.atomic
def tick(
    call: Call, words: str, ticked: bool, *, by: Actor, because: Entry | None = None, at: datetime | None = None
) -> None:
    """Note that a step of the call's script was kept to, or that it was not after all."""
    by.require("call.write")
    if words not in {one.words for one in script_of(call)}:
        raise ValidationError(_("This call's script has no such step."))
    if ticked:
        step = ScriptStep(
            call=call, words=words, by_person_id=by.id if by.kind == "person" else None, at=at or timezone.now()
        )
        ScriptStep.objects.bulk_create([step], ignore_conflicts=True)
    else:
        ScriptStep.objects.filter(call=call, words=words).delete()


@transaction.atomic
def log_call(call: Call, *, by: Actor, because: Entry | None = None, at: datetime | None = None) -> Message:
    """The message that a customer's call is logged as; written now if the call still goes on, and completed at its end."""
    by.require("call.write")
    call = Call.objects.select_for_update(of=("self",)).select_related("channel", "message").get(id=call.id)
    if call.message is not None:
        return call.message
    if call.customer_id is None or call.direction == Call.Direction.OUT:
        raise ValidationError(_("Only the call of a customer who is known can be logged."))
    return receive(call.channel, incoming_of(call), by=by, because=because, at=call.began_at)
