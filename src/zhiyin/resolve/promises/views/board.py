"""The promises of the house: kept or broken, running out, owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
from zhiyin.resolve.promises.actions import void
from zhiyin.resolve.promises.forms import VoidForm
from zhiyin.resolve.promises.models import Promise
from zhiyin.resolve.promises.reads import Kept, breaches_seen_by, kept_by_week, promise_for, promises_seen_by
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
        "totals": _totals(by_week),
        "by_week": [_rate(one) for one in sorted(by_week, key=lambda one: (one.week, one.name), reverse=True)],
        "weeks_shown": WEEKS_SHOWN,
        "show": show if show in ("open", "broken") else "open",
        "name": name if name in Promise.Name.values else "",
        "names": [(value, wording.name_of(value)) for value in Promise.Name.values],
    }
    if show == "broken":
        breaches = breaches_seen_by(actor).select_related("promise__unit")
        if context["name"]:
            breaches = breaches.filter(promise__name=context["name"])
        page = cursor_page(breaches, request, order=("-breached_at", "-id"), size=30)
        context |= {"page": page, "rows": [(one, shown(one.promise)) for one in page]}
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


def _totals(by_week: list[Kept]) -> list[Rate]:
    names = sorted({one.name for one in by_week}) or [policy.FIRST_REPLY]
    return [
        Rate(
            wording.name_of(name),
            None,
            sum(one.met for one in by_week if one.name == name),
            sum(one.breached for one in by_week if one.name == name),
        )
        for name in names
    ]


def _rate(one: Kept) -> Rate:
    return Rate(wording.name_of(one.name), one.week, one.met, one.breached)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
