"""Search over everything the reader may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhiyin.face.access import signed_in


@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """Hits for `?q=`, best first."""
    return render(request, "face/search.html", {"query": request.GET.get("q", "").strip()[:200]})
