"""The calendars that clocks run on: a year at a glance, a preview of any promise, where the public days come from."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.policies.reads import InForce, all_in_force
from zhiyin.lib.working_time import Calendar, NoWorkingTime
from zhiyin.resolve.promises import actions, policy, wording
from zhiyin.resolve.promises.calendars import TABLES, calendar_named, public_days_of
from zhiyin.resolve.promises.forms import FeedForm, MarkForm, PreviewForm, YearForm
from zhiyin.resolve.promises.jobs import look_up_public_days
from zhiyin.resolve.promises.reads import almanacs_in_force, feed_for, feeds_seen_by
from zhiyin.resolve.promises.years import bar, months_of, special_days


@needs("promise.read")
@require_GET
def calendars(request: HttpRequest) -> HttpResponse:
    """A calendar's year, and when a promise of any moment would be due."""
    return _page(request)


def _page(
    request: HttpRequest, *, mark: MarkForm | None = None, feed: FeedForm | None = None, status: int = 200
) -> HttpResponse:
    actor, tables = _actor(request), all_in_force(*policy.BY_POLICY, *TABLES)
    names = _names(tables)
    asked = YearForm(request.GET, names=names)
    chosen = asked.chosen()
    described = tables["calendars"].decide({"name": chosen.name}).outcome["calendar"]
    calendar = calendar_named(chosen.name, *(tables[key] for key in TABLES))
    public = public_days_of(described, tables["public_days"])
    months = months_of(calendar, described, public, chosen.year) if calendar else []
    zone = calendar.zone if calendar else timezone.get_default_timezone()
    may_change = actor.may("policy.change")
    sources = almanacs_in_force(tables)
    context = {
        "names": names,
        "chosen": chosen,
        "round_the_clock": calendar is None,
        "zone": zone,
        "windows": _windows(calendar),
        "months": months,
        "weekdays": wording.weekday_names(),
        "today": timezone.localdate(),
        "special": special_days(months),
        "unsettled": public.settled_through is not None and chosen.year > public.settled_through,
        "settled_through": public.settled_through,
        "sources": sources,
        "feeds": feeds_seen_by(actor),
        "preview": _preview(request, tables, zone),
        "may_change": may_change,
        "mark_form": mark or MarkForm(),
        "feed_form": feed or FeedForm(),
        "feed_open": feed is not None,
    }
    return render(request, "promises/calendars.html", context, status=status)


@needs("policy.change")
@require_POST
def marked_days(request: HttpRequest) -> HttpResponse:
    """A day off or a working day of our own."""
    form = MarkForm(request.POST)
    name = request.POST.get("calendar", "")
    if not form.is_valid():
        return _page(request, mark=form, status=422)
    day = form.cleaned_data["on"]
    try:
        actions.mark_day(
            name, day, form.cleaned_data["kind"], form.cleaned_data["note"], by=_actor(request), because=None
        )
        notices.success(request, _("Put in force. Open promises are counted anew."))
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    answer = redirect("promises:calendars")
    answer["Location"] += f"?{YearForm.address(name, day.year)}"
    return answer


@needs("policy.change")
@require_POST
def feeds(request: HttpRequest) -> HttpResponse:
    """Know an iCal address from now on."""
    form = FeedForm(request.POST)
    if form.is_valid():
        try:
            actions.add_feed(**form.cleaned_data, by=_actor(request), because=None)
        except ValidationError as error:
            for field, words in error.message_dict.items():
                form.add_error(field, words)
    if form.errors:
        return _page(request, feed=form, status=422)
    notices.success(request, _("The feed is being fetched. Name it in a calendar to use it."))
    return redirect("promises:calendars")


@needs("policy.change")
@require_POST
def feed_removal(request: HttpRequest, id: UUID) -> HttpResponse:
    """Forget an iCal address."""
    actor = _actor(request)
    try:
        actions.remove_feed(feed_for(actor, id).id, by=actor, because=None)
        notices.success(request, _("The feed was removed."))
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    return redirect("promises:calendars")


@needs("policy.change")
@require_POST
def news(request: HttpRequest) -> HttpResponse:
    """Look up the public days now instead of in the night."""
    look_up_public_days()
    notices.success(request, _("Public days are being looked up; what is new comes into force within a minute."))
    return redirect("promises:calendars")


def _names(tables: dict[str, InForce]) -> list[str]:
    """The names of calendars that rules use or that the table lists, those for people first."""
    found: dict[str, None] = {"office": None}
    for row in tables["calendars"].rows:
        named = row["when"].get("name", ())
        found |= dict.fromkeys([named] if isinstance(named, str) else named)
    for key in policy.BY_POLICY:
        found |= dict.fromkeys(str(row["then"]["calendar"]) for row in tables[key].rows)
    return list(found)


def _windows(calendar: Calendar | None) -> list[tuple[str, str]]:
    """The windows of each weekday, neighbours alike together: ("Mon–Fri", "09:00–12:00, 13:30–18:00")."""
    if calendar is None:
        return []
    monday = datetime(2024, 1, 1).date()  # noqa: DTZ001  any Monday: only its weekday is used
    week = [tuple(calendar.windows.get(weekday, ())) for weekday in range(7)]
    found: list[tuple[int, int]] = []
    for weekday, windows in enumerate(week):
        if found and week[found[-1][0]] == windows:
            found[-1] = (found[-1][0], weekday)
        else:
            found.append((weekday, weekday))
    return [
        (
            wording.weekdays(monday + timedelta(days=first), monday + timedelta(days=last)),
            wording.windows(week[first]) if week[first] else pgettext("calendar", "closed"),
        )
        for first, last in found
    ]


def _preview(request: HttpRequest, tables: dict[str, InForce], zone: Any) -> dict[str, Any]:
    form = PreviewForm(request.GET if "at" in request.GET else None, zone=zone)
    asked = form.asked()
    decision = tables[asked.promise].decide(asked.facts)
    minutes, name = decision.outcome["minutes"], decision.outcome["calendar"]
    shown: dict[str, Any] = {"form": form, "asked": asked, "row": decision.row + 1, "version": decision.version}
    if not minutes:
        return shown | {"nothing": True}
    calendar = calendar_named(name, *(tables[key] for key in TABLES))
    try:
        clock = policy.clock(asked.at, timedelta(minutes=minutes), calendar)
    except NoWorkingTime:
        return shown | {"never": True}
    steps = policy.steps_as_json(clock.steps)
    ours = calendar.zone if calendar else zone
    lines = wording.lines(steps, ours)
    return shown | {
        "at": wording.clock_time(asked.at, ours, name_zone=False),
        "due": wording.clock_time(clock.due_at, ours, name_zone=False),
        "warned": wording.clock_time(clock.warn_at, ours, name_zone=False),
        "duration": wording.length(minutes * 60),
        "calendar": name,
        "name": wording.name_of(asked.promise),
        "lines": lines,
        "bar": bar(steps, [f"{line.day} {line.span} · {line.what}" for line in lines]),
    }


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
