"""Who is to be called back, and what came of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.lib.stats import wilson
from zhiyin.recover.followup.actions import note_call
from zhiyin.recover.followup.forms import CallForm
from zhiyin.recover.followup.models import Attempt
from zhiyin.recover.followup.reads import call_back_for, call_backs_seen_by, closed_loops
from zhiyin.recover.followup.showing import shown_all

RATE_DAYS = 30


@needs("callback.read")
@require_GET
def call_backs(request: HttpRequest) -> HttpResponse:
    """Who waits for a call, the soonest due first; and who was called."""
    actor = _actor(request)
    show = "made" if request.GET.get("show") == "made" else "waiting"
    found = call_backs_seen_by(actor)
    if show == "made":
        page = cursor_page(found.filter(made_at__isnull=False), request, order=("-made_at", "-id"), size=20)
    else:
        page = cursor_page(found.filter(made_at=None), request, order=("due_at", "id"), size=20)
    now = timezone.now()
    made, asked = closed_loops(now - timedelta(days=RATE_DAYS), now, actor)
    low, high = wilson(made, asked)
    context = {
        "page": page,
        "rows": shown_all(page.rows),
        "show": show,
        "days": RATE_DAYS,
        "rate": {"value": made / asked if asked else None, "low": low, "high": high, "n": asked},
        "may_make": actor.may("callback.make"),
    }
    return render(request, "followup/call_backs.html", context)


@needs("callback.read")
@require_GET
def call_back(request: HttpRequest, id: UUID) -> HttpResponse:
    """One call back."""
    actor = _actor(request)
    found = call_back_for(actor, id)
    context = {"row": shown_all([found])[0], "may_make": actor.may("callback.make")}
    return render(request, "followup/call_back.html", context)


@needs("callback.make")
@require_POST
def attempts(request: HttpRequest, id: UUID) -> HttpResponse:
    """Note a call."""
    actor = _actor(request)
    found = call_back_for(actor, id)
    form = CallForm(request.POST)
    if not form.is_valid():
        notices.error(request, _("Say whether you reached the customer."))
        return redirect("followup:call_back", id=found.id)
    try:
        note_call(found.id, form.cleaned_data["outcome"], form.cleaned_data["note"], by=actor)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
        return redirect("followup:call_back", id=found.id)
    if form.cleaned_data["outcome"] == Attempt.Outcome.REACHED:
        notices.success(request, _("Noted. The loop is closed."))
    else:
        notices.success(request, _("Noted. The call back stays open."))
    return redirect("followup:call_backs")


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
