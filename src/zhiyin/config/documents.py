"""What is generated from the code: the map of rooms and reactions, the API's document, and the snapshot of an empty
database. Written, never edited.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.utils import translation

from zhiyin.config import installation, schema
from zhiyin.config.settings import PACKAGE
from zhiyin.kernel.jobs.registry import CALENDAR, TICKS
from zhiyin.kernel.rooms import Room, rooms
from zhiyin.kernel.timeline.events import EVENTS, Event
from zhiyin.kernel.timeline.reacting import REACTIONS, Reaction

DOCS = PACKAGE.parent.parent / "docs"


def documents() -> dict[Path, Callable[[], str]]:
    """Each generated file with the function that writes its text."""
    return {DOCS / "map.md": map_of_the_house, DOCS / "openapi.json": api_document}


def write() -> list[Path]:
    """Write every generated file whose text changed; returns these."""
    changed = []
    for path, text in documents().items():
        content = text()
        if not path.exists() or path.read_text() != content:
            path.write_text(content)
            changed.append(path)
    if not schema.snapshot_fits():
        schema.SNAPSHOT.write_text(installation.snapshot())
        changed.append(schema.SNAPSHOT)
    return changed


def stale() -> list[Path]:
    """The generated files that are not what the code says."""
    old = [path for path, text in documents().items() if not path.exists() or path.read_text() != text()]
    return old if schema.snapshot_fits() else [*old, schema.SNAPSHOT]


def api_document() -> str:
    """The OpenAPI document, in English and in a stable order."""
    from zhiyin.config.api import document

    with translation.override("en"):
        return json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def map_of_the_house() -> str:
    """Rooms by stage: what each is for, announces, reacts to, decides, does by itself, and shows."""
    with translation.override("en"):
        return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Map of the house"
    yield ""
    yield "Written by `zhiyin document` from the code. What happened flows down, what was decided flows back up as policies"
    yield "and traits. Each line under “when” is a reaction: when that is announced, this room does so."
    stage = ""
    for room in rooms():
        of = room.name.split(".")[1]
        if of != stage:
            stage = of
            yield f"\n## {stage}"
        yield from _room(room)


def _room(room: Room) -> Iterator[str]:
    doc = inspect.cleandoc(import_module(room.name).__doc__ or "").split("\n\n")[0].replace("\n", " ")
    yield f"\n### {room.label}\n\n{doc}"
    announced = [event for event in EVENTS.values() if event.__module__.startswith(f"{room.name}.")]
    reactions = [one for one in REACTIONS.values() if one.run.__module__.startswith(f"{room.name}.")]
    parts: list[list[str]] = [
        [f"- announces **{event.__name__}**: {_of_event(event)}" for event in announced],
        [f"- when {one.event.__name__}: {_of_reaction(one)}" for one in reactions],
        [f"- policy `{key}`: {label}" for key, label in _policies(room)],
        [f"- by the calendar, `{one.cron}`: {one.purpose}" for one in CALENDAR.values() if _of(one.run, room)],
        [f"- at its moment: {_first_sentence(tick)}" for name, tick in TICKS.items() if _of(tick, room)],
        [f"- page: {page.label} (`{page.permission}`)" for page in sorted(room.pages, key=lambda page: page.order)],
        [
            f"- permission `{name}` ({one.label}): {', '.join(one.roles) or 'operator'}"
            for name, one in sorted(room.permissions.items())
        ],
    ]
    lines = [line for part in parts for line in part]
    if lines:
        yield ""
        yield from lines


def _of(function: Callable[..., object], room: Room) -> bool:
    return function.__module__.startswith(f"{room.name}.")


def _of_event(event: type[Event]) -> str:
    return str(event.sentence) or _first_sentence(event)


def _of_reaction(one: Reaction) -> str:
    return _first_sentence(one.run) + (" (as a job)" if one.later else "")


def _first_sentence(thing: object) -> str:
    return inspect.cleandoc(getattr(thing, "__doc__", "") or getattr(thing, "__name__", "")).split("\n")[0]


def _policies(room: Room) -> list[tuple[str, str]]:
    from zhiyin.kernel.policies.register import POLICIES

    if find_spec(f"{room.name}.kinds") is None:
        return []
    declared = vars(import_module(f"{room.name}.kinds")).values()
    return [(key, str(policy.label)) for key, policy in POLICIES.items() if any(one is policy for one in declared)]
