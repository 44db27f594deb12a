"""The rules that read the source hold, and each was seen to find a planted fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from house_rules import sources

RULES = [
    sources.stage_words_in_kernel,
    sources.signals,
    sources.actions_without_story,
    sources.queries_in_views,
    sources.long_files,
    sources.poor_names,
    sources.inline_code,
]
PLANTED = [
    (sources.stage_words_in_kernel, "kernel/lamps/reads.py", "def lamps_of_case(case_id: int) -> None: ...\n"),
    (sources.stage_words_in_kernel, "kernel/lamps/policy.py", "# the survey says so\n"),
    (sources.signals, "listen/lamps/apps.py", "from django.db.models.signals import post_save\n"),
    (sources.actions_without_story, "listen/lamps/actions.py", "def light(lamp: int, *, by: object) -> None: ...\n"),
    (sources.queries_in_views, "listen/lamps/views.py", "def lamps(request): return Lamp.objects.all()\n"),
    (sources.queries_in_views, "listen/lamps/api.py", "def lamp(request): return get_object_or_404(Lamp, id=1)\n"),
    (
        sources.queries_in_views,
        "listen/lamps/showing.py",
        "def lamps(request): return all_lamps()\ndef all_lamps(): return Lamp.objects.all()\n",
    ),
    (sources.queries_in_views, "face/lamps.py", "class Page:\n    def get(self, request): Lamp._default_manager\n"),
    (sources.long_files, "listen/lamps/models.py", "\n" * 400),
    (sources.poor_names, "listen/lamps/utils.py", ""),
    (sources.poor_names, "listen/lamps/policy.py", "class LampService: ...\n"),
    (sources.inline_code, "listen/lamps/templates/lamps/page.html", '<p style="color: red">'),
    (sources.inline_code, "listen/lamps/templates/lamps/page.html", "<script>alert(1)</script>"),
    (sources.inline_code, "listen/lamps/templates/lamps/page.html", '<button onclick="x()">'),
    (sources.inline_code, "listen/lamps/templates/lamps/page.html", '<img src="https://elsewhere.test/a.png">'),
]
Rule = Callable[[Path], list[str]]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    assert rule(sources.PACKAGE) == []


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_the_rule_finds_a_planted_fault(rule: Rule, path: str, text: str, tmp_path: Path) -> None:
    assert rule(tmp_path) == []
    planted = tmp_path / path
    planted.parent.mkdir(parents=True)
    planted.write_text(text)
    assert len(rule(tmp_path)) == 1


def test_pythons_own_match_statement_is_no_stages_word(tmp_path: Path) -> None:
    planted = tmp_path / "kernel" / "lamps.py"
    planted.parent.mkdir()
    planted.write_text("def f(x):\n    match x:\n        case 1:\n            return 2\n")
    assert sources.stage_words_in_kernel(tmp_path) == []


def test_a_scoped_fetch_is_no_fault(tmp_path: Path) -> None:
    planted = tmp_path / "listen" / "views.py"
    planted.parent.mkdir()
    planted.write_text("def lamp(request): return get_object_or_404(lamps_seen_by(request.actor), id=1)\n")
    assert sources.queries_in_views(tmp_path) == []


def test_a_query_where_nobody_requests_anything_is_no_fault(tmp_path: Path) -> None:
    planted = tmp_path / "listen" / "reads.py"
    planted.parent.mkdir()
    planted.write_text("def lamps_seen_by(actor): return Lamp.objects.filter(unit__in=actor.units)\n")
    assert sources.queries_in_views(tmp_path) == []


def test_what_an_actions_package_offers_is_looked_at_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "listen" / "lamps" / "actions"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("from zhiyin.listen.lamps.actions.lighting import light\n")
    (folder / "lighting.py").write_text("def light() -> None: ...\ndef wick() -> None: ...\n")
    assert len(sources.actions_without_story(tmp_path)) == 1


def test_a_link_to_elsewhere_is_no_fault(tmp_path: Path) -> None:
    planted = tmp_path / "listen" / "templates" / "page.html"
    planted.parent.mkdir(parents=True)
    planted.write_text('<a class="x" href="https://elsewhere.test/">there</a>')
    assert sources.inline_code(tmp_path) == []


def test_every_exception_from_by_and_because_still_stands() -> None:
    for name in sources.NO_STORY:
        path, _colon, function = name.partition(":")
        assert f"def {function}(" in (sources.PACKAGE / path).read_text(), name


def test_every_term_has_both_languages() -> None:
    text = (sources.ROOT / "docs" / "words.md").read_text()
    assert sources.missing_words(text) == []
    assert sources.missing_words("| case | 案件 |\n|---|---|\n| promise | |") == ["promise | "]
