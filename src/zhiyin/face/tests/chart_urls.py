"""The house's addresses and one chart more, for the tests of charts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import altair as alt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from zhiyin.config.urls import urlpatterns as of_the_house
from zhiyin.face.access import signed_in
from zhiyin.face.charts import JADE, chart_response

ROWS = [
    {
        "on": (date(2026, 10, 1) + timedelta(days=day)).isoformat(),
        "share": 0.7 + (day % 7) / 40,
        "low": 0.62 + (day % 7) / 40,
        "high": 0.78 + (day % 7) / 40,
    }
    for day in range(30)
]


@signed_in
def kept(request: HttpRequest) -> HttpResponse:
    base: Any = alt.Chart(alt.Data(values=ROWS)).encode(x=alt.X("on:T", title=None))
    band = base.mark_area(color=JADE, opacity=0.16).encode(alt.Y("low:Q"), alt.Y2("high:Q"))
    line = base.mark_line(point=True).encode(
        alt.Y("share:Q", title=None, axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0.5, 1])),
        tooltip=["on:T", alt.Tooltip("share:Q", format=".1%")],
    )
    about = {"unit": "share of first replies", "window": "October 2026", "n": 412, "interval": "95% interval"}
    return chart_response(band + line, request=request, name="kept", **about)


@signed_in
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "face/tests/chart.html")


urlpatterns = [*of_the_house, path("test/chart", page), path("test/chart/kept", kept, name="kept")]
