"""Why: the chain of because behind an entry, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhiyin.face.access import signed_in
from zhiyin.kernel.timeline.reads import entry_of


@signed_in
def why(request: HttpRequest, id: UUID) -> HttpResponse:
    """The chain from the first entry to this one, and the tree of its consequences."""
    entry = entry_of(id)
    if entry is None or not request.actor.sees_unit(entry.unit_id):  # type: ignore[attr-defined]
        raise Http404
    return render(request, "face/why.html", {"entry": entry})
