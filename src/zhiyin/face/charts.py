"""Charts: authored with Altair, sent as Vega-Lite with their numbers as a table, drawn in the browser.

    @needs("metric.read")
    def satisfaction_chart(request):
        chart = alt.Chart(alt.Data(values=rows)).mark_line().encode(x="on:T", y="share:Q")
        return chart_response(chart, request=request, unit=_("share of answers"), window=_("last 30 days"), n=412,
                              table=Table((_("Day"), _("Share")), [(row["on"], row["share"]) for row in rows]))

In the template: `{% url "metrics:satisfaction_chart" as address %}{% chart address title %}`. Colours are the tokens of
the design system (`JADE`, `LATE` …); the browser puts in what they are in light or dark.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, gettext

from zhiyin.face import wording

JADE, JADE_SOFT = "var(--jade)", "var(--jade-soft)"
INK, INK_SOFT, LINE, SURFACE = "var(--ink)", "var(--ink-soft)", "var(--line)", "var(--surface)"
GOOD, SOON, LATE, INFO = "var(--good)", "var(--soon)", "var(--late)", "var(--info)"

_FONT = 'system-ui, "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif'

#: The Zhiyin theme: ink on paper, one jade, thin lines, no frame.
THEME: dict[str, Any] = {
    "background": "transparent",
    "font": _FONT,
    "padding": 4,
    "view": {"stroke": None, "continuousHeight": 220, "continuousWidth": 480},
    "axis": {
        "domainColor": LINE,
        "gridColor": LINE,
        "gridDash": [2, 3],
        "labelColor": INK_SOFT,
        "labelFontSize": 12,
        "labelPadding": 6,
        "tickColor": LINE,
        "tickSize": 4,
        "titleColor": INK_SOFT,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
    },
    "axisX": {"grid": False},
    "axisY": {"domain": False, "ticks": False},
    "legend": {"labelColor": INK, "titleColor": INK_SOFT, "labelFontSize": 12, "titleFontSize": 12, "orient": "top"},
    "title": {"color": INK, "fontSize": 14, "anchor": "start", "fontWeight": 600},
    "header": {"labelColor": INK, "titleColor": INK_SOFT, "labelFontSize": 12},
    "mark": {"color": JADE},
    "area": {"color": JADE, "opacity": 0.16},
    "bar": {"color": JADE, "cornerRadiusEnd": 2},
    "line": {"color": JADE, "strokeWidth": 2},
    "point": {"color": JADE, "filled": True, "size": 40},
    "rule": {"color": INK_SOFT},
    "errorbar": {"color": INK_SOFT},
    "errorband": {"color": JADE, "opacity": 0.16},
    "text": {"color": INK, "fontSize": 12},
    "range": {"category": [JADE, INFO, SOON, INK_SOFT, LATE, GOOD], "heatmap": [JADE_SOFT, JADE]},
}

#: how a time axis writes each step, coarse to fine
_TIMES = {
    "zh": {
        "year": "%Y年",
        "quarter": "%-m月",
        "month": "%-m月",
        "week": "%-m月%-d日",
        "date": "%-d日",
        "hours": "%-H时",
    },
    "en": {"year": "%Y", "quarter": "%b", "month": "%b", "week": "%-d %b", "date": "%-d %b", "hours": "%H:%M"},
}

_MANY_VIEWS = {"concat", "hconcat", "vconcat", "facet", "repeat"}


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a chart: translatable column names, rows of values."""

    columns: Sequence[Any]
    rows: Sequence[Sequence[Any]]


def chart_response(
    chart: Any,
    *,
    request: HttpRequest,
    table: Table | None = None,
    unit: object = "",
    window: object = "",
    n: int | None = None,
    interval: object = "",
    name: str = "chart",
) -> HttpResponse:
    """What `{% chart %}` asks for: JSON `{spec, about, table, locale}`; with `?format=csv` the table as a file.

    `unit` says what one value is, `window` the span of time, `n` how many were counted, `interval` what a band means.
    Without `table`, the chart's own values make it.
    """
    spec = specification(chart)
    table = table or _table_of(spec)
    if request.GET.get("format") == "csv":
        return _csv(table, name)
    about = [str(unit), str(window), f"n = {wording.count(n)}" if n is not None else "", str(interval)]
    return JsonResponse(
        {
            "spec": spec,
            "about": " · ".join(part for part in about if part),
            "table": {
                "columns": [str(column) for column in table.columns],
                "rows": [[_shown(value) for value in row] for row in table.rows],
            },
            "locale": _locale(get_language() or "en"),
        },
        json_dumps_params={"ensure_ascii": False},
    )


def specification(chart: Any) -> dict[str, Any]:
    """The Vega-Lite specification of an Altair chart in the Zhiyin theme; as wide as its place unless it says."""
    spec: dict[str, Any] = chart.to_dict()
    own = spec.get("config", {})
    times = {"format": _TIMES["zh" if (get_language() or "").startswith("zh") else "en"]}
    spec["config"] = {**own, **THEME, "view": {**own.get("view", {}), **THEME["view"]}, "axisTemporal": times}
    if not _MANY_VIEWS & spec.keys():
        spec.setdefault("width", "container")
        spec.setdefault("height", 220)
        spec.setdefault("autosize", {"type": "fit-x", "contains": "padding"})
    return spec


def _table_of(spec: Mapping[str, Any]) -> Table:
    data = spec.get("data", {})
    values = data.get("values") or spec.get("datasets", {}).get(data.get("name"), [])
    columns = list(dict.fromkeys(key for row in values for key in row)) if isinstance(values, list) else []
    return Table(columns, [[row.get(column) for column in columns] for row in values] if columns else [])


def _shown(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 4)
    return value if isinstance(value, int | str) or value is None else str(value)


def _csv(table: Table, name: str) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([str(column) for column in table.columns])
    writer.writerows([[_harmless(_shown(value)) for value in row] for row in table.rows])
    # The mark at the beginning tells spreadsheets that this is UTF-8.
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets a quote in front."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


@cache
def _locale(language: str) -> dict[str, Any] | None:
    """How Vega writes numbers and dates in this language; None for English, which it knows."""
    if not language.startswith("zh"):
        return None
    import vl_convert

    return {"number": vl_convert.get_format_locale("zh-CN"), "time": vl_convert.get_time_format_locale("zh-CN")}


def no_data(request: HttpRequest) -> HttpResponse:
    """The answer for a chart without any value."""
    return JsonResponse({"empty": gettext("No data in this window yet.")})
