"""The seven stages, in the order in which the loop runs, with one icon each everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.rooms import Page


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the loop: key, translatable label, icon."""

    key: str
    label: Any
    icon: str


STAGES = (
    Stage("listen", pgettext_lazy("stage", "Listen"), "speaker-wave"),
    Stage("resolve", pgettext_lazy("stage", "Resolve"), "chat-bubble-left-right"),
    Stage("recover", pgettext_lazy("stage", "Recover"), "lifebuoy"),
    Stage("understand", pgettext_lazy("stage", "Understand"), "light-bulb"),
    Stage("care", pgettext_lazy("stage", "Care"), "heart"),
    Stage("improve", pgettext_lazy("stage", "Improve"), "arrow-trending-up"),
    Stage("assure", pgettext_lazy("stage", "Assure"), "shield-check"),
)


@dataclass(frozen=True, slots=True)
class RailPage:
    """A page on the rail: its address, and whether the reader is there or below it."""

    address: str
    label: Any
    icon: str
    stage: str
    order: int
    here: bool


@dataclass(frozen=True, slots=True)
class RailGroup:
    """Pages that stand together on the rail, under their stage or under none."""

    stage: Stage | None
    pages: list[RailPage]


#: pages of no stage from this order on stand at the foot of the rail, with the settings
FOOT = 900


def rail_of(pages: list[Page], path: str) -> list[RailPage]:
    """The pages with their addresses, as seen from `path`. One whose address does not exist takes no other page down."""
    found = []
    for page in pages:
        try:
            address = reverse(page.url_name)
        except NoReverseMatch:
            continue
        here = path == address or (address != "/" and path.startswith(address.rstrip("/") + "/"))
        found.append(RailPage(address, page.label, page.icon, page.stage, page.order, here))
    return found


def rail_groups(pages: list[RailPage]) -> list[RailGroup]:
    """The rail: pages of no stage first, then each stage that has pages, in the order of the loop."""
    groups = [RailGroup(None, [page for page in pages if not page.stage and page.order < FOOT])]
    groups += [RailGroup(stage, [page for page in pages if page.stage == stage.key]) for stage in STAGES]
    return [group for group in groups if group.pages]


def rail_foot(pages: list[RailPage]) -> list[RailPage]:
    """The pages at the foot of the rail."""
    return [page for page in pages if not page.stage and page.order >= FOOT]
