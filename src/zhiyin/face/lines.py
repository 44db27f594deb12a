"""Entries as people read them: a sentence, an icon, a link, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext

from zhiyin.face.links import addresses_of, excerpts_of
from zhiyin.kernel.people.actor import Actor
from zhiyin.kernel.timeline.events import EVENTS
from zhiyin.kernel.timeline.models import Entry


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, ready to be shown. `excerpt` is a few words of the row it is about, "" where the reader gets none."""

    entry: Entry
    sentence: Any
    icon: str
    url: str
    excerpt: str
    who: str


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one day, in the reader's time zone."""

    on: date
    name: str
    lines: list[Line]


def lines_of(entries: Iterable[Entry], actor: Actor) -> list[Line]:
    """The lines of these entries as the actor may read them, in order; links and excerpts cost one call a kind of row."""
    entries = list(entries)
    urls, excerpts = addresses_of(entries), excerpts_of(entries, actor)
    return [
        Line(
            entry,
            _sentence(entry),
            getattr(EVENTS.get(entry.event), "icon", "circle"),
            urls.get(entry.id, ""),
            excerpts.get(entry.id, ""),
            who_did(entry),
        )
        for entry in entries
    ]


def _sentence(entry: Entry) -> Any:
    event = EVENTS.get(entry.event)
    return event.sentence if event is not None and event.sentence else entry.event


def who_did(entry: Entry) -> str:
    """By whom, in the reader's words: a name, "the customer", or the house; *why?* tells by which rule."""
    if entry.by_kind == "customer":
        return entry.by_name or gettext("the customer")
    if entry.by_kind == "system":
        return gettext("Zhiyin")
    if entry.by_kind == "key":
        return gettext("the key %s") % entry.by_name
    return entry.by_name


def days_of(lines: Sequence[Line]) -> list[Day]:
    """Lines that are in order of time, grouped by day."""
    today = timezone.localdate()
    return [
        Day(on, _name(on, today), list(of_day))
        for on, of_day in groupby(lines, key=lambda line: timezone.localtime(line.entry.happened_at).date())
    ]


def _name(on: date, today: date) -> str:
    exact = formats.date_format(on, gettext("l, j F Y"))
    near = {0: gettext("Today"), 1: gettext("Yesterday")}.get((today - on).days)
    return f"{near} · {exact}" if near else exact
