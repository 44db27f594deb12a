"""Customers: the list, and one customer whole."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.customers.reads import customers_seen_by


@needs("customer.read")
def customers(request: HttpRequest) -> HttpResponse:
    """All customers, newest first; `?q=` searches names, numbers and identities."""
    page = cursor_page(customers_seen_by(request.actor).filter(whole=None), request, ("-made_at", "-id"))  # type: ignore[attr-defined]
    return render(request, "face/customers.html", {"page": page})
