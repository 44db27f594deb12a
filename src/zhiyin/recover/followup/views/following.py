"""Which resolved cases are to be followed up, and what came of it."""

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
from zhiyin.recover.followup.actions import note_follow_up
from zhiyin.recover.followup.forms import FollowUpForm
from zhiyin.recover.followup.models import FollowUp
from zhiyin.recover.followup.reads import follow_up_for, follow_ups_seen_by, followed_up_in_time
from zhiyin.recover.followup.showing import follow_ups_shown

RATE_DAYS = 30


@needs("callback.read")
@require_GET
def follow_ups(request: HttpRequest) -> HttpResponse:
    """Who is to be asked, the soonest due first; and who was."""
    actor, now = _actor(request), timezone.now()
    show = request.GET.get("show", "waiting")
    found = follow_ups_seen_by(actor)
    if show == "made":
        page = cursor_page(found.filter(done_at__isnull=False), request, order=("-done_at", "-id"), size=20)
    else:
        show = "waiting"
        page = cursor_page(found.filter(done_at=None), request, order=("due_at", "id"), size=20)
    in_time, due = followed_up_in_time(now - timedelta(days=RATE_DAYS), now, actor)
    low, high = wilson(in_time, due)
    context = {
        "page": page,
        "rows": follow_ups_shown(page.rows, now),
        "show": show,
        "days": RATE_DAYS,
        "rate": {"value": in_time / due if due else None, "low": low, "high": high, "n": due},
        "may_make": actor.may("callback.make"),
    }
    return render(request, "followup/follow_ups.html", context)


@needs("callback.read")
@require_GET
def follow_up(request: HttpRequest, id: UUID) -> HttpResponse:
    """One follow-up."""
    actor = _actor(request)
    found = follow_up_for(actor, id)
    context = {"row": follow_ups_shown([found], timezone.now())[0], "may_make": actor.may("callback.make")}
    return render(request, "followup/follow_up.html", context)


@needs("callback.make")
@require_POST
def outcome(request: HttpRequest, id: UUID) -> HttpResponse:
    """Note what came of it."""
    actor = _actor(request)
    found = follow_up_for(actor, id)
    form = FollowUpForm(request.POST)
    if not form.is_valid():
        notices.error(request, _("Say what came of it."))
        return redirect("followup:follow_up", id=found.id)
    try:
        note_follow_up(found.id, form.cleaned_data["outcome"], form.cleaned_data["note"], by=actor)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
        return redirect("followup:follow_up", id=found.id)
    if form.cleaned_data["outcome"] == FollowUp.Outcome.NOT_SOLVED:
        notices.success(request, _("Noted. The case is open again."))
    else:
        notices.success(request, _("Noted."))
    return redirect("followup:follow_ups")


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
