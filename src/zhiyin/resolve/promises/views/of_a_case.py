"""What people promise and hand over in a case, from its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiyin.face.access import needs
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.reads import last_entry_of
from zhiyin.resolve.cases.reads import case_for
from zhiyin.resolve.promises import actions
from zhiyin.resolve.promises.forms import CancelForm, DateForm, HandoverForm, NoticeForm
from zhiyin.resolve.promises.models import Promise
from zhiyin.resolve.promises.reads import promise_for


@needs("promise.keep")
@require_POST
def dates(request: HttpRequest, number: int) -> HttpResponse:
    """Promise a customer something by a time of the unit's clock."""
    case = case_for(_actor(request), number)
    with timezone.override(ZoneInfo(case.unit.time_zone)):
        form = DateForm(request.POST)
        _do(
            request,
            form,
            lambda: actions.promise_date(
                case.id, **form.cleaned_data, by=_actor(request), because=last_entry_of(case.id)
            ),
            _("Promised. Its clock runs."),
        )
    return redirect("conversations:case", number=number)


@needs("promise.keep")
@require_POST
def notice(request: HttpRequest, id: UUID) -> HttpResponse:
    """Tell the customer before a promise is broken."""
    promise, form = promise_for(_actor(request), id), NoticeForm(request.POST)
    _do(
        request,
        form,
        lambda: actions.give_notice(promise.id, form.cleaned_data["text"], by=_actor(request), because=_why(promise)),
        _("The customer is told. The promise still counts as broken if its time passes."),
    )
    return _back(promise)


@needs("promise.keep")
@require_POST
def fulfilment(request: HttpRequest, id: UUID) -> HttpResponse:
    """Note that what a person promised was done."""
    promise = promise_for(_actor(request), id)
    _do(
        request,
        None,
        lambda: actions.keep(promise.id, by=_actor(request), because=_why(promise)),
        _("Noted as done."),
    )
    return _back(promise)


@needs("promise.keep")
@require_POST
def cancellation(request: HttpRequest, id: UUID) -> HttpResponse:
    """Note that the customer needs a promise no more."""
    promise, form = promise_for(_actor(request), id), CancelForm(request.POST)
    _do(
        request,
        form,
        lambda: actions.cancel(promise.id, form.cleaned_data["reason"], by=_actor(request), because=_why(promise)),
        _("The promise was called off; it counts as neither kept nor broken."),
    )
    return _back(promise)


@needs("case.write")
@require_POST
def handovers(request: HttpRequest, number: int) -> HttpResponse:
    """Hand a case to a department or a vendor."""
    case, form = case_for(_actor(request), number), HandoverForm(request.POST)
    _do(
        request,
        form,
        lambda: actions.hand_over(case.id, **form.cleaned_data, by=_actor(request), because=last_entry_of(case.id)),
        _("Handed over. What they take is noted as their time."),
    )
    return redirect("conversations:case", number=number)


@needs("case.write")
@require_POST
def handback(request: HttpRequest, number: int) -> HttpResponse:
    """Who had a case gave it back."""
    case = case_for(_actor(request), number)
    _do(
        request,
        None,
        lambda: actions.hand_back(case.id, by=_actor(request), because=last_entry_of(case.id)),
        _("The case is with us again."),
    )
    return redirect("conversations:case", number=number)


def _do(request: HttpRequest, form: forms.Form | None, act: Callable[[], Any], done: str) -> None:
    """Act if the form is good, and say how it went."""
    if form is not None and not form.is_valid():
        labels = {name: str(field.label) for name, field in form.fields.items()}
        told = [f"{labels.get(name, name)}: {' '.join(map(str, faults))}" for name, faults in form.errors.items()]
        notices.error(request, " ".join(told))
        return
    try:
        act()
        notices.success(request, done)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))


def _why(promise: Promise) -> Any:
    return last_entry_of(promise.id)


def _back(promise: Promise) -> HttpResponse:
    if promise.case is None:
        return redirect("promises:board")
    return redirect("conversations:case", number=promise.case.number)


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]
