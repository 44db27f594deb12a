"""Automatic mail that belongs to no case: seen by somebody, made a case, or dismissed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.resolve.cases.actions import dismiss_set_aside, open_set_aside
from zhiyin.resolve.cases.models import SetAside
from zhiyin.resolve.cases.reads import set_aside_seen_by


@needs("case.read")
def set_aside(request: HttpRequest) -> HttpResponse:
    """The automatic mail that nobody has looked at yet."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    page = cursor_page(set_aside_seen_by(actor), request, order=("-at", "-id"))
    return render(request, "conversations/set_aside.html", {"page": page, "may_write": actor.may("case.write")})


@require_POST
@needs("case.write")
def set_aside_case(request: HttpRequest, id: UUID) -> HttpResponse:
    """Open a case from an automatic mail after all."""
    aside = _seen(request, id)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    case = open_set_aside(aside.id, by=actor, because=last_entry_of(aside.id))
    return redirect("conversations:case", case.number)


@require_POST
@needs("case.write")
def dismissal(request: HttpRequest, id: UUID) -> HttpResponse:
    """Nothing is to be done about an automatic mail."""
    aside = _seen(request, id)
    dismiss_set_aside(aside.id, by=request.actor, because=None)  # type: ignore[attr-defined]
    messages.success(request, _("Put away."))
    return redirect("conversations:set_aside")


def _seen(request: HttpRequest, id: UUID) -> SetAside:
    found = set_aside_seen_by(request.actor).filter(id=id).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found
