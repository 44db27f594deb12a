"""What promises announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.timeline.events import Event


@dataclass(frozen=True, slots=True)
class PromiseMade(Event):
    """A customer was promised something by a time. `trial_id` and `arm` say which variant of the policy decided it."""

    promise_id: UUID
    case_id: UUID | None
    name: str
    due_at: datetime
    policy_version_id: UUID | None = None
    trial_id: UUID | None = None
    arm: str | None = None

    subject: ClassVar = "promises.Promise"
    sentence: ClassVar = _("A promise was made")
    icon: ClassVar = "clock"


@dataclass(frozen=True, slots=True)
class PromiseReopened(Event):
    """What had kept a promise, or made up for it, was taken back before it reached the customer: it is owed as before."""

    promise_id: UUID
    case_id: UUID | None
    name: str

    subject: ClassVar = "promises.Promise"
    sentence: ClassVar = _("A promise is owed again: the reply was taken back")
    icon: ClassVar = "arrow-uturn-left"


@dataclass(frozen=True, slots=True)
class PromiseMet(Event):
    """A promise was kept in time."""

    promise_id: UUID
    case_id: UUID | None
    name: str

    subject: ClassVar = "promises.Promise"
    sentence: ClassVar = _("A promise was kept")
    icon: ClassVar = "check-circle"


@dataclass(frozen=True, slots=True)
class PromiseMetLate(Event):
    """What was promised was done, after the time: the breach stands, the customer waits no longer."""

    promise_id: UUID
    case_id: UUID | None
    name: str

    subject: ClassVar = "promises.Promise"
    sentence: ClassVar = _("A broken promise was made up for late")
    icon: ClassVar = "check-circle"


@dataclass(frozen=True, slots=True)
class PromiseWarned(Event):
    """Most of a promise's time is used: four fifths of its working time."""

    promise_id: UUID
    case_id: UUID | None
    name: str

    subject: ClassVar = "promises.Promise"
    sentence: ClassVar = _("A promise is running out of time")
    icon: ClassVar = "bell-alert"


@dataclass(frozen=True, slots=True)
class PromiseBreached(Event):
    """A promise was broken, at `due_at` exactly, whenever the clock noticed it."""

    breach_id: UUID
    promise_id: UUID
    case_id: UUID | None
    name: str
    due_at: datetime

    subject: ClassVar = "promises.Breach"
    sentence: ClassVar = _("A promise was broken")
    icon: ClassVar = "exclamation-triangle"


@dataclass(frozen=True, slots=True)
class PromisePaused(Event):
    """A promise's clock stands still: we wait for the customer, or the case was resolved."""

    pause_id: UUID
    promise_id: UUID
    case_id: UUID | None
    name: str

    subject: ClassVar = "promises.Pause"
    sentence: ClassVar = _("A promise's clock was paused")
    icon: ClassVar = "pause-circle"


@dataclass(frozen=True, slots=True)
class PromiseResumed(Event):
    """A promise's clock runs again, towards a time moved by the working time that it stood."""

    pause_id: UUID
    promise_id: UUID
    case_id: UUID | None
    name: str
    due_at: datetime

    subject: ClassVar = "promises.Pause"
    sentence: ClassVar = _("A promise's clock runs again")
    icon: ClassVar = "play-circle"


@dataclass(frozen=True, slots=True)
class PromiseChanged(Event):
    """A rule, a priority or a calendar changed, and with it the time of an open promise, counted anew from its start."""

    promise_id: UUID
    case_id: UUID | None
    name: str
    due_before_at: datetime
    due_at: datetime
    reason: str

    subject: ClassVar = "promises.Promise"
    sentence: ClassVar = _("The time of a promise changed")
    icon: ClassVar = "arrow-path"


