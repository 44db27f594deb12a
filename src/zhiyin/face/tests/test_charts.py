"""Charts: drawn under the strict policy, with their numbers as a table and as a file."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import engines
from django.test import Client

from zhiyin.face.testing import person_with
from zhiyin.face.tests import chart_urls

PAGE = """{% extends "face/base.html" %}{% block title %}Chart{% endblock %}
{% block content %}<h1>Charts</h1>{% chart "/test/chart/kept" "First replies in time" %}{% endblock %}"""


@pytest.fixture(autouse=True)
def chart_page(monkeypatch: pytest.MonkeyPatch) -> None:
    template = engines["django"].from_string(PAGE)
    monkeypatch.setattr(chart_urls, "render", lambda request, _name: _answer(template.render({}, request)))


def _answer(text: str) -> Any:
    from django.http import HttpResponse

    return HttpResponse(text)


@pytest.mark.django_db
@pytest.mark.urls("zhiyin.face.tests.chart_urls")
def test_the_table_behind_a_chart_comes_as_a_file(client: Client) -> None:
    client.force_login(person_with("lead"))
    answer = client.get("/test/chart/kept?format=csv")
    assert answer["Content-Disposition"] == 'attachment; filename="kept.csv"'
    lines = answer.content.decode().splitlines()
    assert lines[0] == "\ufeffon,share,low,high"
    assert len(lines) == 31


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("zhiyin.face.tests.chart_urls")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chart_is_drawn_as_svg_with_its_table(sign_in: Any, theme: str) -> None:
    page = sign_in("lead", "zh-hans", theme).visit("/test/chart")
    page.locator("[data-chart-drawing] svg path.mark-line, [data-chart-drawing] svg .mark-line path").first.wait_for()
    assert "n = 412" in page.locator("[data-chart-about]").inner_text()
    page.locator(".chart-table summary").click()
    assert page.locator(".chart-table tbody tr").count() == 30
    page.locator("[data-chart-drawing] svg").first.hover()
    with page.expect_download() as saved:
        page.get_by_role("button", name="SVG").click()
    assert saved.value.suggested_filename.endswith(".svg")
    page.must_be_sound()
