"""A case from a call, while it goes on or after it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from zhiyin.face.access import needs
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.listen.phone.actions import log_call
from zhiyin.listen.phone.reads import call_for
from zhiyin.resolve.cases.actions import open_for


@require_POST
@needs("case.write")
def call_case(request: HttpRequest, id: UUID) -> HttpResponse:
    """Open a case from a call, once; what is known of the call at its end stands in it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        message = log_call(call_for(actor, id), by=actor)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("phone:call", id)
    case = open_for(message.id, by=actor, because=last_entry_of(message.id, "MessageReceived"))
    return redirect("conversations:case", case.number)