@dataclass(frozen=True, slots=True)
class PromiseEnded(Event):
    """A promise ended unkept and unbroken: cancelled by the customer, or made by mistake."""

    promise_id: UUID
    case_id: UUID | None
    name: str
    state: str

    subject: ClassVar = "promises.Promise"
    sentence: ClassVar = _("A promise ended without being kept or broken")
    icon: ClassVar = "minus-circle"


@dataclass(frozen=True, slots=True)
class PublicDaysPublished(Event):
    """There are new public holidays or make-up days of a place, or a feed tells of other days than before."""

    almanac_id: UUID
    source: str
    number: int

    subject: ClassVar = "promises.Almanac"
    sentence: ClassVar = _("New public holidays were published")
    icon: ClassVar = "calendar-days"


@dataclass(frozen=True, slots=True)
class FeedAdded(Event):
    """An address was added from which public days are fetched."""

    feed_id: UUID
    key: str

    subject: ClassVar = "promises.Feed"
    sentence: ClassVar = _("A feed of public days was added")
    icon: ClassVar = "calendar-days"


@dataclass(frozen=True, slots=True)
class FeedRemoved(Event):
    """Public days are not fetched from an address any more."""

    feed_id: UUID
    key: str

    subject: ClassVar = "promises.Feed"
    sentence: ClassVar = _("A feed of public days was removed")
    icon: ClassVar = "calendar-days"


@dataclass(frozen=True, slots=True)
class PromiseNoticed(Event):
    """The customer was told before its time that a promise will not be kept. If it is not, it is a managed breach."""

    notice_id: UUID
    promise_id: UUID
    case_id: UUID | None
    name: str

    subject: ClassVar = "promises.Notice"
    sentence: ClassVar = _("The customer was told early that a promise will not be kept")
    icon: ClassVar = "megaphone"


@dataclass(frozen=True, slots=True)
class CaseHandedOver(Event):
    """A case was handed to a department, a vendor, or somebody who is not named; `due_at` is when they owe it back."""

    handover_id: UUID
    case_id: UUID
    whose: str
    name: str
    due_at: datetime | None = None

    subject: ClassVar = "promises.Handover"
    sentence: ClassVar = _("A case was handed over")
    icon: ClassVar = "arrow-right-circle"


@dataclass(frozen=True, slots=True)
class CaseHandedBack(Event):
    """Who had a case gave it back."""

    handover_id: UUID
    case_id: UUID
    whose: str
    name: str

    subject: ClassVar = "promises.Handover"
    sentence: ClassVar = _("A case was given back")
    icon: ClassVar = "arrow-uturn-left"


@dataclass(frozen=True, slots=True)
class HandoverOverdue(Event):
    """A department or a vendor has had a case for longer than it may: their time, not the customer's promise."""

    handover_id: UUID
    case_id: UUID
    whose: str
    name: str
    due_at: datetime

    subject: ClassVar = "promises.Handover"
    sentence: ClassVar = _("A handover is overdue")
    icon: ClassVar = "exclamation-triangle"


@dataclass(frozen=True, slots=True)
class PromiseReviewAsked(Event):
    """A promise was kept too seldom in two periods running: somebody has to decide on it."""

    review_id: UUID
    name: str

    subject: ClassVar = "promises.Review"
    sentence: ClassVar = _("A promise that is kept too seldom needs a decision")
    icon: ClassVar = "scale"


@dataclass(frozen=True, slots=True)
class PromiseReviewed(Event):
    """Somebody decided on a promise that was kept too seldom."""

    review_id: UUID
    name: str
    decision: str

    subject: ClassVar = "promises.Review"
    sentence: ClassVar = _("A promise was reviewed")
    icon: ClassVar = "scale"


@dataclass(frozen=True, slots=True)
class RuleTried(Event):
    """A changed rule of a promise is tried on past cases."""

    trying_id: UUID
    key: str

    subject: ClassVar = "promises.Trying"
    sentence: ClassVar = _("A changed rule was tried on past cases")
    icon: ClassVar = "beaker"
