"""Guarantees for people who work here: which stand, what they paid, their versions, and whether all was paid right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.recover.compensation.showing import shown_all as shown_awards
from zhiyin.recover.guarantees import actions, public, showing
from zhiyin.recover.guarantees.forms import EndForm, GuaranteeForm, VersionForm
from zhiyin.recover.guarantees.public import DAYS
from zhiyin.recover.guarantees.reads import awards_by, guarantee_for, guarantees_seen_by
from zhiyin.recover.guarantees.replaying import replay


@needs("guarantee.read")
@require_http_methods(["GET", "POST"])
def guarantees(request: HttpRequest) -> HttpResponse:
    """All guarantees; a new one."""
    actor = _actor(request)
    form = GuaranteeForm(request.POST or None, initial={"audience": "public", "trigger": "breach"})
    if request.method == "POST":
        actor.require("guarantee.publish")
        if form.is_valid() and _published(request, form.cleaned_data["key"], form):
            return redirect("guarantees:guarantee", form.cleaned_data["key"])
    context = {
        "guarantees": showing.shown_all(guarantees_seen_by(actor), timezone.now()),
        "form": form,
        "days": DAYS,
    }
    return render(request, "guarantees/list.html", context, status=422 if form.errors else 200)


@needs("guarantee.read")
@require_GET
def guarantee(request: HttpRequest, key: str) -> HttpResponse:
    """One guarantee: what it says, how it stands, what it paid, its versions."""
    return _page(request, key)


def _page(request: HttpRequest, key: str, form: VersionForm | None = None) -> HttpResponse:
    actor = _actor(request)
    (one,) = showing.shown_all([guarantee_for(actor, key)], timezone.now())
    page = cursor_page(awards_by(actor, one.versions), request, order=("-made_at", "-id"), size=15)
    context = {
        "one": one,
        "days": DAYS,
        "page": page,
        "awards": shown_awards(page.rows),
        "versions": [(version, showing.remedy(version), showing.answers_to(version)) for version in one.versions],
        "form": form or VersionForm.of(one.newest),
        "end_form": EndForm(auto_id="end_%s"),
        "may": actor.may("guarantee.publish"),
    }
    return render(request, "guarantees/guarantee.html", context, status=422 if form else 200)


@needs("guarantee.publish")
@require_POST
def versions(request: HttpRequest, key: str) -> HttpResponse:
    """The next version of a guarantee."""
    guarantee_for(_actor(request), key)
    form = VersionForm(request.POST)
    if form.is_valid() and _published(request, key, form):
        return redirect("guarantees:guarantee", key)
    return _page(request, key, form)


@needs("guarantee.publish")
@require_POST
def ending(request: HttpRequest, key: str) -> HttpResponse:
    """End a guarantee from now on."""
    actor = _actor(request)
    found = guarantee_for(actor, key)
    try:
        actions.end(found.key, request.POST.get("reason", ""), by=actor)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        public.count_anew()
        notices.success(request, _("Ended. What was promised before is still paid."))
    return redirect("guarantees:guarantee", key)


@needs("guarantee.replay")
@require_POST
def replays(request: HttpRequest) -> HttpResponse:
    """Run what happened in the last days through the rules of its time once more."""
    now = timezone.now()
    return render(request, "guarantees/replay.html", {"found": replay(now - timedelta(days=DAYS), now), "days": DAYS})


def _published(request: HttpRequest, key: str, form: Any) -> bool:
    """Whether the version could be put in force; else the form says why not."""
    try:
        actions.publish(
            key, form.wanted(), form.cleaned_data["reason"], from_at=form.cleaned_data["from_at"], by=_actor(request)
        )
    except ValidationError as error:
        for name, faults in (error.message_dict if hasattr(error, "error_dict") else {None: error.messages}).items():
            field = {"name": "event"}.get(str(name), name)
            form.add_error(field if field in form.fields else None, faults)
        return False
    public.count_anew()
    notices.success(request, _("Put in force. What happened before stays with the version of its time."))
    return True


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
