"""What routing announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class CaseQueued(Event):
    """A case that nobody owns stands in the queue of its unit."""

    wait_id: UUID
    case_id: UUID

    subject: ClassVar = "routing.Wait"
    sentence: ClassVar = _("A case joined the queue")
    icon: ClassVar = "queue-list"


@dataclass(frozen=True, slots=True)
class CasePlaced(Event):
    """It was decided who takes a case, by which rule; the assignment follows."""

    placement_id: UUID
    case_id: UUID
    person_id: UUID
    rule: str

    subject: ClassVar = "routing.Placement"
    sentence: ClassVar = _("It was decided who takes the case")
    icon: ClassVar = "user-plus"


@dataclass(frozen=True, slots=True)
class CaseReturned(Event):
    """A person went away or off shift before they began: the case is back in the queue, at its old place."""

    placement_id: UUID
    case_id: UUID
    person_id: UUID

    subject: ClassVar = "routing.Placement"
    sentence: ClassVar = _("A case nobody had begun went back to the queue")
    icon: ClassVar = "arrow-uturn-left"


@dataclass(frozen=True, slots=True)
class AlarmRaised(Event):
    """People were told: a promise runs out or is broken, nobody owns a case, or it was handed on too often."""

    alarm_id: UUID
    case_id: UUID
    kind: str

    subject: ClassVar = "routing.Alarm"
    sentence: ClassVar = _("People were told that a case needs them")
    icon: ClassVar = "bell-alert"
