"""What is told of people: who comes and goes, and what somebody planned for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class PersonWentAway(Event):
    """A person is not there for a while, whatever their hours say."""

    absence_id: UUID
    person_id: UUID

    subject: ClassVar = "people.Absence"
    sentence: ClassVar = _("A person went away")
    icon: ClassVar = "pause-circle"


@dataclass(frozen=True, slots=True)
class PersonCameBack(Event):
    """A person who was away is there again."""

    absence_id: UUID
    person_id: UUID

    subject: ClassVar = "people.Absence"
    sentence: ClassVar = _("A person came back")
    icon: ClassVar = "play-circle"


@dataclass(frozen=True, slots=True)
class SkillAssessed(Event):
    """Somebody judged how good a person is at something."""

    assessment_id: UUID
    person_id: UUID

    subject: ClassVar = "people.Assessment"
    sentence: ClassVar = _("A skill was assessed")
    icon: ClassVar = "academic-cap"


@dataclass(frozen=True, slots=True)
class WorkPlanned(Event):
    """Hours, languages or capacity of a person were changed: `what` says which."""

    person_id: UUID
    what: str

    subject: ClassVar = "people.Person"
    sentence: ClassVar = _("Somebody's hours, languages or capacity were changed")
    icon: ClassVar = "calendar-days"
