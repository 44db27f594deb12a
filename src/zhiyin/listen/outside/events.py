"""What is announced of events from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class OutsideEventReceived(Event):
    """Another program told us that something happened."""

    outside_event_id: UUID
    type: str
    source: str

    subject: ClassVar = "outside.OutsideEvent"
    sentence: ClassVar = _("Another program reported an event")
    icon: ClassVar = "arrow-down-on-square"
