"""What complaints announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class ComplaintOpened(Event):
    """A case was classed as a complaint."""

    complaint_id: UUID
    case_id: UUID
    kind: str

    subject: ClassVar = "complaints.Complaint"
    sentence: ClassVar = _("A complaint was received")
    icon: ClassVar = "megaphone"


@dataclass(frozen=True, slots=True)
class ComplaintMoved(Event):
    """A complaint took a step: `step` names it, `state` is where it stands now."""

    step_id: UUID
    complaint_id: UUID
    case_id: UUID
    step: str
    state: str

    subject: ClassVar = "complaints.Step"
    sentence: ClassVar = _("A complaint moved on")
    icon: ClassVar = "arrow-right"


@dataclass(frozen=True, slots=True)
class ComplaintClosed(Event):
    """A complaint was closed. `outcome`: what the customer said to the solution (accepted, refused, no_reply)."""

    complaint_id: UUID
    case_id: UUID
    outcome: str

    subject: ClassVar = "complaints.Complaint"
    sentence: ClassVar = _("A complaint was closed")
    icon: ClassVar = "document-check"


@dataclass(frozen=True, slots=True)
class ComplaintAnswerMissed(Event):
    """Nobody answered a complaint in substance within the time that was told, `due_at`."""

    complaint_id: UUID
    case_id: UUID
    due_at: datetime

    subject: ClassVar = "complaints.Complaint"
    sentence: ClassVar = _("A complaint was not answered in time")
    icon: ClassVar = "exclamation-triangle"


@dataclass(frozen=True, slots=True)
class CustomerReminded(Event):
    """A customer was reminded that our proposal waits for their answer."""

    solution_id: UUID
    complaint_id: UUID
    reminder: int

    subject: ClassVar = "complaints.Solution"
    sentence: ClassVar = _("A customer was reminded of our proposal")
    icon: ClassVar = "bell"


@dataclass(frozen=True, slots=True)
class StatutoryClockStarted(Event):
    """An authority handed us a complaint: the law sets the times now."""

    clock_id: UUID
    complaint_id: UUID
    name: str
    due_at: datetime

    subject: ClassVar = "complaints.StatutoryClock"
    sentence: ClassVar = _("A time set by law began to run")
    icon: ClassVar = "building-library"


@dataclass(frozen=True, slots=True)
class StatutoryClockMet(Event):
    """We did within its time what the law asks, or after it."""

    clock_id: UUID
    complaint_id: UUID
    name: str

    subject: ClassVar = "complaints.StatutoryClock"
    sentence: ClassVar = _("What the law asks was done")
    icon: ClassVar = "building-library"


@dataclass(frozen=True, slots=True)
class StatutoryClockMissed(Event):
    """A time set by law passed."""

    clock_id: UUID
    complaint_id: UUID
    name: str
    due_at: datetime

    subject: ClassVar = "complaints.StatutoryClock"
    sentence: ClassVar = _("A time set by law has passed")
    icon: ClassVar = "exclamation-triangle"


@dataclass(frozen=True, slots=True)
class ProblemOpened(Event):
    """The same went wrong again and again: a problem was opened."""

    problem_id: UUID
    matter: str
    cause: str
    found: str

    subject: ClassVar = "complaints.Problem"
    sentence: ClassVar = _("Repeated complaints opened a problem")
    icon: ClassVar = "puzzle-piece"


@dataclass(frozen=True, slots=True)
class CorrectionMade(Event):
    """Something was changed so that a problem does not come back."""

    correction_id: UUID
    problem_id: UUID
    in_effect_at: datetime

    subject: ClassVar = "complaints.Correction"
    sentence: ClassVar = _("A correction came into effect")
    icon: ClassVar = "wrench-screwdriver"


@dataclass(frozen=True, slots=True)
class PreventionTested(Event):
    """Before and after a correction were compared; only with `passed` is the problem called prevented."""

    proof_id: UUID
    problem_id: UUID
    passed: bool

    subject: ClassVar = "complaints.Proof"
    sentence: ClassVar = _("It was tested whether a correction helped")
    icon: ClassVar = "scale"


@dataclass(frozen=True, slots=True)
class ProblemEnded(Event):
    """A problem was ended by a person's word, without a proof."""

    problem_id: UUID

    subject: ClassVar = "complaints.Problem"
    sentence: ClassVar = _("A problem was ended without proof")
    icon: ClassVar = "minus-circle"


@dataclass(frozen=True, slots=True)
class SafetyReported(Event):
    """A message speaks of danger to people. It goes before everything else."""

    report_id: UUID
    message_id: UUID
    case_id: UUID | None

    subject: ClassVar = "complaints.SafetyReport"
    sentence: ClassVar = _("Danger to people was reported")
    icon: ClassVar = "shield-exclamation"


@dataclass(frozen=True, slots=True)
class SafetyAnswered(Event):
    """Somebody took a report of danger on. `danger` is False when the words meant something else."""

    answer_id: UUID
    report_id: UUID
    case_id: UUID | None
    danger: bool

    subject: ClassVar = "complaints.SafetyAnswer"
    sentence: ClassVar = _("A report of danger was taken on")
    icon: ClassVar = "shield-check"
