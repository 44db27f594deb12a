"""The promises of the house: kept or broken, running out, owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
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
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.lib.stats import wilson
from zhiyin.resolve.promises import policy, wording
from zhiyin.resolve.promises.actions import decide_review, void
from zhiyin.resolve.promises.forms import ReviewForm, VoidForm
from zhiyin.resolve.promises.models import Promise
from zhiyin.resolve.promises.reads import (
    KeepRate,
    Kept,
    breaches_seen_by,
    entitlements,
    keep_rates,
    kept_by_week,
    promise_for,
    promises_seen_by,
    ratio_promises,
    review_for,
    reviews_seen_by,
    time_used_by,
)
from zhiyin.resolve.promises.showing import shown, shown_all

WEEKS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the promises due in a span were kept, with Wilson's interval."""

    name: str
    week: date | None
    met: int
    breached: int

    @property
    def n(self) -> int:
        return self.met + self.breached

    @property
    def value(self) -> float | None:
        return policy.rate(self.met, self.breached)

    @property
    def low(self) -> float:
        return wilson(self.met, self.n).low

    @property
    def high(self) -> float:
        return wilson(self.met, self.n).high


@needs("promise.read")
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """How well we keep our word, and what is owed now."""
    actor = _actor(request)
    zone = ZoneInfo(settings.TIME_ZONE)
    weeks = policy.weeks_back(timezone.now(), WEEKS_SHOWN, zone)
    by_week = kept_by_week(weeks[0][0], weeks[-1][1], zone, actor)
    show = request.GET.get("show", "open")
    name = request.GET.get("name", "")
    context = {
        "totals": keep_rates(weeks[0][0], weeks[-1][1], actor) or [KeepRate(policy.FIRST_REPLY, 0, 0, 0)],
        "ratios": ratio_promises(timezone.now(), actor),
        "rights": entitlements(),
        "reviews": _reviews(actor),
        "review_form": ReviewForm(),
        "by_week": [_rate(one) for one in sorted(by_week, key=lambda one: (one.week, one.name), reverse=True)],
        "weeks_shown": WEEKS_SHOWN,
        "show": show if show in ("open", "broken") else "open",
        "name": name if name in Promise.Name.values else "",
        "names": [(value, wording.name_of(value)) for value in Promise.Name.values],
    }
    if show == "broken":
        breaches = breaches_seen_by(actor).select_related("promise__unit", "promise__notice")
        if context["name"]:
            breaches = breaches.filter(promise__name=context["name"])
        page = cursor_page(breaches, request, order=("-breached_at", "-id"), size=30)
        used = time_used_by([one.promise for one in page])
        context |= {"page": page, "rows": [(one, shown(one.promise, used[one.promise_id])) for one in page]}
    else:
        running = promises_seen_by(actor).filter(state__in=policy.OPEN_STATES)
        if context["name"]:
            running = running.filter(name=context["name"])
        running = running.select_related("case", "case__assignee", "customer", "unit")
        page = cursor_page(running, request, order=("due_at", "id"), size=30)
        context |= {"page": page, "rows": shown_all(page)}
    return render(request, "promises/board.html", context)


@needs("promise.void")
@require_POST
def voiding(request: HttpRequest, id: UUID) -> HttpResponse:
    """Note that a promise was made by mistake."""
    actor = _actor(request)
    promise = promise_for(actor, id)
    form = VoidForm(request.POST)
    if not form.is_valid():
        notices.error(request, _("Say why this promise was a mistake."))
    else:
        try:
            void(promise.id, form.cleaned_data["reason"], by=actor, because=last_entry_of(promise.id))
            notices.success(request, _("The promise was taken out of every count."))
        except ValidationError as error:
            notices.error(request, " ".join(error.messages))
    if promise.case is None:
        return redirect("promises:board")
    return redirect("conversations:case", number=promise.case.number)


@needs("promise.review")
@require_POST
def reviewing(request: HttpRequest, id: UUID) -> HttpResponse:
    """Decide on a promise that is kept too seldom."""
    actor, form = _actor(request), ReviewForm(request.POST)
    review = review_for(actor, id)
    if not form.is_valid():
        notices.error(request, _("Choose, and say why."))
        return redirect("promises:board")
    try:
        decide_review(review.id, **form.cleaned_data, by=actor, because=last_entry_of(review.id))
        notices.success(request, _("Decided."))
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    if form.cleaned_data["decision"] == "change" and review.name in policy.BY_POLICY:
        return redirect("face:policy", key=review.name)
    return redirect("promises:board")


def _reviews(actor: Actor) -> list[dict[str, Any]]:
    open_ones = reviews_seen_by(actor).filter(decided_at=None)
    return [
        {
            "review": one,
            "name": wording.name_of(one.name),
            "periods": [
                {"on": date.fromisoformat(period["from"]), "rate": Rate("", None, period["met"], period["breached"])}
                for period in one.periods
            ],
        }
        for one in open_ones
    ]


def _rate(one: Kept) -> Rate:
    return Rate(wording.name_of(one.name), one.week, one.met, one.breached)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
