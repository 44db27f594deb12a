"""What chance hardly explains among claims, and what a person says to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.forms import JudgementForm
from zhiyin.recover.compensation.reads import evidence_of, signal_for, signals_seen_by
from zhiyin.recover.compensation.showing import shown_signals
from zhiyin.recover.compensation.views.awards import actor_of, tried


@needs("abuse.read")
@require_GET
def suspicions(request: HttpRequest) -> HttpResponse:
    """What waits for a judgement, newest first; and what was judged."""
    actor = actor_of(request)
    show = "judged" if request.GET.get("show") == "judged" else "open"
    found = signals_seen_by(actor).filter(judged_at__isnull=show == "open")
    order = ("-found_at", "-id") if show == "open" else ("-judged_at", "-id")
    page = cursor_page(found, request, order=order, size=20)
    context = {
        "page": page,
        "rows": shown_signals(page.rows, *evidence_of(actor, page.rows)),
        "show": show,
        "may_judge": actor.may("abuse.judge"),
    }
    return render(request, "compensation/signals.html", context)


@needs("abuse.judge")
@require_POST
def judgement(request: HttpRequest, id: UUID) -> HttpResponse:
    """Judge a signal."""
    actor = actor_of(request)
    found = signal_for(actor, id)
    form = JudgementForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        done = _("Noted. Nothing was refused by this: decide on approvals as before.")
        tried(request, lambda: actions.judge_signal(found.id, given["judgement"], given["reason"], by=actor), done)
    else:
        notices.error(request, _("Say what it is, and why."))
    return redirect("compensation:signals")
