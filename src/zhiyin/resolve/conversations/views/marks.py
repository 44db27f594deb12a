"""The marks of a chat at the desk: that a person is typing, and that they saw what the customer wrote."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from zhiyin.face.access import needs
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.channels.actions import see, tell_typing
from zhiyin.resolve.cases.reads import case_for, messages_of


@require_POST
@needs("case.reply")
def typing(request: HttpRequest, number: int) -> HttpResponse:
    """Tell the customer's chat that somebody writes to them. Other channels have no such mark."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    case = case_for(actor, number)
    if case.channel.kind == "chat":
        tell_typing(case.customer_id, case.unit_id, by=actor)
    return HttpResponse(status=204)


@require_POST
@needs("case.reply")
def seen(request: HttpRequest, number: int) -> HttpResponse:
    """Note that the newest chat message of the customer stands before somebody who may answer it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    newest = next((one for one in reversed(messages_of(case_for(actor, number))) if one.direction == "in"), None)
    if newest is not None and newest.channel.kind == "chat" and actor.may("message.read"):
        see(newest, by=actor)
    return HttpResponse(status=204)
