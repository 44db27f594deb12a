"""What hotspots announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class HotspotFound(Event):
    """More customers than before wrote about a topic. `ratio` against the weeks before, `p` adjusted for all topics."""

    hotspot_id: UUID
    topic: str
    ratio: float
    p: float

    subject: ClassVar = "hotspots.Hotspot"
    sentence: ClassVar = _("A hotspot was found")
    icon: ClassVar = "fire"


@dataclass(frozen=True, slots=True)
class HotspotDecided(Event):
    """Somebody dealt with a hotspot, or dismissed it."""

    decision_id: UUID
    hotspot_id: UUID
    kind: str

    subject: ClassVar = "hotspots.Decision"
    sentence: ClassVar = _("A hotspot was decided about")
    icon: ClassVar = "check"


@dataclass(frozen=True, slots=True)
class HotspotCooled(Event):
    """A topic is no longer written about more than before."""

    hotspot_id: UUID
    topic: str

    subject: ClassVar = "hotspots.Hotspot"
    sentence: ClassVar = _("A hotspot cooled down")
    icon: ClassVar = "arrow-trending-down"
