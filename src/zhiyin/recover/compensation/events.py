"""What compensation announces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class CompensationAwarded(Event):
    """A customer was given something for what we broke; an amount of 0 is an apology alone."""

    award_id: UUID
    case_id: UUID | None
    amount_minor: int
    currency: str

    subject: ClassVar = "compensation.Award"
    sentence: ClassVar = _("A compensation was awarded")
    icon: ClassVar = "gift"


@dataclass(frozen=True, slots=True)
class ApprovalAsked(Event):
    """A compensation goes beyond the authority at hand: somebody with more is asked."""

    approval_id: UUID
    award_id: UUID
    case_id: UUID | None

    subject: ClassVar = "compensation.Approval"
    sentence: ClassVar = _("An approval was asked for")
    icon: ClassVar = "hand-raised"


@dataclass(frozen=True, slots=True)
class ApprovalEscalated(Event):
    """An approval was not decided in time and waits for the next role."""

    approval_id: UUID
    award_id: UUID
    level: int
    role: str

    subject: ClassVar = "compensation.Approval"
    sentence: ClassVar = _("An approval went to the next role")
    icon: ClassVar = "arrow-trending-up"


@dataclass(frozen=True, slots=True)
class ApprovalAgreed(Event):
    """The first of two people agreed to a compensation."""

    approval_id: UUID
    award_id: UUID

    subject: ClassVar = "compensation.Approval"
    sentence: ClassVar = _("The first of two people agreed")
    icon: ClassVar = "scale"


@dataclass(frozen=True, slots=True)
class ApprovalDecided(Event):
    """Somebody with the authority granted or refused a compensation."""

    approval_id: UUID
    award_id: UUID
    granted: bool
    case_id: UUID | None

    subject: ClassVar = "compensation.Approval"
    sentence: ClassVar = _("An approval was decided")
    icon: ClassVar = "scale"


@dataclass(frozen=True, slots=True)
class CompensationReversed(Event):
    """A compensation was taken back; the ledger holds the opposite booking."""

    award_id: UUID
    case_id: UUID | None

    subject: ClassVar = "compensation.Award"
    sentence: ClassVar = _("A compensation was taken back")
    icon: ClassVar = "arrow-uturn-left"


@dataclass(frozen=True, slots=True)
class ApologyMade(Event):
    """We told the customer what went wrong and said that we are sorry."""

    apology_id: UUID
    award_id: UUID
    case_id: UUID | None
    message_id: UUID | None

    subject: ClassVar = "compensation.Apology"
    sentence: ClassVar = _("We apologised to the customer")
    icon: ClassVar = "envelope"


@dataclass(frozen=True, slots=True)
class AbuseSuspected(Event):
    """Chance hardly explains some claims: a person is to judge."""

    signal_id: UUID
    kind: str

    subject: ClassVar = "compensation.Signal"
    sentence: ClassVar = _("Claims are to be looked at")
    icon: ClassVar = "magnifying-glass"


@dataclass(frozen=True, slots=True)
class SignalJudged(Event):
    """A person judged whether claims were abuse."""

    signal_id: UUID
    judgement: str

    subject: ClassVar = "compensation.Signal"
    sentence: ClassVar = _("Suspicious claims were judged")
    icon: ClassVar = "scale"


@dataclass(frozen=True, slots=True)
class DeputyNamed(Event):
    """For a time, one person decides on compensation in another's name too."""

    deputy_id: UUID

    subject: ClassVar = "compensation.Deputy"
    sentence: ClassVar = _("A deputy was named")
    icon: ClassVar = "user-plus"


@dataclass(frozen=True, slots=True)
class DeputyEnded(Event):
    """Somebody is no deputy any more, before their time."""

    deputy_id: UUID

    subject: ClassVar = "compensation.Deputy"
    sentence: ClassVar = _("A deputy's time was ended")
    icon: ClassVar = "user-minus"


@dataclass(frozen=True, slots=True)
class BudgetSet(Event):
    """Somebody set what a unit may grant in a period."""

    budget_id: UUID
    amount_minor: int | None
    currency: str

    subject: ClassVar = "compensation.Budget"
    sentence: ClassVar = _("A budget was set")
    icon: ClassVar = "banknotes"
