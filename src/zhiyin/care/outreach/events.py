"""What outreach announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class OutreachAsked(Event):
    """A customer may be about to leave: somebody is to reach out to them. `reason` is the key of the weightiest reason."""

    outreach_id: UUID
    case_id: UUID | None
    reason: str

    subject: ClassVar = "outreach.Outreach"
    sentence: ClassVar = _("Somebody is to reach out to the customer")
    icon: ClassVar = "heart"


@dataclass(frozen=True, slots=True)
class OutreachTaken(Event):
    """Somebody took it upon them to reach out."""

    outreach_id: UUID
    case_id: UUID | None
    person_id: UUID

    subject: ClassVar = "outreach.Outreach"
    sentence: ClassVar = _("Somebody took on reaching out to the customer")
    icon: ClassVar = "hand-raised"


@dataclass(frozen=True, slots=True)
class OutreachMade(Event):
    """Somebody reached out; the outcome is noted."""

    outreach_id: UUID
    case_id: UUID | None

    subject: ClassVar = "outreach.Outreach"
    sentence: ClassVar = _("We reached out to the customer")
    icon: ClassVar = "heart"
