"""The rules that walk what is registered: rooms, reactions, foreign keys, addresses, generated documents."""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.utils.translation import override

from house_rules.addresses import addresses
from house_rules.sources import PACKAGE, STAGES, verbs_in_path
from zhiyin.config import documents, messages
from zhiyin.kernel.rooms import Permission, rooms
from zhiyin.kernel.timeline.reacting import REACTIONS

ORDER = ("lib", "kernel", "face", *STAGES, "packs", "demo", "config")


def test_every_room_is_installed_with_its_own_config() -> None:
    standing = {f"zhiyin.{'.'.join(path.parent.relative_to(PACKAGE).parts)}" for path in PACKAGE.rglob("apps.py")}
    assert {room.name for room in rooms()} == standing
    assert all(room.default for room in rooms())


def test_every_reaction_that_is_written_is_hung_up() -> None:
    for room in rooms():
        if find_spec(f"{room.name}.reactions") is None:
            continue
        written = _reactions_in(PACKAGE.joinpath(*room.name.split(".")[1:]))
        hung_up = {one.run.__name__ for one in REACTIONS.values() if one.run.__module__.startswith(f"{room.name}.")}
        assert written == hung_up, room.name


def _reactions_in(folder: Path) -> set[str]:
    paths = (
        [folder / "reactions.py"] if (folder / "reactions.py").exists() else list((folder / "reactions").glob("*.py"))
    )
    return {
        node.name
        for path in paths
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if "reacts_to" in ast.dump(decorator)
    }


def test_every_reaction_says_in_a_sentence_what_it_does() -> None:
    assert [one.name for one in REACTIONS.values() if not (one.run.__doc__ or "").strip()] == []


def _stage_of(model: type[models.Model]) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "zhiyin" else None


def crooked_arrows(found: list[type[models.Model]]) -> list[str]:
    """Foreign keys that point to a later stage, or that leave a name behind in an earlier one."""
    faults = []
    for model in found:
        here = _stage_of(model)
        for field in model._meta.get_fields():
            if here is None or not isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField):
                continue
            there = _stage_of(field.related_model)  # type: ignore[arg-type]
            if field.model is not model or there is None or there == here:
                continue
            if ORDER.index(there) > ORDER.index(here):
                faults.append(f"{model._meta.label}.{field.name} points to the later stage {there}")
            elif not str(field.remote_field.related_name or "").endswith("+"):
                faults.append(f"{model._meta.label}.{field.name} leaves a name in {there}")
    return faults


def test_foreign_keys_point_left_and_leave_no_name() -> None:
    # the kernel is one house of its own, and people are named in it
    assert crooked_arrows([model for model in apps.get_models() if _stage_of(model) != "kernel"]) == []


def test_a_planted_foreign_key_to_a_later_stage_is_found() -> None:
    from zhiyin.improve.proposals.models import Proposal
    from zhiyin.listen.channels.models import Message

    def planted(module: str, to: type[models.Model], related_name: str) -> type[models.Model]:
        meta = type("Meta", (), {"app_label": "planted", "apps": type(apps)()})
        field: Any = models.ForeignKey(to, on_delete=models.CASCADE, related_name=related_name)
        return type("Lamp", (models.Model,), {"__module__": module, "Meta": meta, "other": field})

    assert len(crooked_arrows([planted("zhiyin.listen.planted.models", Proposal, "+")])) == 1
    assert len(crooked_arrows([planted("zhiyin.assure.planted.models", Message, "lamps")])) == 1
    assert crooked_arrows([planted("zhiyin.assure.planted.models", Message, "+")]) == []


def test_every_address_says_who_may_come() -> None:
    assert [one.route for one in addresses() if one.access is None] == []


def test_addresses_are_nouns() -> None:
    assert {one.route: verbs for one in addresses() if (verbs := verbs_in_path(one.route))} == {}
    assert verbs_in_path("cases/<int:number>/assign") == ["assign"]
    assert verbs_in_path("cases/<int:number>/closure") == []


def test_every_permission_that_an_address_asks_for_is_declared() -> None:
    declared = {name for room in rooms() for name in room.permissions}
    asked = {one.access for one in addresses()} - {"public", "signed in", None}
    assert asked - declared == set()


def unnamed(permissions: dict[str, Permission], language: str) -> list[str]:
    """The permissions that cannot be said in a language: no label, a raw name, or words of the other language."""
    with override(language):
        said = {name: str(one.label) for name, one in permissions.items()}
    chinese = language.startswith("zh")
    return [
        name
        for name, words in said.items()
        if not words.strip() or name in words or chinese != any("\u4e00" <= letter <= "\u9fff" for letter in words)
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_permission_has_a_label_in_both_languages(language: str) -> None:
    assert {
        room.label: unnamed(room.permissions, language) for room in rooms() if unnamed(room.permissions, language)
    } == {}
    for words in ("", "lamp.light", "Light lamps" if language == "zh-hans" else "点灯"):
        assert unnamed({"lamp.light": Permission(words, ())}, language) == ["lamp.light"]


def test_every_page_of_the_rail_stands() -> None:
    from django.urls import reverse

    for room in rooms():
        for page in room.pages:
            assert reverse(page.url_name)


def test_every_text_is_translated() -> None:
    assert messages.faults() == []


def test_the_generated_documents_are_what_the_code_says() -> None:
    assert documents.stale() == [], "run `zhiyin document`"


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_rooms_say_what_they_are_for() -> None:
    assert [room.name for room in rooms() if not (import_module(room.name).__doc__ or "").strip()] == []
