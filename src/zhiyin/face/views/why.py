"""Why: the chain of because behind an entry or a row, and the tree of what came of its beginning."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhiyin.face.access import needs
from zhiyin.face.lines import Line, days_of, lines_of
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.reads import consequences_of, entry_of
from zhiyin.kernel.timeline.reads import why as chain_of

ENTRIES_SHOWN = 400


@needs("customer.read")
def why(request: HttpRequest, id: UUID) -> HttpResponse:
    """The chain from the first entry to this one, in order of time, and all that came of the first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    entry = entry_of(id)
    if entry is None or not actor.sees_unit(entry.unit_id):
        raise Http404
    chain = [one for one in reversed(chain_of(entry)) if actor.sees_unit(one.unit_id)]
    came = list(consequences_of(entry.root_id or entry.id)[: ENTRIES_SHOWN + 1])
    seen = [one for one in came[:ENTRIES_SHOWN] if actor.sees_unit(one.unit_id)]
    context = {
        "entry": entry,
        "customer": entry.customer if entry.customer_id else None,
        "days": days_of(lines_of(chain, actor)),
        "tree": _tree(lines_of(seen, actor)),
        "cut_off": len(came) > ENTRIES_SHOWN,
        "facts": entry.facts.items(),
    }
    return render(request, "face/why/why.html", context)


def _tree(lines: list[Line]) -> list[tuple[Line, list[Any]]]:
    """Entries under what caused them: (line, its consequences), each again such a pair."""
    shown = {line.entry.id for line in lines}
    below: dict[UUID | None, list[Line]] = defaultdict(list)
    for line in lines:
        cause: UUID | None = line.entry.because_id
        below[cause if cause in shown else None].append(line)

    def branch(id: UUID | None) -> list[tuple[Line, list[Any]]]:
        return [(line, branch(line.entry.id)) for line in below.get(id, ())]

    return branch(None)
