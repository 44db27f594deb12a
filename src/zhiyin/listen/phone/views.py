"""The list of calls, one call with its script and its customer, and who calls now."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.listen.phone.actions import tick
from zhiyin.listen.phone.reads import call_for, calls_now_for, calls_seen_by, script_of


@needs("call.read")
@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """Calls, newest first; `?missed` those that nobody answered."""
    found, missed = calls_seen_by(_actor(request)), "missed" in request.GET
    if missed:
        found = found.filter(answered_at=None, direction="in").exclude(ended_at=None)
    page = cursor_page(found, request, order=("-began_at", "-id"))
    return render(request, "phone/calls.html", {"page": page, "missed": missed})


@needs("call.read")
@require_GET
def call(request: HttpRequest, id: UUID) -> HttpResponse:
    """One call."""
    found = call_for(_actor(request), id)
    script = script_of(found)
    context = {
        "call": found,
        "script": script,
        "gaps": found.ended_at is not None and not all(s.ticked for s in script),
    }
    return render(request, "phone/call.html", context)


@needs("call.write")
@require_POST
def steps(request: HttpRequest, id: UUID) -> HttpResponse:
    """Tick a step of the script, or untick it."""
    actor = _actor(request)
    found = call_for(actor, id)
    try:
        tick(found, request.POST.get("words", ""), request.POST.get("ticked") == "yes", by=actor)
    except ValidationError as error:
        return HttpResponseBadRequest(" ".join(error.messages))
    return redirect("phone:call", id=id)


@needs("call.read")
@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """The calls that go on now, for the corner of every page."""
    return render(request, "phone/now.html", {"calls": calls_now_for(_actor(request))})


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
