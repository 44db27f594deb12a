"""The list of feedback, one feedback, and a note of what was said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.face.slots import cells_for
from zhiyin.kernel.customers.reads import customers_seen_by
from zhiyin.listen.feedback.actions import take_in
from zhiyin.listen.feedback.forms import NoteForm, Wanted
from zhiyin.listen.feedback.models import Feedback
from zhiyin.listen.feedback.reads import feedback_seen_by


@needs("feedback.read")
@require_GET
def feedback(request: HttpRequest) -> HttpResponse:
    """All feedback, newest first; other rooms add topic and mood to each row."""
    actor, form = request.actor, Wanted(request.GET)  # type: ignore[attr-defined]
    found = feedback_seen_by(actor).select_related("customer", "unit")
    wanted = form.cleaned_data if form.is_valid() else {}
    page = cursor_page(_narrowed(found, wanted), request, order=("-at", "-id"))
    context = {
        "page": page,
        "form": form,
        "cells": cells_for("feedback.row", actor, page.rows),
        "narrowed": any(wanted.values()),
    }
    return render(request, "feedback/feedback.html", context)


def _narrowed(found: QuerySet[Feedback], wanted: dict[str, Any]) -> QuerySet[Feedback]:
    if wanted.get("words"):
        found = found.filter(text__icontains=wanted["words"])
    if wanted.get("product"):
        found = found.filter(product__iexact=wanted["product"])
    if wanted.get("place"):
        found = found.filter(place__iexact=wanted["place"])
    by_rating = {"low": Q(rating__lte=2), "middle": Q(rating=3), "high": Q(rating__gte=4), "none": Q(rating=None)}
    return found.filter(by_rating[wanted["rating"]]) if wanted.get("rating") else found


@needs("feedback.read")
@require_GET
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """One feedback with what other rooms found out about it."""
    actor = request.actor  # type: ignore[attr-defined]
    row = get_object_or_404(feedback_seen_by(actor).select_related("customer", "unit"), id=id)
    return render(request, "feedback/one.html", {"row": row, "cells": cells_for("feedback.row", actor, [row])})


@needs("feedback.write")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Note what a customer said at the counter or on the phone."""
    actor = request.actor  # type: ignore[attr-defined]
    form = NoteForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        given, customer = form.cleaned_data, None
        if given["customer"] is not None:
            customer = customers_seen_by(actor).filter(number=given["customer"]).first()
            if customer is None:
                form.add_error("customer", _("There is no customer with this number."))
        if not form.errors:
            try:
                row = take_in(
                    given["text"],
                    source="note",
                    customer_id=customer.id if customer else None,
                    unit_id=given["unit"].id if given["unit"] else None,
                    product=given["product"],
                    place=given["place"],
                    rating=given["rating"],
                    by=actor,
                )
            except ValidationError as fault:
                form.add_error("text", fault)
            else:
                notices.success(request, _("The feedback was noted."))
                return redirect("feedback:one", row.id)
    return render(request, "feedback/new.html", {"form": form}, status=422 if form.errors else 200)
