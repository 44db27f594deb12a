"""The translations tooling: what it finds, keeps and refuses."""

from __future__ import annotations

from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.utils import translation

from zhiyin.config import messages


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of one room with a view and a template."""
    room = tmp_path / "listen" / "lamps"
    (room / "templates" / "lamps").mkdir(parents=True)
    (tmp_path / "config").mkdir()
    (room / "apps.py").write_text("")
    (room / "views.py").write_text(
        'a = _("Lamp %(name)s is lit")\nb = ngettext("%(n)d lamp", "%(n)d lamps", 2)\nc = pgettext("verb", "Light")\n'
    )
    (room / "templates" / "lamps" / "page.html").write_text(
        "<div>\n    {% if x %}\n  <p title=\"{% translate 'Off' %}\">it's</p>\n"
        "      {% blocktranslate trimmed with n=lamp.n %}\n  Lit {{ n }} times\n{% endblocktranslate %}\n  {% endif %}\n"
        '{% empty "sun" _("No lamp yet") %}{{ _("On") }}'
    )
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    monkeypatch.setattr(messages, "_CONFIG", tmp_path / "config")
    return room


def _translate(room: Path, original: str, translation: str) -> None:
    path = room / messages.PLACE
    before = path.read_text()
    assert f'msgid "{original}"\nmsgstr ""' in before
    path.write_text(before.replace(f'msgid "{original}"\nmsgstr ""', f'msgid "{original}"\nmsgstr "{translation}"'))


def test_texts_of_python_and_templates_reach_the_catalogue(house: Path) -> None:
    assert messages.update() == ["listen/lamps/locale/zh_Hans/LC_MESSAGES/django.po"]
    found = {m.id if isinstance(m.id, str) else m.id[0] for m in messages.catalogue_of(house) if m.id}
    assert found == {
        "Lamp %(name)s is lit", "%(n)d lamp", "Light", "Off", "Lit %(n)s times", "No lamp yet", "On",
    }  # fmt: skip


def test_an_update_keeps_translations_and_drops_what_left_the_source(house: Path) -> None:
    messages.update()
    _translate(house, "Off", "关")
    (house / "views.py").write_text("")
    messages.update()
    kept = {m.id: m.string for m in messages.catalogue_of(house) if m.id}
    assert kept["Off"] == "关"
    assert "Light" not in kept


def test_an_update_that_finds_nothing_new_touches_no_file(house: Path) -> None:
    messages.update()
    assert messages.update() == []


def test_a_room_without_texts_gets_no_catalogue(house: Path) -> None:
    messages.update()
    assert not (house.parent.parent / "config" / messages.PLACE).exists()


def test_missing_and_stale_entries_are_faults(house: Path) -> None:
    messages.update()
    assert any("not translated: 'Off'" in fault for fault in messages.faults())
    (house / "templates" / "lamps" / "page.html").write_text("")
    assert any("stale" in fault and "'Off'" in fault for fault in messages.faults())


def test_one_text_with_two_translations_is_a_fault(house: Path) -> None:
    other = house.with_name("suns")
    other.mkdir()
    (other / "apps.py").write_text("")
    messages.update()
    _translate(house, "On", "开")
    (other / "views.py").write_text('_("On")')
    messages.update()
    assert not any("two translations" in fault for fault in messages.faults())
    path = other / messages.PLACE
    path.write_text(path.read_text().replace("开", "亮"))
    assert any("two translations of 'On'" in fault for fault in messages.faults())


@pytest.mark.parametrize(
    ("original", "translation", "fault"),
    [
        ("%(n)s lamps", "%(n)s 盏灯", False),
        ("%(n)s lamps", "%(m)s 盏灯", True),
        ("100%% of %(n)s", "%(n)s 的 100%%", False),
        ("{name} lit it", "点灯", True),
        ("Plain", "%(n)s", True),
    ],
)
def test_placeholders_must_agree(original: str, translation: str, fault: bool) -> None:
    assert bool(messages.faults_of(Message(original, translation))) is fault


def test_a_fuzzy_entry_is_a_fault() -> None:
    assert messages.faults_of(Message("Off", "关", flags=["fuzzy"])) == ["marked fuzzy: 'Off'"]


def test_compiling_is_done_once_per_change(house: Path) -> None:
    messages.update()
    assert messages.compile_catalogues() == 1
    assert messages.compile_catalogues() == 0
    assert messages.uncompiled() == []


def test_no_room_shows_the_words_of_another_for_a_text_of_its_own() -> None:
    """Django merges all catalogues: a short text that another app translates otherwise needs a context."""
    shown_otherwise = []
    with translation.override("zh-hans"):
        for path in sorted(messages.PACKAGE.glob("*/*/locale/zh_Hans/LC_MESSAGES/django.mo")):
            with path.open("rb") as file:
                ours = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
            for key, text in ours.items():
                if not key or not isinstance(key, str):
                    continue
                context, _, original = key.rpartition("\x04")
                shown = translation.pgettext(context, original) if context else translation.gettext(original)
                if shown != text:
                    shown_otherwise.append(f"{path.parts[-5]}: {original!r} is “{text}”, shown is “{shown}”")
    assert not shown_otherwise, "\n".join(shown_otherwise)
