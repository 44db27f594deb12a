"""Search over everything the reader may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from zhiyin.face.access import signed_in
from zhiyin.kernel.customers.models import Customer
from zhiyin.kernel.customers.reads import customers_seen_by, matching
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.search.reads import find

CUSTOMERS_SHOWN = 5


@signed_in
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    """Customers known by `?q=`, then what the index holds of it, best first; htmx gets the hits alone."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    query = request.GET.get("q", "").strip()[:200]
    context = {"query": query, "customers": _customers(actor, query), "hits": find(actor, query) if query else []}
    return render(request, "face/search/hits.html" if request.htmx else "face/search/search.html", context)  # type: ignore[attr-defined]


def _customers(actor: Actor, query: str) -> list[Customer]:
    if not query or (len(query) < 2 and query.isascii() and not query.isdigit()):
        return []
    found = customers_seen_by(actor).filter(whole=None, id__in=matching(actor, query)).prefetch_related("identities")
    return list(found.order_by("-made_at")[:CUSTOMERS_SHOWN])
