"""Customers: the list, and one customer whole with everything that ever happened to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from zhiyin.face.access import needs
from zhiyin.face.customer_forms import ConsentForm, MergeForm
from zhiyin.face.lines import days_of, lines_of
from zhiyin.face.pages import cursor_page
from zhiyin.face.slots import cells_for, offers_for
from zhiyin.kernel.customers.actions import unmerge
from zhiyin.kernel.customers.models import Customer, Identity, Trait
from zhiyin.kernel.customers.reads import (
    consents_of,
    customer_for,
    customers_seen_by,
    identities_of,
    matching,
    merges_of,
    pinned_traits,
    whole_ids,
)
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.models import Entry
from zhiyin.kernel.timeline.reads import entries_seen_by, line_of

LINES_A_PAGE = 40


@needs("customer.read")
def customers(request: HttpRequest) -> HttpResponse:
    """All customers, newest first; `?q=` finds names, numbers and identities."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    query = request.GET.get("q", "").strip()[:200]
    page = cursor_page(_found(actor, query), request, ("-made_at", "-id"))
    for customer in page.rows:
        customer.known_by = [one for one in customer.identities.all() if one.kind != Identity.Kind.VISITOR]
    context = {"page": page, "query": query, "cells": cells_for("customers.row", actor, page.rows)}
    return render(request, "face/customers/list.html", context)


def _found(actor: Actor, query: str) -> QuerySet[Customer]:
    newest = entries_seen_by(actor).filter(customer_id=OuterRef("id")).order_by("-happened_at")
    heads = (
        customers_seen_by(actor)
        .filter(whole=None)
        .annotate(heard_at=Subquery(newest.values("happened_at")[:1]))
        .prefetch_related("identities")
    )
    return heads.filter(id__in=matching(actor, query)) if query else heads


@needs("customer.read")
@vary_on_headers("HX-Request")
def customer(request: HttpRequest, number: int) -> HttpResponse:
    """One customer whole: who they are, and their line, newest first."""
    one = customer_for(request.actor, number)  # type: ignore[attr-defined]
    if one.whole is not None and one.whole_id != one.id:
        return redirect("face:customer", one.whole.number)
    return _page(request, one)


def _page(request: HttpRequest, one: Customer, status: int = 200, **forms: Any) -> HttpResponse:
    context = _timeline(request, one)
    if not request.htmx:  # type: ignore[attr-defined]
        context |= {
            "identities": identities_of(one).select_related("customer"),
            "merges": merges_of(one),
            "consents": consents_of(one.id),
            "traits": _traits_without_panel(request.actor, one),  # type: ignore[attr-defined]
            "merge_form": MergeForm(request.actor, one),  # type: ignore[attr-defined]
            "consent_form": ConsentForm(),
            **forms,
        }
    template = "face/customers/timeline.html" if request.htmx else "face/customers/customer.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=status)


def _traits_without_panel(actor: Actor, one: Customer) -> list[Trait]:
    """The traits in force, but for those of rooms that show them in a panel of their own."""
    shown = {offered.offer.__module__.split(".")[-2] for offered in offers_for("customer.context", actor)}
    return [trait for trait in pinned_traits(one) if trait.pinned_by.split(".")[-1] not in shown]


def _timeline(request: HttpRequest, one: Customer) -> dict[str, Any]:
    line: QuerySet[Entry] = line_of(whole_ids(one), request.actor)  # type: ignore[attr-defined]
    page = cursor_page(line, request, ("-happened_at", "-id"), LINES_A_PAGE)
    return {"customer": one, "page": page, "days": days_of(lines_of(page.rows, request.actor))}  # type: ignore[attr-defined]


@needs("customer.merge")
@require_POST
def merges(request: HttpRequest, number: int) -> HttpResponse:
    """POST: join another customer into this one, with the reason."""
    one = customer_for(request.actor, number)  # type: ignore[attr-defined]
    form = MergeForm(request.actor, one, request.POST)  # type: ignore[attr-defined]
    if not form.is_valid():
        return _page(request, one, 422, merge_form=form, open="merge")
    form.carry_out()
    return redirect("face:customer", number)


@needs("customer.merge")
@require_POST
def merge_undoing(request: HttpRequest, number: int, id: UUID) -> HttpResponse:
    """POST: take a merge back."""
    one = customer_for(request.actor, number)  # type: ignore[attr-defined]
    done = merges_of(one).filter(id=id).first()
    if done is None:
        raise Http404
    try:
        unmerge(done, at=timezone.now(), by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, _("The merge was taken back: both customers stand as before."))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    return redirect("face:customer", number)


@needs("consent.note")
@require_POST
def consents(request: HttpRequest, number: int) -> HttpResponse:
    """POST: note that the customer gave or withdrew a consent, and how we know."""
    one = customer_for(request.actor, number)  # type: ignore[attr-defined]
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return _page(request, one, 422, consent_form=form, open="consent")
    form.note(one, request.actor)  # type: ignore[attr-defined]
    return redirect("face:customer", number)
