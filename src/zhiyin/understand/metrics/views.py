"""The board: every metric's figure over a window, the weekly series of one, and the export."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from zhiyin.face.access import needs
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.people.reads import units_seen_by
from zhiyin.understand.metrics.board import DAYS, asked, role_name
from zhiyin.understand.metrics.charts import series_chart
from zhiyin.understand.metrics.reads import METRICS, Figure, compute, figures, series
from zhiyin.understand.value.reads import paradox_between, response_between, returns_between

#: what a broken promise costs is read over the longest window: returns take weeks
RETURNS_OVER = timedelta(days=max(DAYS))

#: so that who was let down has had their 90 days to come back
RECOVERY_OVER = timedelta(days=180)


@needs("metric.read")
def board(request: HttpRequest) -> HttpResponse:
    """Six figures with interval and n, and the weeks of the chosen one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wanted = asked(actor, request.GET, timezone.now())
    chosen = METRICS.get(request.GET.get("metric", ""), METRICS["first_reply_kept"])
    query = {"days": str(wanted.days)} | ({"unit": str(wanted.unit.id)} if wanted.unit else {})
    rows = [
        {
            "metric": METRICS[figure.key],
            "figure": figure,
            "address": f"{reverse('metrics')}?{urlencode(query | {'metric': figure.key})}#series",
        }
        for figure in figures(*wanted.window, wanted.unit_ids)
    ]
    return render(
        request,
        "metrics/board.html",
        {
            "rows": rows,
            "chosen": chosen,
            "owner": role_name(chosen.owner),
            "wanted": wanted,
            "last_moment": wanted.window.to_at - timedelta(microseconds=1),
            "days": DAYS,
            "units": units_seen_by(actor),
            "chart_url": f"{reverse('metric-chart', args=[chosen.key])}?{urlencode(query)}",
            "returns": returns_between(timezone.now() - RETURNS_OVER, timezone.now(), wanted.unit_ids),
            "returns_days": RETURNS_OVER.days,
            "export_url": f"{reverse('metrics-export')}?{urlencode(query)}",
        },
    )


@needs("metric.read")
def recovery(request: HttpRequest) -> HttpResponse:
    """What recoveries come to: how many won back beside how many answered, and whether any left customers better off."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wanted = asked(actor, request.GET, timezone.now())
    now = timezone.now()
    window = (now - RECOVERY_OVER, now)
    return render(
        request,
        "metrics/recovery.html",
        {
            "wanted": wanted,
            "units": units_seen_by(actor),
            "days": RECOVERY_OVER.days,
            "recovered": compute("recovered", *window, wanted.unit_ids),
            "response": response_between(*window, wanted.unit_ids),
            "paradox": paradox_between(*window, wanted.unit_ids),
        },
    )


@needs("metric.read")
def chart(request: HttpRequest, key: str) -> HttpResponse:
    """The weeks of one metric as a chart, or as CSV."""
    if key not in METRICS:
        raise Http404
    wanted = asked(request.actor, request.GET, timezone.now())  # type: ignore[attr-defined]
    return series_chart(request, METRICS[key], series(key, wanted.weeks, wanted.unit_ids))


@needs("metric.read")
def export(request: HttpRequest) -> HttpResponse:
    """The figures of the board and all their weeks as CSV: exact numbers, times in UTC."""
    wanted = asked(request.actor, request.GET, timezone.now())  # type: ignore[attr-defined]
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="metrics.csv"'
    response.write("\ufeff")  # so that spreadsheets read the Chinese
    writer = csv.writer(response)
    writer.writerow(["metric", "version", "measure", "period", "from", "to", "value", "low", "high", "n", "unit"])
    unit = str(wanted.unit) if wanted.unit else ""
    for figure in figures(*wanted.window, wanted.unit_ids):
        _write(writer, "window", figure, unit)
    for key in METRICS:
        for figure in series(key, wanted.weeks, wanted.unit_ids):
            _write(writer, "week", figure, unit)
    return response


def _write(writer: Any, period: str, figure: Figure, unit: str) -> None:
    numbers = ["" if number is None else number for number in (figure.value, figure.low, figure.high)]
    times = [at.isoformat() for at in figure.window]
    measure = METRICS[figure.key].measure
    writer.writerow([figure.key, figure.version, measure, period, *times, *numbers, figure.n, unit])
