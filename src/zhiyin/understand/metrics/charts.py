"""The weekly series of a metric as a chart: line, interval as a band, weeks of few units as rings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhiyin.face.charts import JADE, SURFACE, Table, chart_response, no_data
from zhiyin.understand.metrics.policy import Figure
from zhiyin.understand.metrics.register import Metric


def series_chart(request: HttpRequest, metric: Metric, weeks: Sequence[Figure]) -> HttpResponse:
    """The answer to `{% chart %}`; with `?format=csv` the same weeks as a file."""
    rows = [_row(figure) for figure in weeks]
    if not any(figure.n for figure in weeks) and request.GET.get("format") != "csv":
        return no_data(request)
    table = Table(
        (_("Week from"), pgettext("number", "Value"), pgettext("interval", "Low"), pgettext("interval", "High"), "n"),
        [(row["week"], row["value"], row["low"], row["high"], row["n"]) for row in rows],
    )
    return chart_response(
        _drawn(metric, rows),
        request=request,
        table=table,
        unit={"share": _("share"), "nps": _("points"), "median": _("minutes")}[metric.aggregation],
        window=_("%(weeks)d weeks, Monday to Sunday") % {"weeks": len(weeks)},
        n=sum(figure.n for figure in weeks),
        interval=_("band: 95% interval; rings: fewer than 30"),
        name=f"{metric.key}-weeks",
    )


def _row(figure: Figure) -> dict[str, Any]:
    return {
        "week": timezone.localtime(figure.window.from_at).date().isoformat(),
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
        "thin": figure.thin,
    }


def _drawn(metric: Metric, rows: Sequence[dict[str, Any]]) -> Any:
    import altair as alt  # a second to import: only who draws pays it

    percent = metric.aggregation == "share"
    axis = alt.Axis(format=".0%" if percent else ".0f", title=None, tickCount=5)
    scale = alt.Scale(domain=[0, 1]) if percent else alt.Scale(zero=metric.aggregation == "median")
    number = ".1%" if percent else ".1f"
    base = alt.Chart({"values": [row for row in rows if row["n"]]}).encode(
        x=alt.X("week:O", title=None, axis=alt.Axis(labelExpr="slice(datum.label, 5)", labelAngle=0, labelOverlap=True))
    )
    tooltip = [
        alt.Tooltip("week:O", title=_("Week from")),
        alt.Tooltip("value:Q", title=pgettext("number", "Value"), format=number),
        alt.Tooltip("low:Q", title=pgettext("interval", "Low"), format=number),
        alt.Tooltip("high:Q", title=pgettext("interval", "High"), format=number),
        alt.Tooltip("n:Q", title="n"),
    ]
    band = base.mark_area().encode(y=alt.Y("low:Q", axis=axis, scale=scale), y2="high:Q")
    line = base.mark_line(color=JADE).encode(y=alt.Y("value:Q", axis=axis, scale=scale))
    points = base.mark_point(filled=True, stroke=JADE, strokeWidth=1.5, size=44).encode(
        y=alt.Y("value:Q", axis=axis, scale=scale),
        fill=alt.condition("datum.thin", alt.value(SURFACE), alt.value(JADE)),
        tooltip=tooltip,
    )
    return alt.layer(band, line, points)
