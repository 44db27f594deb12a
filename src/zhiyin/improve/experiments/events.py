"""What experiments announce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class ExperimentDesigned(Event):
    """An experiment was designed."""

    experiment_id: UUID
    policy_key: str

    subject: ClassVar = "experiments.Experiment"
    sentence: ClassVar = _("An experiment was designed")
    icon: ClassVar = "beaker"


@dataclass(frozen=True, slots=True)
class ExperimentStarted(Event):
    """An experiment started: some customers get other rows of a policy."""

    experiment_id: UUID
    policy_key: str

    subject: ClassVar = "experiments.Experiment"
    sentence: ClassVar = _("An experiment started")
    icon: ClassVar = "beaker"


@dataclass(frozen=True, slots=True)
class ExperimentEnded(Event):
    """An experiment ended; `winner` is the arm put in force, None if everything stays as it was."""

    experiment_id: UUID
    winner: str | None

    subject: ClassVar = "experiments.Experiment"
    sentence: ClassVar = _("An experiment ended")
    icon: ClassVar = "flag"


@dataclass(frozen=True, slots=True)
class ExperimentWithdrawn(Event):
    """A design was withdrawn before it started."""

    experiment_id: UUID
    reason: str

    subject: ClassVar = "experiments.Experiment"
    sentence: ClassVar = _("A designed experiment was withdrawn")
    icon: ClassVar = "minus-circle"
