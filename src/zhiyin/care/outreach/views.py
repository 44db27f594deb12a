"""Whom to reach out to, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiyin.care.outreach.actions import note_outcome, take
from zhiyin.care.outreach.forms import OutcomeForm
from zhiyin.care.outreach.models import Outreach
from zhiyin.care.outreach.reads import outreach_for, outreach_seen_by
from zhiyin.care.outreach.showing import shown_all
from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor


@needs("outreach.read")
@require_GET
def outreach_list(request: HttpRequest) -> HttpResponse:
    """Whom to reach out to, the soonest due first; and what came of it."""
    actor = _actor(request)
    show = request.GET.get("show", "")
    show = show if show in ("mine", "made") else "open"
    found = outreach_seen_by(actor)
    if show == "made":
        page = cursor_page(found.filter(state=Outreach.State.MADE), request, order=("-made_at", "-id"), size=20)
    else:
        waiting = found.exclude(state=Outreach.State.MADE)
        if show == "mine":
            waiting = waiting.filter(assigned_id=actor.id)
        page = cursor_page(waiting, request, order=("due_at", "id"), size=20)
    context = {"page": page, "rows": shown_all(page.rows), "show": show, "may_make": actor.may("outreach.make")}
    return render(request, "outreach/list.html", context)


@needs("outreach.read")
@require_GET
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """One outreach."""
    actor = _actor(request)
    context = {"row": shown_all([outreach_for(actor, id)])[0], "may_make": actor.may("outreach.make")}
    return render(request, "outreach/one.html", context)


@needs("outreach.make")
@require_POST
def taking(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take an outreach upon oneself."""
    actor = _actor(request)
    found = outreach_for(actor, id)
    _tried(request, lambda: take(found.id, by=actor), _("It is yours now."))
    return redirect("outreach:one", id=found.id)


@needs("outreach.make")
@require_POST
def outcome(request: HttpRequest, id: UUID) -> HttpResponse:
    """Note what came of it."""
    actor = _actor(request)
    found = outreach_for(actor, id)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        notices.error(request, _("Choose what came of it, and write down what you heard."))
        return redirect("outreach:one", id=found.id)
    values = form.cleaned_data
    _tried(request, lambda: note_outcome(found.id, values["outcome"], values["note"], by=actor), _("Noted."))
    return redirect("outreach:list")


def _tried(request: HttpRequest, deed: Any, done: str) -> None:
    try:
        deed()
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        notices.success(request, done)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
