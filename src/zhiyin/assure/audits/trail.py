"""The audit trail: which events an auditor asks for, in which areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhiyin.kernel.timeline.events import EVENTS


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the trail: its events by name, and the apps all of whose events belong to it."""

    key: str
    label: Any
    events: frozenset[str]
    apps: frozenset[str] = frozenset()

    def names(self) -> list[str]:
        """The names of its events, of those that the house knows."""
        return [
            name
            for name, event in EVENTS.items()
            if name in self.events or str(event.subject).partition(".")[0] in self.apps
        ]


AREAS = (
    Area("rules", _("Rules"), frozenset({"LexiconChanged", "PromiseChanged"}), frozenset({"policies"})),
    Area(
        "money",
        _("Money"),
        frozenset({"CompensationAwarded", "CompensationReversed", "ApprovalAsked", "ApprovalDecided"}),
    ),
    Area("people", _("People and roles"), frozenset(), frozenset({"people"})),
    Area(
        "customers",
        _("Customers"),
        frozenset({"CustomersMerged", "CustomersUnmerged", "ConsentNoted", "LabelCorrected"}),
    ),
    Area(
        "channels",
        _("Channels and imports"),
        frozenset({"ChannelMade", "ChannelChanged", "RepliesArmed", "DeliveryReleased", "ImportFinished"}),
    ),
    Area("improvement", _("Improvement"), frozenset(), frozenset({"proposals", "experiments"})),
    Area("checks", pgettext_lazy("audit", "Checks"), frozenset(), frozenset({"audits"})),
)


def area_named(key: str) -> Area | None:
    """The area with this key."""
    return next((one for one in AREAS if one.key == key), None)


def all_names() -> list[str]:
    """The names of every event on the trail."""
    return sorted({name for area in AREAS for name in area.names()})
