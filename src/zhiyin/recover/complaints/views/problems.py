"""Problems: what keeps happening, what was changed about it, and whether that helped."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

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
from zhiyin.recover.complaints import actions, forms, repeats, showing
from zhiyin.recover.complaints.models import Problem
from zhiyin.recover.complaints.reads import complaints_seen_by, problem_for, problems_seen_by


@needs("complaint.read")
@require_GET
def problems(request: HttpRequest) -> HttpResponse:
    """The problems that are open, newest first; and those that ended."""
    actor = _actor(request)
    ended = request.GET.get("show") == "ended"
    found = problems_seen_by(actor)
    found = found.exclude(state__in=Problem.OPEN_STATES) if ended else found.filter(state__in=Problem.OPEN_STATES)
    page = cursor_page(found, request, order=("-opened_at", "-id"), size=30)
    return render(request, "complaints/problems.html", {"page": page, "rows": _shown(page.rows), "ended": ended})


def _shown(found: list[Problem]) -> list[dict[str, Any]]:
    tones = {"open": "late", "acting": "soon", "prevented": "good", "ended": "plain"}
    return [
        {
            "problem": one,
            "matter": showing.matter_in_words(one),
            "cause": showing.cause_in_words(one.cause),
            "tone": tones[one.state],
        }
        for one in found
    ]


@needs("complaint.read")
@require_GET
def problem(request: HttpRequest, number: int) -> HttpResponse:
    """One problem with its complaints, its corrections and their proofs."""
    actor = _actor(request)
    found = problem_for(actor, number)
    alike = complaints_seen_by(actor).filter(problem=found)
    page = cursor_page(alike, request, order=("-opened_at", "-id"), size=15)
    correction = found.corrections.order_by("-in_effect_at", "-id").first()
    days = (timezone.now() - correction.in_effect_at).days if correction else 0
    context = {
        **_shown([found])[0],
        "page": page,
        "corrections": found.corrections.order_by("-in_effect_at", "-id"),
        "correction": correction,
        "days": days,
        "days_left": max(0, repeats.LEAST_DAYS - days),
        "least_days": repeats.LEAST_DAYS,
        "proofs": found.proofs.order_by("-at", "-id"),
        "may": actor.may("problem.handle") and found.is_open,
        "correction_form": forms.CorrectionForm(
            initial={"in_effect_on": timezone.localdate()}, auto_id="correction_%s"
        ),
        "ending_form": forms.ReasonForm(auto_id="ending_%s"),
    }
    return render(request, "complaints/problem.html", context)


@needs("problem.handle")
@require_POST
def corrections(request: HttpRequest, number: int) -> HttpResponse:
    """Note what was changed about a problem."""
    actor = _actor(request)
    found = problem_for(actor, number)
    form = forms.CorrectionForm(request.POST)
    if not form.is_valid():
        notices.error(request, _("Write what was changed, and since when."))
        return redirect("complaints:problem", number=number)
    now, on = timezone.now(), form.cleaned_data["in_effect_on"]
    zone = ZoneInfo(found.unit.time_zone) if found.unit else timezone.get_current_timezone()
    since = now if on == now.astimezone(zone).date() else datetime.combine(on, time.min, zone)
    return _tried(
        request,
        number,
        lambda: actions.correct_problem(found.id, form.cleaned_data["words"], since, by=actor, at=now),
        _("Noted. After %(days)s days its effect can be tested.") % {"days": repeats.LEAST_DAYS},
    )


@needs("problem.handle")
@require_POST
def proofs(request: HttpRequest, number: int) -> HttpResponse:
    """Test whether the last correction prevented the problem."""
    actor = _actor(request)
    found = problem_for(actor, number)
    return _tried(
        request,
        number,
        lambda: actions.prove_prevention(found.id, by=actor),
        _("Tested. What came of it stands below, whatever it is."),
    )


@needs("problem.handle")
@require_POST
def ending(request: HttpRequest, number: int) -> HttpResponse:
    """End a problem without proof."""
    actor = _actor(request)
    found = problem_for(actor, number)
    reason = request.POST.get("reason", "")
    return _tried(
        request, number, lambda: actions.end_problem(found.id, reason, by=actor), _("Ended, without a proof.")
    )


def _tried(request: HttpRequest, number: int, deed: Any, done: str) -> HttpResponse:
    try:
        deed()
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        notices.success(request, done)
    return redirect("complaints:problem", number=number)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
