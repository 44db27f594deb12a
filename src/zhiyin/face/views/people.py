"""People: what each is good at, when they work, how much they take, and whether they are there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.face.people_forms import (
    AbsenceForm,
    AssessmentForm,
    CapacityForm,
    DayForm,
    HoursForm,
    LanguagesForm,
    SkillForm,
)
from zhiyin.kernel.people import actions
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.models import Person
from zhiyin.kernel.people.reads import (
    days_planned,
    hours_of,
    newest_assessments,
    people_seen_by,
    person_for,
    skills,
    staff_of,
)

SHOWN = 50


@needs("people.read")
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The people whom one works with: who is there, in which languages, good at what."""
    return _list(request, SkillForm(), 200)


def _list(request: HttpRequest, form: forms.Form, status: int) -> HttpResponse:
    actor = _actor(request)
    page = cursor_page(people_seen_by(actor), request, order=("name", "id"), size=SHOWN)
    now = timezone.now()
    names = {one.key: str(one) for one in skills()}
    rows = [(one, _skills(one, names, timezone.localdate(now))) for one in staff_of(page, now)]
    context = {"page": page, "rows": rows, "skills": names.items(), "form": form}
    return render(request, "face/people/list.html", context | {"may_plan": actor.may("people.plan")}, status=status)


def _skills(staff: Any, names: dict[str, str], today: Any) -> list[tuple[str, int, bool]]:
    return [(names.get(key, key), level, today >= until) for key, (level, until) in sorted(staff.skills.items())]


@needs("people.plan")
@require_POST
def people_skills(request: HttpRequest) -> HttpResponse:
    """A skill that people can have."""
    form = SkillForm(request.POST)
    if not form.is_valid():
        return _list(request, form, 422)
    kept = form.cleaned_data
    actions.register_skill(kept["key"], kept["name"], kept["name_en"], by=_actor(request))
    return redirect("face:people")


@needs("people.read")
@require_GET
def person(request: HttpRequest, id: UUID) -> HttpResponse:
    """One person, with what may be changed."""
    return _person(request, person_for(_actor(request), id), {}, 200)


def _person(request: HttpRequest, found: Person, bound: dict[str, forms.Form], status: int) -> HttpResponse:
    actor, now = _actor(request), timezone.now()
    staff = staff_of([found], now)[0]
    fresh = {
        "assessment": AssessmentForm(),
        "languages": LanguagesForm(initial={"languages": " ".join(sorted(staff.languages))}),
        "capacity": CapacityForm(initial={"capacity": found.capacity}),
        "hours": HoursForm(hours=hours_of(found.id)),
        "day": DayForm(),
        "absence": AbsenceForm(),
    }
    context = {
        "person": found,
        "staff": staff,
        "today": timezone.localdate(now),
        "assessments": newest_assessments([found.id]),
        "days": days_planned(found.id, timezone.localdate(now)),
        "forms": fresh | bound,
        "may_plan": actor.may("people.plan"),
        "may_say": actor.may("people.plan") or actor.id == found.id,
    }
    return render(request, "face/people/person.html", context, status=status)


def _kept(
    request: HttpRequest, id: UUID, name: str, form: forms.Form, change: Callable[[Person, dict[str, Any]], Any]
) -> HttpResponse:
    """Do what a valid form says; else show the person again with what is wrong."""
    found = person_for(_actor(request), id)
    if form.is_valid():
        try:
            change(found, form.cleaned_data)
        except ValidationError as fault:
            if hasattr(fault, "error_dict"):
                for field, errors in fault.error_dict.items():
                    form.add_error(field if field in form.fields else None, errors)
            else:
                form.add_error(None, fault)
        else:
            messages.success(request, _("Kept."))
            return redirect("face:person", id)
    return _person(request, found, {name: form}, 422)


@needs("people.plan")
@require_POST
def person_assessments(request: HttpRequest, id: UUID) -> HttpResponse:
    """How good somebody is at something."""
    by = _actor(request)

    def change(found: Person, kept: dict[str, Any]) -> None:
        actions.assess(
            found.id, kept["skill"].id, kept["level"], kept["evidence"], expires_on=kept["expires_on"], by=by
        )

    return _kept(request, id, "assessment", AssessmentForm(request.POST), change)


@needs("people.plan")
@require_POST
def person_languages(request: HttpRequest, id: UUID) -> HttpResponse:
    """The languages that somebody serves in."""
    by = _actor(request)
    return _kept(
        request,
        id,
        "languages",
        LanguagesForm(request.POST),
        lambda found, kept: actions.plan_languages(found.id, kept["languages"], by=by),
    )


@needs("people.plan")
@require_POST
def person_capacity(request: HttpRequest, id: UUID) -> HttpResponse:
    """How much somebody takes at once."""
    by = _actor(request)
    return _kept(
        request,
        id,
        "capacity",
        CapacityForm(request.POST),
        lambda found, kept: actions.plan_capacity(found.id, kept["capacity"], by=by),
    )


@needs("people.plan")
@require_POST
def person_hours(request: HttpRequest, id: UUID) -> HttpResponse:
    """When somebody works each week."""
    by = _actor(request)
    form = HoursForm(request.POST, hours=hours_of(id))
    return _kept(
        request,
        id,
        "hours",
        form,
        lambda found, kept: actions.plan_hours(found.id, form.windows, kept["time_zone"], by=by),
    )


@needs("people.plan")
@require_POST
def person_days(request: HttpRequest, id: UUID) -> HttpResponse:
    """One day on which somebody works otherwise; `as_ever` takes it back."""
    by = _actor(request)

    def change(found: Person, kept: dict[str, Any]) -> None:
        windows = None if "as_ever" in request.POST else kept["windows"]
        actions.plan_day(found.id, kept["on"], windows, kept["reason"], by=by)

    return _kept(request, id, "day", DayForm(request.POST), change)


@needs("people.read")
@require_POST
def person_absence(request: HttpRequest, id: UUID) -> HttpResponse:
    """Somebody goes away for a while; `back` says that they are there again."""
    by = _actor(request)

    def change(found: Person, kept: dict[str, Any]) -> None:
        if "back" in request.POST:
            actions.come_back(found.id, by=by)
        else:
            actions.go_away(found.id, kept["reason"], by=by)

    return _kept(request, id, "absence", AbsenceForm(request.POST), change)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
