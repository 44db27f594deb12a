"""A topic's weeks: the small line of the list, and the chart of the page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhiyin.face.charts import INK_SOFT, JADE, LATE, Table, chart_response
from zhiyin.lib.stats import wilson
from zhiyin.understand.hotspots.counting import Weekly
from zhiyin.understand.hotspots.models import Hotspot


def small_line(weekly: Weekly, topic: str, width: int = 120, height: int = 28) -> dict[str, Any]:
    """The points of a small line over the windows, as SVG wants them, and where its last point lies."""
    shares = [
        count / everyone if everyone else 0.0
        for count, everyone in zip(weekly.by_topic.get(topic, []), weekly.everyone, strict=False)
    ]
    if not shares:
        return {"points": "", "x": 0, "y": 0, "width": width, "height": height}
    highest = max(shares) or 1.0
    step = (width - 6) / max(1, len(shares) - 1)
    points = [(3 + i * step, height - 3 - (height - 6) * share / highest) for i, share in enumerate(shares)]
    return {
        "points": " ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        "x": f"{points[-1][0]:.1f}",
        "y": f"{points[-1][1]:.1f}",
        "width": width,
        "height": height,
    }


def topic_chart(request: HttpRequest, hotspot: Hotspot, name: str, weekly: Weekly) -> HttpResponse:
    """The share of customers who wrote about the topic, window by window, with the rate of the weeks before as a line."""
    import altair as alt  # a second to import: only who draws pays it

    length = hotspot.window_to - hotspot.window_from
    counts = weekly.by_topic.get(hotspot.topic, [0] * len(weekly.everyone))
    begin = hotspot.window_to - length * len(counts)
    rows = []
    for i, (count, everyone) in enumerate(zip(counts, weekly.everyone, strict=True)):
        low, high = wilson(count, everyone)
        last = timezone.localtime(begin + length * (i + 1) - timedelta(microseconds=1)).date()
        share = count / everyone if everyone else None
        rows.append(
            {"until": last.isoformat(), "share": share, "low": low, "high": high, "n": everyone, "count": count}
        )
    before = hotspot.baseline_count / hotspot.baseline_exposure if hotspot.baseline_exposure else 0.0
    shown = [{**row, "last": row is rows[-1]} for row in rows if row["n"]]
    base = alt.Chart({"values": shown}).encode(
        x=alt.X(
            "until:O", title=None, axis=alt.Axis(labelExpr="slice(datum.label, 5)", labelAngle=0, labelOverlap=True)
        )
    )
    axis = alt.Axis(format=".0%", title=None, tickCount=5)
    bars = base.mark_bar().encode(
        y=alt.Y("share:Q", axis=axis),
        color=alt.condition("datum.last", alt.value(LATE), alt.value(JADE)),
        tooltip=[
            alt.Tooltip("until:O", title=_("Until")),
            alt.Tooltip("share:Q", title=_("Share"), format=".1%"),
            alt.Tooltip("count:Q", title=_("Customers with this topic")),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    ranges = base.mark_rule().encode(y=alt.Y("low:Q", axis=axis), y2="high:Q")
    line = alt.Chart({"values": [{"before": before}]}).mark_rule(color=INK_SOFT, strokeDash=[4, 3])
    return chart_response(
        alt.layer(bars, ranges, line.encode(y=alt.Y("before:Q", axis=axis))),
        request=request,
        table=Table(
            (
                _("Until"),
                _("Customers with this topic"),
                _("All customers"),
                _("Share"),
                pgettext("interval", "Low"),
                pgettext("interval", "High"),
            ),
            [(row["until"], row["count"], row["n"], row["share"], row["low"], row["high"]) for row in rows],
        ),
        unit=_("share of customers who wrote"),
        window=_("windows of %(days)d days; dashed: the weeks before") % {"days": length.days},
        n=sum(weekly.everyone),
        interval=_("lines: 95% intervals"),
        name=f"hotspot-{hotspot.number}",
    )
