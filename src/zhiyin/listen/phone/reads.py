"""Questions about calls."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import in_force
from zhiyin.listen.channels.models import Channel
from zhiyin.listen.channels.reads import channels_seen_by
from zhiyin.listen.phone.models import Call
from zhiyin.listen.phone.script import Step, checklist

#: a call that nobody said the end of is no longer shown as going on after this
GOES_ON = timedelta(hours=2)
#: how many calls are shown to one agent at once
POPPED = 3


def calls_seen_by(actor: Actor) -> QuerySet[Call]:
    """The calls of the units that the actor may see; none without `call.read`."""
    if not actor.may("call.read"):
        return Call.objects.none()
    calls = Call.objects.select_related("channel", "customer", "person")
    return calls if actor.kind == "system" or actor.units is None else calls.filter(channel__unit__in=actor.units)


def call_for(actor: Actor, id: UUID) -> Call:
    """The call with this id, if the actor may see it; else `Http404`."""
    found = calls_seen_by(actor).filter(id=id).first()
    if found is None:
        raise Http404
    return found


def calls_now_for(actor: Actor) -> list[Call]:
    """The incoming calls that go on now and are this person's: taken by them, or not yet by anybody."""
    mine = Q(person=actor.id) | Q(person=None, answered_at=None)
    since = timezone.now() - GOES_ON
    going_on = calls_seen_by(actor).filter(mine, ended_at=None, began_at__gt=since, direction=Call.Direction.IN)
    return list(going_on.order_by("-began_at")[:POPPED])


def phone_channel_for(actor: Actor, key: str) -> Channel | None:
    """The phone channel in use with this key, if the actor may see it."""
    return channels_seen_by(actor).filter(key=key, kind="phone", active=True).first()


def call_named(channel: Channel, call_id: str) -> Call | None:
    """The call that this channel's telephone system calls so."""
    return Call.objects.filter(channel=channel, call_id=call_id).first()


def script_of(call: Call) -> list[Step]:
    """The steps of this call's script as in force now, each ticked or not; a ticked one that the script lost stays."""
    facts = {"queue": call.queue, "topic": call.topic, "direction": call.direction}
    ticked = list(call.steps.order_by("at").values_list("words", flat=True))
    steps = checklist(in_force("call_script", facts).outcome["steps"], ticked)
    named = {one.words for one in steps}
    return steps + [Step(words, words, True) for words in ticked if words not in named]
