"""What policies announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class PolicyChanged(Event):
    """A new version of a policy came into force."""

    version_id: UUID
    key: str
    number: int

    subject: ClassVar = "policies.Version"
    sentence: ClassVar = _("A policy was changed")
    icon: ClassVar = "scale"


@dataclass(frozen=True, slots=True)
class TrialStarted(Event):
    """Some units get other rows of a policy from now on."""

    trial_id: UUID
    key: str

    subject: ClassVar = "policies.Trial"
    sentence: ClassVar = _("A trial of a policy began")
    icon: ClassVar = "beaker"


@dataclass(frozen=True, slots=True)
class TrialEnded(Event):
    """A trial of a policy ended; `winner` is the arm put in force, if any."""

    trial_id: UUID
    key: str
    winner: str | None

    subject: ClassVar = "policies.Trial"
    sentence: ClassVar = _("A trial of a policy ended")
    icon: ClassVar = "beaker"
