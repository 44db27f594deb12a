"""The pages of hotspots: the list by pain, one with its evidence, and the decision about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.actor import Actor
from zhiyin.understand.hotspots.actions import decide
from zhiyin.understand.hotspots.charts import small_line, topic_chart
from zhiyin.understand.hotspots.forms import DecisionForm
from zhiyin.understand.hotspots.models import Hotspot
from zhiyin.understand.hotspots.reads import evidence_of, hotspot_for, hotspots_seen_by, weeks_around
from zhiyin.understand.topics.reads import labels_seen_by, texts_of, told_of, topic_name, topics


@needs("hotspot.read")
def hotspots_page(request: HttpRequest) -> HttpResponse:
    """Open hotspots by pain, then the ended ones by time."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    known = topics()
    rows = hotspots_seen_by(actor)
    running = list(rows.filter(state=Hotspot.State.OPEN).order_by("-pain"))
    lines = weeks_around(running)
    ended = cursor_page(rows.exclude(state=Hotspot.State.OPEN), request, order=("-found_at", "-id"), size=20)
    context = {
        "running": [
            {"hotspot": one, "name": topic_name(one.topic, known), "line": small_line(lines[one.id], one.topic)}
            for one in running
        ],
        "ended": [{"hotspot": one, "name": topic_name(one.topic, known)} for one in ended.rows],
        "page": ended,
    }
    return render(request, "hotspots/hotspots.html", context)


@needs("hotspot.read")
def hotspot_page(request: HttpRequest, number: int) -> HttpResponse:
    """One hotspot: its numbers, its weeks, the newest texts behind it."""
    return render(request, "hotspots/hotspot.html", _context(request, number, DecisionForm()))


def _context(request: HttpRequest, number: int, form: DecisionForm) -> dict[str, Any]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    hotspot = hotspot_for(actor, number)
    labels = list(labels_seen_by(actor).filter(id__in=evidence_of(hotspot)))
    said = texts_of(labels, actor)
    return {
        "hotspot": hotspot,
        "name": topic_name(hotspot.topic, topics()),
        "rate": hotspot.count / hotspot.exposure if hotspot.exposure else None,
        "rate_before": hotspot.baseline_count / hotspot.baseline_exposure if hotspot.baseline_exposure else None,
        "evidence": [(label, said[label.id]) for label in labels if label.id in said],
        "told": told_of(labels, actor),
        "decision": getattr(hotspot, "decision", None),
        "form": form if hotspot.state == Hotspot.State.OPEN and actor.may("hotspot.decide") else None,
    }


@needs("hotspot.read")
def chart(request: HttpRequest, number: int) -> HttpResponse:
    """The weeks of a hotspot's topic as a chart, or as CSV."""
    hotspot = hotspot_for(request.actor, number)  # type: ignore[attr-defined]
    weekly = weeks_around([hotspot])[hotspot.id]
    return topic_chart(request, hotspot, topic_name(hotspot.topic, topics()), weekly)


@needs("hotspot.decide")
@require_POST
def decision(request: HttpRequest, number: int) -> HttpResponse:
    """End a hotspot, with a reason."""
    hotspot = hotspot_for(request.actor, number)  # type: ignore[attr-defined]
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            decide(hotspot.id, **form.cleaned_data, by=request.actor)  # type: ignore[attr-defined]
        except ValidationError as error:
            form.add_error(None, error)
        else:
            notices.success(request, _("Decided."))
            return redirect("hotspot", number=number)
    return render(request, "hotspots/hotspot.html", _context(request, number, form), status=422)
